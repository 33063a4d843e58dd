"""What the room of a wide window is used for; nothing of it is asked for in a narrow one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.acceptance.papers import Papers
from counter_tui.screens.acceptance.screen import AcceptanceScreen
from counter_tui.screens.find.screen import FindScreen
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import matter_about
from support.stations import CONNECTION, LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


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
