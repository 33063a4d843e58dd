"""A third sort of invented halls and their customers, made by somebody who had not seen any rule against gaming.

Each figure was set before anything was run, and why it is what it is stands beside it (``hall_of``, ``SORTS``).
Deliberately other than in ``clerks_hall``: how content people are has heavy tails (logistic, few are lukewarm about a
bad day), times are sums of stages (gamma), some people press five out of habit whatever happened unless they are cross,
who is cross is likelier to press, customers come again, and a whole day can be bad for everybody.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal

from support.clerks_hall import Visit, Wish, poisson
from support.clocks import SHANGHAI

MONTHS = (date(2025, 3, 1), date(2025, 7, 1), date(2025, 8, 1), date(2025, 11, 1))
"""Months of 2025 whose weekdays are all worked: no statutory holiday falls on one."""

Span = tuple[time, time]
_RESTS = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))
_RURAL = ((time(9), time(12)), (time(13, 30), time(16, 30)))
_THROUGH = ((time(8, 30), time(13)), (time(13), time(17, 30)))
"""Opening hours: with a long rest, those of a village point, and through noon, which is what two shifts are for."""

Age = Literal["old", "other"]


@dataclass(frozen=True)
class Sort:
    """What is asked: its weight, the means in seconds of talking and of the form, how content it starts, if short."""

    kind: str
    weight: float
    talk: float
    form: float
    mood: float
    quick: bool = False


SORTS = (
    # A bill or a balance: half of what counters are asked, two minutes; a bill is seldom good news.
    Sort("BZ501", 0.50, 50, 70, -0.1, quick=True),
    # A report of no current at one's own house: short, and help is under way.
    Sort("BZ601", 0.12, 45, 80, 0.0, quick=True),
    # A new connection: papers, a quarter of an hour with the form, people are glad to get it.
    Sort("BZ101", 0.14, 180, 420, 0.2),
    # A change of name or of load: five to six minutes.
    Sort("BZ301", 0.17, 110, 230, 0.0),
    # A complaint: long, and a bad rating in one of six or seven even where it is handled well.
    Sort("BZ701", 0.07, 260, 260, -1.7),
)
COMPLAINT = SORTS[-1]
_FIELDS = {
    5: ("517", "516", "510"),
    4: ("413", "411", "408"),
    3: ("314", "310", "307"),
    2: ("214", "213", "E201", "E204"),
    1: ("115", "113", "E101"),
}


@dataclass(frozen=True)
class ThirdHall:
    """A hall in a month, whatever is common to all who work there."""

    days: tuple[date, ...]
    spans: tuple[Span, Span]
    clerks: int
    a_day: float
    shifts: bool
    market: int
    crowd: float
    old: float
    habit: float
    takes_part: float
    says_no: float
    cuts: tuple[tuple[int, float], ...]
    weights: tuple[float, ...]
    turns: float
    forgets: float
    waits: float
    far: float
    tells: float
    unknown: float
    again: float
    troubled: frozenset[date]
    broken: tuple[date, ...]
    all_broken: bool

    def is_market(self, day: date) -> bool:
        """Whether the country comes to town."""
        return bool(self.market) and day.day % self.market == 2


@dataclass(frozen=True)
class Comer:
    """Somebody who comes to the hall."""

    at: datetime
    sort: Sort
    age: Age
    habit: bool
    temper: float
    account: str


@dataclass
class Wanted(Wish):
    """A wish, and what can be seen of who has it."""

    age: Age = "other"


def hall_of(random: Random, month: date) -> ThirdHall:
    """Some hall: a village point with two counters, a county seat, a city hall with seven.

    * 2 to 7 clerks: what stations have; big city halls are no power-supply stations.
    * 60 to 500 visits a clerk a month, evenly on a logarithmic scale: three a day in the country, two dozen in a city.
    * Taking part 35 to 90 of a hundred: nobody must press; halls where nobody mentions the pad see a third.
    * Fives 65 to 97 of a hundred of what people feel: published good rates are at the upper end, honest pads lower. Of
      the rest 55 to 80 of a hundred are fours, half of what then remains threes, the two low levels share the rest.
    * Habit 10 to 40 of a hundred: phone apps have taught people to press five to be done.
    * Old 15 to 40 of a hundred; in one hall in five 60 to 80, where the young have left for the cities.
    * Market days each third or fifth day, 1.6 to 2.4 times the usual number, in half of the halls with fewer than
      200 visits.
    * Two shifts in a third of the halls with four clerks and more; without a midday rest.
    * One hall in four has one or two bad days (an outage, a wrong bill run): half as many people more, all crosser.
    * One hall in five has a pad that is broken for two days until the spare comes; in one in three of those, all.
    * The question stands there after one to five seconds, as a pad is automatic or a screen has to be turned by hand;
      it is forgotten at one to five of a hundred visits, and taken down after 60 to 90 seconds.
    """
    a_month = math.exp(random.uniform(math.log(60), math.log(500)))
    clerks = random.choice((2, 3, 4, 5) if a_month < 150 else (2, 3, 4, 5, 6, 7))
    shifts = clerks >= 4 and random.random() < 1 / 3
    days = _weekdays(month)
    first = random.randrange(len(days) - 1)
    broken = days[first : first + 2] if random.random() < 0.2 else ()
    some = random.sample(days, random.randint(1, 2)) if random.random() < 0.25 else ()
    market = random.choice((3, 5)) if a_month < 200 and random.random() < 0.5 else 0
    spans = _THROUGH if shifts else _RURAL if a_month < 120 else _RESTS
    return ThirdHall(
        days=days,
        spans=spans,
        clerks=clerks,
        a_day=a_month / len(days),
        shifts=shifts,
        market=market,
        crowd=random.uniform(1.6, 2.4),
        old=random.uniform(0.6, 0.8) if random.random() < 0.2 else random.uniform(0.15, 0.4),
        habit=random.uniform(0.1, 0.4),
        takes_part=random.uniform(0.35, 0.9),
        # Who does not press mostly just goes.
        says_no=random.uniform(0.15, 0.5),
        cuts=_cuts(random),
        weights=tuple(each.weight * random.gammavariate(6, 1 / 6) for each in SORTS),
        turns=random.uniform(1, 5),
        forgets=random.uniform(0.01, 0.05),
        waits=random.choice((60.0, 75.0, 88.0)),
        # A pad on the sill is pressed sooner than one that stands behind a glass.
        far=random.uniform(0.85, 1.35),
        tells=random.uniform(0.5, 1.2),
        # Passers-by who give no account, more of them in cities.
        unknown=random.uniform(0.01, 0.08),
        # Who was not helped the first time; halls name three to ten of a hundred.
        again=random.uniform(0.03, 0.1),
        troubled=frozenset(some),
        broken=tuple(broken),
        all_broken=random.random() < 1 / 3,
    )


def _weekdays(month: date) -> tuple[date, ...]:
    days = (month + timedelta(days=each) for each in range(31))
    return tuple(day for day in days if day.month == month.month and day.weekday() < 5)


def _cuts(random: Random) -> tuple[tuple[int, float], ...]:
    """Above what content is which level, so that the shares of the levels are those of the hall."""
    fives = random.uniform(0.65, 0.97)
    fours = (1 - fives) * random.uniform(0.55, 0.8)
    threes = (1 - fives - fours) * 0.5
    twos = threes * random.uniform(0.3, 0.6)
    return (
        (5, -logit(fives)),
        (4, -logit(fives + fours)),
        (3, -logit(fives + fours + threes)),
        (2, -logit(fives + fours + threes + twos)),
    )


def logit(share: float) -> float:
    """The logarithm of the odds."""
    return math.log(share / (1 - share))


def chance(odds: float) -> float:
    """The share whose logarithm of the odds this is."""
    return 1 / (1 + math.exp(-odds))


def comers(random: Random, hall: ThirdHall, day: date, counters: float, known: list[str]) -> list[Comer]:
    """Who comes in a day, in order; ``known`` are the accounts that came before this month, and grows.

    A little more than half come before noon; both halves begin briskly and ebb.
    """
    many = hall.a_day * counters * random.gammavariate(16, 1 / 16)
    many *= (hall.crowd if hall.is_market(day) else 1.0) * (1.5 if day in hall.troubled else 1.0)
    found = []
    for _ in range(poisson(random, many)):
        morning = random.random() < 0.56
        begins, ends = (datetime.combine(day, each, SHANGHAI) for each in hall.spans[0 if morning else 1])
        at = begins + random.betavariate(1.7 if morning else 1.4, 2.4) * (ends - begins)
        found.append(_comer(random, hall, at, known))
    return sorted(found, key=lambda each: each.at)


def _comer(random: Random, hall: ThirdHall, at: datetime, known: list[str]) -> Comer:
    (sort,) = random.choices(SORTS, hall.weights)
    age: Age = "old" if random.random() < hall.old else "other"
    temper = logit(min(1 - 1e-9, max(1e-9, random.random())))
    temper -= 1.2 if at.date() in hall.troubled else 0.0
    if random.random() < hall.unknown:
        account = ""
    elif known and random.random() < hall.again:
        account, temper = random.choice(known), temper - 0.5
    else:
        account = f"0528{random.randrange(10**6):06d}"
        known.append(account)
    return Comer(
        at, sort, age, random.random() < hall.habit * (0.6 if age == "old" else 1.1), temper, account
    )


def wanted(
    random: Random, hall: ThirdHall, who: Comer, mood: float, asks: float, waited: timedelta
) -> Wanted:
    """What somebody would do at the pad; ``mood`` and ``asks`` are what the clerk adds to content and to taking part.

    A quarter of an hour in a queue costs as much as a third of the odds; cross people are more likely to press, old and
    hurried ones less.
    """
    content = who.temper + who.sort.mood + mood - 0.4 * (waited / timedelta(minutes=15))
    level = next((level for level, cut in hall.cuts if content > cut), 1)
    if who.habit and level >= 3:
        level = 5
    odds = logit(hall.takes_part) + asks + (0.6 if level <= 2 else 0.0)
    odds -= (0.25 if who.age == "old" else 0.0) + (0.2 if who.sort.quick else 0.0)
    part = random.random() < chance(odds)
    no = random.random() < hall.says_no
    telling = (
        {5: 0.22, 4: 0.3, 3: 0.55}.get(level, 0.75) * hall.tells * (0.4 if who.habit and level == 5 else 1.0)
    )
    reason = random.choice(_FIELDS[level]) if random.random() < telling else ""
    seconds = min(hall.waits - 3, press_seconds(random, hall, who))
    again = random.random() < 0.02
    return Wanted(
        "rated" if part else "declined" if no else "timed_out",
        level,
        reason,
        seconds,
        again,
        content,
        who.age,
    )


def press_seconds(random: Random, hall: ThirdHall, who: Comer) -> float:
    """Half a second for the hand, then the stages of seeing, reading and choosing.

    About six seconds in all, twelve for the old, under three for those who need not read.
    """
    shape, mean = (2.2, 11.5) if who.age == "old" else (3.0, 5.5)
    if who.habit:
        shape, mean = 4.0, 3.6 if who.age == "old" else 2.3
    return 0.5 + random.gammavariate(shape, mean / shape) * hall.far


def leave(visit: Visit, wish: Wanted, random: Random, waits: float) -> None:
    """The customer does what he wants to, alone with the pad; one in fifty presses again, seldom something else."""
    assert visit.shown_at is not None
    if wish.outcome == "rated":
        visit.state, visit.level, visit.reason = "rated", wish.level, wish.reason
        visit.latency_ms = int(wish.seconds * 1000)
        other = random.choice((4, 5)) if random.random() < 0.25 else wish.level
        visit.refused = (other,) if wish.again else ()
    visit.state = wish.outcome
    after = waits if wish.outcome == "timed_out" else wish.seconds
    visit.decided_at = visit.shown_at + timedelta(seconds=after)
