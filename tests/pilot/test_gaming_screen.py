"""The screen of flags and drawn ratings: a lead looks at the visits, says what he found, notes what a customer said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.app import App

from counter_tui.i18n import set_language
from counter_tui.screens.gaming.screen import GamingScreen
from counter_tui.screens.home.parts import OpenTable
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.matter.ask import TextDialog
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.widgets.fact_table import FactTable
from support.apps import app_on, settled, shown, signed_in, typed
from support.gaming_station import flagged_station, serve, unrated
from support.matter_screen import press, strike
from support.roles import HEAD, staffed
from support.stations import LI, WANG, ZHAO, SmallStation


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = flagged_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def read(app: object) -> str:
    """All that stands on the screen in front."""
    return "\n".join(shown(app))  # type: ignore[arg-type]


def mark_rated(app: App[None], small: SmallStation, *, rated: bool = True) -> None:
    """Mark the first drawn visit with a rating, or without one, that is still to be called about."""
    lines = small.services.gaming.month(ZHAO).samples
    line = next(each for each in lines if bool(each.level) == rated and each.waits)
    app.screen.query_one("#sample-list", FactTable).mark(line.visit)


async def test_who_did_not_rate_is_asked_how_content_he_was(small: SmallStation) -> None:
    unrated(small, LI)
    small.clock.advance(timedelta(days=1))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "gaming")
        await press(pilot, "tab")
        mark_rated(app, small, rated=False)
        await press(pilot, "n", "2")
        assert "客户说满意不满意" in read(app)
        await press(pilot, "2")
        await settled(pilot)
        assert "没让评，2 分" in read(app)
    said = [each for each in small.services.gaming.month(ZHAO).samples if each.outcome]
    assert [(each.outcome, each.content, each.level) for each in said] == [("kept", 2, 0)]


async def test_the_head_looks_at_a_flag_says_what_was_found_and_notes_a_call(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "gaming")
        waiting = small.services.gaming.month(ZHAO).to_call
        assert f"需抽查 1，待回访 {waiting}" in read(app)
        assert "10 次好评里有 10 次在题面出现后 2 秒内按下" in read(app)
        await press(pilot, "enter")
        assert "0.4 秒按下" in read(app)
        assert "标记不等于有人作假" in read(app)
        # From the visits to the lists; nothing is lost by it.
        await press(pilot, "escape", "c", "1")
        assert isinstance(app.screen, TextDialog)
        await press(pilot, "enter")
        assert "看了什么" in read(app)
        await typed(pilot, "问过三位客户")
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert isinstance(app.screen, GamingScreen)
        assert "正常：问过三位客户" in read(app)
        await press(pilot, "tab")
        mark_rated(app, small)
        await press(pilot, "n", "1")
        assert f"需抽查 0，待回访 {waiting - 1}" in read(app)
        assert "是这样评的" in read(app)
        await press(pilot, "minus")
        assert "没有要查的" in read(app)
        await press(pilot, "plus", "enter")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)
    view = small.services.gaming.month(ZHAO)
    assert [each.check.words for each in view.flags if each.check] == ["问过三位客户"]
    assert view.to_call == waiting - 1


async def test_an_auditor_sees_the_flags_and_keeps_nothing_and_a_clerk_has_no_such_screen(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        set_language("en")
        await signed_in(pilot, ZHAO, "gaming")
        assert "10 of 10 good presses came within 2 s of the question" in read(app)
        await press(pilot, "c", "tab", "n")
        assert isinstance(app.screen, GamingScreen)
    assert small.services.gaming.month(ZHAO).unchecked == 1
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert "gaming" not in app.wiring.screens


async def test_where_nothing_is_flagged_it_says_so_and_the_drawn_ratings_take_the_keys(
    tmp_path: Path,
) -> None:
    small = staffed(tmp_path)
    serve(small, LI, latency_ms=6_000)
    small.clock.advance(timedelta(days=1))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "gaming")
        assert "这个月没有标记" in read(app)
        mark_rated(app, small)
        await press(pilot, "n", "1")
        assert "是这样评的" in read(app)
        # No rating was drawn in a month before the station began.
        await press(pilot, "minus")
        assert "这个月还没有抽中的到访" in read(app)
        await press(pilot, "plus", "enter")
        assert isinstance(app.screen, MatterScreen)
    small.services.close()


async def test_a_lead_is_told_that_a_flag_about_a_lead_is_for_the_head(small: SmallStation) -> None:
    """Nothing is asked that could not be kept; the flag of a clerk beside it is asked about."""
    for each in range(10):
        serve(small, WANG, latency_ms=400 + each)
    small.clock.advance(timedelta(days=1))
    small.services.staff.add(HEAD, "120", "周平", "lead", "618350")
    other = small.services.staff.sign_in("120", "618350")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, other, "gaming")
        screen = app.screen
        assert isinstance(screen, GamingScreen)
        for _row in range(2):
            flag = screen.flag()
            assert flag is not None
            await press(pilot, "c")
            if flag.clerk == WANG.staff_no:
                assert isinstance(app.screen, GamingScreen)
                assert "由所长来查" in read(app)
            else:
                assert not isinstance(app.screen, GamingScreen)
                await press(pilot, "escape")
            await press(pilot, "down")


async def test_flags_that_wait_for_a_lead_stand_on_the_first_screen_until_they_are_looked_into(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD)
        assert any("评价需抽查" in line and "1" in line for line in shown(app))
        table = app.screen.query_one("#home-waiting", OpenTable)
        table.focus()
        table.mark("flags")
        await press(pilot, "enter")
        assert isinstance(app.screen, GamingScreen)
        await press(pilot, "c", "1")
        await typed(pilot, "看过录像")
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "评价需抽查" not in read(app)
        await signed_in(pilot, LI)
        assert "评价需抽查" not in read(app), "a clerk is told of no flag"
