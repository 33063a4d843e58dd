"""The lists of ratings: a clerk's own with values once they are shown, everybody's for the lead."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.my_ratings.screen import DayRatingsScreen, MyRatingsScreen
from support.apps import app_on, pressed, settled, shown, signed_in
from support.clocks import SHANGHAI
from support.pressing import declined, rated
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """Three customers of 李敏: one rated badly, one well, one not at all; and one of 刘伟 who declined."""
    small = open_small_station(tmp_path, empty=True)
    visits = []
    for clerk in (LI, LI, LI, LIU):
        small.clock.advance(timedelta(minutes=4))
        matter = small.accept(clerk, BILL, name="何静", phone="13812340009", fields={"content": "多"})
        visits.append(small.services.matters.view(WANG, matter).visit)
    rated(small.services, visits[0], 2, "E201")
    rated(small.services, visits[1], 5)
    declined(small.services, visits[3])
    return small


async def test_a_clerk_sees_that_he_was_rated_and_in_the_evening_how(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "colon", *"wdpj", "enter")
        assert isinstance(app.screen, MyRatingsScreen)
        text = "\n".join(shown(app))
        assert text.count("已评价 ✓") == 2
        assert "3 人次，已评 2，参评率 67%" in text
        assert "当天我接待的客户  今天 17:30 起可看评价内容" in text
        assert "满意" not in text
        assert "刘伟" not in text
        small.clock.set(datetime(2025, 11, 20, 17, 30, tzinfo=SHANGHAI))
        app.screen.store_changed()
        await settled(pilot)
        text = "\n".join(shown(app))
        assert "不满意" in text
        assert "等候时间过长" in text
        assert "非常满意" in text
        await pressed(pilot, "minus")
        assert "这一天没有可评价的客户。" in "\n".join(shown(app))
        await pressed(pilot, "plus", "enter")
        assert isinstance(app.screen, MatterScreen)


async def test_the_lead_sees_everybodys_at_once_with_each_clerks_sum(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG)
        await pressed(pilot, "colon", *"drpj", "enter")
        assert isinstance(app.screen, DayRatingsScreen)
        lines = shown(app)
        text = "\n".join(lines)
        assert "等候时间过长" in text
        assert "转屏" in text
        assert any("李敏" in line and "3 人次，已评 2" in line and "差评 1" in line for line in lines)
        assert any("刘伟" in line and "1 人次，已评 0" in line for line in lines)
        assert "4 人次，已评 2，参评率 50%   差评 1" in text
        assert "按柜员" in text
        await pressed(pilot, "minus", "minus")
        assert "按柜员" not in "\n".join(shown(app)), "no heading over nothing"
