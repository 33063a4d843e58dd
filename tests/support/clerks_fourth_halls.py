"""Halls of the fourth set: what sort of station it is, who comes, when it is open, and what befalls it in a month.

Every figure is a guess at what stations are like. None was set by what a rule looks at.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import exp
from random import Random

from support.clocks import SHANGHAI

CUSTOMERS = 9000
"""Accounts of a station."""
AGES = ("young", "middle", "old")
SORTS = ("town", "rural", "old_district", "new_district")
SORT_WEIGHTS = (34, 20, 22, 24)

CLERKS = {"town": (5, 9), "rural": (3, 4), "old_district": (4, 6), "new_district": (4, 7)}
A_DAY = {"town": (10.0, 18.0), "rural": (3.0, 6.5), "old_district": (7.0, 12.0), "new_district": (8.0, 14.0)}
"""Customers of one clerk on an ordinary day."""
PARTICIPATION = {
    "town": (0.4, 0.92),
    "rural": (0.3, 0.8),
    "old_district": (0.3, 0.75),
    "new_district": (0.4, 0.88),
}
AGE_SHARES = {
    "town": (35, 45, 20),
    "rural": (15, 45, 40),
    "old_district": (12, 38, 50),
    "new_district": (60, 33, 7),
}

HOLIDAYS_2025 = (
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
    (date(2025, 10, 1), date(2025, 10, 8)),
)


@dataclass(frozen=True)
class FourthHall:
    """A station's hall and its month."""

    name: str
    sort: str
    clerks: int
    year: int
    month: int
    a_day: float
    participation: float
    """The share of asked customers who rate."""
    mood: float
    """How content people here are anyway, in standard deviations of a customer's feeling."""
    decline: float
    """Of those who do not rate, the share who press that they do not want to."""
    busy: bool
    """Whether people draw a number and wait."""
    unreached: float
    """The share of called customers who do not answer."""
    storms: frozenset[date]
    wave: frozenset[date]
    """Days of a wave of complaints: a price changed, meters were read wrongly."""
    new_pad: date | None
    """From this day on the pads are newer and stand better."""
    broken: tuple[int, date, date] | None
    """The place of the clerk whose pad is broken, the first day and the last."""

    def days(self) -> tuple[date, ...]:
        """Every day of the calendar month."""
        return tuple(
            date(self.year, self.month, day + 1) for day in range(monthrange(self.year, self.month)[1])
        )

    def crew(self, day: date) -> float:
        """The share of the clerks who are at their counters that day."""
        holiday = any(first <= day <= last for first, last in HOLIDAYS_2025)
        if holiday:
            return 0.25 if self.sort in {"town", "new_district"} else 0.0
        if day.weekday() == 6:
            return 0.35 if self.sort == "town" else 0.0
        if day.weekday() == 5:
            return 0.6 if self.sort != "rural" else 0.4
        return 0.93

    def rush(self, day: date) -> float:
        """How many come that day, an ordinary one being 1: after holidays, towards the end of the month, in storms."""
        factor = 1.0
        if any(last < day <= last + timedelta(days=2) for _, last in HOLIDAYS_2025):
            factor *= 1.4
        if day.weekday() == 0:
            factor *= 1.15
        if day.weekday() >= 5:
            factor *= 0.7
        if day.day >= 25 or day.day <= 2:
            factor *= 1.2
        if day in self.storms:
            factor *= 2.1
        if day in self.wave:
            factor *= 1.3
        return factor

    def pad_is_broken(self, place: int, day: date) -> bool:
        """Whether the pad of the clerk in that place does not work that day."""
        return self.broken is not None and self.broken[0] == place and self.broken[1] <= day <= self.broken[2]


def hall_of(name: str) -> FourthHall:
    """The hall of that name, always the same."""
    rng = Random(f"{name}/hall")
    sort = rng.choices(SORTS, SORT_WEIGHTS)[0]
    clerks, month = rng.randint(*CLERKS[sort]), rng.randint(1, 12)
    days = [date(2025, month, day + 1) for day in range(monthrange(2025, month)[1])]
    return FourthHall(
        name=name,
        sort=sort,
        clerks=clerks,
        year=2025,
        month=month,
        a_day=rng.uniform(*A_DAY[sort]),
        participation=rng.uniform(*PARTICIPATION[sort]),
        mood=rng.gauss(0.45, 0.2),
        decline=rng.uniform(0.03, 0.3),
        busy=sort == "town" or rng.random() < 0.3,
        unreached=rng.uniform(0.25, 0.45),
        storms=_some_days(rng, days, 0.3, (1, 2)),
        wave=_some_days(rng, days, 0.25, (3, 6)),
        new_pad=rng.choice(days[4:24]) if rng.random() < 0.12 else None,
        broken=_broken(rng, clerks, days) if rng.random() < 0.25 else None,
    )


def _some_days(rng: Random, days: list[date], chance: float, length: tuple[int, int]) -> frozenset[date]:
    if rng.random() >= chance:
        return frozenset()
    first = rng.randrange(len(days) - 6)
    return frozenset(days[first : first + rng.randint(*length)])


def _broken(rng: Random, clerks: int, days: list[date]) -> tuple[int, date, date]:
    first = rng.choice(days[:24])
    return rng.randrange(clerks), first, first + timedelta(days=rng.randint(0, 4))


def poisson(rng: Random, mean: float) -> int:
    """How many come where so many are expected."""
    count, left = 0, rng.random()
    floor = exp(-mean)
    while left > floor:
        left *= rng.random()
        count += 1
    return count


def at_hour(day: date, hour: float) -> datetime:
    """The instant of that hour of the day, 8.5 being half past eight."""
    return datetime.combine(day, time(0), SHANGHAI) + timedelta(hours=hour)
