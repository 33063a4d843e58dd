"""A month of ratings: lines by division, the marked one in full, a chart of them beside or in their place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll

from counter_tui.commands import rating_stats as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.rating_stats.acts import StatsActs
from counter_tui.screens.rating_stats.lines import (
    WAYS,
    Line,
    chart,
    columns,
    in_full,
    lines_of,
    rows,
    say_ways,
)
from counter_tui.screens.rating_stats.rows import VisitList
from counter_tui.screens.sheet import Lines, Sheet, nothing
from counter_tui.services.wording.rating_stats import say_award, say_percent
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line as TextLine
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.rating_stats import RatingMonth

_BESIDE_FROM = 120
"""Columns from which the chart stands beside the lines."""


class StatsTable(FactTable):
    """A list whose Enter opens the visits of a line, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class RatingStatsScreen(StatsActs):
    """The figures of a month; a digit divides them otherwise, Enter shows the visits of the marked line."""

    KEYS = (
        commands.OPEN,
        commands.BEFORE,
        commands.CHARTS,
        commands.NAME,
        commands.WITHDRAW,
        commands.PRINT,
        commands.SAVE,
        commands.AFTER,
        *commands.DIVISIONS,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#stats-list"
    CSS = """
    RatingStatsScreen { #stats-columns { height: 1fr; } #stats-main { width: 1fr; height: 1fr; }
      #stats-title { padding-left: 1; }
      #stats-list { height: auto; max-height: 60%; } #stats-one { height: auto; padding-left: 1; margin-top: 1; }
      #stats-side { display: none; width: 1fr; height: 1fr; padding-left: 1; } #stats-chart { height: auto; } }
    RatingStatsScreen.-charts { #stats-main { display: none; } #stats-side { display: block; } }
    RatingStatsScreen.-wide { #stats-main { display: block; width: 80; }
      #stats-side { display: block; padding-left: 1; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_FROM, "-wide")]

    def place(self) -> str:
        """Where am I."""
        return _("Figures of ratings")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which month, its two shares, and the best clerk."""
        view = self.view
        if view is None:
            return ()
        told = view.of("counter").whole.figures
        shares = _("  rated {coverage}  5 and 4 {good}   ").format(
            coverage=say_percent(told.coverage), good=say_percent(told.good)
        )
        return (Piece(view.month, "strong"), Piece(shares), Piece(say_award(view), "quiet"))

    def compose_body(self) -> ComposeResult:
        """The lines with the marked one in full, and the chart."""
        with Horizontal(id="stats-columns"):
            with Vertical(id="stats-main"):
                yield TextLine(*say_ways(self.way), id="stats-title")
                yield StatsTable(columns(self.way), id="stats-list")
                yield Sheet(id="stats-one")
            with VerticalScroll(id="stats-side"):
                yield Sheet(id="stats-chart")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask for the month."""
        stats, actor, month = self.services.rating_stats, self.actor, self.month
        self.ask(lambda: stats.month(actor, month), self.found, group="stats")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def found(self, view: RatingMonth) -> None:
        """Show this month."""
        self.view = view
        self._show()

    def _show(self) -> None:
        if self.view is None or not self.query("#stats-list"):
            return
        self.lines = lines_of(self.view, self.way, self.services.station.scale)
        self.query_one("#stats-title", TextLine).show(say_ways(self.way))
        self.query_one("#stats-list", FactTable).fill(rows(self.way, self.lines), columns(self.way))
        self.query_one("#stats-chart", Sheet).show(self._chart)
        self._show_one()
        self.show_second_line()

    @on(FactTable.RowHighlighted, "#stats-list")
    def _show_one(self) -> None:
        marked = self.marked()
        one = self.query_one("#stats-one", Sheet)
        one.show(nothing if marked is None else partial(self._one, marked))
        self.refresh_bindings()

    def _one(self, line: Line, cells: int, _plain: bool) -> Lines:
        return in_full(self.view, self.way, line, cells) if self.view else []

    def _chart(self, cells: int, plain: bool) -> Lines:
        return chart(self.way, self.lines, cells, plain)

    def after_retranslation(self) -> None:
        """Fill the new widgets."""
        super().after_retranslation()
        self._show()

    def marked(self) -> Line | None:
        """The marked line."""
        marked = next((table.marked for table in self.query("#stats-list").results(FactTable)), None)
        return next((each for each in self.lines if each.id == marked), None)

    @on(FactTable.RowSelected, "#stats-list")
    def action_open(self) -> None:
        """Show the visits of the marked line."""
        if (line := self.marked()) is not None and self.view is not None:
            self.app.push_screen(VisitList(self.view, line.name, line.tokens))

    def action_divide(self, digit: int) -> None:
        """Divide the ratings otherwise."""
        self.way = WAYS[digit - 1]
        self._show()

    def action_charts(self) -> None:
        """The chart in place of the lines, or these again."""
        shown = not self.has_class("-charts")
        self.set_class(shown, "-charts")
        self.query_one("#stats-side" if shown else "#stats-list").focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No chart where it stands already, nobody to name or to withdraw, no month there is none of."""
        if action == "charts":
            return self.app.size.width < _BESIDE_FROM
        if action == "open":
            return self.is_mounted and self.marked() is not None and not self._covered
        if action == "name":
            return self.can_name() and bool(super().check_action(action, parameters))
        if action == "withdraw":
            return self.can_withdraw() and bool(super().check_action(action, parameters))
        if action == "move":
            return self.has_month_after() if parameters == (-1,) else self.has_month_before()
        return super().check_action(action, parameters)

    @property
    def _covered(self) -> bool:
        """Whether the chart stands in place of the lines."""
        return self.has_class("-charts") and self.app.size.width < _BESIDE_FROM
