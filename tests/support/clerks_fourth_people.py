"""Honest clerks and the customers of the fourth set: how each serves, what people feel and how long they take."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import log
from random import Random

from support.clerks_fourth_halls import AGE_SHARES, AGES, FourthHall

THRESHOLDS = (-2.3, -1.85, -1.25, -0.55)
"""Feelings (in standard deviations) at which 1 becomes 2, 2 becomes 3, 3 becomes 4 and 4 becomes 5."""

REACTION = {"young": (3.7, 0.42), "middle": (5.2, 0.45), "old": (10.5, 0.55)}
"""Seconds from the question to the press: median, and the spread of its logarithm."""

KINDS: dict[str, tuple[float, float, float]] = {
    "BZ401": (110, 0.45, 0.05),
    "BZ402": (130, 0.4, 0.05),
    "BZ404": (240, 0.45, -0.35),
    "BZ501": (170, 0.7, -0.15),
    "BZ502": (75, 0.6, -0.35),
    "BZ503": (150, 0.5, 0.0),
    "BZ101": (680, 0.4, 0.1),
    "BZ103": (840, 0.45, -0.05),
    "BZ106": (760, 0.4, 0.1),
    "BZ108": (560, 0.4, 0.1),
    "BZ109": (720, 0.45, 0.05),
    "BZ211": (420, 0.4, 0.05),
    "BZ212": (520, 0.45, -0.05),
    "BZ221": (150, 0.4, 0.05),
    "BZ301": (330, 0.45, -0.4),
    "BZ302": (360, 0.5, -0.45),
    "BZ601": (150, 0.5, -0.3),
    "BZ604": (420, 0.5, -0.7),
    "BZ701": (600, 0.6, -1.1),
    "BZ708": (260, 0.5, -0.4),
    "BZ711": (240, 0.6, 0.0),
}
"""Seconds a matter takes (median, spread of the logarithm), and how it shifts what people feel."""

QUICK = {"BZ401": 38, "BZ402": 12, "BZ501": 20, "BZ502": 14, "BZ221": 8, "BZ503": 6}
LONG = {"BZ101": 18, "BZ103": 20, "BZ106": 18, "BZ108": 14, "BZ109": 8, "BZ212": 14, "BZ211": 8}
MIXED = {
    "BZ401": 30,
    "BZ402": 9,
    "BZ404": 3,
    "BZ501": 14,
    "BZ502": 6,
    "BZ503": 3,
    "BZ101": 4,
    "BZ103": 2,
    "BZ106": 2,
}
MIXED |= {
    "BZ211": 4,
    "BZ212": 7,
    "BZ221": 6,
    "BZ301": 2,
    "BZ302": 2,
    "BZ601": 4,
    "BZ604": 1,
    "BZ701": 1,
    "BZ711": 3,
}
TROUBLE = MIXED | {"BZ701": 7, "BZ604": 6, "BZ302": 7, "BZ301": 6, "BZ708": 4, "BZ404": 7}
OF_SORT = {
    "rural": {"BZ109": 7, "BZ108": 1},
    "new_district": {"BZ108": 9, "BZ212": 12},
    "old_district": {"BZ401": 44},
}
STORM = {"BZ502": 60, "BZ601": 35, "BZ604": 6, "BZ701": 4}
WAVE = {"BZ501": 30, "BZ701": 7, "BZ302": 12, "BZ708": 3}


@dataclass(frozen=True)
class Person:
    """An honest clerk's way of working.

    ``skill`` shifts what customers feel, ``asks`` is how often he remembers to ask, ``pulls`` moves how many of the
    asked rate, ``tempo`` and ``press`` multiply the time of a matter and of a press, ``adds`` are seconds he spends
    explaining the levels after the question stands.
    """

    manner: str
    skill: float = 0.0
    asks: float = 0.95
    pulls: float = 1.0
    tempo: float = 1.0
    press: float = 1.0
    adds: float = 0.0
    load: float = 1.0
    kinds: dict[str, int] = field(default_factory=lambda: MIXED)
    elderly: float = 1.0
    present: tuple[float, float] = (0.0, 1.0)
    hours: tuple[float, float] = (8.5, 17.5)
    unshown: float = 0.012


MANNERS: dict[str, tuple[int, Person]] = {
    "ordinary": (60, Person("ordinary")),
    "old_hand": (4, Person("old_hand", skill=0.75, asks=0.97, pulls=1.18, tempo=0.85, press=0.85, load=1.15)),
    "beginner": (4, Person("beginner", skill=-0.35, asks=0.84, tempo=1.6, load=0.7, unshown=0.035)),
    "gruff": (4, Person("gruff", skill=-0.5, asks=0.9, pulls=0.85, tempo=0.85)),
    "quick_window": (4, Person("quick_window", pulls=0.88, tempo=0.8, press=0.8, load=1.7, kinds=QUICK)),
    "business_window": (4, Person("business_window", skill=0.1, asks=0.97, pulls=1.08, load=0.5, kinds=LONG)),
    "always_asks": (3, Person("always_asks", skill=0.1, asks=0.998, pulls=1.3, adds=1.0, unshown=0.004)),
    "forgets": (4, Person("forgets", asks=0.58, unshown=0.05)),
    "evening": (3, Person("evening", load=0.6, hours=(15.5, 20.5), tempo=0.95)),
    "reads_aloud": (
        3,
        Person("reads_aloud", skill=0.3, pulls=1.15, tempo=1.25, adds=8.0, load=0.8, elderly=3.5),
    ),
    "hard_of_hearing": (2, Person("hard_of_hearing", skill=-0.15, asks=0.93, tempo=1.3, adds=2.0, load=0.85)),
    "back_from_leave": (3, Person("back_from_leave", present=(0.72, 1.0))),
    "takes_trouble": (2, Person("takes_trouble", skill=0.1, asks=0.93, load=0.8, tempo=1.1, kinds=TROUBLE)),
}
"""How many of a hundred are of each manner, and what he is like in the mean."""


def person_of(rng: Random, manner: str) -> Person:
    """Somebody of the ``manner``, no two alike."""
    mean = MANNERS[manner][1]
    missing = (1 - mean.asks) * rng.lognormvariate(0, 0.5)
    return replace(
        mean,
        skill=mean.skill + rng.gauss(0, 0.22),
        asks=max(0.3, 1 - missing),
        pulls=mean.pulls * rng.lognormvariate(0, 0.08),
        tempo=mean.tempo * rng.lognormvariate(0, 0.15),
        press=mean.press * rng.lognormvariate(0, 0.15),
        load=mean.load * rng.lognormvariate(0, 0.12),
        unshown=mean.unshown * rng.lognormvariate(0, 0.6),
    )


@dataclass(frozen=True)
class Customer:
    """Who stands at the counter: ``feeling`` in standard deviations, and the level he would give."""

    kind: str
    age: str
    feeling: float
    felt: int


def kind_at(rng: Random, hall: FourthHall, person: Person, *, storm: bool, wave: bool) -> str:
    """What the next customer comes for."""
    weights = person.kinds | (OF_SORT.get(hall.sort, {}) if person.kinds is MIXED else {})
    if storm and rng.random() < 0.6:
        weights = STORM
    elif wave and rng.random() < 0.35:
        weights = WAVE
    return rng.choices(list(weights), list(weights.values()))[0]


def customer_of(
    rng: Random, hall: FourthHall, person: Person, kind: str, waited_s: float, shift: float
) -> Customer:
    """A customer with that matter who waited so long; ``shift`` is what the day does to everybody."""
    young, middle, old = AGE_SHARES[hall.sort]
    age = rng.choices(AGES, (young, middle, old * person.elderly))[0]
    waiting = -0.25 * min(4.0, max(0.0, waited_s - 600) / 600)
    feeling = hall.mood + person.skill + KINDS[kind][2] + waiting + shift + rng.gauss(0, 1)
    return Customer(kind, age, feeling, level_of(feeling))


def level_of(feeling: float) -> int:
    """The level somebody gives who feels so."""
    return 1 + sum(feeling > each for each in THRESHOLDS)


def matter_s(rng: Random, kind: str, tempo: float) -> float:
    """Seconds from opening the visit to submitting its form."""
    median, spread, _ = KINDS[kind]
    return max(15.0, rng.lognormvariate(log(median * tempo), spread))


def reaction_ms(rng: Random, customer: Customer, person: Person, pad: float) -> int:
    """Milliseconds from the question to the press of a customer who rates; who gives a bad level thinks longer."""
    median, spread = REACTION[customer.age]
    slower = 1.3 if customer.felt <= 3 else 1.0
    seconds = rng.lognormvariate(log(median * person.press * pad * slower), spread)
    return int(1000 * min(59.0, max(0.6, seconds + rng.uniform(0.5, 1.5) * person.adds)))


def arrival_hour(rng: Random, person: Person) -> float:
    """The hour of day at which a customer comes: most in the morning, some at noon."""
    first, last = person.hours
    if first > 9:
        return rng.uniform(first, last - 0.4)
    part = rng.random()
    if part < 0.52:
        return rng.triangular(first, 12, 9.7)
    return rng.uniform(12, 13.5) if part < 0.6 else rng.triangular(13.5, last - 0.2, 15)
