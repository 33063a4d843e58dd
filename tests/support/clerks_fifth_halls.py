"""Halls of the fifth set: where they stand, who comes there in which month, and what befalls them.

Set by common sense before anything was measured, and by no rule against gaming:

* A town hall has three to seven counters and seven to fifteen visits a day at each; a county seat is larger and
  fuller; a country station has two or three clerks and three to eight visits each, half of them by old people; a
  market town sees twice as many on each fifth day; in a new district people are young.
* Of asked customers 45 to 95 of 100 rate, a custom of the place. So are the fives: two of three in the sternest place,
  nearly all in the mildest.
* An outage in the hall's own district makes two days of more visits, most of them cross: one a month, two in summer.
* Bills go out early in the month and bring a third more visits for a week; half of the halls are open on Saturdays.
* A pad fails at a counter one day in forty, for a quarter of an hour to half a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

Share = tuple[float, float]
"""Least and most."""


@dataclass(frozen=True)
class Place:
    """A sort of hall: its clerks, visits a day at each counter, customers, and how likely it has a market."""

    name: str
    weight: float
    clerks: tuple[int, int]
    a_day: Share
    old: Share
    knowing: Share
    market: float
    through: bool


PLACES = (
    Place("town hall", 0.3, (3, 7), (7, 15), (0.2, 0.35), (0.15, 0.3), 0.1, through=True),
    Place("county seat", 0.13, (5, 8), (9, 18), (0.15, 0.3), (0.2, 0.35), 0.0, through=True),
    Place("country station", 0.25, (2, 3), (3, 8), (0.4, 0.65), (0.05, 0.15), 0.6, through=False),
    Place("market town", 0.2, (3, 5), (4, 11), (0.3, 0.5), (0.08, 0.2), 1.0, through=False),
    Place("new district", 0.12, (3, 6), (6, 13), (0.08, 0.2), (0.3, 0.5), 0.0, through=True),
)
MONTHS = (
    date(2025, 3, 1),
    date(2025, 6, 1),
    date(2025, 7, 1),
    date(2025, 8, 1),
    date(2025, 10, 1),
    date(2025, 11, 1),
    date(2025, 12, 1),
    date(2026, 2, 1),
)
_CLOSED = {2: range(16, 24), 10: range(1, 9), 6: range(2, 3)}
"""Spring festival, the national week and the dragon boat: days of the month without a counter."""
_SPAN_THROUGH = ((time(8, 30), time(17, 30)),)
_SPAN_RESTING = ((time(8, 30), time(12)), (time(14), time(17)))


@dataclass(frozen=True)
class Hall:
    """A hall in a month: when it is open, who comes, how they rate there, and what they say who are called.

    ``takes`` is the share of asked customers who rate, ``refuses`` that of the others who say no; ``mood`` how content
    people there are, ``waits`` how long the pad asks in seconds; ``reached`` and ``candid`` the shares of those who
    answer a call and of those who tell that they were asked for a five.
    """

    name: str
    place: Place
    month: date
    days: tuple[date, ...]
    clerks: int
    a_day: float
    old: float
    knowing: float
    market: int | None
    outages: frozenset[date]
    bills: int
    mood: float
    takes: float
    refuses: float
    waits: float
    fails: float
    helps: float
    each_account: bool
    reached: float
    candid: float

    @property
    def spans(self) -> tuple[tuple[time, time], ...]:
        """When it is open."""
        return _SPAN_THROUGH if self.place.through else _SPAN_RESTING

    def rests(self, at: datetime) -> bool:
        """Whether it is closed at midday then."""
        return not self.place.through and at.hour in (12, 13)

    def crowd(self, day: date) -> float:
        """How many come on this day, of those of an ordinary one."""
        market = 2.1 if self.market is not None and day.day % 5 == self.market else 1.0
        bills = 1.35 if self.bills <= day.day < self.bills + 7 else 1.0
        outage = 1.5 if day in self.outages else 1.0
        return market * bills * outage * (0.7 if day.weekday() == 5 else 1.0)


def hall_of(name: str) -> Hall:
    """The hall of this name, always the same."""
    random = Random(f"{name} hall")
    (place,) = random.choices(PLACES, [each.weight for each in PLACES])
    month = random.choice(MONTHS)
    days = open_days(month, saturdays=random.random() < 0.5)
    return Hall(
        name=name,
        place=place,
        month=month,
        days=days,
        clerks=random.randint(*place.clerks),
        a_day=random.uniform(*place.a_day),
        old=random.uniform(*place.old),
        knowing=random.uniform(*place.knowing),
        market=random.randrange(5) if random.random() < place.market else None,
        outages=_outages(random, month, days),
        bills=random.randint(2, 9),
        mood=random.uniform(0.5, 2.1),
        takes=random.uniform(0.45, 0.95),
        refuses=random.uniform(0.15, 0.55),
        waits=random.choice((60.0, 75.0, 88.0)),
        fails=random.choice((1 / 80, 1 / 40, 1 / 20)),
        helps=random.uniform(0.05, 0.35),
        each_account=random.random() < 0.35,
        reached=random.uniform(0.5, 0.75),
        candid=random.uniform(0.3, 0.6),
    )


def every_day(month: date) -> tuple[date, ...]:
    """The days of a calendar month."""
    days = (month.replace(day=1) + timedelta(days=each) for each in range(31))
    return tuple(day for day in days if day.month == month.month)


def open_days(month: date, *, saturdays: bool) -> tuple[date, ...]:
    """The days of a month on which the hall is open."""
    closed = _CLOSED.get(month.month, range(0))
    last = 5 if saturdays else 4
    return tuple(day for day in every_day(month) if day.weekday() <= last and day.day not in closed)


def _outages(random: Random, month: date, days: tuple[date, ...]) -> frozenset[date]:
    """The days on which people come because the light went out: each time two days on end."""
    most = 4 if month.month in (6, 7, 8) else 2
    first = [random.randrange(len(days) - 1) for _ in range(random.randint(0, most))]
    return frozenset(days[each + later] for each in first for later in (0, 1))
