"""The stations of the sixth set, from a county seat to a village point: their hours, days and trouble.

Why the figures are what they are:

* A county seat has four to six counters with 8 to 17 visits a clerk and day, a town two to four with 3 to 11, a
  village point one or two with 1 to 6, before the rush days below: most of what once filled halls is done on the
  telephone now; busier halls exist, quieter ones are being closed. County seats open on Saturdays too, the clerks
  in turns, and three in ten of them go on through noon.
* Mornings from nine are twice as busy as the rest; where the country comes to market it is so each fifth day, 1.8
  times the people; in the days before bills fall due (20th to 25th) a third more come, for bills.
* A failure of the supply big enough to fill a hall happens not quite once a month in a station's district; people
  are cross that day and half as cross on the next.
* A pad fails on one counter day in sixty or so, for twenty minutes to half a day; halls whose cables are old, on
  one in twenty-five.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal

from support.clerks_hall import poisson
from support.clocks import SHANGHAI

Size = Literal["county", "town", "village"]
_SIZES: tuple[Size, ...] = ("county", "town", "village")
_COUNTERS: dict[Size, tuple[int, int]] = {"county": (4, 6), "town": (2, 4), "village": (1, 2)}
_A_DAY: dict[Size, tuple[float, float]] = {"county": (8, 17), "town": (3.5, 11), "village": (1.5, 6)}
_OLD: dict[Size, tuple[float, float]] = {"county": (0.18, 0.3), "town": (0.25, 0.42), "village": (0.35, 0.6)}
_BY_HOUR = {8: 1.0, 9: 1.9, 10: 1.7, 11: 0.9, 12: 0.5, 13: 0.6, 14: 0.9, 15: 1.2, 16: 0.9, 17: 0.4}
_MONTHS = tuple(date(2025, each, 1) for each in (3, 4, 6, 7, 8, 9, 11, 12))
_HOLIDAYS = frozenset({date(2025, 4, 4), date(2025, 6, 2)})
SUMMER = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))
WINTER = ((time(8, 30), time(12)), (time(13, 30), time(17)))
THROUGH = ((time(9), time(17)),)


@dataclass(frozen=True)
class Town:
    """A station's hall in a month: when it is open, who comes to it, what it puts before them and how that fails."""

    size: Size
    first: date
    days: tuple[date, ...]
    spells: tuple[tuple[time, time], ...]
    counters: int
    a_day: float
    """Visits a clerk and day."""
    market: int
    """Days of the month that leave this rest when divided by five are market days; -1 for none."""
    trouble: dict[date, float]
    """How cross a failure of the supply makes everybody, by day."""
    leniency: float
    old: float
    declines: float
    walks: float
    turned: bool
    """Whether the clerk turns his screen to the customer; else a second screen or tablet stands there."""
    waits: float
    """Seconds after which the question is taken down."""
    fails: float

    @property
    def through(self) -> bool:
        """Whether the hall stays open at noon."""
        return len(self.spells) == 1

    def rush(self, day: date) -> float:
        """How many times the usual people come."""
        times = 1.8 if self.market >= 0 and day.day % 5 == self.market else 1.0
        times *= 1.3 if 20 <= day.day <= 25 else 1.0
        return times * (1 + 0.6 * self.trouble.get(day, 0.0))

    def instants(self, random: Random, day: date, many: int) -> list[datetime]:
        """So many instants of coming, in order."""
        minutes, weights = _minutes(self.spells)
        start = datetime.combine(day, time(0), SHANGHAI)
        drawn = random.choices(minutes, weights, k=many)
        return sorted(start + timedelta(minutes=each, seconds=random.uniform(0, 60)) for each in drawn)


def calendar(first: date) -> tuple[date, ...]:
    """Every day of the calendar month."""
    days = (first + timedelta(days=each) for each in range(31))
    return tuple(day for day in days if day.month == first.month)


def town_of(random: Random) -> Town:
    """Some station's hall in some month."""
    (size,) = random.choices(_SIZES, (25, 48, 27))
    first = random.choice(_MONTHS)
    last = 6 if size == "county" else 5
    days = tuple(day for day in calendar(first) if day.weekday() < last and day not in _HOLIDAYS)
    return Town(
        size=size,
        first=first,
        days=days,
        spells=_spells(random, size, first),
        counters=random.randint(*_COUNTERS[size]),
        a_day=random.uniform(*_A_DAY[size]),
        market=random.randrange(5) if size != "county" and random.random() < 0.6 else -1,
        trouble=_trouble(random, days),
        leniency=random.uniform(0.25, 1.2),
        old=random.uniform(*_OLD[size]),
        declines=random.uniform(0.02, 0.08),
        walks=random.uniform(0.05, 0.18),
        turned=random.random() < 0.35,
        waits=float(random.choice((60, 75, 90))),
        fails=1 / 25 if random.random() < 0.15 else 1 / 60,
    )


def _spells(random: Random, size: Size, first: date) -> tuple[tuple[time, time], ...]:
    if size == "county" and random.random() < 0.3:
        return THROUGH
    return SUMMER if 5 <= first.month <= 9 else WINTER


def _trouble(random: Random, days: tuple[date, ...]) -> dict[date, float]:
    trouble: dict[date, float] = {}
    for _ in range(poisson(random, 0.8)):
        place = random.randrange(len(days))
        cross = random.uniform(0.5, 1.1)
        for each, share in zip(days[place : place + 2], (1.0, 0.5), strict=False):
            trouble[each] = max(cross * share, trouble.get(each, 0.0))
    return trouble


def _minutes(spells: tuple[tuple[time, time], ...]) -> tuple[list[int], list[float]]:
    open_ = [
        minute
        for start, end in spells
        for minute in range(start.hour * 60 + start.minute, end.hour * 60 + end.minute - 5)
    ]
    return open_, [_BY_HOUR[each // 60] for each in open_]
