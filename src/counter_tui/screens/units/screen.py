"""Who answers for what outside the station, and how they are reached."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from counter_tui.commands import shell
from counter_tui.commands import units as commands
from counter_tui.i18n import _, language
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.sheet import Lines, Sheet, folded, labelled, nothing
from counter_tui.services.wording.units import say_side
from counter_tui.widgets.cells import width
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.units.directory import Unit


class UnitsScreen(DeskScreen):
    """A list of the units; leads enter what is missing."""

    KEYS = (commands.ADD, commands.EDIT, commands.DROP, shell.BACK)
    AUTO_FOCUS = "#unit-list"
    CSS = """
    UnitsScreen { #unit-columns { height: 1fr; } #unit-main { width: 1fr; height: 1fr; }
      #unit-list { height: 1fr; } }
    UnitsScreen.-narrow { #unit-columns { layout: vertical; } #unit-beside { height: 7; margin: 1 0 0 1; } }
    UnitsScreen.-wide { #unit-beside { width: 34; height: 1fr; padding-left: 2; border-left: vkey $line; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self._units: tuple[Unit, ...] = ()
        self._wanted = ""

    def place(self) -> str:
        """Where am I."""
        return _("Units")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many have no phone yet."""
        missing = sum(not unit.phone for unit in self._units)
        return (Piece(_("Without a phone: {count}").format(count=missing), "quiet"),) if missing else ()

    def compose_body(self) -> ComposeResult:
        """The list, and the marked unit in full beside it or, where there is no room, below it."""
        columns = (
            Column("", 8),
            Column(_("Unit"), 20, most=40),
            Column(_("Duties"), 24, most=80),
            Column(_("Phone"), 14),
        )
        with Horizontal(id="unit-columns"):
            with Vertical(id="unit-main"):
                yield Section(_("Units and outside bodies"))
                yield FactTable(columns, id="unit-list")
            yield Sheet(id="unit-beside")

    @on(events.ScreenResume)
    def _look(self) -> None:
        self.ask(self.services.units.list, self._show, group="units")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self._look()

    def _show(self, units: tuple[Unit, ...]) -> None:
        self._units = tuple(sorted(units, key=lambda unit: unit.outside))
        table = self.query_one("#unit-list", FactTable)
        table.fill([_row(unit) for unit in self._units])
        if table.mark(self._wanted):
            self._wanted = ""
        self._show_beside()
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        self._show(self._units)

    def _marked(self) -> Unit | None:
        code = self.query_one("#unit-list", FactTable).marked
        return next((unit for unit in self._units if unit.code == code), None)

    def action_add(self) -> None:
        """A form for a unit that is not in the list."""
        self._open_form(None)

    def action_edit(self) -> None:
        """A form for the marked one."""
        if (unit := self._marked()) is not None:
            self._open_form(unit)

    def _open_form(self, unit: Unit | None) -> None:
        from counter_tui.screens.units.form import UnitForm

        self.app.push_screen(UnitForm(partial(self.services.units.enter, self.actor), unit), self._entered)

    def _entered(self, unit: Unit | None) -> None:
        if unit is not None:
            self._wanted = unit.code
            self.counter.tell(_("{unit} stands in the directory.").format(unit=unit.name.say(language())))
            self._look()

    def action_drop(self) -> None:
        """The marked unit leaves the list, once somebody has said yes."""
        if (unit := self._marked()) is None:
            return
        name = unit.name.say(language())
        done = _("{unit} was taken out.").format(unit=name)

        def answered(yes: bool | None) -> None:
            if yes:
                drop = partial(self.services.units.drop, self.actor, unit.code)
                self.write(drop, lambda _none: self._dropped(done))

        question = _("Take {unit} out of this station's directory?").format(unit=name)
        self.app.push_screen(Confirm(question, _("Yes, take it out")), answered)

    @on(FactTable.RowHighlighted, "#unit-list")
    def _show_beside(self) -> None:
        unit = self._marked()
        draw = nothing if unit is None else partial(_beside, unit)
        self.query_one("#unit-beside", Sheet).show(draw)

    @on(FactTable.RowSelected, "#unit-list")
    def _chosen(self) -> None:
        if self.check_action("edit", ()):
            self.action_edit()

    def _dropped(self, words: str) -> None:
        self.counter.tell(words)
        self._look()


def _row(unit: Unit) -> Row:
    tongue = language()
    cells = (unit.name.say(tongue), unit.answers.say(tongue))
    phone = Piece(unit.phone) if unit.phone else Piece("-", "quiet")
    return Row(unit.code, (Piece(say_side(unit.outside), "quiet"), *(Piece(each) for each in cells), phone))


def _beside(unit: Unit, cells: int, _plain: bool) -> Lines:
    """The marked unit in full."""
    tongue = language()
    lines: Lines = folded(unit.name.say(tongue), cells, "heading")
    if width(lines[-1][0].text) + len(unit.code) + 2 <= cells:
        lines[-1].append(Piece(f"  {unit.code}", "secondary"))
    else:
        lines.append([Piece(unit.code, "secondary")])
    for label, value in (
        (_("Part of"), say_side(unit.outside)),
        (_("Duties"), unit.answers.say(tongue)),
        (_("Phone"), unit.phone),
        (_("Ask for"), unit.person),
        (_("Open at"), unit.hours),
    ):
        lines += labelled(label, folded(value or "-", cells - 10))
    return lines
