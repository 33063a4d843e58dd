"""Who of the demo station was away in the month, and who is today: always with a colleague standing in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from counter_tui.domain.facts.absence import AbsenceReason
from counter_tui.services.demo.hall import Hall


class Away(NamedTuple):
    """An absence: from so many working days before the last on, until so many before it, None where it goes on."""

    who: str
    stand_in: str
    reason: AbsenceReason
    since: int
    until: int | None


TODAY = Away("1003", "1001", "training", 0, None)
"""Whoever is away today: the guide, at midday of the last day."""

ABSENCES = (Away("1008", "1005", "leave", 16, 12), Away("1003", "1002", "ill", 9, 8), TODAY)


def absences(hall: Hall) -> list[Iterator[datetime]]:
    """The absences there was room for in the month."""
    last = len(hall.hours.days) - 1
    return [_absence(hall, each) for each in ABSENCES if each.since <= last]


def _absence(hall: Hall, away: Away) -> Iterator[datetime]:
    days, last = hall.hours.days, len(hall.hours.days) - 1
    first = days[last - away.since]
    yield hall.hours.at(first, time(8, 5) if away.until is not None else time(12, 10))
    ends = hall.today + timedelta(days=1) if away.until is None else days[last - away.until]
    _begin(hall, away, ends)
    if away.until is not None:
        yield hall.hours.at(ends, time(17, 25))
        hall.services.absences.back(hall.lead, away.who)


def _begin(hall: Hall, away: Away, ends: date) -> None:
    hall.services.absences.away(hall.lead, away.who, away.stand_in, away.reason, ends)
