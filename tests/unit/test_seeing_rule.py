"""From when on a clerk may see a press, for every instant, closing time and close of a day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.recovery.state import LOW
from counter_tui.domain.visit.seeing import GONE, Seeing, Shown
from counter_tui.services.reference.catalogue import load_ratings
from support.clocks import SHANGHAI

instants = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
closes = st.builds(time, st.integers(6, 23), st.sampled_from([0, 30]))


def local(hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 11, 20, hour, minute, tzinfo=SHANGHAI)


@given(instants, closes, st.none() | st.integers(-600, 2000), st.sampled_from(get_args(Shown)))
def test_it_shows_when_the_customer_is_gone_or_never(
    pressed: datetime, close: time, closed_after: int | None, shown: Shown
) -> None:
    closed = None if closed_after is None else pressed + timedelta(minutes=closed_after)
    since = Seeing(shown, close).since(pressed, closed, SHANGHAI)
    assert (since is None) is (shown == "never")
    if since is None:
        return
    day = pressed.astimezone(SHANGHAI).date()
    midnight = datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)
    assert since >= pressed + GONE
    if shown == "day":
        assert since in {midnight, pressed + GONE}
        assert since >= midnight
        return
    over = {pressed + GONE, datetime.combine(day, close, SHANGHAI), closed}
    assert since in over, "nothing else ends a shift"


@pytest.mark.parametrize(
    ("pressed", "closed", "since"),
    [
        (local(10), None, local(17, 30)),
        (local(17), None, local(17, 30)),
        (local(17, 29), None, local(17, 59)),
        (local(17, 40), None, local(18, 10)),
        (local(10), local(17), local(17)),
        (local(17, 10), local(17), local(17, 40)),
        (local(10), local(20), local(17, 30)),
        (local(10), local(9) + timedelta(days=2), local(17, 30)),
    ],
)
def test_the_shift_is_over_when_the_hall_or_the_day_closes(
    pressed: datetime, closed: datetime | None, since: datetime
) -> None:
    rule = Seeing()
    assert rule.since(pressed, closed, SHANGHAI) == since
    assert rule.sees(pressed, closed, since, SHANGHAI)
    assert not rule.sees(pressed, closed, since - timedelta(seconds=1), SHANGHAI)


def test_the_levels_a_lead_is_told_of_are_those_the_scale_calls_bad() -> None:
    scale = load_ratings().levels
    assert {each.level for each in scale if each.negative} == {
        each.level for each in scale if 0 < each.level <= LOW
    }
