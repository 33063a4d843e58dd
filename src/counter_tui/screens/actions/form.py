"""The questions about an action item that ask more than a text: what, who, by when, how it is looked at, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.likely import likely_day
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.matter.ask import ActDialog, TextDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Words
from counter_tui.screens.sheet import Lines, Sheet, folded, labelled
from counter_tui.services.views.staff import StaffView
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.actions.service import ActionLine

LONGEST, ROOM = 400, 58
"""Cells of a text of an action item; beside a label in a question."""
_FIELD_OF = {
    "action_words_missing": "words",
    "action_owner_missing": "owner",
    "action_owner_same": "owner",
    "receiver_unknown": "owner",
    "receiver_cannot_write": "owner",
    "action_check_missing": "check",
    "reason_missing": "reason",
    "action_due_unfit": "due",
    "action_due_past": "due",
    "action_due_far": "due",
    "action_due_same": "due",
}
_DIGITS = 2
"""So many digits are working days from today; more are a date."""


class Days(Struct, frozen=True):
    """How days are read here: ``due_in`` counts working days, ``usual`` is meant where nothing is typed."""

    today: date
    due_in: Callable[[int], date]
    usual: date | None = None

    def read(self, text: str) -> date | None:
        """The day that was typed: 3 working days, 2025-11-28, 明天; None where it is no day."""
        typed = text.strip()
        if not typed:
            return self.usual
        if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS:
            return self.due_in(int(typed))
        try:
            return date.fromisoformat(likely_day(typed, self.today))
        except ValueError:
            return None


class Filled(Struct, frozen=True):
    """What was filled in; empty for what was not asked, and a day only where one was read."""

    words: str
    owner: str
    due: date | None
    check: str
    reason: str

    @property
    def day(self) -> date:
        """The day. Raises RuleBroken("action_due_unfit") where there is none."""
        if self.due is None:
            raise RuleBroken("action_due_unfit")
        return self.due


class ItemForm(ActDialog):
    """Asks the fields that are named, in this order; Enter in the last one and F10 send.

    ``begin`` is what stands in a field at first. The deed gives the words to tell afterwards.
    """

    CSS_PATH = "../matter/dialogs.tcss"
    is_wide = True

    def __init__(
        self,
        title: str,
        fields: Sequence[str],
        deed: Callable[[Filled], str],
        staff: Sequence[StaffView],
        days: Days,
        *,
        begin: Mapping[str, str] | None = None,
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._asked, self._deed, self._days = tuple(fields), deed, days
        self._begin = dict(begin or {})
        self._owners = colleagues(each for each in staff if may(each.role, "write") and not each.stand_in)

    def compose_questions(self) -> ComposeResult:
        """The fields that are asked for."""
        for place, name in enumerate(self._asked):
            yield self._row(name).add_class(*(() if place else ("first",)))

    def _row(self, name: str) -> FieldRow:
        if name == "owner":
            hint = _("a colleague's initials or staff number")
            return FieldRow(_("Owner"), PickList(self._owners, id="owner"), hint=hint, id="row-owner")
        if name == "due":
            hint = _("working days from today, or 2025-11-28")
            place = _("working days, or a date")
            return FieldRow(
                _("By when"),
                self._line("due", place, 20),
                verdict=self._said_due(""),
                hint=hint,
                id="row-due",
            )
        labels = {"words": _("Problem"), "check": _("Look at"), "reason": _("Why")}
        place = usual_check() if name == "check" else _("in a few words")
        row = FieldRow(labels[name], self._line(name, place, LONGEST), hint=place, id=f"row-{name}")
        row.add_class("long")
        return row

    def _line(self, name: str, placeholder: str, cells: int) -> LineInput:
        more = name != self._asked[-1]
        begin = self._begin.get(name, "")
        return LineInput(begin, id=name, enter_moves=more, max_cells=cells, placeholder=placeholder)

    def typed(self) -> bool:
        """Has anything been filled in that did not stand there at first?"""
        lines = (each for each in self.query(LineInput) if not each.within_pick)
        changed = any(each.value.strip() != self._begin.get(each.id or "", "") for each in lines)
        return changed or any(pick.typed.strip() for pick in self.query(PickList))

    def put_back(self) -> None:
        """Say again which day is meant."""
        self._judge_due()

    def after_retranslation(self) -> None:
        """Say again which day is meant."""
        super().after_retranslation()
        self._judge_due()

    @on(Input.Changed, "#due")
    def _judge_due(self) -> None:
        if self.query("#due"):
            self.query_one("#row-due", FieldRow).judge(*self._said_due(self._text("due")))

    def _said_due(self, typed: str) -> tuple[Piece, ...]:
        day = self._days.read(typed)
        if day is None:
            return (Piece(_("no day"), "broken"),) if typed.strip() else ()
        return (Piece(say_day(day, self._days.today), "broken" if day < self._days.today else "quiet"),)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == self._asked[-1]:
            self.action_send()

    def action_send(self) -> None:
        """Do it with what was filled in."""
        picks: list[Any] = list(self.query("#owner").results(PickList))
        filled = Filled(
            words=self._text("words"),
            owner=settled(picks[0], self._owners) if picks else "",
            due=self._days.read(self._text("due")),
            check=self._text("check") or usual_check(),
            reason=self._text("reason"),
        )
        deed: Callable[[], Any] = lambda: self._deed(filled)  # noqa: E731 - typed as the dialog wants it
        self.attempt(deed)

    def _text(self, name: str) -> str:
        return next((each.value.strip() for each in self.query(f"#{name}").results(LineInput)), "")

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        name = _FIELD_OF.get(broken.code, self._asked[0])
        self.query_one(f"#{name if name in self._asked else self._asked[0]}").focus()


class LookDialog(TextDialog):
    """Whoever has looked says so, with or without a word; the question tells what was to be looked at."""

    CSS_PATH = "../matter/dialogs.tcss"

    def __init__(self, line: ActionLine, deed: Callable[[str], Any], words: Words | None = None) -> None:
        placeholder = _("what was seen; may stay empty")
        super().__init__(_("Is it put right?"), deed, placeholder=placeholder, words=words)
        self._looked_at = line

    def compose_questions(self) -> ComposeResult:
        """The problem, how it is looked at, what its owner says, and the line."""
        sheet = Sheet(self._draw)
        sheet.add_class("first")
        yield sheet
        yield from super().compose_questions()

    def _draw(self, _cells: int, _plain: bool) -> Lines:
        line = self._looked_at
        told = ((_("Problem"), line.words), (_("Look at"), line.check), (_("Said done"), line.words_done))
        return [each for label, text in told if text for each in labelled(label, folded(text, ROOM, most=4))]


def usual_check() -> str:
    """How it is looked at where nothing else is said."""
    return _("the lead looks at it on the spot")
