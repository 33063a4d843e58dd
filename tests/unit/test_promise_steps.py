"""The steps of a counted limit, one by one: whoever doubts a date counts it again with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.promise import Pause, clock_state, compute_due, due_instant
from counter_tui.domain.promise.due import Due, Step
from support.promises import CHINA, Limited, local, shipped


def day(text: str) -> date:
    """A day of 2026 from "MM-DD"."""
    return date.fromisoformat(f"2026-{text}")


def paused(first: str, last: str, reason: str = "customer_works") -> Pause:
    """A pause in local time."""
    return Pause(reason, local(first), local(last))


def told(due: Due) -> Sequence[tuple[str, str, str, int]]:
    """Each step of days as kind, first and last day, number of the last day counted."""
    return [(step.kind, f"{step.first:%m-%d}", f"{step.last:%m-%d}", step.n) for step in due.steps]


def test_days_off_and_paused_days_stand_between_the_counted_ones_without_a_number() -> None:
    due = compute_due(
        5, "working_day", local("09-09 09:00"), shipped(), [paused("09-14 10:00", "09-15 09:00")]
    )
    assert told(due) == [
        ("started", "09-09", "09-09", 0),
        ("counted", "09-10", "09-11", 2),
        ("off", "09-12", "09-13", 0),
        ("paused", "09-14", "09-15", 0),
        ("counted", "09-16", "09-18", 5),
        ("due", "09-18", "09-18", 0),
    ]


def test_a_last_day_off_rolls_over_every_day_off_behind_it() -> None:
    due = compute_due(3, "calendar_day", local("09-09 09:00"), shipped())
    assert told(due) == [
        ("started", "09-09", "09-09", 0),
        ("counted", "09-10", "09-11", 2),
        ("rolled", "09-12", "09-13", 3),
        ("due", "09-14", "09-14", 0),
    ]


def test_a_pause_among_the_rolled_days_parts_them() -> None:
    due = compute_due(
        7, "calendar_day", local("09-27 09:00"), shipped(), [paused("10-05 09:00", "10-05 18:00")]
    )
    assert told(due)[-4:] == [
        ("rolled", "10-04", "10-04", 7),
        ("paused", "10-05", "10-05", 0),
        ("rolled", "10-06", "10-07", 7),
        ("due", "10-08", "10-08", 0),
    ]


def test_hours_are_told_with_the_days_and_times_of_the_people_there() -> None:
    began = datetime(2026, 9, 7, 22, tzinfo=UTC)
    pause = Pause("force_majeure", datetime(2026, 9, 8, 15, tzinfo=UTC), datetime(2026, 9, 8, 17, tzinfo=UTC))
    due = due_instant(Limited(20, "hour"), began, CHINA, shipped(), [pause])
    first, second = day("09-08"), day("09-09")
    start, stop, go, end = (
        local(text) for text in ("09-08 06:00", "09-08 23:00", "09-09 01:00", "09-09 04:00")
    )
    assert due.due_at == datetime(2026, 9, 8, 20, tzinfo=UTC)
    assert due.steps == (
        Step("started", first, first, at=start),
        Step("ran", first, first, at=start, to=stop),
        Step("paused", first, second, "force_majeure", at=stop, to=go),
        Step("ran", second, second, at=go, to=end),
        Step("due", second, second, at=end),
    )


def test_the_steps_of_hours_carry_the_days_of_their_ends() -> None:
    due = compute_due(30, "hour", local("09-08 20:00"), shipped())
    assert [(step.kind, step.first, step.last) for step in due.steps] == [
        ("started", day("09-08"), day("09-08")),
        ("ran", day("09-08"), day("09-10")),
        ("due", day("09-10"), day("09-10")),
    ]


def test_pauses_count_in_the_order_of_time_whatever_their_reasons() -> None:
    pauses = [
        paused("09-07 12:00", "09-07 13:00", "awaiting_government_approval"),
        paused("09-07 10:00", "09-07 11:00", "force_majeure"),
    ]
    due = compute_due(4, "hour", local("09-07 09:00"), shipped(), pauses)
    assert due.at == local("09-07 15:00")
    assert [step.reason for step in due.steps if step.kind == "paused"] == [
        "force_majeure",
        "awaiting_government_approval",
    ]


def test_no_step_of_hours_is_empty_where_pauses_touch() -> None:
    pauses = [
        paused("09-07 09:00", "09-07 10:00"),
        paused("09-07 10:00", "09-07 12:00"),
        paused("09-07 11:00", "09-07 12:00"),
    ]
    due = compute_due(4, "hour", local("09-07 09:00"), shipped(), pauses)
    assert [step.kind for step in due.steps] == ["started", "paused", "paused", "ran", "due"]
    assert due.at == local("09-07 16:00")


def test_a_pause_in_the_first_hours_of_a_local_day_holds_that_day_only() -> None:
    pause = Pause("force_majeure", datetime(2026, 9, 9, 17, tzinfo=UTC), datetime(2026, 9, 9, 18, tzinfo=UTC))
    due = due_instant(
        Limited(2, "calendar_day"), datetime(2026, 9, 7, 1, tzinfo=UTC), CHINA, shipped(), [pause]
    )
    assert due.due_day == day("09-09")
    assert due_instant(
        Limited(3, "calendar_day"), datetime(2026, 9, 7, 1, tzinfo=UTC), CHINA, shipped(), [pause]
    ).due_day == day("09-11")


def test_a_pause_that_goes_on_moves_no_day_yet_in_the_peoples_time() -> None:
    pause = Pause("force_majeure", datetime(2026, 9, 8, 1, tzinfo=UTC))
    due = due_instant(
        Limited(2, "calendar_day"), datetime(2026, 9, 7, 1, tzinfo=UTC), CHINA, shipped(), [pause]
    )
    assert due.due_day == day("09-09")


def test_a_pause_that_begins_in_the_second_of_the_due_still_stops_the_clock() -> None:
    due = datetime(2026, 9, 14, 15, 59, 59, tzinfo=UTC)
    later = datetime(2026, 9, 20, tzinfo=UTC)
    assert clock_state(due, paused_since=due.replace(microsecond=900_000), now=later) == "paused"


@pytest.mark.parametrize(("limit", "unit"), [(0, "working_day"), (87841, "hour")])
def test_the_refusal_of_a_limit_tells_what_was_asked_and_what_is_possible(limit: int, unit: Unit) -> None:
    with pytest.raises(RuleBroken) as refused:
        compute_due(limit, unit, local("09-07 09:00"), shipped())
    longest = 3660 if unit == "working_day" else 87840
    assert refused.value.facts == {"limit": limit, "unit": unit, "longest": longest}


def test_the_refusal_of_a_pause_tells_its_reason_or_its_ends() -> None:
    with pytest.raises(RuleBroken) as refused:
        paused("09-08 10:00", "09-08 11:00", "too_busy")
    assert refused.value.facts == {"reason": "too_busy"}
    with pytest.raises(RuleBroken) as refused:
        paused("09-08 10:00", "09-08 09:59")
    assert refused.value.facts == {"from_": local("09-08 10:00"), "until": local("09-08 09:59")}
