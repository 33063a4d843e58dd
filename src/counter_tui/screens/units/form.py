"""The form of one unit: its name and duty, how it is reached."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import units as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.units.directory import Unit
from counter_tui.i18n import _, language
from counter_tui.screens.leaving import Leaving
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.services.wording.units import say_side
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

_AT = {
    "unit_code_unfit": "code",
    "name_missing": "name",
    "unit_answers_missing": "answers",
    "unit_phone_unfit": "phone",
}
_LONG = 80
Enter = Callable[..., Unit]
"""Enters a unit by its code, as ``UnitService.enter`` does."""


class UnitForm(Leaving[Unit]):
    """A new unit, or what is to be entered of one; answers with the unit as it was entered."""

    KEYS = (commands.SAVE,)
    BINDINGS = [binding(commands.SAVE)]
    CSS = """
    UnitForm #dialog { width: 72; }
    UnitForm #dialog .line-input { margin: 0; }
    UnitForm .long .field-control { width: 1fr; }
    UnitForm .long .field-verdict { width: 0; display: none; }
    UnitForm #unit-words { height: auto; margin-top: 1; }
    """

    def __init__(self, enter: Enter, unit: Unit | None = None) -> None:
        super().__init__()
        self._enter, self._unit = enter, unit

    def compose(self) -> ComposeResult:
        """The fields; whatever ships with the program may stay as it is."""
        unit, tongue = self._unit, language()
        with Vertical(id="dialog"):
            yield Section(unit.name.say(tongue) if unit else _("New unit"))
            yield Line("")
            if unit is None:
                code = LineInput(max_cells=12, id="code")
                yield FieldRow(_("Code"), code, hint=_("2 to 12 capitals and digits"))
                yield FieldRow(_("Part of"), PickList(_sides(), chosen="company", id="side"))
            yield self._row("name", _("Unit"), unit.name.say(tongue) if unit else "", long=True)
            yield self._row("answers", _("Duties"), unit.answers.say(tongue) if unit else "", long=True)
            yield self._row("phone", _("Phone"), unit.phone if unit else "", _("extension after a hyphen"))
            yield self._row("person", _("Ask for"), unit.person if unit else "")
            hours = LineInput(unit.hours if unit else "", max_cells=_LONG, enter_moves=False, id="hours")
            yield FieldRow(_("Open at"), hours, hint=_("such as 8:30-17:30"))
            yield Sheet(id="unit-words")
            yield Line(
                Piece(f"{self.counter.key(commands.SAVE)} ", "accent"),
                _("Save"),
                Piece("   Esc ", "accent"),
                _("Back"),
            )

    def _row(self, key: str, label: str, value: str, hint: str = "", *, long: bool = False) -> FieldRow:
        row = FieldRow(label, LineInput(value, max_cells=_LONG, id=key), hint=hint)
        row.set_class(long, "long")
        return row

    def on_mount(self) -> None:
        """A unit that is known lacks its phone most."""
        self.query_one("#phone" if self._unit else "#code").focus()

    @on(Input.Submitted, "#hours")
    def _last(self) -> None:
        self.action_save()

    def _text(self, key: str) -> str:
        return self.query_one(f"#{key}", LineInput).value

    def action_save(self) -> None:
        """Enter it."""
        code = self._unit.code if self._unit else self._text("code")
        given = {key: self._text(key) for key in ("name", "answers", "phone", "person", "hours")}
        outside = self._unit.outside if self._unit else self._side() == "outside"
        self.write(partial(self._enter, code, outside=outside, **given), self._entered)

    def _side(self) -> str:
        chosen = self.query_one("#side", PickList).chosen
        return chosen.id if chosen else "company"

    def _entered(self, unit: Unit) -> None:
        self.dismiss(unit)

    def refused(self, broken: RuleBroken) -> None:
        """Say it in the form, and go to the field it is about."""
        words = self.counter.say(broken)
        self.query_one("#unit-words", Sheet).show(lambda cells, _plain: folded(words, cells, "broken"))
        field = _AT.get(broken.code, "phone")
        self.query_one(f"#{field}" if self.query(f"#{field}") else "#phone").focus()


def _sides() -> list[Choice]:
    return [Choice("company", say_side(False), ("gs",)), Choice("outside", say_side(True), ("wb",))]
