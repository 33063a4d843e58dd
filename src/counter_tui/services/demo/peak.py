"""Busy mornings at the demo station: the lead switches peak mode on for two hours, an address follows the same day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from counter_tui.services.demo.hall import Hall

FROM, TO = time(9), time(11)
SHORT = (65, 175)
"""Opening minutes of a day between which requests are taken down in short."""
_MONDAY = 0


def busy_days(hall: Hall) -> list[int]:
    """The places of the Mondays among the working days, and of the last day."""
    days = hall.hours.days
    last = len(days) - 1
    return [place for place, day in enumerate(days) if day.weekday() == _MONDAY or place == last]


def peaks(hall: Hall) -> list[Iterator[datetime]]:
    """The busy mornings of the month."""
    return [_morning(hall, day) for day in busy_days(hall)]


def _morning(hall: Hall, day: int) -> Iterator[datetime]:
    yield hall.hours.at(hall.hours.days[day], FROM)
    hall.services.station.switch_peak(hall.lead, on=True)
    yield hall.hours.at(hall.hours.days[day], TO)
    hall.services.station.switch_peak(hall.lead, on=False)
