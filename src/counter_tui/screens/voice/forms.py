"""Writing a notice or an answer card: a few lines, said again in the form where a rule does not like them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, ValidationError
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import voice as commands
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.likely import likely_day
from counter_tui.domain.reading import read_as
from counter_tui.domain.voice.texts import CardText, NoticeText
from counter_tui.i18n import N_, _
from counter_tui.screens.leaving import Leaving
from counter_tui.services.views.voice import CardView, NoticeView
from counter_tui.widgets.cells import fold
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

_CELLS = 68
_EVERYBODY = ("clerk", "guide", "lead", "head")
AUDIENCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "everybody": (N_("everybody at the counter"), _EVERYBODY),
    "clerks": (N_("clerks and guides"), ("clerk", "guide")),
    "leads": (N_("leads and heads"), ("lead", "head")),
    "all": (N_("all, auditors too"), (*_EVERYBODY, "auditor")),
}


class Asked(Struct, frozen=True):
    """A line of the form: its key, what it asks for, what stands in it, and what it expects."""

    key: str
    label: str
    text: str = ""
    hint: str = ""


class TextForm(Leaving[str]):
    """The lines of a text; ``give_out`` makes it of what was typed and answers with the words of what was done."""

    KEYS = (commands.SAVE,)
    BINDINGS = [binding(commands.SAVE)]
    CSS = """
    TextForm #dialog { width: 76; max-height: 22; }
    TextForm #dialog .line-input { margin: 0; }
    TextForm .field-control { width: 1fr; }
    TextForm .field-verdict { width: 0; display: none; }
    TextForm #form-words { height: auto; margin-top: 1; }
    """

    def __init__(
        self,
        title: str,
        asked: Sequence[Asked],
        give_out: Callable[[dict[str, str]], str],
        *,
        audience: str = "",
    ) -> None:
        super().__init__()
        self._title, self._asked, self._give_out, self._audience = title, tuple(asked), give_out, audience

    def compose(self) -> ComposeResult:
        """Heading, the lines, for whom, what was wrong, the keys."""
        with Vertical(id="dialog"):
            yield Section(self._title)
            yield Line("")
            for each in self._asked:
                field = LineInput(each.text, id=each.key, max_cells=2000, placeholder=each.hint)
                yield FieldRow(each.label, field, hint=each.hint)
            if self._audience:
                picks = [Choice(key, _(words)) for key, (words, _roles) in AUDIENCES.items()]
                yield FieldRow(_("For"), PickList(picks, chosen=self._audience, id="audience"))
            yield Vertical(id="form-words")
            yield Line(
                Piece(f"{self.counter.key(commands.SAVE)} ", "accent"),
                _("Give out"),
                Piece("   Esc ", "accent"),
                _("Back"),
            )

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()

    def action_save(self) -> None:
        """Give it out."""
        typed = {each.key: self.query_one(f"#{each.key}", LineInput).value for each in self._asked}
        if self._audience:
            chosen = self.query_one("#audience", PickList).chosen
            typed["audience"] = chosen.id if chosen else self._audience
        self.write(lambda: self._give_out(typed), self._given)

    def _given(self, words: str) -> None:
        self.dismiss(words)

    def refused(self, broken: RuleBroken) -> None:
        """Say it in the form, where everything typed still is."""
        box = self.query_one("#form-words", Vertical)
        box.remove_children()
        box.mount_all(Line(Piece(line, "broken")) for line in fold(self.counter.say(broken), _CELLS))


def notice_form(
    given: NoticeView | None, code: str, today: date, publish: Callable[[NoticeText], int]
) -> TextForm:
    """The form of a notice: a new one, or another edition of one that was given out."""
    lines = [*(given.summary if given else ()), "", "", ""]
    asked = [
        Asked("code", _("Code"), given.code if given else code),
        Asked("title", _("Title"), given.title if given else "", _("in a few words")),
        Asked("line1", _("Line 1"), lines[0], _("what everybody reads: three lines at most")),
        Asked("line2", _("Line 2"), lines[1]),
        Asked("line3", _("Line 3"), lines[2]),
        Asked("text", _("In full"), given.text if given else "", _("may stay empty")),
        Asked("from", _("First day"), today.isoformat(), _("such as +1 or 2026-12-01")),
        Asked("until", _("Last day"), _day(given.valid_until if given else None), _("may stay empty")),
        Asked("supersedes", _("Ends"), "", _("code of the notice this takes the place of; may stay empty")),
    ]

    def give_out(typed: dict[str, str]) -> str:
        values = {
            "code": typed["code"].strip(),
            "title": typed["title"],
            "summary": "\n".join(typed[key] for key in ("line1", "line2", "line3") if typed[key].strip()),
            "text": typed["text"],
            "audience": AUDIENCES[typed["audience"]][1],
            "from": _read(typed["from"], today),
            "until": _read(typed["until"], today),
            "supersedes": [typed["supersedes"].strip()] if typed["supersedes"].strip() else [],
        }
        edition = publish(_built(values, NoticeText))
        return (
            _("Given out, edition {edition}.").format(edition=edition)
            if edition
            else _("Nothing was changed")
        )

    return TextForm(_("Notice"), asked, give_out, audience="everybody")


def card_form(
    given: CardView | None, today: date, issue: Callable[[CardText], int], to_put_right: Callable[[], int]
) -> TextForm:
    """The form of an answer card: a new one, or another edition of one there is.

    ``to_put_right`` counts afterwards who was told what holds no more.
    """

    def give_out(typed: dict[str, str]) -> str:
        values = {
            "code": typed["code"].strip(),
            "topics": [
                each.strip() for each in typed["topics"].replace("，", ",").split(",") if each.strip()
            ],
            "title": _said(typed["title"], given.title if given else None),
            "text": _said(typed["text"], given.text if given else None),
            "source": typed["source"],
            "notice": typed["notice"].strip(),
            "from": _read(typed["from"], today),
            "until": _read(typed["until"], today),
        }
        edition = issue(_built(values, CardText))
        if not edition:
            return _("Nothing was changed")
        said = _("Given out, edition {edition}.").format(edition=edition)
        count = to_put_right()
        return _("{said} To put right: {count}.").format(said=said, count=count) if count else said

    return TextForm(_("Answer card"), _asked_of_card(given, today), give_out)


def _asked_of_card(given: CardView | None, today: date) -> list[Asked]:
    return [
        Asked("code", _("Code"), given.code if given else "", _("letters and digits, such as pay")),
        Asked("title", _("Question"), given.title.zh if given else "", _("as customers ask it")),
        Asked("text", _("Answer"), given.text.zh if given else "", _("as it is read out to the customer")),
        Asked(
            "topics",
            _("Topics"),
            ",".join(given.topics) if given else "",
            _("codes of enquiries; may stay empty"),
        ),
        Asked("source", _("Source"), given.source if given else "", _("title of the document")),
        Asked(
            "notice",
            _("Notice"),
            given.notice if given else "",
            _("code; may stay empty"),
        ),
        Asked("from", _("First day"), today.isoformat(), _("such as +1 or 2026-12-01")),
        Asked("until", _("Last day"), _day(given.valid_until if given else None), _("may stay empty")),
    ]


def _said(typed: str, given: Words | None) -> dict[str, str]:
    """A text; the English of the edition before stays while the Chinese does."""
    same = given is not None and typed.strip() == given.zh != given.en
    return {"zh": typed, "en": given.en if given is not None and same else ""}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read(typed: str, today: date) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(likely_day(typed, today))
    except ValueError:
        raise RuleBroken("day_unknown", day=typed.strip()) from None


def _built(values: dict[str, Any], shape: Any) -> Any:
    """The text of these values; raises RuleBroken("text_missing"), "code_unfit" or "text_too_long"."""
    try:
        return read_as({name: value for name, value in values.items() if value is not None}, shape)
    except ValidationError as error:
        said = str(error)
    if "`$.code`" in said or "`$.notice`" in said or "`$.supersedes" in said:
        raise RuleBroken("code_unfit")
    raise RuleBroken("text_too_long" if "<=" in said else "text_missing")
