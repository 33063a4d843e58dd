"""The list behind a figure: as many rows as it counts, the marked one in full, Enter opens what it is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import brief as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.brief.opening import RowOpening
from counter_tui.screens.brief.rows import case_id, columns, figure_rows, in_full
from counter_tui.screens.sheet import Lines, Sheet, nothing
from counter_tui.services.wording.brief import say_figure, say_value
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.brief.models import Case, Item
    from counter_tui.services.brief.service import BriefView

_BESIDE_FROM = 120
"""Columns from which the marked row stands beside the list."""


class FigureTable(FactTable):
    """A list whose Enter opens what the row is about, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is not offered where nothing opens."""
        if action == "select_cursor" and isinstance(self.screen, FigureList) and not self.screen.can_open():
            return False
        return super().check_action(action, parameters)


class FigureList(RowOpening):
    """The rows of the figure ``code`` of a brief; without one, all that deserves the meeting's minutes."""

    KEYS = (commands.OPEN, shell.BACK)
    AREA = commands.AREA.title
    AUTO_FOCUS = "#figure-list"
    CSS = """
    FigureList { #figure-main { height: 1fr; } #figure-rows { height: auto; max-height: 100%; }
      #figure-list { height: auto; max-height: 60vh; } #figure-empty { padding-left: 1; color: $quiet; }
      #figure-one { height: auto; margin-top: 1; padding-left: 1; } }
    FigureList.-wide { #figure-main { layout: horizontal; } #figure-list { max-height: 1fr; }
      #figure-rows { width: 82; height: 1fr; }
      #figure-one { width: 1fr; height: 1fr; margin-top: 0; padding-left: 2; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_FROM, "-wide")]

    def __init__(self, view: BriefView, code: str = "") -> None:
        super().__init__()
        self._view, self._code = view, code
        self._shown = False

    def place(self) -> str:
        """Where am I."""
        return _("Morning brief")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which figure of which day."""
        brief = self._view.brief
        value = brief.figure(self._code).value if self._code else len(brief.cases)
        name = say_figure(self._code) if self._code else _("First of all")
        day = _("brief of {day}").format(day=say_day(brief.day, self.today))
        return (Piece(f"{name} "), Piece(say_value(value), "strong"), Piece(f"   {day}", "quiet"))

    def compose_body(self) -> ComposeResult:
        """The list, and the marked row."""
        with Vertical(id="figure-main"):
            with Vertical(id="figure-rows"):
                yield FigureTable(columns(), id="figure-list")
                yield Line(id="figure-empty")
            yield Sheet(id="figure-one")

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        """The rows as they were given; after something was opened, as they are by then."""
        if self._shown:
            day = self._view.brief.day
            self.ask(partial(self.services.brief.of, self.actor, day), self._show, group="brief")
        else:
            self._show(self._view)

    def _show(self, view: BriefView) -> None:
        self._view, self._shown = view, True
        rows = figure_rows(view, self._code, self.zone, plain=plain_look(self))
        table = self.query_one("#figure-list", FigureTable)
        table.fill(rows)
        table.display = bool(rows)
        empty = self.query_one("#figure-empty", Line)
        empty.display = not rows
        empty.show([Piece(self._nothing(), "quiet")])
        self._show_one()
        self.show_second_line()
        self.refresh_bindings()

    def _nothing(self) -> str:
        if self._code and self._view.brief.figure(self._code).rows is None:
            return _("The station has no source from which this could be told.")
        return _("There is nothing here.")

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._shown:
            self._show(self._view)

    def marked(self) -> tuple[str, Item, tuple[str, ...]] | None:
        """The marked row with its figure, and why it is spoken of if it is a case."""
        tables = self.query("#figure-list").results(FigureTable)
        marked = next((table.marked for table in tables), None)
        if self._code:
            rows = self._view.brief.figure(self._code).rows or ()
            return next(((self._code, row, ()) for row in rows if row.id == marked), None)
        cases: tuple[Case, ...] = self._view.brief.cases
        return next(((each.figure, each.item, each.why) for each in cases if case_id(each) == marked), None)

    def can_open(self) -> bool:
        """Is there more of the marked row than its lines say?"""
        marked = self.marked()
        return marked is not None and self.opens_row(marked[1])

    @on(FactTable.RowHighlighted, "#figure-list")
    def _show_one(self) -> None:
        self.query_one("#figure-one", Sheet).show(self._one if self.marked() else nothing)
        self.refresh_bindings()

    def _one(self, cells: int, _plain: bool) -> Lines:
        marked = self.marked()
        if marked is None:
            return []
        code, row, why = marked
        return in_full(code, row, self._view, self.now(), self.zone, cells, why)

    @on(FactTable.RowSelected, "#figure-list")
    def action_open(self) -> None:
        """Open what the marked row is about."""
        if (marked := self.marked()) is not None:
            self.open_row(marked[1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to open where no screen has more than the lines do."""
        if action == "open" and self.is_mounted:
            return self.can_open()
        return super().check_action(action, parameters)
