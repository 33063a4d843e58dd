"""What the room of a wide window is used for; nothing of it is asked for in a narrow one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.app import CounterApp
from counter_tui.i18n import set_language
from counter_tui.screens.acceptance.papers import Papers
from counter_tui.screens.acceptance.screen import AcceptanceScreen
from counter_tui.screens.find.screen import FindScreen
from counter_tui.widgets.fact_table import Column, FactTable, widened
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import matter_about
from support.stations import CONNECTION, LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


def row_of(app: CounterApp, words: str) -> str:
    """The line of the screen with these words."""
    return next(line for line in shown(app) if words in line)


async def test_the_marked_hit_stands_beside_the_hits(small: SmallStation) -> None:
    """First the first customer, then whatever is marked in the list in use; going narrow takes it away."""
    app = app_on(small)
    async with app.run_test(size=(160, 45)) as pilot:
        await signed_in(pilot, LI, "find", "w")
        screen = app.screen
        assert isinstance(screen, FindScreen)
        found = screen._found
        assert found is not None
        assert any(found.customers[0].address in line for line in shown(app))
        screen.query_one("#find-matters").focus()
        await settled(pilot)
        assert any(found.matters[0].number in line for line in shown(app))
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert not any(found.matters[0].number in line for line in shown(app))


async def test_home_shows_the_first_rows_of_what_else_waits(small: SmallStation) -> None:
    """From 160 columns the lists at the right have their first rows below them."""
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI)
        assert sum("容缺到期" in line for line in shown(app)) == 1
        await pilot.resize_terminal(160, 45)
        await settled(pilot)
        assert sum("容缺到期" in line for line in shown(app)) == 2


async def test_a_matter_says_why_each_date_is_what_it_is(small: SmallStation) -> None:
    """In a third column from 160 columns on."""
    matter = matter_about(small, LI, "王")
    app = app_on(small)
    async with app.run_test(size=(159, 45)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        assert not any("次日起算" in line for line in shown(app))
        await pilot.resize_terminal(160, 45)
        await settled(pilot)
        assert any("次日起算" in line for line in shown(app))


async def test_acceptance_cuts_no_paper_and_says_why_in_the_widest_window(small: SmallStation) -> None:
    """In a narrow column a long name goes on in the next line, and a click still meets the paper under it."""
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI)
        await app.action_other_language()
        app.go("acceptance", None, CONNECTION)
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, AcceptanceScreen)
        papers = screen.query_one(Papers)
        at = [line for line in shown(app) if "Property paper of the supply" in line or " address" in line]
        assert len(at) == 2
        assert "counting from the next day" not in "\n".join(shown(app))
        owed = [row.code for row in papers.rows if row.can_change]
        await pilot.click(Papers, offset=(6, papers.size.height - 1))
        await settled(pilot)
        screen.judge_now()
        await settled(pilot)
        assert {row.code for row in papers.rows if row.here} == {owed[-1]}
        await pilot.resize_terminal(160, 45)
        await settled(pilot)
        text = "\n".join(shown(app))
        assert "Property paper of the supply address" in text
        assert "counting from the next day" in text


async def test_staff_shows_what_the_role_may_do(small: SmallStation) -> None:
    """The clerk who is marked accepts, and does not manage the staff."""
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "staff")
        screen = "\n".join(shown(app))
        assert "此岗位可以" in screen
        assert "受理业务" in screen


async def test_the_columns_of_lists_grow_with_the_window_and_shrink_again(small: SmallStation) -> None:
    """The directory in English: names are cut at 80 columns only, and the mark stays where it was."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "units")
        await app.action_other_language()
        await settled(pilot)
        await pilot.press("down")
        table = app.screen.query_one("#unit-list", FactTable)
        marked, narrow = table.marked, row_of(app, "Marketing")
        await pilot.resize_terminal(160, 45)
        await settled(pilot)
        wide = row_of(app, "Marketing")
        whole = ("Marketing (customer service centre)", "Contracts, tariffs, large customers")
        assert [each in narrow for each in whole] == [False, False]
        assert [each in wide for each in whole] == [True, True]
        assert table.marked == marked
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert (row_of(app, "Marketing"), table.marked) == (narrow, marked)


@pytest.mark.parametrize(
    ("room", "cells"),
    [(0, (10, 4, 8)), (28, (10, 4, 8)), (32, (12, 4, 10)), (36, (15, 4, 11)), (99, (20, 4, 11))],
)
def test_what_is_left_of_the_room_is_shared_up_to_what_a_column_wants(
    room: int, cells: tuple[int, ...]
) -> None:
    columns = [Column("a", 10, most=20), Column("c", 4), Column("b", 8, most=11)]
    assert tuple(each.cells for each in widened(columns, room)) == cells
