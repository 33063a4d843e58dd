"""The closing sheet of a day: every line that has to agree, under it what does not, and the fingerprint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import close as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.close.acts import CloseActs
from counter_tui.screens.close.lines import Shown, columns, in_full, lines_of, row
from counter_tui.screens.sheet import Lines, Sheet, nothing
from counter_tui.services.wording.close import say_left
from counter_tui.services.wording.dates import say_day, say_long_day
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.close import CloseView

_BESIDE_FROM = 120


class CloseTable(FactTable):
    """A list whose Enter opens the marked gap or goes on, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class CloseScreen(CloseActs):
    """A list, and the marked line in full below it, or beside it where there is room."""

    KEYS = (
        commands.OPEN,
        commands.NEXT,
        commands.EXPLAIN,
        commands.COUNT,
        commands.PRINT,
        commands.PACK,
        commands.VERIFY,
        commands.BEFORE,
        commands.AFTER,
        commands.SYNC,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#close-list"
    CSS = """
    CloseScreen { #close-main { height: 1fr; } #close-items { height: 1fr; } #close-list { height: 1fr; }
      #close-one { height: auto; max-height: 7; margin-top: 1; padding-left: 1; } }
    CloseScreen.-wide { #close-main { layout: horizontal; } #close-items { width: 80; }
      #close-one { width: 1fr; height: 1fr; max-height: 100%; margin-top: 0; padding-left: 2; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_FROM, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self._marked_once = False

    def place(self) -> str:
        """Where am I."""
        return _("Day's close")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which day, what does not agree, which days before were not closed."""
        view = self._view
        if view is None:
            return ()
        left = Piece(say_left(view.sheet) + "   ", "broken" if view.sheet.open_gaps else "done")
        pieces = [Piece(say_long_day(view.sheet.day) + "   "), left]
        if self.closed:
            pieces.append(Piece(_("day closed") + "   ", "done"))
        unclosed = [each for each in view.unclosed if each != view.sheet.day]
        if unclosed:
            day = say_day(unclosed[0], self.today)
            words = _("not closed: {day}") if len(unclosed) == 1 else _("not closed: {day}, {count} days")
            pieces.append(Piece(words.format(day=day, count=len(unclosed)), "soon"))
        return tuple(pieces)

    def compose_body(self) -> ComposeResult:
        """The list, and the marked line."""
        with Vertical(id="close-main"):
            with Vertical(id="close-items"):
                yield CloseTable(columns(), id="close-list")
            yield Sheet(nothing, id="close-one")

    def look(self) -> None:
        """Ask for the day."""
        self.ask(partial(self.services.close_day.view, self.actor, self.day), self._show, group="close")

    def _show(self, view: CloseView) -> None:
        self._view = view
        table, plain = self.query_one("#close-list", FactTable), plain_look(self)
        table.fill([row(each, view, plain) for each in lines_of(view)])
        if not self._marked_once:
            self._marked_once = True
            if view.sheet.unexplained:
                table.mark(view.sheet.unexplained[0].key)
        self._show_one()
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._view is not None:
            self._show(self._view)

    def marked(self) -> Shown | None:
        """The marked line."""
        tables = self.query("#close-list").results(FactTable)
        marked = next((table.marked for table in tables), None)
        lines = lines_of(self._view) if self._view else ()
        return next((each for each in lines if each.id == marked), None)

    @on(FactTable.RowSelected)
    def _chosen(self) -> None:
        self.action_open()

    @on(FactTable.RowHighlighted, "#close-list")
    def _show_one(self) -> None:
        view, shown = self._view, self.marked()
        if view is not None:
            drawn = partial(_drawn, shown, view, self)
            self.query_one("#close-one", Sheet).show(drawn)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the sheet and the marked line, for this person."""
        open_ = self._view is not None and not self.closed
        possible = {
            "explain": open_ and self.is_mounted and bool(self._to_explain()),
            "count": open_ and self._view is not None and bool(self._view.sheet.cash),
            "next": open_,
            "print": self.closed,
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)


def _drawn(shown: Shown | None, view: CloseView, screen: CloseScreen, cells: int, _plain: bool) -> Lines:
    return in_full(shown, view, screen.zone, cells)
