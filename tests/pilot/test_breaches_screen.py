"""The screen of broken promises: what it lists, how one goes back and on, and who sees it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.breaches.screen import BreachesScreen
from counter_tui.screens.matter.screen import MatterScreen
from support.apps import app_on, shown, signed_in
from support.clocks import SHANGHAI
from support.matter_screen import matter_about, press
from support.stations import LI, LIU, WANG, SmallStation, open_small_station

MONDAY = datetime(2025, 12, 1, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station on a Monday on which much of November is late."""
    station = open_small_station(tmp_path)
    station.clock.set(MONDAY)
    yield station
    station.services.close()
    set_language("zh")


async def test_one_goes_through_days_weeks_and_months_and_opens_what_was_late(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "breaches")
        assert isinstance(app.screen, BreachesScreen)
        assert "没有超过对客户的承诺。" in "\n".join(shown(app))
        await press(pilot, "p")
        text = "\n".join(shown(app))
        assert "2025-11-01 - 2025-11-30" in text
        assert "另有" in text
        assert "超承诺时限" in text
        assert "当时" not in text
        assert "责任" in text
        lines = len(app.screen._lines())
        await press(pilot, "i")
        assert len(app.screen._lines()) > lines
        assert "另有" not in "\n".join(shown(app))
        await press(pilot, "m")
        assert app.screen.days()[0] == app.screen.days()[1]
        await press(pilot, "m")
        assert [day.weekday() for day in app.screen.days()] == [0, 6]
        await press(pilot, "m", "enter")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, BreachesScreen)
        await press(pilot, "n")
        assert app.screen.days()[0] == MONDAY.date()
        # Nothing lies after today.
        assert not app.screen.check_action("later", ())


async def test_b_on_the_first_screen_opens_it_in_either_language(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "home")
        assert "全所承诺" in "\n".join(shown(app))
        assert "全所超期" in "\n".join(shown(app))
        await press(pilot, "b", "p")
        await app.action_other_language()
        await press(pilot)
        text = "\n".join(shown(app))
        assert "Promises broken: " in text
        assert "The whole station" in text
        assert "business: " in text


async def test_a_clerk_sees_his_own_alone(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU, "home")
        assert "全所承诺" not in "\n".join(shown(app))
        await press(pilot, "b", "p")
        assert "与您有关的" in "\n".join(shown(app))
        own = {line.first_contact for line in app.screen._lines()}  # type: ignore[attr-defined]
        assert own == {LIU.name}


async def test_the_ball_of_another_stands_behind_the_request(small: SmallStation) -> None:
    """On the first screen only where it is not with the reader; on the matter always."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        text = "\n".join(shown(app))
        assert "→客户" in text
        assert "→李敏" not in text


async def test_a_passed_internal_limit_is_no_broken_promise_on_the_matter(small: SmallStation) -> None:
    """Four working days inside, five promised: amber and said so, never the word for a late promise."""
    small.clock.set(datetime(2025, 11, 22, 9, 0, tzinfo=SHANGHAI))
    matter = matter_about(small, LI, "吴")
    limits = {each.standing: each.state for each in small.services.matters.view(LI, matter).promises}
    assert limits["internal"] == "broken"
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        (line,) = [each for each in shown(app) if "内部时限" in each]
        assert "已过，未违诺" in line
        assert "超期" not in line
        assert "在手      李敏" in "\n".join(shown(app))
