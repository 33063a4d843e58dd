"""Clocks of promises: limits, provisional years, pauses, states and attention."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from counter_tui.domain.catalogue.models import PromiseRule, Unit, Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.promise import (
    PAUSE_REASONS,
    Pause,
    PromiseDue,
    attention,
    clock_state,
    compute_due,
    due_instant,
)
from counter_tui.services.wording.promise import explain, pause_words
from support.promises import CHINA, Limited, local, shipped

BERLIN = ZoneInfo("Europe/Berlin")


def china(text: str) -> datetime:
    """An aware time of 2026 in China."""
    return local(text).replace(tzinfo=CHINA)


def paused(first: str, last: str | None, reason: str = "customer_works") -> Pause:
    """A pause in local time."""
    return Pause(reason, local(first), None if last is None else local(last))


@pytest.mark.parametrize(
    ("limit", "unit", "longest"),
    [
        (0, "working_day", 3660),
        (-1, "hour", 87840),
        (3661, "working_day", 3660),
        (3661, "calendar_day", 3660),
        (87841, "hour", 87840),
        (5270401, "minute", 5270400),
        (10**40, "minute", 5270400),
    ],
)
def test_an_absurd_limit_is_refused(limit: int, unit: Unit, longest: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        compute_due(limit, unit, local("09-30 16:20"), shipped())
    assert refused.value.code == "limit_out_of_range"
    assert refused.value.facts["longest"] == longest


@pytest.mark.parametrize("unit", ["minute", "hour", "calendar_day", "working_day"])
def test_the_longest_limit_is_computed(unit: Unit) -> None:
    longest = {"minute": 5270400, "hour": 87840, "calendar_day": 3660, "working_day": 3660}[unit]
    due = compute_due(longest, unit, datetime.fromisoformat("2100-12-31T23:59:59"), shipped())
    assert due.at >= datetime.fromisoformat("2100-12-31") + timedelta(days=3660)
    assert due.provisional == unit.endswith("_day")


@pytest.mark.parametrize(
    ("limit", "unit", "start", "due", "provisional"),
    [
        (2, "working_day", "2026-12-29T10:00", "2026-12-31", False),
        (3, "working_day", "2026-12-29T10:00", "2027-01-04", True),
        (2, "calendar_day", "2026-12-29T10:00", "2026-12-31", False),
        (3, "calendar_day", "2026-12-29T10:00", "2027-01-04", True),
        (60, "calendar_day", "2026-12-01T10:00", "2027-02-01", True),
        (5, "working_day", "2027-02-04T10:00", "2027-02-15", True),
        (3, "working_day", "2003-12-31T10:00", "2004-01-06", False),
        (1, "working_day", "2018-12-28T10:00", "2018-12-29", False),
        (2, "working_day", "2018-12-28T10:00", "2019-01-02", False),
    ],
)
def test_years_meet_and_a_day_of_an_unknown_year_makes_the_due_provisional(
    limit: int, unit: Unit, start: str, due: str, provisional: bool
) -> None:
    found = compute_due(limit, unit, datetime.fromisoformat(start), shipped())
    assert (found.day, found.provisional) == (date.fromisoformat(due), provisional)


def test_hours_into_an_unknown_year_are_certain() -> None:
    due = compute_due(48, "hour", local("12-31 08:00"), shipped())
    assert (due.at, due.day, due.provisional) == (datetime.fromisoformat("2027-01-02T08:00"), None, False)


def test_days_touched_by_a_pause_are_not_counted() -> None:
    start = local("09-07 09:00")
    plain = compute_due(5, "working_day", start, shipped())
    assert plain.day == date(2026, 9, 14)
    within_one_day = compute_due(5, "working_day", start, shipped(), [paused("09-09 10:00", "09-09 11:00")])
    assert within_one_day.day == date(2026, 9, 15)
    twice = [paused("09-09 10:00", "09-09 11:00"), paused("09-09 15:00", "09-10 09:00")]
    assert compute_due(5, "working_day", start, shipped(), twice).day == date(2026, 9, 16)
    over_weekend = [paused("09-11 10:00", "09-14 11:00")]
    assert compute_due(5, "working_day", start, shipped(), over_weekend).day == date(2026, 9, 16)


def test_a_pause_on_the_day_of_the_event_or_after_the_due_changes_nothing() -> None:
    start = local("09-07 09:00")
    for pause in (paused("09-07 10:00", "09-07 18:00"), paused("09-15 00:00", "09-20 00:00")):
        assert compute_due(5, "working_day", start, shipped(), [pause]).day == date(2026, 9, 14)


def test_a_pause_that_goes_on_or_has_no_length_moves_nothing_yet() -> None:
    start = local("09-07 09:00")
    for pause in (paused("09-08 10:00", None), paused("09-08 10:00", "09-08 10:00")):
        assert compute_due(5, "working_day", start, shipped(), [pause]).day == date(2026, 9, 14)
        assert compute_due(48, "hour", start, shipped(), [pause]).at == local("09-09 09:00")


def test_hours_are_lengthened_by_the_paused_time_counted_once() -> None:
    start = local("09-07 09:00")
    overlapping = [
        paused("09-07 10:00", "09-07 12:00"),
        paused("09-07 11:00", "09-07 13:00"),
        paused("09-07 08:00", "09-07 09:30"),
    ]
    assert compute_due(4, "hour", start, shipped(), overlapping).at == local("09-07 16:30")
    late = [paused("09-07 13:00", "09-08 13:00")]
    assert compute_due(4, "hour", start, shipped(), late).at == local("09-07 13:00")


def test_a_pause_is_told_in_the_explanation() -> None:
    due = compute_due(
        2, "working_day", local("09-07 09:00"), shipped(), [paused("09-08 10:00", "09-09 11:00")]
    )
    assert "09-08 至 09-09 暂停（用户受电工程施工），不计" in explain(due.steps)
    hours = compute_due(4, "hour", local("09-07 09:00"), shipped(), [paused("09-07 10:00", "09-07 11:00")])
    assert "2026-09-07 10:00 至 2026-09-07 11:00 暂停（用户受电工程施工），不计" in explain(hours.steps)


def test_a_rolled_due_that_meets_a_pause_moves_on_again() -> None:
    due = compute_due(
        7, "calendar_day", local("09-30 09:00"), shipped(), [paused("10-08 09:00", "10-09 10:00")]
    )
    assert due.day == date(2026, 10, 10)


def test_only_listed_reasons_pause_and_only_forwards() -> None:
    with pytest.raises(RuleBroken) as refused:
        paused("09-08 10:00", None, "too_busy")
    assert refused.value.code == "pause_reason_unknown"
    with pytest.raises(RuleBroken) as refused:
        paused("09-08 10:00", "09-08 09:59")
    assert refused.value.code == "pause_ends_before_it_begins"


def test_every_pause_reason_has_words() -> None:
    words = [pause_words(reason.code) for reason in PAUSE_REASONS]
    assert len(set(words)) == len(PAUSE_REASONS)
    assert all(words)


def test_a_promise_of_the_catalogue_is_due_at_the_end_of_a_local_day() -> None:
    rule = PromiseRule(
        code="answer",
        name=Words(zh="答复", en="answer"),
        limit=5,
        unit="working_day",
        source="国家电网供电服务十项承诺",
    )
    # 01:00 of 10-01 in China is still 09-30 in UTC: the local day decides.
    due = due_instant(rule, datetime(2026, 9, 30, 17, tzinfo=UTC), CHINA, shipped())
    assert due.due_day == date(2026, 10, 13)
    assert due.due_at == datetime(2026, 10, 13, 15, 59, 59, tzinfo=UTC)
    assert due.steps[0].first == date(2026, 10, 1)
    assert not due.provisional


def test_hours_are_real_time_where_clocks_are_changed() -> None:
    started = datetime(2026, 10, 24, 20, 0, tzinfo=BERLIN)
    due = due_instant(Limited(12, "hour"), started, BERLIN, shipped())
    assert due.due_at - started.astimezone(UTC) == timedelta(hours=12)
    assert due.steps[-1].at == local("10-25 07:00")
    assert due.due_day is None


def test_aware_pauses_move_aware_dues() -> None:
    pause = Pause("force_majeure", china("09-08 10:00"), china("09-08 12:00"))
    hours = due_instant(Limited(48, "hour"), china("09-07 09:00"), CHINA, shipped(), [pause])
    assert hours.due_at == china("09-09 11:00")
    days = due_instant(Limited(2, "calendar_day"), china("09-07 09:00"), CHINA, shipped(), [pause])
    assert days.due_day == date(2026, 9, 10)


def test_a_naive_start_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="aware"):
        due_instant(Limited(1, "hour"), local("09-07 09:00"), CHINA, shipped())


DUE = china("09-14 23:59:59")


@pytest.mark.parametrize(
    ("paused_since", "met_at", "now", "state"),
    [
        (None, None, "09-14 23:59:59.900", "running"),
        (None, None, "09-15 00:00:00", "broken"),
        (None, "09-14 23:59:59.900", "09-20 00:00", "met"),
        (None, "09-15 00:00:00", "09-20 00:00", "broken"),
        ("09-10 10:00", None, "09-12 00:00", "paused"),
        ("09-10 10:00", None, "09-20 00:00", "paused"),
        ("09-15 10:00", None, "09-20 00:00", "broken"),
        ("09-10 10:00", "09-18 10:00", "09-20 00:00", "met"),
        ("09-15 10:00", "09-18 10:00", "09-20 00:00", "broken"),
        ("09-10 10:00", "09-09 10:00", "09-20 00:00", "met"),
    ],
)
def test_the_state_of_a_clock(paused_since: str | None, met_at: str | None, now: str, state: str) -> None:
    found = clock_state(
        DUE,
        paused_since=None if paused_since is None else china(paused_since),
        met_at=None if met_at is None else china(met_at),
        now=china(now),
    )
    assert found == state


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("09-11 23:59:59", "calm"),
        ("09-12 00:00:00", "soon"),
        ("09-14 23:59:58", "soon"),
        ("09-14 23:59:59", "late"),
        ("09-20 00:00:00", "late"),
    ],
)
def test_a_day_promise_turns_amber_two_days_before(now: str, wanted: str) -> None:
    public = PromiseDue(DUE.astimezone(UTC), date(2026, 9, 14), False, ())
    assert attention(public, [], china(now)) == wanted


def test_an_internal_limit_that_is_past_turns_amber() -> None:
    public = PromiseDue(china("09-14 12:00"), None, False, ())
    internal = [china("09-14 10:00")]
    assert attention(public, internal, china("09-14 10:00")) == "calm"
    assert attention(public, internal, china("09-14 10:00:01")) == "soon"
    assert attention(public, internal, china("09-14 12:00")) == "late"
    assert attention(None, internal, china("09-20 12:00")) == "soon"
    assert attention(None, [], china("09-20 12:00")) == "calm"
