"""Correcting: which particular, what it should say, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual import on
from textual.app import ComposeResult

from counter_tui.i18n import _, language
from counter_tui.screens.matter.ask import LONGEST, ActDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Words
from counter_tui.services.views.matter import MatterView
from counter_tui.services.wording.particulars import say_field
from counter_tui.widgets.choices import Choice, matching
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

PARTICULARS = ("name", "phone", "phone2", "address", "id_number", "account", "remark")


class Correctable(Struct, frozen=True):
    """A particular that can be corrected: its code for the service, what it says now, and what it may say."""

    field: str
    label: str
    now: str
    answers: tuple[Choice, ...] = ()


def correctables(view: MatterView) -> list[Correctable]:
    """The customer's particulars and the fields of the kind's form, as far as the viewer sees them."""
    found = []
    form = view.kind.fields if view.kind else ()
    for field in PARTICULARS:
        # A kind that asks for the account in its own form keeps it there.
        if field == "account" and any(each.type == "account" for each in form):
            continue
        shown = view.remark if field == "remark" else str(getattr(view.customer, field))
        found.append(Correctable(field, say_field(field), shown))
    values = {name.zh: value.say(language()) for name, value in view.fields}
    for each in form:
        answers = tuple(
            Choice(known.code, known.name.say(language()), (known.code,)) for known in each.choices
        )
        label, now = each.name.say(language()), values.get(each.name.zh, "")
        found.append(Correctable(f"field:{each.code}", label, now, answers))
    return found


class CorrectDialog(ActDialog):
    """The correction as a form; both values stay in the ledger."""

    is_wide = True

    def __init__(
        self,
        title: str,
        fields: Sequence[Correctable],
        deed: Callable[[str, str, str], MatterView],
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._fields_known = {each.field: each for each in fields}
        self._deed = deed

    def compose_questions(self) -> ComposeResult:
        """The rows."""
        what = FieldRow(
            _("Which"),
            PickList(self._offered(), id="field"),
            hint=_("a digit or part of the name"),
            id="row-field",
        )
        what.add_class("first")
        yield what
        yield FieldRow(_("Change to"), LineInput(id="now", max_cells=LONGEST), id="row-now")
        reason = FieldRow(_("Why"), LineInput(id="why", max_cells=LONGEST, enter_moves=False), id="row-why")
        reason.add_class("long")
        yield reason

    def _offered(self) -> list[Choice]:
        return [Choice(each.field, each.label, detail=each.now) for each in self._fields_known.values()]

    def typed(self) -> bool:
        """Has anything been filled in?"""
        return super().typed() or bool(self.query_one("#field", PickList).typed.strip())

    @on(PickList.Chosen, "#field")
    def _field_chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        self._explain(self._fields_known[event.choice.id])

    def _explain(self, known: Correctable) -> None:
        said = _("now: {value}").format(value=known.now) if known.now else _("now empty")
        self.query_one("#row-field", FieldRow).judge(Piece(said, "quiet"))
        answers = "  ".join(f"{place} {each.label}" for place, each in enumerate(known.answers, 1))
        self.query_one("#row-now", FieldRow).judge(Piece(answers, "quiet"))

    def action_send(self) -> None:
        """Correct it with what was filled in."""
        field = settled(self.query_one("#field", PickList), self._offered())
        if not field:
            self._lacking("field", _("choose one"))
            return
        known, now = self._fields_known[field], self.query_one("#now", LineInput).value.strip()
        if known.answers and now:
            found = matching(known.answers, now)
            if not found:
                self._lacking("now", _("choose one"))
                return
            now = found[0].id
        self.attempt(lambda: self._deed(field, now, self.query_one("#why", LineInput).value))

    def _lacking(self, key: str, words: str) -> None:
        row = self.query_one(f"#row-{key}", FieldRow)
        row.judge(Piece(words, "broken"))
        row.control.focus()
