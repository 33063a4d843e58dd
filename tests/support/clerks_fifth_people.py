"""Customers of the fifth set: when they come, with what, how content they go and how they press.

* Arrivals have a rush from nine to eleven, a hump in the afternoon, and a trickle at midday where the hall stays open.
* Times at the counter are log-normal about a median of what is asked: one to two minutes to pay, six for a new meter.
* One in twelve comes for several accounts, of the parents, the shop or, in the country, of the neighbours.
* One in fourteen has to come again for the same matter within nine days, and likes that less.
* Who knows the pad needs two to three seconds, others five, old people ten; three in a hundred press again. An old one
  in five is helped by somebody who reads the lines to him, more where the clerk makes a point of it.
* Who is not asked rates a third as often. The cross rate rather more often than others, when they are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

from support.clerks_fifth_halls import Hall
from support.clerks_hall import log_normal, poisson
from support.clocks import SHANGHAI

Age = Literal["old", "knowing", "other"]
COMPLAINT = "BZ701"
SHORT = ("BZ501", "BZ601")


@dataclass(frozen=True)
class Matter:
    """What is asked: how often, the median of the time at the counter in seconds, how content it starts."""

    kind: str
    weight: float
    seconds: float
    mood: float


MATTERS = (
    Matter("BZ501", 0.52, 110, -0.1),
    Matter("BZ601", 0.18, 95, 0.0),
    Matter("BZ101", 0.12, 380, 0.15),
    Matter("BZ301", 0.13, 230, 0.05),
    Matter(COMPLAINT, 0.05, 330, -1.1),
)
_WEIGHTS = [each.weight for each in MATTERS]
_OUTAGE_WEIGHTS = [0.4, 0.3, 0.06, 0.08, 0.16]
_BY_HOUR = {8: 0.7, 9: 1.7, 10: 1.6, 11: 0.9, 12: 0.3, 13: 0.35, 14: 0.9, 15: 1.1, 16: 0.8, 17: 0.4}
_CUTS = ((5, 0.0), (4, -0.9), (3, -1.45), (2, -2.0))
_REASONS = {
    5: ("517", "517", "510", "516", "515", "512"),
    4: ("413", "413", "411", "408"),
    3: ("314", "309", "310", "307"),
    2: ("214", "213", "209", "E201", "E203", "E204"),
    1: ("115", "113", "114", "E101", "E102"),
}
_TELLS = {5: 0.25, 4: 0.25, 3: 0.45, 2: 0.75, 1: 0.8}
_PRESSES: dict[Age, tuple[float, float]] = {"old": (9.5, 0.5), "knowing": (1.9, 0.4), "other": (4.6, 0.5)}


@dataclass(frozen=True)
class Customer:
    """Somebody who comes: when, with what, of which age, how inclined; ``more`` are accounts he also comes for."""

    at: datetime
    matter: Matter
    age: Age
    temper: float
    account: str
    more: tuple[str, ...] = ()
    returning: bool = False


@dataclass
class Will:
    """What a customer would do at a pad before him: whether he rates, what and when; how content he is."""

    outcome: Literal["rated", "declined", "timed_out"]
    level: int
    reason: str
    seconds: float
    content: float
    asked: bool
    helped: bool


def arrivals(random: Random, hall: Hall, day: date, counters: int) -> Iterator[Customer]:
    """Who comes in a day, in the order of coming; ``counters`` are as many as are open."""
    hours = {hour: weight * minutes for hour, weight in _BY_HOUR.items() if (minutes := _open(hall, hour))}
    whole = hall.a_day * counters * hall.crowd(day) * random.gammavariate(15, 1 / 15) / sum(hours.values())
    for hour, weight in hours.items():
        for minute in sorted(random.uniform(*_minutes(hour)) for _ in range(poisson(random, whole * weight))):
            at = datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI) + timedelta(minutes=minute)
            yield customer(random, hall, at)


def _minutes(hour: int) -> tuple[int, int]:
    return (30, 60) if hour == 8 else (0, 30) if hour == 17 else (0, 60)


def _open(hall: Hall, hour: int) -> int:
    """The minutes of an hour in which the hall lets people in."""
    first, last = _minutes(hour)
    return last - first if hall.place.through or hour in (8, 9, 10, 11, 14, 15, 16) else 0


def customer(random: Random, hall: Hall, at: datetime) -> Customer:
    """Somebody who comes at an instant; one in thirty gives no account."""
    cross = at.date() in hall.outages
    (matter,) = random.choices(MATTERS, _OUTAGE_WEIGHTS if cross else _WEIGHTS)
    share = random.random()
    age: Age = "old" if share < hall.old else "knowing" if share < hall.old + hall.knowing else "other"
    temper = random.gauss(0, 1) - (1.2 if cross and random.random() < 0.6 else 0.0)
    more = tuple(an_account(random) for _ in range(_others(random, hall)))
    return Customer(at, matter, age, temper, "" if random.random() < 1 / 30 else an_account(random), more)


def an_account(random: Random) -> str:
    """The number of some customer."""
    return f"0562{random.randrange(10**6):06d}"


def _others(random: Random, hall: Hall) -> int:
    """For how many accounts beside the first somebody comes; in the country one pays for many neighbours."""
    draw = random.random()
    if draw < 0.008 and not hall.place.through:
        return random.randint(4, 9)
    return random.randint(1, 3) if draw < 0.085 else 0


def comes_again(random: Random, hall: Hall, who: Customer, day: date) -> tuple[date, Customer] | None:
    """The day on which he has to come again for the same, and as whom; None for most."""
    if who.returning or not who.account or random.random() >= 0.07:
        return None
    later = [each for each in hall.days if 1 <= (each - day).days <= 9]
    if not later:
        return None
    on = random.choice(later)
    at = who.at.replace(year=on.year, month=on.month, day=on.day, minute=random.randrange(60))
    at = at.replace(minute=at.minute % 30) if at.hour == 17 else at
    at = at.replace(minute=30 + at.minute % 30) if at.hour == 8 else at
    return on, replace(who, at=at, temper=who.temper - 0.5, more=(), returning=True)


def will_of(
    random: Random,
    hall: Hall,
    who: Customer,
    mood: float,
    waited: timedelta,
    *,
    asked: bool,
    helps: float,
    press: float,
) -> Will:
    """What he would do at a pad; ``mood`` is what the clerk adds, ``helps`` how often he helps the old, ``press`` how
    long they take at his pad, of what they would take elsewhere."""
    content = hall.mood + who.temper + who.matter.mood + mood - 0.1 * (waited / timedelta(minutes=10))
    level = next((level for level, cut in _CUTS if content > cut), 1)
    helped = asked and who.age == "old" and random.random() < max(hall.helps, helps)
    chance = hall.takes * (1.0 if asked else 0.33) * {"old": 0.9, "knowing": 0.85, "other": 1.0}[who.age]
    chance = min(0.97, chance * (1.15 if level <= 2 else 1.0) * (1.25 if helped else 1.0))
    outcome: Literal["rated", "declined", "timed_out"] = "rated"
    if random.random() >= chance:
        outcome = "declined" if asked and random.random() < hall.refuses else "timed_out"
    reason = (
        random.choice(_REASONS[level])
        if random.random() < _TELLS[level] * (0.5 if who.age == "old" else 1)
        else ""
    )
    return Will(outcome, level, reason, press_seconds(random, hall, who.age, press), content, asked, helped)


def press_seconds(random: Random, hall: Hall, age: Age, pace: float = 1.0) -> float:
    """From the question to the press, the reach of six tenths included."""
    median, spread = _PRESSES[age]
    return min(hall.waits - 3, 0.6 + log_normal(random, median * pace, spread))
