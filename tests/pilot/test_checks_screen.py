"""The checks of the hall on the screen: a whole list by four keys, faults with words, what is kept, own items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.commands import key_name
from counter_tui.i18n import set_language
from counter_tui.screens.checks.one import CheckScreen
from counter_tui.screens.checks.screen import ChecksScreen
from counter_tui.screens.checks.told import FaultsTold
from counter_tui.screens.home.second_line import SecondLine
from counter_tui.services.checks.opening import Waits
from counter_tui.services.views.checks import ListView
from support.apps import app_on, settled, shown, signed_in, typed
from support.matter_screen import press
from support.roles import staffed
from support.stations import LI, WANG, SmallStation


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role."""
    station = staffed(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def opening(small: SmallStation) -> ListView:
    """The opening check as it stands."""
    return next(each for each in small.services.checks.lists(WANG) if each.list == "opening")


async def test_a_list_without_a_fault_takes_four_keys_and_each_fault_two_and_its_words(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await press(pilot, "k", "enter", "a", "f10")
        assert isinstance(app.screen, ChecksScreen)
        assert "逾时完成" in "\n".join(shown(app))
        assert opening(small).answered == opening(small).asked
        # In the hall it is later: the walk-round, with something on the floor.
        small.clock.advance(timedelta(hours=2))
        await press(pilot, "down", "enter", "x")
        await typed(pilot, "大厅地面有水")
        await press(pilot, "enter", "a", "f10")
        assert isinstance(app.screen, FaultsTold)
        told = "\n".join(shown(app))
        assert [word for word in ("场所环境", "王强", "今天") if word not in told] == []
        await press(pilot, "enter")
        assert isinstance(app.screen, ChecksScreen)
        assert "大厅地面有水" in "\n".join(shown(app))
        await press(pilot, "t")
        assert "增多" in "\n".join(shown(app))
        # Another round: what was not in order is not put in order by the way.
        await press(pilot, "escape", "enter", "a", "f10")
    walk = next(each for each in small.services.checks.lists(WANG) if each.list == "hall")
    assert [each.result for each in walk.items] == ["failed", "ok", "ok", "ok"]
    assert [each.words for each in small.services.actions.carried(WANG)] == ["场所环境：大厅地面有水"]


async def test_all_that_is_left_of_a_list_stands_beside_it_each_in_one_line(small: SmallStation) -> None:
    """At 80 x 24 below it, at 120 x 36 beside it."""
    app = app_on(small)
    left = [each.name.zh for each in opening(small).items if each.required and each.in_force]
    for size in ((80, 24), (120, 36)):
        async with app.run_test(size=size) as pilot:
            await signed_in(pilot, WANG, "checks")
            await settled(pilot)
            assert [name for name in left if not any(name in line for line in shown(app))] == []
        app = app_on(small)


async def test_in_a_wide_window_no_item_is_cut(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "check", "opening")
        await app.action_other_language()
        await settled(pilot)
        names = [each.name.en for each in opening(small).items]
        assert [name for name in names if not any(name in line for line in shown(app))] == []


async def test_what_a_clerk_found_is_kept_until_it_is_recorded(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "check", "opening")
        await press(pilot, "1", "2")
        await typed(pilot, "卡纸")
        await press(pilot, "enter", "3")
        # A required item is not simply missing: why is asked, and what is typed outlives the way back.
        await typed(pilot, "没有")
        await press(pilot, "escape", "escape", "escape")
        assert opening(small).people == ()
        assert small.services.check_words.begun(LI, "opening", "reader") == {"text": "没有"}
        await signed_in(pilot, LI, "check", "opening")
        screen = app.screen
        assert isinstance(screen, CheckScreen)
        assert {code: (each.result, each.words) for code, each in screen.found.items()} == {
            "pc": ("ok", ""),
            "printer": ("failed", "卡纸"),
        }
        await press(pilot, "up", "up", "u", "1", "ctrl+end", "1")
        assert any("由值长或所长检查" in note.message for note in app._notifications)
        await press(pilot, "a", "f10", "enter")
        await settled(pilot)
    check = opening(small)
    assert {each.item for each in check.items if not each.result} == {"camera", "fire", "cash_box"}
    assert (check.failed, check.people) == (1, ("李敏",))
    assert small.services.check_words.begun(LI, "opening") == {}


async def test_who_leads_adds_an_item_and_drops_one_with_a_reason(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "check", "five_s")
        await press(pilot, "n", "f10")
        assert "请写明" in "".join(shown(app)).replace(" ", "")
        await typed(pilot, "绿植")
        await press(pilot, "enter")
        await typed(pilot, "枯了")
        await press(pilot, "f10")
        assert "绿植" in "\n".join(shown(app))
        await press(pilot, "d")
        await typed(pilot, "地面由物业管")
        await press(pilot, "enter")
        assert "地面由物业管" in "\n".join(shown(app))
        await press(pilot, "r")
    five = next(each for each in small.services.checks.lists(WANG) if each.list == "five_s")
    assert [each.name.zh for each in five.items if each.own] == ["绿植"]
    assert five.dropped == ()


@pytest.mark.parametrize("cells", [30, 78, 118])
def test_until_the_counter_opens_nothing_comes_before_the_opening_check(
    small: SmallStation, cells: int
) -> None:
    """Afterwards it takes no room from what is due to customers."""
    view, now = small.services.home.view(LI), small.clock.now()

    def said(waits: Waits) -> str:
        seen = replace(view, opening_check=waits)
        line = SecondLine(seen, now, cells, lambda command: key_name(command.keys[0]), lambda _act: True)
        return "".join(each if isinstance(each, str) else each.text for each in line.pieces())

    assert said("due").startswith("k 开门检查未做")
    assert said("late") == ("k 开门检查逾时   " if cells > 100 else "") + said("")
