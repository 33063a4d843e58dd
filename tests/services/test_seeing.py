"""Who sees which rating when: the lead at once, the clerk when his customers are gone, nobody early by another way."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import open_services
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.recovery.case import Plan
from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.matrix.methods import METHODS
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.ratings.views import RatingDay
from counter_tui.services.wording.ratings import say_low
from counter_tui.settings import Settings, read_settings, write_settings
from support.clocks import NOON, SHANGHAI
from support.closing import a_day
from support.pressing import declined, rated
from support.roles import CALLS, GUIDE, HEAD, Trying, staffed
from support.stations import BILL, LI, LIU, PINS, WANG, ZHAO, SmallStation, open_small_station

EVENING = datetime(2025, 11, 20, 17, 30, tzinfo=SHANGHAI)


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def served(small: SmallStation, clerk: Actor = LI) -> str:
    """The visit of somebody this clerk has just served."""
    small.clock.advance(timedelta(minutes=1))
    matter = small.accept(clerk, BILL, name="何静", phone="13812340009", fields={"content": "多"})
    return small.services.matters.view(WANG, matter).visit


def settings(small: SmallStation, **changed: Any) -> SmallStation:
    """The station opened again with these settings."""
    small.services.close()
    write_settings(small.home.settings, replace(read_settings(small.home.settings), **changed))
    return SmallStation(open_services(small.home, small.clock), small.clock, small.home)


def values(day: RatingDay) -> list[tuple[str, int | None, str, bool]]:
    return [(line.state, line.level, line.reason, line.hidden) for line in day.lines]


def test_the_clerk_knows_that_he_was_rated_and_sees_how_once_the_hall_has_closed(small: SmallStation) -> None:
    rated(small.services, served(small), 2, "E201")
    rated(small.services, served(small), 5)
    served(small)
    mine = small.services.rating_views.mine(LI)
    assert values(mine) == [("rated", None, "", True), ("rated", None, "", True), ("armed", None, "", False)]
    assert (mine.shows_from, mine.shown) == (EVENING, "shift")
    (clerk,) = mine.clerks
    assert (clerk.clerk, clerk.visits, clerk.rated, clerk.low) == ("李敏", 3, 2, None)
    small.clock.set(EVENING - timedelta(seconds=1))
    assert small.services.rating_views.mine(LI).lines[0].hidden
    small.clock.set(EVENING)
    mine = small.services.rating_views.mine(LI)
    assert values(mine)[:2] == [("rated", 2, "E201", False), ("rated", 5, "", False)]
    assert (mine.shows_from, mine.clerks[0].low) == (None, 1)
    line = mine.lines[0]
    assert line.level_name
    assert line.reason_text
    assert (line.level_name.zh, line.reason_text.zh) == ("不满意", "等候时间过长")


def test_who_presses_after_the_hall_has_closed_is_still_at_the_counter(small: SmallStation) -> None:
    small.clock.set(EVENING)
    rated(small.services, served(small), 1)
    mine = small.services.rating_views.mine(LI)
    assert mine.lines[0].hidden
    assert mine.shows_from == EVENING + timedelta(minutes=31)
    small.clock.set(EVENING + timedelta(minutes=31))
    assert small.services.rating_views.mine(LI).lines[0].level == 1


def test_a_day_that_is_closed_shows_before_the_hall_closes(tmp_path: Path) -> None:
    """What is pressed after the close waits until the customer is gone all the same."""
    small = a_day(tmp_path)
    small.clock.set(EVENING - timedelta(minutes=30))
    services = small.services
    assert services.rating_views.mine(LI).lines[0].hidden
    unexplained = [gap.key for gap in services.close_day.view(LI, NOON.date()).sheet.unexplained]
    services.close_day.explain(LI, NOON.date(), unexplained, "已核对")
    services.close_day.count(LI, NOON.date(), {"cash": 14500})
    services.close_day.close(LI, NOON.date(), WANG.staff_no, PINS[WANG.staff_no])
    assert services.rating_views.mine(LI).lines[0].level == 5
    small.clock.advance(timedelta(minutes=1))
    rated(services, served(small), 1)
    assert [line.level for line in services.rating_views.mine(LI).lines] == [5, None]


@pytest.mark.parametrize(("shown", "seen"), [("shift", True), ("day", False), ("never", False)])
def test_the_station_sets_when(small: SmallStation, shown: str, seen: bool) -> None:
    small = settings(small, rating_shown=shown, opening_hours=Settings().opening_hours[:1])
    rated(small.services, served(small), 3)
    small.clock.set(datetime(2025, 11, 20, 12, 0, tzinfo=SHANGHAI))
    assert (small.services.rating_views.mine(LI).lines[0].level == 3) is seen
    small.clock.set(datetime(2025, 11, 21, tzinfo=SHANGHAI))
    line = small.services.rating_views.mine(LI, NOON.date()).lines[0]
    assert (line.level == 3) is (shown != "never")
    assert small.services.rating_views.mine(LI, NOON.date()).shows_from is None


def test_nobody_sees_a_colleagues_and_who_oversees_sees_all_at_once(small: SmallStation) -> None:
    rated(small.services, served(small), 1, "E102")
    declined(small.services, served(small, LIU))
    small.clock.set(EVENING)
    assert [line.clerk for line in small.services.rating_views.mine(LIU).lines] == ["刘伟"]
    for actor in (WANG, HEAD, ZHAO):
        day = small.services.rating_views.day(actor, NOON.date())
        assert values(day) == [("rated", 1, "E102", False), ("declined", None, "", False)]
        assert [(each.clerk, each.visits, each.rated, each.low) for each in day.clerks] == [
            ("李敏", 1, 1, 1),
            ("刘伟", 1, 0, 0),
        ]
    for actor in (LI, GUIDE):
        with pytest.raises(RuleBroken, match="not_allowed"):
            small.services.rating_views.day(actor)


def test_the_lead_is_told_the_newest_and_how_many_until_there_is_a_plan(small: SmallStation) -> None:
    assert small.services.home.view(WANG).low is None
    rated(small.services, served(small), 3)
    assert small.services.home.low(WANG) is None
    rated(small.services, served(small), 1)
    low = small.services.home.view(WANG).low
    assert low is not None
    assert say_low(low) == "非常不满意"
    late = served(small, LIU)
    rated(small.services, late, 2, "E201")
    low = small.services.home.low(HEAD)
    assert low is not None
    assert (low.count, say_low(low)) == (2, "不满意·等候时间过长，共 2 件")
    for actor in (LI, GUIDE, ZHAO):
        assert small.services.home.view(actor).low is None
        with pytest.raises(RuleBroken, match="not_allowed"):
            small.services.home.low(actor)
    small.services.recoveries.appeal(WANG, late, "wrong", "按错了")
    assert small.services.home.low(HEAD) == low, "an appeal is no plan"
    small.services.recoveries.plan(WANG, late, Plan("waiting", "priority"))
    low = small.services.home.low(HEAD)
    assert low is not None
    assert (low.count, say_low(low)) == (1, "非常不满意")
    small.clock.advance(timedelta(days=1))
    assert small.services.home.low(WANG) is None, "the strip is for today's"
    assert small.services.home.view(WANG).low is not None, "the first screen does not forget"


def test_a_second_rating_waits_for_its_own_evening_where_the_first_is_known(small: SmallStation) -> None:
    visit, recoveries = served(small), small.services.recoveries
    rated(small.services, visit, 1, "E102")
    recoveries.plan(WANG, visit, Plan("waiting", "priority"))
    small.clock.set(datetime(2025, 11, 21, 9, 0, tzinfo=SHANGHAI))
    recoveries.correct(LI, visit, "增开窗口")
    rated(small.services, recoveries.second(LI, visit), 5)
    (line,) = recoveries.open(LI)
    assert (line.level, line.second, line.second_level) == (1, "rated", None)
    (line,) = recoveries.open(WANG)
    assert line.second_level == 5
    small.clock.set(EVENING + timedelta(days=1))
    (line,) = recoveries.open(LI)
    assert line.second_level == 5


BETRAYING = ("非常不满意", "E104", "泄露或公开喊出个人信息", "Very dissatisfied")
"""How the customer rated, and why, in every form it could be said in."""
PLACES = [name for name in sorted(CALLS) if name != "staff.leave"]


@pytest.mark.parametrize("actor", [LI, GUIDE], ids=["clerk", "guide"])
def test_nothing_a_clerk_or_guide_may_ask_tells_a_value_early(tmp_path: Path, actor: Actor) -> None:
    """Every method that answers him, after his own customer and a colleague's rated as badly as can be."""
    small, told = staffed(tmp_path), 0
    for clerk in (actor, LIU):
        rated(small.services, served(small, clerk), 1, "E104")
    for name in PLACES:
        if not role_may(actor.role, METHODS[name]) or (actor is GUIDE and METHODS[name] != "see_matters"):
            continue
        folder = tmp_path / name
        folder.mkdir()
        said = repr(CALLS[name](Trying(small, actor, folder))())
        assert not [word for word in BETRAYING if word in said], name
        told += 1
    assert told > 30
    said = repr(small.services.rating_views.day(WANG))
    assert all(word in said for word in BETRAYING), "the words are those a value is told in"
