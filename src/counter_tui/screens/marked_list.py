"""A screen with one list and, below it, the marked one in full."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.screens.desk import DeskScreen
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece


class MarkedListScreen(DeskScreen):
    """Its parts are called ``{LIST}-list``, ``{LIST}-empty`` and ``{LIST}-one``; ``draw_list`` fills them."""

    LIST = ""
    """What the names of the parts begin with."""

    def __init__(self, marked: str = "") -> None:
        super().__init__()
        self._to_mark = marked
        self._looked = False

    def draw_list(self) -> None:
        """Fill the list from what was found, and show the marked one."""

    def draw_one(self) -> None:
        """Show the marked one in full."""

    def fill_list(
        self, rows: Sequence[Row], empty_words: str, columns: Sequence[Column] | None = None
    ) -> None:
        """Fill the list, with other columns where it has some, or say these words where nothing is in it."""
        table = self.query_one(f"#{self.LIST}-list", FactTable)
        empty = self.query_one(f"#{self.LIST}-empty", Line)
        table.fill(list(rows), columns)
        if self._to_mark:
            table.mark(self._to_mark)
            self._to_mark = ""
        table.display, empty.display = bool(rows), not rows
        empty.show([Piece(empty_words, "quiet")])
        self.draw_one()
        self.show_second_line()
        self.refresh_bindings()

    @property
    def marked_row(self) -> str | None:
        """The id of the marked row; None where the list is empty or not there yet."""
        tables = self.query(f"#{self.LIST}-list").results(FactTable)
        return next((table.marked for table in tables), None)

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._looked:
            self.draw_list()
