"""Today's checks: how far each list is and what failed; the trend of the items that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import checks as commands
from counter_tui.commands import shell
from counter_tui.domain.checks.decide import may_look
from counter_tui.i18n import _
from counter_tui.screens.checks.lines import (
    list_columns,
    list_in_full,
    list_row,
    trend_columns,
    trend_row,
)
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Sheet, nothing
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.checks import ItemTrend, ListView

_BESIDE_FROM = 120
"""Columns from which the marked list stands beside the others."""
_FULL_FROM = 8
"""A bar is full from so many on: one failure alone looks like one."""


class ListTable(FactTable):
    """Lists whose Enter opens them, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class ChecksScreen(DeskScreen):
    """The lists, the marked one in words below or beside; or the items that failed lately."""

    KEYS = (commands.OPEN, commands.TREND, shell.BACK)
    AREA = commands.AREA.title
    AUTO_FOCUS = "#check-lists"
    CSS = """
    ChecksScreen { #checks-main { height: 1fr; } #checks-left { height: auto; max-height: 60vh; }
      #check-trend { display: none; max-height: 50vh; } #checks-empty { padding-left: 1; color: $quiet; }
      #check-one { height: auto; margin-top: 1; padding-left: 1; } }
    ChecksScreen.-wide { #checks-main { layout: horizontal; } #checks-left { width: 80; height: 1fr; max-height: 100%; }
      #check-trend { max-height: 1fr; }
      #check-one { width: 1fr; height: 1fr; margin-top: 1; padding-left: 2; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_FROM, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self._lists: tuple[ListView, ...] = ()
        self._trend: tuple[ItemTrend, ...] = ()
        self._trends = self._looked = False

    def place(self) -> str:
        """Where am I."""
        return _("Checks")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many lists are to do, late and done."""
        if not self._looked:
            return ()
        standings = [each.standing for each in self._lists]
        due, late = standings.count("due"), standings.count("late")
        done = sum(each in ("done", "done_late") for each in standings)
        failed = sum(each.failed for each in self._lists)
        counts = (
            Piece(_("To do {count}").format(count=due + late) + "   ", "soon" if due + late else "quiet"),
            Piece(_("Not in time {count}").format(count=late) + "   ", "broken") if late else "",
            Piece(_("Done {count}").format(count=done) + "   ", "text"),
            Piece(_("Faults {count}").format(count=failed), "soon") if failed else "",
        )
        return tuple(each for each in counts if each)

    def compose_body(self) -> ComposeResult:
        """The lists or the trend, and the marked list."""
        with Vertical(id="checks-main"):
            with Vertical(id="checks-left"):
                yield Section("", id="checks-title")
                yield ListTable(list_columns(), id="check-lists")
                yield FactTable(trend_columns(), id="check-trend")
                yield Line(id="checks-empty")
            yield Sheet(id="check-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask how the lists stand and what failed lately."""
        checks, actor = self.services.checks, self.actor
        self.ask(lambda: (checks.lists(actor), checks.trend(actor)), self._found, group="checks")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def _found(self, found: tuple[tuple[ListView, ...], tuple[ItemTrend, ...]]) -> None:
        first = not self._looked
        self._lists, self._trend = found
        self._looked = True
        self._show()
        if first:
            # What this person can do first is marked: Enter opens it.
            due = (each.list for each in self._lists if self._is_mine(each))
            self.query_one("#check-lists", FactTable).mark(next(due, ""))

    def _is_mine(self, check: ListView) -> bool:
        """Whether the list waits and this person may look at something nobody has looked at."""
        left = (each for each in check.items if each.in_force and not each.result)
        return check.standing in ("due", "late") and any(may_look(self.actor, each.who) for each in left)

    def _show(self) -> None:
        plain, now = plain_look(self), self.now()
        lists, trend = self.query_one("#check-lists", FactTable), self.query_one("#check-trend", FactTable)
        lists.fill([list_row(each, now, self.zone, plain) for each in self._lists])
        most = max((each.failed_90 for each in self._trend), default=0)
        most = max(most, _FULL_FROM)
        trend.fill([trend_row(each, most, plain) for each in self._trend])
        empty = self.query_one("#checks-empty", Line)
        empty.display = self._trends and not self._trend
        empty.show([Piece(_("Nothing has failed in 90 days."), "quiet")])
        lists.display, trend.display = not self._trends, self._trends and bool(self._trend)
        title = _("What failed most") if self._trends else _("Today's checks")
        self.query_one("#checks-title", Section).name_it(title)
        self._show_one()
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new tables."""
        super().after_retranslation()
        if self._looked:
            self._show()

    def _marked(self) -> ListView | None:
        marked = next((each.marked for each in self.query("#check-lists").results(FactTable)), None)
        return next((each for each in self._lists if each.list == marked), None)

    @on(FactTable.RowHighlighted, "#check-lists")
    def _show_one(self) -> None:
        check, sheet = self._marked(), self.query_one("#check-one", Sheet)
        if check is None or self._trends:
            sheet.show(nothing)
        else:
            sheet.show(list_in_full(check))

    @on(FactTable.RowSelected, "#check-lists")
    def action_open(self) -> None:
        """Open the marked list."""
        if (check := self._marked()) is not None:
            self.counter.go("check", check.list)

    def action_trend(self) -> None:
        """The items that fail, or the lists again."""
        self._trends = not self._trends
        self._show()
        shown = "#check-trend" if self._trends else "#check-lists"
        if self._trend or not self._trends:
            self.query_one(shown, FactTable).focus()

    def action_back(self) -> None:
        """From the trend back to the lists, from these to the screen before."""
        if self._trends:
            self.action_trend()
        else:
            super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to open in the trend."""
        if action == "open" and self._trends:
            return False
        return super().check_action(action, parameters)
