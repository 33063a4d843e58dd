"""Tables of facts draw and measure themselves in a shorter way than Textual's, with the same outcome."""

from __future__ import annotations

from itertools import product

from rich.segment import Segment
from textual.widgets import DataTable

from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.roles import Piece
from pilot.conftest import MakeApp


def _rows(count: int) -> list[Row]:
    return [
        Row(
            f"r{n}", (Piece(f"1120-{n:04}", "secondary"), "低压新装[/b", "欧阳*", Piece("今天 17:00", "soon"))
        )
        for n in range(count)
    ]


async def test_a_cell_looks_as_textual_would_draw_it(make_app: MakeApp) -> None:
    """Marked or not, under the mouse or not, in every column, in the heading too."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        table = app.screen.query_one("#matters", FactTable)
        for row, column, marked, under_mouse in product((-1, 0, 7), range(4), (False, True), (False, True)):
            cells = table.ordered_columns[column].get_render_width(table)
            place = (row, column, table.rich_style, cells, marked, under_mouse)
            (own,), (textuals,) = table._render_cell(*place), DataTable._render_cell(table, *place)
            assert list(Segment.simplify(own)) == list(Segment.simplify(textuals)), place


async def test_a_table_filled_anew_has_its_size_at_once(make_app: MakeApp) -> None:
    """As large as Textual measures it, with more rows, fewer and none."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        table = app.screen.query_one("#matters", FactTable)
        for count in (40, 3, 0, 9):
            table.fill(_rows(count))
            at_once = table.virtual_size
            assert at_once.height == count + 1
            DataTable._update_dimensions(table, list(table.rows))
            await pilot.pause()
            assert table.virtual_size == at_once


async def test_home_and_end_go_to_the_first_and_the_last_row(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        table = app.screen.query_one("#matters", FactTable)
        table.fill(_rows(40))
        table.focus()
        await pilot.pause()
        await pilot.press("end")
        assert table.cursor_row == 39
        await pilot.press("home")
        assert table.cursor_row == 0


async def test_keys_of_movement_mark_nothing_in_an_empty_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        table = app.screen.query_one("#matters", FactTable)
        table.fill([])
        table.focus()
        await pilot.pause()
        for key in ("end", "home", "pagedown", "pageup", "up", "down"):
            await pilot.press(key)
            assert table.cursor_row == 0


async def test_a_list_as_wide_as_the_window_loses_no_row_to_a_bar_under_it(make_app: MakeApp) -> None:
    """The bar beside a long list takes a cell that was blank; nothing is to be moved sideways."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        table = app.screen.query_one("#matters", FactTable)
        wide = [Column("", 18) for _ in range(4)]
        table.fill(_rows(60), wide)
        await pilot.pause()
        assert table.virtual_size.width > table.scrollable_content_region.width
        assert (table.show_vertical_scrollbar, table.show_horizontal_scrollbar) == (True, False)
