"""The table of the roster: a row a person, a column a day, and a mark on one cell."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.widgets.fact_table import Column, FactTable, Row


class RosterTable(FactTable):
    """A table of facts whose mark is a cell: Left and Right choose the day, Up and Down the person."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(columns, id=id)
        self.cursor_type = "cell"

    @property
    def day(self) -> int:
        """The place of the marked day, 0 for the first."""
        return max(0, self.cursor_column - 1)

    def show_days(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Show these days and people; the mark stays on its person and on its day's place."""
        day = max(1, self.cursor_column)
        if tuple(columns) != self._columns_wanted:
            self._columns_wanted = self._least = tuple(columns)
            self._rows_shown = tuple(rows)
            self._refill(columns=True)
        else:
            self.fill(rows)
        if self.row_count and self.cursor_column != day:
            self.move_cursor(column=day, animate=False)

    def action_cursor_left(self) -> None:
        """The day before; the names are no day."""
        if self.cursor_column > 1:
            super().action_cursor_left()
