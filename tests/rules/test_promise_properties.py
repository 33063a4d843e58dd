"""Due dates against walkers that count one day or one minute at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.promise import Pause, compute_due
from counter_tui.i18n import set_language
from counter_tui.services.wording.promise import explain
from support.counting import ONE_DAY, replayed, worked
from support.promises import shipped

ONE_MINUTE = timedelta(minutes=1)
STARTS = st.datetimes(datetime.fromisoformat("2004-01-01"), datetime.fromisoformat("2029-12-31")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
DAY_LIMITS = st.integers(1, 120)
DAY_UNITS: st.SearchStrategy[Unit] = st.sampled_from(["working_day", "calendar_day"])
UNITS: st.SearchStrategy[Unit] = st.sampled_from(["working_day", "calendar_day", "hour", "minute"])
PAUSES = st.lists(st.tuples(st.integers(-3000, 60000), st.integers(1, 15000)), max_size=4)


def touched(day: date, pauses: Sequence[Pause]) -> bool:
    """Whether some instant of the day lies in a pause."""
    return any(pause.from_.date() <= day <= (pause.until or pause.from_).date() for pause in pauses)


def walk_days(limit: int, unit: Unit, start: datetime, pauses: Sequence[Pause] = ()) -> tuple[date, bool]:
    """The due day and whether an unannounced year was asked about, one day at a time."""
    day, asked = start.date(), False
    left = limit
    while True:
        day += ONE_DAY
        if touched(day, pauses):
            continue
        if unit == "working_day" or left <= 1:
            asked = asked or day.year > 2026
        if unit == "calendar_day":
            left -= 1
            if left <= 0 and worked(day):
                return day, asked
        elif worked(day):
            left -= 1
            if left == 0:
                return day, asked


def walk_minutes(minutes: int, start: datetime, pauses: Sequence[Pause] = ()) -> datetime:
    """The due instant, one minute at a time; a paused minute does not count."""
    now, left = start, minutes
    while left:
        if not any(pause.from_ <= now < (pause.until or pause.from_) for pause in pauses):
            left -= 1
        now += ONE_MINUTE
    return now


def pauses_of(start: datetime, spans: list[tuple[int, int]]) -> list[Pause]:
    """Pauses given as minutes after the start and lengths in minutes."""
    return [
        Pause(
            "customer_works",
            start + timedelta(minutes=after),
            start + timedelta(minutes=after + length),
        )
        for after, length in spans
    ]


@settings(max_examples=400, deadline=None)
@given(DAY_LIMITS, DAY_UNITS, STARTS)
def test_days_agree_with_a_walk_day_by_day(limit: int, unit: Unit, start: datetime) -> None:
    due = compute_due(limit, unit, start, shipped())
    assert (due.day, due.provisional) == walk_days(limit, unit, start)
    assert due.at == datetime.combine(due.day or date.min, time(23, 59, 59))


@settings(max_examples=200, deadline=None)
@given(DAY_LIMITS, DAY_UNITS, STARTS, PAUSES)
def test_days_with_pauses_agree_with_a_walk_day_by_day(
    limit: int, unit: Unit, start: datetime, spans: list[tuple[int, int]]
) -> None:
    pauses = pauses_of(start, spans)
    due = compute_due(limit, unit, start, shipped(), pauses)
    assert (due.day, due.provisional) == walk_days(limit, unit, start, pauses)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 6000), STARTS)
def test_minutes_agree_with_a_walk_minute_by_minute(limit: int, start: datetime) -> None:
    assert compute_due(limit, "minute", start, shipped()).at == walk_minutes(limit, start)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 100), STARTS)
def test_hours_agree_with_a_walk_minute_by_minute(limit: int, start: datetime) -> None:
    assert compute_due(limit, "hour", start, shipped()).at == walk_minutes(limit * 60, start)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 3000),
    STARTS,
    st.lists(st.tuples(st.integers(-500, 5000), st.integers(1, 1500)), max_size=4),
)
def test_minutes_with_pauses_agree_with_a_walk_minute_by_minute(
    limit: int, start: datetime, spans: list[tuple[int, int]]
) -> None:
    pauses = pauses_of(start, spans)
    assert compute_due(limit, "minute", start, shipped(), pauses).at == walk_minutes(limit, start, pauses)


@settings(max_examples=300, deadline=None)
@given(DAY_LIMITS, UNITS, STARTS, PAUSES)
def test_the_steps_alone_give_the_same_due_again(
    limit: int, unit: Unit, start: datetime, spans: list[tuple[int, int]]
) -> None:
    due = compute_due(limit, unit, start, shipped(), pauses_of(start, spans))
    assert replayed(due.steps, limit, unit) == due.at


@settings(max_examples=200, deadline=None)
@given(DAY_LIMITS, UNITS, STARTS, PAUSES, st.sampled_from(["zh", "en"]))
def test_every_due_can_be_explained_and_the_last_line_names_it(
    limit: int, unit: Unit, start: datetime, spans: list[tuple[int, int]], code: str
) -> None:
    set_language("en" if code == "en" else "zh")
    try:
        due = compute_due(limit, unit, start, shipped(), pauses_of(start, spans))
        lines = explain(due.steps)
    finally:
        set_language("zh")
    assert due.at.date().isoformat() in lines[-1]
    assert ("暂定" in lines[-1] or "provisional" in lines[-1]) == due.provisional
    assert all(line and "{" not in line for line in lines)


@settings(max_examples=150, deadline=None)
@given(DAY_LIMITS, UNITS, STARTS, PAUSES)
def test_a_longer_limit_or_a_pause_is_never_due_earlier(
    limit: int, unit: Unit, start: datetime, spans: list[tuple[int, int]]
) -> None:
    due = compute_due(limit, unit, start, shipped())
    assert compute_due(limit + 1, unit, start, shipped()).at >= due.at
    assert compute_due(limit, unit, start, shipped(), pauses_of(start, spans)).at >= due.at
