"""A table of rows with ids: fixed widths in cells, one row marked, Enter opens it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.binding import Binding
from textual.coordinate import Coordinate
from textual.widgets import DataTable
from textual.widgets.data_table import RowKey

from counter_tui.widgets.cells import Align, pad, width
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import STYLES, Piece, plainly

_WIDE_FROM = 120
"""Columns of the window from which on tables use more room than they need."""
_BAR = 2
"""Cells kept for the bar beside a list that is longer than the screen."""


class Column(Struct, frozen=True):
    """A column: its heading (already translated) and how many cells it takes; up to ``most`` in a wide window."""

    title: str
    cells: int
    align: Align = "left"
    most: int = 0


class Row(Struct, frozen=True):
    """A row: the id by which it is opened, and a piece or a text for each column."""

    id: str
    cells: tuple[Piece | str, ...]


class FactTable(DataTable[Text]):
    """Rows of facts. ``DataTable.RowSelected`` carries the row's id as ``event.row_key.value``.

    Rows are never removed one by one: ``fill`` puts all of them in anew and keeps the mark on the same id.
    """

    DEFAULT_CLASSES = "fact-table"
    # A row is marked, never a cell: they go to the first and the last row.
    BINDINGS = [
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
    ]

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", show_row_labels=False, cell_padding=1)
        self._columns_wanted = self._least = tuple(columns)
        self._rows_shown: tuple[Row, ...] = ()

    def on_mount(self) -> None:
        """Make the columns, and draw again when the look changes."""
        self._add_columns()
        self._refill()
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._refill())

    def validate_cursor_coordinate(self, value: Coordinate) -> Coordinate:
        """Keep the mark on a row: in an empty list End and PgDn would put it above the first one."""
        row, column = super().validate_cursor_coordinate(value)
        return Coordinate(max(row, 0), column)

    def _add_columns(self) -> None:
        for place, column in enumerate(self._columns_wanted):
            self.add_column(
                Text(pad(column.title, column.cells, column.align)), width=column.cells, key=str(place)
            )

    @on(events.Resize)
    def _resized(self) -> None:
        self._share_room()

    def _share_room(self) -> bool:
        """In a wide window columns too narrow for what stands in them share what is left; True if that changed any."""
        wanted = self._wanted() if any(each.most for each in self._least) else self._least
        if [each.cells for each in wanted] == [each.cells for each in self._columns_wanted]:
            return False
        self._columns_wanted = wanted
        self._refill(columns=True)
        return True

    def _wanted(self) -> tuple[Column, ...]:
        if self.app.size.width < _WIDE_FROM or not self.size.width:
            return self._least
        asked = [
            replace(column, most=min(column.most, self._widest(place)))
            for place, column in enumerate(self._least)
        ]
        return widened(asked, self.size.width - _BAR)

    def _widest(self, place: int) -> int:
        cells = (row.cells[place] for row in self._rows_shown)
        return max((width(each if isinstance(each, str) else each.text) for each in cells), default=0)

    def fill(self, rows: Sequence[Row], columns: Sequence[Column] | None = None) -> None:
        """Show these rows instead of those before; the mark stays on its id, or else at the same height.

        The same rows again change nothing: a list that is looked at every minute is not laid out every minute.
        ``columns`` are what the rows say from now on, where that is something else than before.
        """
        before, self._rows_shown = self._rows_shown, tuple(rows)
        if columns is not None and tuple(columns) != self._least:
            self._columns_wanted = self._least = tuple(columns)
            if self.columns and not self._share_room():
                self._refill(columns=True)
            return
        if self.columns and self._share_room():
            return
        if self.columns and (self._rows_shown != before or self.row_count != len(before)):
            self._refill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is not offered where there is no row to take."""
        return bool(self.row_count) if action == "select_cursor" else super().check_action(action, parameters)

    @property
    def marked(self) -> str | None:
        """The id of the marked row, or None in an empty table."""
        if not 0 <= self.cursor_row < len(self._rows_shown):
            return None
        return self._rows_shown[self.cursor_row].id

    def mark(self, id: str) -> bool:
        """Put the mark on the row with this id; False when there is none."""
        place = next((n for n, row in enumerate(self._rows_shown) if row.id == id), None)
        if place is None:
            return False
        self.move_cursor(row=place, animate=False)
        return True

    def _refill(self, *, columns: bool = False) -> None:
        kept, height = self._marked_key(), self.cursor_row
        styles, plain = self._styles(), plain_look(self)
        self.clear(columns=columns)
        if columns:
            self._add_columns()
        for row in self._rows_shown:
            self.add_row(
                *(
                    self._cell(cell, column, styles, plain)
                    for cell, column in zip(row.cells, self._columns_wanted, strict=True)
                ),
                key=row.id,
            )
        if not (kept and self.mark(kept)) and self._rows_shown:
            self.move_cursor(row=min(height, len(self._rows_shown) - 1), animate=False)
        # Otherwise the table does this when it is idle; a layout that is under way by then would miss it.
        self._require_update_dimensions = False
        self._new_rows.clear()
        self._update_dimensions(())

    def _update_dimensions(self, new_rows: Iterable[RowKey]) -> None:
        # Columns have their widths and rows are one line each: no cell has to be measured.
        del new_rows
        super()._update_dimensions(())

    def _render_cell(
        self,
        row_index: int,
        column_index: int,
        base_style: Style,
        width: int,
        cursor: bool = False,
        hover: bool = False,
    ) -> list[list[Segment]]:
        """A padded text in one style. DataTable draws anything in a cell and is slow: the next key waits for it."""
        if row_index < 0 or column_index < 0:
            return super()._render_cell(row_index, column_index, base_style, width, cursor, hover)
        over, last = self._get_styles_to_render_cell(
            False,
            False,
            False,
            hover,
            cursor,
            self.show_cursor,
            self._show_hover_cursor,
            self.cursor_foreground_priority == "css",
            self.cursor_background_priority == "css",
        )
        around = base_style + Style.from_meta({"row": row_index, "column": column_index}) + over
        cell = self.get_cell_at(Coordinate(row_index, column_index))
        own = self.app.console.get_style(cell.style)
        margin = Segment(" " * self.cell_padding, around + last)
        return [[each for each in (margin, Segment(cell.plain, around + own + last), margin) if each.text]]

    def _marked_key(self) -> str | None:
        if not self.is_valid_row_index(self.cursor_row):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def _styles(self) -> dict[str, Style]:
        colours = self.app.theme_variables
        return {
            role: Style.parse(
                " ".join(colours[part[1:]] if part[0] == "$" else part for part in style.split())
            )
            for role, style in STYLES.items()
        }

    def _cell(self, cell: Piece | str, column: Column, styles: dict[str, Style], plain: bool) -> Text:
        text, role = (cell, "text") if isinstance(cell, str) else cell
        shown = plainly(text) if plain else text
        return Text(pad(shown, column.cells, column.align), style=styles[role], no_wrap=True, end="")


def widened(columns: Sequence[Column], room: int) -> tuple[Column, ...]:
    """The columns as they share this room: what is left in equal parts, what one does not want is for the others."""
    shared, spare = list(columns), max(room - table_width(columns), 0)
    asking = sorted(
        (column.most - column.cells, place)
        for place, column in enumerate(columns)
        if column.most > column.cells
    )
    for served, (asked, place) in enumerate(asking):
        given = min(asked, spare // (len(asking) - served))
        shared[place] = replace(shared[place], cells=shared[place].cells + given)
        spare -= given
    return tuple(shared)


def table_width(columns: Sequence[Column]) -> int:
    """How many cells a table of these columns takes, with the space around each."""
    return sum(max(column.cells, width("")) + 2 for column in columns)
