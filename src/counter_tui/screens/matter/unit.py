"""Another unit of the company answers for a matter: which, how it is reached, what the customer was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any

from textual import on
from textual.app import ComposeResult

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.units.directory import Unit
from counter_tui.i18n import _, language
from counter_tui.screens.matter.ask import LONGEST, ActDialog
from counter_tui.screens.matter.call import CallRow
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Words
from counter_tui.screens.units.choices import unit_choices
from counter_tui.services.views.matter import MatterView
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

_AT = {
    "unit_missing": "unit",
    "unit_is_outside": "unit",
    "unit_phone_missing": "phone",
    "unit_phone_unfit": "phone",
    "call_in_the_past": "call",
}


class UnitDialog(ActDialog):
    """The unit by its initials, Enter; phone and person come from the directory; F10. The first contact stays.

    ``deed`` gets the code of the unit, and phone, person, told and next_call_at by name.
    """

    is_wide = True

    def __init__(
        self,
        title: str,
        units: Sequence[Unit],
        deed: Callable[..., MatterView],
        now: datetime,
        closing: time,
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._units = {unit.code: unit for unit in units}
        self._deed, self._now, self._closes = deed, now, closing

    def compose_questions(self) -> ComposeResult:
        """The rows."""
        unit = PickList(unit_choices(self._units.values()), id="unit")
        row = FieldRow(_("Unit"), unit, hint=_("initials of its name"), id="row-unit")
        row.add_class("first")
        yield row
        yield self._row("phone", _("Phone"), 24, _("tell it to the customer"))
        yield self._row("person", _("Ask for"), 24, "")
        told = self._row("told", _("Told"), LONGEST, _("what else the customer was told"))
        told.add_class("long")
        yield told
        yield CallRow(self._now, self._closes, _("empty: the next working day, 16:00"))

    def _row(self, key: str, label: str, cells: int, hint: str) -> FieldRow:
        return FieldRow(
            label, LineInput(id=key, max_cells=cells, placeholder=hint), hint=hint, id=f"row-{key}"
        )

    def typed(self) -> bool:
        """Has anything been filled in?"""
        return super().typed() or bool(self.query_one("#unit", PickList).typed.strip())

    def put_back(self) -> None:
        """What the rows say of what stands in them."""
        self._judge_unit()
        self.query_one(CallRow).judge_typed()

    def after_retranslation(self) -> None:
        """The same in the other language."""
        super().after_retranslation()
        self.put_back()

    @on(PickList.Chosen, "#unit")
    def _chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        self.complain("")
        unit = self._units[event.choice.id]
        for key, value in (("phone", unit.phone), ("person", unit.person)):
            self.query_one(f"#{key}", LineInput).value = value
        self._judge_unit()

    def _judge_unit(self) -> None:
        chosen = self.query_one("#unit", PickList).chosen
        unit = self._units.get(chosen.id if chosen else "")
        row = self.query_one("#row-unit", FieldRow)
        row.judge(*([Piece(unit.answers.say(language()), "quiet")] if unit else ()))

    def action_send(self) -> None:
        """Say it; what is missing is said on its row."""
        code = settled(self.query_one("#unit", PickList), unit_choices(self._units.values()))
        row = self.query_one(CallRow)
        if not code:
            self.query_one("#row-unit", FieldRow).judge(Piece(_("choose a unit"), "broken"))
            self.query_one("#unit").focus()
        elif not row.lacks():
            told: dict[str, Any] = {
                key: self.query_one(f"#{key}", LineInput).value for key in ("phone", "person", "told")
            }
            at = row.at
            self.attempt(lambda: self._deed(code, **told, next_call_at=at))

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        if broken.code in _AT:
            self.query_one(f"#{_AT[broken.code]}").focus()
