"""A bad rating reaches the lead's screen at the next tick, whichever screen that is, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.domain.facts.calls import Place
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.recovery.screen import RecoveryScreen
from support.apps import app_on, pressed, settled, shown, signed_in
from support.pressing import rated
from support.stations import BILL, LI, WANG, SmallStation, open_small_station

TOLD = "不满意·等候时间过长"


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def served(small: SmallStation) -> str:
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "多"})
    return small.services.matters.view(WANG, matter).visit


async def test_a_press_of_another_process_is_on_the_leads_screen_after_one_tick(small: SmallStation) -> None:
    """On the first screen in its second line, elsewhere as a banner; a clerk's window says nothing."""
    visits = [served(small), served(small)]
    pads, app = open_services(small.home, small.clock), app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        app.tick()
        await settled(pilot)
        assert TOLD not in "\n".join(shown(app))
        with pads.pad.hold("screen") as hold:
            pads.pad.show(hold, visits[0])
            pads.pad.press(hold, visits[0], 2)
            app.tick()
            await settled(pilot)
            assert "F8 ! 不满意" in shown(app)[1], "before anybody said why"
            pads.pad.say_why(hold, visits[0], "E201")
        app.tick()
        await settled(pilot)
        second = shown(app)[1]
        assert f"F8 ! {TOLD}" in second
        assert not [name for name in ("何静", "李敏") if name in second]
        assert isinstance(app.screen, HomeScreen)
        await pressed(pilot, "f8")
        assert isinstance(app.screen, RecoveryScreen)
        app.back()
        app.go("find")
        await settled(pilot)
        assert f"{TOLD}（见首页）" in shown(app)[1]
        small.clock.advance(timedelta(minutes=1))
        rated(pads, visits[1], 1, "E102")
        app.tick()
        await settled(pilot)
        assert "非常不满意·与客户发生争执，共 2 件（见首页）" in shown(app)[1]
        small.services.calls.conflict(LI, Place(screen="home"))
        app.tick()
        await settled(pilot)
        assert shown(app)[1].startswith(" ! 李敏 请您到柜台：见首页“请值长”   非常不满意"), (
            "a call goes first"
        )
        await signed_in(pilot, LI)
        app.tick()
        await settled(pilot)
        assert "不满意" not in "\n".join(shown(app))
    pads.close()


async def test_a_long_reason_hides_not_how_many_there_are(small: SmallStation) -> None:
    """The reason is cut where the line has no room for it."""
    for visit in (served(small), served(small)):
        small.clock.advance(timedelta(minutes=1))
        rated(small.services, visit, 1, "E104")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        second = shown(app)[1]
    assert "F8 ! 非常不满意·泄露" in second
    assert "..，共 2 件 " in second
