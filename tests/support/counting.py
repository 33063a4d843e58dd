"""Counting again, without the program: which days are worked, and what the steps of a counting come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import chinese_calendar

from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.facts.matter import StepTaken
from counter_tui.domain.promise import Step
from support.promises import shipped

ONE_DAY = timedelta(days=1)
Counted = Step | StepTaken
# The statutory days off of the years that no notice covers, written out from the almanac.
PLANNED = {
    f"{year}-{day}"
    for year, moving in {
        2027: "02-05 02-06 02-07 02-08 04-05 06-09 09-15",
        2028: "01-25 01-26 01-27 01-28 04-04 05-28 10-03",
        2029: "02-12 02-13 02-14 02-15 04-04 06-16 09-22",
        2030: "02-02 02-03 02-04 02-05 04-05 06-05 09-12",
    }.items()
    for day in f"01-01 05-01 05-02 10-01 10-02 10-03 {moving}".split()
}


def worked(day: date) -> bool:
    """Whether a day between 2004 and 2030 is worked, told without the program's calendar."""
    if day.year <= 2026:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and day.isoformat() not in PLANNED


def replayed(steps: Sequence[Counted], limit: int, unit: Unit) -> datetime:
    """The due instant counted again from the steps alone, each step checked on the way."""
    first, *middle, last = steps
    assert (first.kind, last.kind) == ("started", "due")
    if unit in ("hour", "minute"):
        now, ran = first.at, timedelta()
        for step in middle:
            assert step.at == now
            assert step.to is not None
            assert step.at is not None
            ran += step.to - step.at if step.kind == "ran" else timedelta()
            now = step.to
        assert ran == limit * timedelta(
            hours=1 if unit == "hour" else 0, minutes=1 if unit == "minute" else 0
        )
        assert last.at == now
        assert now is not None
        return now
    day, n, rolled = first.first, 0, False
    for step in middle:
        assert step.first == day + ONE_DAY
        for offset in range((step.last - step.first).days + 1):
            day = step.first + offset * ONE_DAY
            if step.kind == "counted":
                n += 1
                assert worked(day) or unit == "calendar_day"
            elif step.kind in ("off", "rolled"):
                assert not worked(day)
                assert step.reason == shipped().reason(day)
        if step.kind == "rolled" and not rolled:
            n, rolled = n + 1, True
        if step.kind in ("counted", "rolled"):
            assert step.n == n
    assert n == limit
    day += ONE_DAY if rolled else timedelta()
    assert last.first == day
    return datetime.combine(day, time(23, 59, 59))
