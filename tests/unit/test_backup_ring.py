"""The ring of copies: which are due, what they are called, and which may go, whatever the wall clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.backup.ring import DAYS, HOURS, Copy, is_due, newest, next_copy, parse_name, to_drop
from support.clocks import NOON, SHANGHAI

JUMPS = st.one_of(
    st.integers(0, 3 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.sampled_from([timedelta(days=1), timedelta(days=3650), timedelta(days=-3650), timedelta(hours=-2)]),
)


def made(steps: list[timedelta], at: datetime = NOON) -> list[Copy]:
    """The ring after copies were made at these steps of the clock, thinned after each."""
    ring: list[Copy] = []
    for step in steps:
        at = at + step
        ring.append(next_copy(ring, at, SHANGHAI))
        for old in to_drop(ring):
            ring.remove(old)
    return ring


def test_a_week_of_office_hours_leaves_24_hours_and_7_days() -> None:
    opening = datetime(2025, 11, 10, 8, 0, tzinfo=SHANGHAI)
    ring: list[Copy] = []
    for day in range(12):
        for hour in range(10):
            ring.append(next_copy(ring, opening + timedelta(days=day, hours=hour), SHANGHAI))
            ring = [copy for copy in ring if copy not in to_drop(ring)]
    assert len({copy.day for copy in ring}) == DAYS
    assert [copy.ordinal for copy in ring] == [60, 70, 80, 90, *range(97, 121)]


def test_a_name_is_read_back_and_other_files_are_none_of_it() -> None:
    copy = next_copy([], NOON, SHANGHAI)
    assert copy.name == "copy-000001-0001-20251120T024200Z.db"
    assert parse_name(copy.name) == copy
    for other in (
        "copy-000001-0001-20251120T024200Z.db.part",
        "2025.db",
        "copy-000001-0001-20251399T024200Z.db",
    ):
        assert parse_name(other) is None


def test_the_stations_midnight_begins_a_day_and_so_does_a_clock_that_went_back() -> None:
    night = datetime(2025, 11, 20, 23, 30, tzinfo=SHANGHAI)
    first = next_copy([], night, SHANGHAI)
    same, after = next_copy([first], night + timedelta(minutes=29), SHANGHAI), night + timedelta(minutes=31)
    assert (same.day, next_copy([first], after, SHANGHAI).day) == (1, 2)
    assert next_copy([first], night - timedelta(minutes=1), SHANGHAI).day == 2
    assert next_copy([first], night, SHANGHAI).day == 1


def test_a_copy_is_due_after_an_hour_and_when_the_clock_went_back_behind_the_newest() -> None:
    ring = [next_copy([], NOON, SHANGHAI)]
    assert is_due([], NOON)
    assert not is_due(ring, NOON + timedelta(minutes=59))
    assert is_due(ring, NOON + timedelta(minutes=60))
    assert not is_due(ring, NOON - timedelta(minutes=5))
    assert is_due(ring, NOON - timedelta(days=3650))


def test_a_clock_that_starts_anew_every_morning_still_leaves_seven_days() -> None:
    """A PC whose battery is dead wakes up in 2010 each day."""
    dead, ring = datetime(2010, 1, 1, 0, 5, tzinfo=UTC), list[Copy]()
    for _morning in range(9):
        for hour in range(8):
            ring.append(next_copy(ring, dead + timedelta(hours=hour), SHANGHAI))
            ring = [copy for copy in ring if copy not in to_drop(ring)]
    assert {copy.day for copy in ring} == set(range(3, 10))
    assert len(ring) == 24 + 4


@given(st.lists(JUMPS, min_size=1, max_size=120))
def test_the_newest_always_stays_and_the_ring_never_grows_beyond_its_size(steps: list[timedelta]) -> None:
    ring = made(steps)
    last = newest(ring)
    assert last is not None
    assert last.ordinal == len(steps)
    assert len(ring) <= HOURS + DAYS
    assert to_drop(ring) == ()


@given(st.lists(JUMPS, min_size=1, max_size=120))
def test_what_is_kept_does_not_depend_on_when_it_was_thinned(steps: list[timedelta]) -> None:
    """Copies of hours and days that would be kept at the end were never dropped on the way."""
    ring, at = list[Copy](), NOON
    for step in steps:
        at = at + step
        ring.append(next_copy(ring, at, SHANGHAI))
    kept = [copy for copy in ring if copy not in to_drop(ring)]
    assert kept == made(steps)


@pytest.mark.parametrize("count", [0, 1])
def test_of_none_or_one_nothing_goes(count: int) -> None:
    assert to_drop([next_copy([], NOON, SHANGHAI)][:count]) == ()
