"""Whether the meeting of a day was held in time, and how its time stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from counter_tui.domain.calendar import WorkingCalendar

Standing = Literal["not_due", "due", "running", "late", "held", "held_late", "missed", "broken_off"]
"""How the meeting of a day stands; ``late`` is not begun in time, ``missed`` and ``broken_off`` tell of past days."""
Pace = Literal["calm", "amber", "red"]

RED: frozenset[Standing] = frozenset({"late", "held_late", "missed", "broken_off"})
"""What makes a day red."""
GRACE = timedelta(minutes=30)
"""A meeting is in time when it is begun by so long after the counter opens (晨会制度; this program's proposal)."""
AMBER, OVER = 8 * 60, 10 * 60
"""Seconds after which a meeting should come to its end, and after which it has run over."""


def limit(day: date, opens: time, zone: tzinfo) -> datetime:
    """Until when the meeting of a day is begun in time."""
    return (datetime.combine(day, opens, zone) + GRACE).astimezone(UTC)


def standing(
    day: date,
    now: datetime,
    until: datetime,
    zone: tzinfo,
    calendar: WorkingCalendar,
    begun_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> Standing:
    """How the meeting of a day stands at an instant; ``until`` is its limit. Nobody has to meet on a day off."""
    over = now.astimezone(zone).date() > day
    if begun_at is not None:
        if ended_at is not None:
            return "held" if begun_at <= until or not calendar.is_working(day) else "held_late"
        return "broken_off" if over else "running"
    if not calendar.is_working(day):
        return "not_due"
    if over:
        return "missed"
    return "late" if now > until else "due"


def pace(seconds: int) -> Pace:
    """How a meeting that has run for so long stands for time: it should end in ten minutes."""
    if seconds >= OVER:
        return "red"
    return "amber" if seconds >= AMBER else "calm"
