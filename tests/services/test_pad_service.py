"""The pad's side of a token: which question stands at the pad now, and what becomes of one its pad left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.ratings.pad import PadHold
from support.pressing import rated
from support.stations import BILL, LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


def accepted(small: SmallStation) -> str:
    """A bill question taken down; its visit."""
    draft = small.services.drafts.new(LI, kind=BILL)
    draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多了"})
    return small.services.acceptance.submit(LI, draft).visit


def waits(small: SmallStation, hold: PadHold) -> str:
    """The visit a pad would ask now."""
    token = small.services.pad.waiting(hold)
    return token.visit if token else ""


def told(small: SmallStation) -> tuple[str, str]:
    """What 李敏's first screen says of a pad."""
    return small.services.home.view(LI).rating


def test_the_newest_visit_is_asked_and_none_before_it(small: SmallStation) -> None:
    with small.services.pad.hold("screen") as hold:
        assert waits(small, hold) == ""
        accepted(small)
        small.clock.advance(timedelta(seconds=30))
        second = accepted(small)
        assert waits(small, hold) == second
        small.services.pad.show(hold, second)
        assert waits(small, hold) == second
        small.services.pad.press(hold, second, 5)
        assert waits(small, hold) == ""


@pytest.mark.parametrize(("waited", "asked"), [(300, True), (301, False)])
def test_a_pad_asks_by_itself_for_five_minutes_after_the_request(
    small: SmallStation, waited: int, asked: bool
) -> None:
    visit = accepted(small)
    small.clock.advance(timedelta(seconds=waited))
    token = small.services.ratings.open_token(LI, visit)
    assert token is not None
    assert token.pad_asks is asked
    with small.services.pad.hold("screen") as hold:
        assert waits(small, hold) == (visit if asked else "")
    # The clerk's own screen can still be turned: he sees who stands there.
    assert rated(small.services, visit, 4).state == "rated"


@pytest.mark.parametrize(("away", "state"), [(90, "armed"), (91, "device_down")])
def test_a_pad_that_comes_back_asks_again_within_the_time_for_a_press(
    small: SmallStation, away: int, state: str
) -> None:
    visit = accepted(small)
    with small.services.pad.hold("screen") as hold:
        small.services.pad.show(hold, visit)
    small.clock.advance(timedelta(seconds=away))
    with small.services.pad.hold("screen") as hold:
        assert waits(small, hold) == (visit if state == "armed" else "")
    token = small.services.ratings.open_token(LI, visit)
    assert token is not None
    assert token.state == state


def test_a_clerk_is_told_of_a_pad_of_its_own_and_of_no_screen_he_turned(small: SmallStation) -> None:
    visit = accepted(small)
    assert told(small)[1] == ""
    with small.services.pad.hold("screen") as hold:
        small.services.pad.show(hold, visit)
        assert told(small) == (visit, "asked")
        small.services.pad.press(hold, visit, 1)
    assert told(small) == (visit, "rated")
    turned = accepted(small)
    rated(small.services, turned, 5)
    assert told(small) == (turned, "")
    small.clock.advance(timedelta(minutes=6))
    assert told(small) == ("", "")


def test_a_hold_that_was_freed_keeps_nothing_and_lets_another_in(small: SmallStation) -> None:
    visit = accepted(small)
    first = small.services.pad.hold("screen")
    small.services.pad.show(first, visit)
    with pytest.raises(RuleBroken, match="pad_held"):
        small.services.pad.hold("tablet")
    first.free()
    with pytest.raises(RuleBroken, match="pad_not_held"):
        small.services.pad.press(first, visit, 5)
    with small.services.pad.hold("tablet") as second, pytest.raises(RuleBroken, match="not_shown"):
        small.services.pad.press(second, visit, 5)


def test_a_question_of_a_clock_that_was_ahead_is_put_to_nobody_once_it_is_put_right(
    small: SmallStation,
) -> None:
    small.clock.advance(timedelta(days=1200))
    shown, asked = accepted(small), accepted(small)
    with small.services.pad.hold("screen") as hold:
        small.services.pad.show(hold, shown)
        assert waits(small, hold) == asked
    small.clock.advance(timedelta(days=-1200))
    with small.services.pad.hold("screen") as hold:
        assert waits(small, hold) == ""
        assert told(small) == ("", "")
        now = accepted(small)
        assert waits(small, hold) == now
        assert told(small) == (now, "")
    latest = small.services.ratings.open_token(LI)
    assert latest is not None
    assert latest.visit == now
    left = small.services.ratings.open_token(LI, shown)
    assert left is not None
    assert left.state == "device_down"


def test_the_visit_asked_is_the_one_written_last_though_the_clock_was_put_back_a_little(
    small: SmallStation,
) -> None:
    accepted(small)
    small.clock.advance(timedelta(minutes=-3))
    second = accepted(small)
    with small.services.pad.hold("screen") as hold:
        assert waits(small, hold) == second
    latest = small.services.ratings.open_token(LI)
    assert latest is not None
    assert latest.visit == second
    assert told(small) == (second, "")
