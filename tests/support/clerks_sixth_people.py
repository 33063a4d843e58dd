"""The people of a station's district in the sixth set: households with their meters, and how they rate.

Why the figures are what they are:

* A household has a meter; three in ten see to a second one (the parents' house, a shop), one in twelve to a third.
  Two people of a household come in turns. A few come much more often than the rest.
* One to four people come on errands for others: the village's electrician, a property company's bookkeeper. They
  bring several accounts at once, know the pad and want to be gone.
* Reading five lines and reaching out takes four to five seconds; the old need ten, whoever has done it often two.
  Where a clerk has said before what the five lines are, those who see well are a third quicker.
* How content somebody is, is made of what he is like, of the day and of what he came for. Four in five give a five
  in a middling hall, one to two in a hundred a bad one. The lukewarm rate less often than the glad, the angry walk
  off or press at once.
* Twelve in a thousand press again to be sure; three in a thousand have a child with them that presses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Literal

from support.clerks_hall import COMPLAINT, REASONS, Age, Sort, log_normal
from support.clerks_sixth_town import Town

SORTS = (
    Sort("BZ501", 0.5, 50, 75, -0.1),
    Sort("BZ601", 0.2, 35, 90, 0.05),
    Sort("BZ101", 0.1, 150, 400, 0.1),
    Sort("BZ301", 0.14, 80, 210, 0.0),
    Sort("BZ701", 0.06, 220, 260, -1.0),
)
CUTS = ((5, -0.4), (4, -1.2), (3, -1.75), (2, -2.2))
_WEIGHTS = [each.weight for each in SORTS]
_PRESSES: dict[Age, tuple[float, float]] = {"old": (9.5, 0.5), "knowing": (1.6, 0.4), "other": (4.2, 0.5)}
_TELLS = {5: 0.25, 4: 0.25, 3: 0.45, 2: 0.75, 1: 0.8}


@dataclass(frozen=True)
class Person:
    """Somebody of the district: his meters, how old, what he is like."""

    accounts: tuple[str, ...]
    age: Age
    temper: float
    errands: bool = False


@dataclass(frozen=True)
class Caller:
    """Somebody who comes to the hall: when, with what, how cross already, and to whom he goes if not to anybody."""

    at: datetime
    who: Person
    sort: Sort
    account: str
    cross: float = 0.0
    to: str = ""
    friend: bool = False


@dataclass
class Wish:
    """What a customer does when he is asked, and how content he is."""

    outcome: Literal["rated", "declined", "timed_out"]
    level: int
    seconds: float
    again: bool
    child: bool
    content: float

    @property
    def felt(self) -> int:
        """The level he would give."""
        return level_of(self.content)


class District:
    """Everybody who may come in a month."""

    def __init__(self, random: Random, town: Town) -> None:
        visits = town.a_day * town.counters * len(town.days)
        self._prefix = f"{random.randrange(1000, 9999)}"
        self.people = [self._person(random, town, each // 2) for each in range(max(120, int(visits * 3)))]
        self.errands = [self._errand(random) for _ in range(random.randint(1, 4))]

    def _account(self, house: int) -> str:
        return f"{self._prefix}{house * 7919 % 1000000:06d}"

    def _person(self, random: Random, town: Town, house: int) -> Person:
        share = random.random()
        meters = 1 if share < 0.62 else 2 if share < 0.92 else 3
        accounts = tuple(self._account(house + 100_000 * each) for each in range(meters))
        draw = random.random()
        age: Age = "old" if draw < town.old else "knowing" if draw < town.old + 0.13 else "other"
        return Person(accounts, age, random.gauss(0, 0.75))

    def _errand(self, random: Random) -> Person:
        meters = tuple(
            self._account(random.randrange(len(self.people))) for _ in range(random.randint(5, 20))
        )
        return Person(meters, "knowing", random.gauss(0.3, 0.5), errands=True)

    def anyone(self, random: Random) -> Person:
        """Somebody of the district; some come more often than others."""
        return self.people[int(len(self.people) * random.random() ** 1.4)]


def sort_of(random: Random, cross: float) -> Sort:
    """What somebody comes with; on a day of trouble more complain."""
    if random.random() < 0.12 * cross:
        return SORTS[-1]
    return random.choices(SORTS, _WEIGHTS)[0]


def account_of(random: Random, who: Person) -> str:
    """Which of his accounts it is about; one visit in twenty-five is about none."""
    if random.random() < 0.04:
        return ""
    return who.accounts[0] if random.random() < 0.6 else random.choice(who.accounts)


def level_of(content: float) -> int:
    """The level of somebody so content."""
    return next((level for level, cut in CUTS if content > cut), 1)


def wish(
    random: Random, town: Town, caller: Caller, lift: float, waited: float, leaves: float, told: float
) -> Wish:
    """What a customer does who waited so many minutes.

    ``lift`` is what the clerk adds to how content he is, ``leaves`` how many times the usual walk off, ``told``
    how many times the usual seconds somebody needs who sees well.
    """
    who = caller.who
    content = who.temper + random.gauss(0, 0.65) + caller.sort.mood + lift + town.leniency
    content -= caller.cross + 0.011 * min(waited, 45.0)
    level = level_of(content)
    walks = town.walks * leaves * (1.4 if level <= 2 else 1.2 if level <= 4 else 1.0)
    walks *= 1.5 if who.errands else 1.0
    draw = random.random()
    outcome: Literal["rated", "declined", "timed_out"] = (
        "timed_out" if draw < walks else "declined" if draw < walks + town.declines else "rated"
    )
    median, spread = _PRESSES[who.age]
    seconds = 0.65 + log_normal(random, median * (1.0 if who.age == "old" else told), spread)
    child = random.random() < 0.003
    level = random.randint(1, 5) if child else level
    return Wish(outcome, level, min(town.waits - 2, seconds), random.random() < 0.012, child, content)


def reason_of(random: Random, level: int, *, old: bool = False) -> str:
    """The reason somebody picks, or none."""
    return random.choice(REASONS[level]) if random.random() < _TELLS[level] * (0.5 if old else 1.0) else ""


def is_complaint(sort: Sort) -> bool:
    """Whether he came to complain."""
    return sort.kind == COMPLAINT.kind
