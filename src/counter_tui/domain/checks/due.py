"""Which lists of checks are due on a day, and whether they were done in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # The first screen asks for the opening check alone, and the lists are read from a file.
    from counter_tui.domain.calendar.working import WorkingCalendar
    from counter_tui.domain.checks.lists import CheckList, Rhythm

OPENING = "opening"
"""The list that is done when the counter opens."""

Standing = Literal["not_due", "due", "late", "done", "done_late"]
"""How a list stands on a day; ``done`` is also one nobody had to do."""

_ONE_DAY = timedelta(days=1)


def begins(due: Rhythm, day: date) -> date:
    """The day a list done on this day was done for: the Monday of its week, the first of its month, else the day."""
    if due == "week":
        return day - day.weekday() * _ONE_DAY
    return day.replace(day=1) if due == "month" else day


def due_day(due: Rhythm, day: date, calendar: WorkingCalendar, since: date = date.min) -> date | None:
    """The day on which a list of this day, week or month is due: its first working day; None where there is none.

    ``since`` is the day the station was set up: nothing is due before it.
    """
    if due == "never":
        return None
    first = now = begins(due, day)
    while begins(due, now) == first:
        if now >= since and calendar.is_working(now):
            return now
        now += _ONE_DAY
    return None


def limit(check: CheckList, due_on: date, opens: time, zone: tzinfo) -> datetime:
    """Until when a list due on this day is done in time: until the counter opens, else until the day is over."""
    if check.before_opening:
        return opening(due_on, opens, zone)
    return datetime.combine(due_on + _ONE_DAY, time(), zone).astimezone(UTC)


def opening(day: date, opens: time, zone: tzinfo) -> datetime:
    """When the counter opens on a day."""
    return datetime.combine(day, opens, zone).astimezone(UTC)


def standing(
    due_on: date | None, until: datetime | None, day: date, now: datetime, done_at: datetime | None
) -> Standing:
    """How a list stands on a day, at an instant; ``until`` is its limit, both None where it is not due at all.

    Before its day it is not due, afterwards it stays due, late, until somebody has done it.
    """
    if done_at is not None:
        return "done_late" if until is not None and done_at > until else "done"
    if due_on is None or until is None or day < due_on:
        return "not_due"
    return "late" if now > until else "due"
