"""Customers of an invented hall: when they come, with what, how content they leave and how they press.

Nothing here was fitted to any rule against gaming. The figures and why they are what they are:

* Arrivals: a Poisson stream that doubles between nine and eleven, has a smaller hump after the midday rest and ebbs
  towards closing, as at counters everywhere; on market days (赶集, each fifth day of a country town) about 1.7 times.
* Times at the counter are log-normal, as service times of counters are found to be; medians by what is asked.
* A press: five lines of some twenty signs read at four to five signs a second, and a reach of a second: a median of six
  seconds. Old people take about twice as long in choice tasks; somebody who knows the pad makes a five-way choice
  and a reach in 1.5 to 3 seconds, never under 0.7. So about one honest press in twenty-five is under two seconds.
* How content: a normal variable cut into five levels, two thirds fives and three in a hundred low for a middling hall;
  published good rates of such halls lie far higher, so the hall's own leniency moves the cuts up to nine tenths fives.
  Waiting costs, complaints and bills start lower.
* One in sixteen says no, one in eleven walks off (more of the hurried); people press again now and then to be sure.
* A number pad comes loose or hangs on one counter day in sixty, for about an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal

from support.clocks import SHANGHAI

SPANS = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))
_BY_HOUR = {8: 0.8, 9: 1.6, 10: 1.5, 11: 0.8, 14: 0.8, 15: 1.1, 16: 0.8, 17: 0.35}
LEAVES_AFTER = timedelta(minutes=45)
PAD_WAITS = 88.0
"""Seconds after which the question is taken down; a pad waits sixty to ninety."""

Age = Literal["old", "knowing", "other"]


@dataclass(frozen=True)
class Sort:
    """What is asked: how often, the medians in seconds of talking first and of the form, how content it starts."""

    kind: str
    weight: float
    talk: float
    form: float
    mood: float


SORTS = (
    Sort("BZ501", 0.55, 60, 95, -0.15),
    Sort("BZ601", 0.15, 40, 110, 0.05),
    Sort("BZ101", 0.13, 120, 420, 0.1),
    Sort("BZ301", 0.10, 80, 240, 0.0),
    Sort("BZ701", 0.07, 200, 300, -0.9),
)
COMPLAINT = SORTS[-1]
REASONS = {
    5: ("517", "516", "510"),
    4: ("413", "411", "408"),
    3: ("314", "310", "307"),
    2: ("214", "213", "E201", "E204"),
    1: ("115", "113", "E101"),
}
_TELLS = {5: 0.3, 4: 0.3, 3: 0.5, 2: 0.8, 1: 0.8}
_CUTS = ((5, -0.4), (4, -1.3), (3, -1.9), (2, -2.4))


@dataclass(frozen=True)
class Hall:
    """A station's hall in a month: its days, how many come to a counter in a day, and what people there are like."""

    days: tuple[date, ...]
    a_day: float
    market: bool
    leniency: float
    old: float
    knowing: float = 0.15
    declines: float = 0.06
    walks_off: float = 0.09
    pad_fails: float = 1 / 60

    def is_market(self, day: date) -> bool:
        """Whether the country comes to town."""
        return self.market and day.day % 5 == 2


@dataclass(frozen=True)
class Customer:
    """Somebody who comes: when, with what, how inclined, and how he is at a pad."""

    at: datetime
    sort: Sort
    age: Age
    temper: float
    account: str


@dataclass
class Visit:
    """One visit as a station keeps it.

    ``state`` is what became of the token in the end, ``refused`` are the levels of presses after it was used.
    No station keeps what the customer ``felt`` (a level) and what was ``done`` to him: that is what he tells who calls.
    """

    clerk: str
    kind: str
    account: str
    opened_at: datetime
    armed_at: datetime
    shown_at: datetime | None = None
    decided_at: datetime | None = None
    state: str = "unexplained"
    level: int | None = None
    reason: str = ""
    latency_ms: int = 0
    refused: tuple[int, ...] = ()
    felt: int = field(default=5, compare=False)
    done: str = field(default="", compare=False)


@dataclass
class Wish:
    """What a customer would do at a pad that is put before him now, and what can be seen of how content he is."""

    outcome: Literal["rated", "declined", "timed_out"]
    level: int
    reason: str
    seconds: float
    again: bool
    content: float


def hall_of(random: Random, month: date) -> Hall:
    """Some hall in a month of 2025, anything from a village point to a county seat."""
    return Hall(
        days=working_days(month),
        a_day=min(24.0, max(3.0, random.lognormvariate(2.4, 0.5))),
        market=random.random() < 0.5,
        leniency=random.uniform(0.0, 0.9),
        old=random.uniform(0.2, 0.45),
        knowing=random.uniform(0.08, 0.2),
        declines=random.uniform(0.03, 0.09),
        walks_off=random.uniform(0.05, 0.14),
    )


def working_days(month: date) -> tuple[date, ...]:
    """The weekdays of a month."""
    days = (month.replace(day=1) + timedelta(days=each) for each in range(31))
    return tuple(day for day in days if day.month == month.month and day.weekday() < 5)


def arrivals(random: Random, hall: Hall, day: date, counters: float) -> Iterator[Customer]:
    """Who comes to the hall in a day, in the order of coming; ``counters`` are as many as are open."""
    a_day = hall.a_day * counters * (1.7 if hall.is_market(day) else 1.0) * random.gammavariate(20, 1 / 20)
    minutes = {hour: _open_minutes(hour) * weight for hour, weight in _BY_HOUR.items()}
    whole = sum(minutes.values())
    for hour, weight in minutes.items():
        for minute in sorted(
            random.uniform(*_minutes(hour)) for _ in range(poisson(random, a_day * weight / whole))
        ):
            at = datetime.combine(day, time(hour), SHANGHAI) + timedelta(minutes=minute)
            yield customer(random, hall, at)


def _minutes(hour: int) -> tuple[int, int]:
    return (30, 60) if hour in (8, 14) else (0, 30) if hour == 17 else (0, 60)


def _open_minutes(hour: int) -> int:
    first, last = _minutes(hour)
    return last - first


def customer(random: Random, hall: Hall, at: datetime, sort: Sort | None = None) -> Customer:
    """Somebody who comes at an instant; one in thirty gives no account."""
    (drawn,) = random.choices(SORTS, [each.weight for each in SORTS])
    share = random.random()
    age: Age = "old" if share < hall.old else "knowing" if share < hall.old + hall.knowing else "other"
    account = "" if random.random() < 1 / 30 else f"0417{random.randrange(10**6):06d}"
    return Customer(at, sort or drawn, age, random.gauss(0, 1), account)


def wish(random: Random, hall: Hall, who: Customer, manner: float, waited: timedelta) -> Wish:
    """What the customer would do when he is asked; ``manner`` is what the clerk adds to how content he is."""
    content = who.temper + who.sort.mood + manner + hall.leniency - 0.12 * (waited / timedelta(minutes=10))
    level = next((level for level, cut in _CUTS if content > cut), 1)
    tells = _TELLS[level] * (0.5 if who.age == "old" else 1.0)
    reason = random.choice(REASONS[level]) if random.random() < tells else ""
    walks = hall.walks_off * (1.6 if who.age == "knowing" else 1.0)
    draw = random.random()
    outcome: Literal["rated", "declined", "timed_out"] = (
        "declined" if draw < hall.declines else "timed_out" if draw < hall.declines + walks else "rated"
    )
    return Wish(outcome, level, reason, press_seconds(random, who.age), random.random() < 0.015, content)


_PRESSES: dict[Age, tuple[float, float]] = {"old": (11.0, 0.5), "knowing": (1.6, 0.45), "other": (5.2, 0.55)}


def press_seconds(random: Random, age: Age) -> float:
    """From the question to the press, the reach of seven tenths included."""
    median, spread = _PRESSES[age]
    return min(PAD_WAITS - 3, 0.7 + log_normal(random, median, spread))


def log_normal(random: Random, median: float, spread: float) -> float:
    """A value about a median; ``spread`` is that of its logarithm."""
    return median * random.lognormvariate(0.0, spread)


def poisson(random: Random, mean: float) -> int:
    """How many come in a stretch in which so many come on average."""
    count, left = 0, random.expovariate(1.0)
    while left < mean:
        count += 1
        left += random.expovariate(1.0)
    return count
