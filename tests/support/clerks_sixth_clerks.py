"""The clerks of the sixth set: what they are like, when they are there, and what slips from them.

Of a hundred clerks 23 are middling, 12 quick, 10 warm, nine slow, nine beginners, eight gruff, seven part-timers,
six forgetful, six explain the five levels to everybody, and five each sit at the enquiry desk or get the
complaints; the last two only where there are others. Each is besides a person of his own. A cheat is one of these
too, beside cheating.

What slips from honest people: the screen is not turned, or the form is sent when the customer has gone (the
beginner who still looks for a field, anybody in a rush). And they help: an old customer who cannot read the lines
says what he wants, and the clerk presses it for him, as such clerks will whatever the rule is; one old customer in
twenty-five, with the warm and those who explain one in twelve.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from support.clerks_sixth_town import Town
from support.clocks import SHANGHAI

SHARES = {
    "middling": 23,
    "quick": 12,
    "warm": 10,
    "slow": 9,
    "beginner": 9,
    "gruff": 8,
    "part-timer": 7,
    "forgetful": 6,
    "explains": 6,
    "desk": 5,
    "complaints": 5,
}


@dataclass(frozen=True)
class Manner:
    """What a clerk is like at the counter."""

    name: str
    pace: float = 1.0
    lift: float = 0.0
    leaves: float = 1.0
    forgets: float = 0.01
    late: float = 0.012
    told: float = 1.0
    helps: float = 0.04
    again: float = 1.0
    """How many times the usual matters have to be asked again."""


MANNERS = {
    each.name: each
    for each in (
        Manner("middling"),
        Manner("quick", pace=0.7, leaves=1.1),
        Manner("warm", pace=1.15, lift=0.4, leaves=0.75, helps=0.08),
        Manner("slow", pace=1.4, lift=-0.05),
        Manner("beginner", pace=1.5, lift=-0.2, forgets=0.03, late=0.06, again=1.8),
        Manner("gruff", pace=0.95, lift=-0.5, leaves=1.25, helps=0.02),
        Manner("part-timer", pace=1.1, forgets=0.02, late=0.02),
        Manner("forgetful", leaves=1.3, forgets=0.14, late=0.04, again=1.3),
        Manner("explains", pace=1.05, lift=0.1, leaves=0.6, told=0.67, helps=0.08),
        Manner("desk", pace=0.75, leaves=1.5),
        Manner("complaints", pace=1.1, lift=-0.05),
    )
}


@dataclass(frozen=True)
class Rota:
    """When a clerk is there."""

    days: frozenset[date]
    until: time = time(23)
    lunch: time | None = None

    def there(self, at: datetime) -> bool:
        """Whether he takes customers at this instant."""
        if at.date() not in self.days or at.time() >= self.until:
            return False
        if self.lunch is None:
            return True
        start = datetime.combine(at.date(), self.lunch, SHANGHAI)
        return not start <= at < start + timedelta(hours=1)


@dataclass
class Seat:
    """A clerk at his counter, as far as a day has gone."""

    number: str
    manner: Manner
    rota: Rota
    free: datetime
    locked: datetime
    """Before it no other question stands."""
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When his pad is broken, the latest last."""

    def is_down(self, at: datetime) -> bool:
        """Whether his pad is broken at this instant."""
        return any(start <= at < end for start, end in self.down[-2:])


def manner_of(random: Random, counters: int, taken: set[str]) -> Manner:
    """What a clerk is like; there is one enquiry desk at most and one who gets the complaints."""
    while True:
        (name,) = random.choices(list(SHARES), list(SHARES.values()))
        alone = counters < (3 if name == "desk" else 2)
        if name in ("desk", "complaints") and (alone or name in taken):
            continue
        base = MANNERS[name]
        return Manner(
            name,
            pace=base.pace * random.lognormvariate(0, 0.1),
            lift=base.lift + random.gauss(0, 0.12),
            leaves=base.leaves * random.lognormvariate(0, 0.15),
            forgets=base.forgets * random.uniform(0.4, 1.6),
            late=base.late * random.uniform(0.4, 1.6),
            told=base.told,
            helps=base.helps * random.uniform(0.5, 1.5),
            again=base.again,
        )


def seat_of(random: Random, town: Town, place: int, manner: Manner) -> Seat:
    """A clerk at his counter with the days he works."""
    start = datetime.combine(town.days[0], time(0), SHANGHAI)
    return Seat(f"{301 + place}", manner, _rota(random, town, place, manner.name), start, start)


def _rota(random: Random, town: Town, place: int, name: str) -> Rota:
    days = set(town.days)
    if town.size == "county":
        days = {day for day in days if day.weekday() != (place + day.day // 7) % 6}
    leave, gone = random.choice(town.days), random.choice((0, 0, 0, 1, 2, 5))
    days -= {leave + timedelta(days=each) for each in range(gone)}
    lunch = (time(11, 30), time(12, 30))[place % 2] if town.through else None
    if name != "part-timer":
        return Rota(frozenset(days), lunch=lunch)
    if random.random() < 0.5:
        return Rota(frozenset(days), until=time(12))
    kept = random.sample(range(5), random.choice((2, 3)))
    return Rota(frozenset(day for day in days if day.weekday() in kept))
