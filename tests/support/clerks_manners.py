"""Honest clerks of an invented hall, what makes some of them look odd, and what a day gives each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from support.clerks_hall import (
    COMPLAINT,
    LEAVES_AFTER,
    PAD_WAITS,
    SPANS,
    Customer,
    Hall,
    Visit,
    Wish,
    arrivals,
    log_normal,
    wish,
)
from support.clocks import SHANGHAI


@dataclass(frozen=True)
class Manner:
    """How somebody works: his pace, what he adds to a mood, how long the screen takes to turn, how often it is not.

    ``days`` is the share of the days he is there, ``share`` of the customers compared with the others he gets;
    ``regulars`` turns so many of his customers into people who know the pad.
    """

    pace: float = 1.0
    mood: float = 0.0
    turns: float = 4.0
    forgets: float = 0.03
    days: float = 1.0
    share: float = 1.0
    regulars: float = 0.0
    complaints_only: bool = False


MANNERS = {
    "middling": Manner(),
    "kind": Manner(mood=0.35),
    "curt": Manner(mood=-0.35, turns=3),
    "brisk": Manner(pace=0.6, turns=2),
    "beginner": Manner(pace=1.7, mood=-0.15, turns=7, forgets=0.08, share=0.6),
    "popular": Manner(mood=1.1, regulars=0.3, share=1.2),
    "complaints": Manner(complaints_only=True, mood=0.2, share=0.5),
    "absent-minded": Manner(forgets=0.22),
    "some days": Manner(days=0.2),
}
"""By name. The last five are there to be taken for cheats by rules that look at one thing alone."""
_COMMON = ("middling", "middling", "middling", "kind", "curt", "brisk")
_ODD = ("beginner", "popular", "complaints", "absent-minded", "some days")


def manner_of(random: Random) -> tuple[str, Manner]:
    """Somebody's manner: three in ten are of the odd sorts; everybody differs a little from his sort."""
    name = random.choice(_ODD if random.random() < 0.3 else _COMMON)
    base = MANNERS[name]
    changed = Manner(
        pace=base.pace * random.uniform(0.85, 1.2),
        mood=base.mood + random.gauss(0, 0.12),
        turns=base.turns * random.uniform(0.7, 1.5),
        forgets=base.forgets * random.uniform(0.5, 1.6),
        days=base.days,
        share=base.share,
        regulars=base.regulars,
        complaints_only=base.complaints_only,
    )
    return name, changed


class Hand:
    """What a clerk does with the pad when a matter was submitted; this one does what he is to do."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.touched = 0
        """How many ratings are not what the customers would have left."""
        self.pressed: set[int] = set()
        """The visits (by ``id``) whose rating no customer pressed."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Put the question before the customer and leave him alone with it."""
        show(visit, turns)
        answer(visit, wanted)

    def invented(
        self, hall: Hall, clerk: str, idle: list[tuple[datetime, datetime]], seen: int
    ) -> list[Visit]:
        """Visits nobody made, in the stretches of a day without customers; ``seen`` customers were there."""
        del hall, clerk, idle, seen
        return []


def show(visit: Visit, after: float) -> None:
    """The question stands there so many seconds after the submit."""
    visit.shown_at = visit.armed_at + timedelta(seconds=after)


def answer(visit: Visit, wanted: Wish) -> None:
    """The customer does what he wants to."""
    if wanted.outcome == "rated":
        press(visit, wanted.level, wanted.reason, wanted.seconds)
        visit.refused = (wanted.level,) if wanted.again else ()
        return
    after = wanted.seconds if wanted.outcome == "declined" else PAD_WAITS
    assert visit.shown_at is not None
    visit.state, visit.decided_at = wanted.outcome, visit.shown_at + timedelta(seconds=after)


def press(visit: Visit, level: int, reason: str, seconds: float) -> None:
    """A press so many seconds after the question."""
    assert visit.shown_at is not None
    visit.state, visit.level, visit.reason = "rated", level, reason
    visit.latency_ms = int(seconds * 1000)
    visit.decided_at = visit.shown_at + timedelta(seconds=seconds)


@dataclass
class Clerk:
    """Somebody at a counter of his own in a month."""

    number: str
    manner: Manner
    hand: Hand


def day_of(random: Random, hall: Hall, day: date, clerks: list[Clerk]) -> list[Visit]:
    """All visits of a day of a hall: whoever is free first takes the next, nobody picks."""
    there = [clerk for clerk in clerks if random.random() < clerk.manner.days]
    opens = datetime.combine(day, SPANS[0][0], SHANGHAI)
    free = {clerk.number: opens for clerk in there}
    busy: dict[str, list[tuple[datetime, datetime]]] = {clerk.number: [] for clerk in there}
    down = {each.number: _down(random, opens) for each in there if random.random() < hall.pad_fails}
    visits: list[Visit] = []
    for who in arrivals(random, hall, day, sum(clerk.manner.share for clerk in there)):
        clerk = _next(random, there, free, who)
        if clerk is None or free[clerk.number] - who.at > LEAVES_AFTER:
            continue
        begins = max(who.at, free[clerk.number]) + timedelta(seconds=random.uniform(4, 30))
        visit, free[clerk.number] = _served(random, hall, clerk, who, begins, down.get(clerk.number))
        busy[clerk.number].append((begins, free[clerk.number]))
        visits.append(visit)
    for clerk in there:
        own = busy[clerk.number]
        visits += clerk.hand.invented(hall, clerk.number, _idle(opens, own), len(own))
    return visits


def _down(random: Random, opens: datetime) -> tuple[datetime, datetime]:
    begins = opens + timedelta(minutes=random.uniform(0, 500))
    return begins, begins + timedelta(minutes=log_normal(random, 50, 0.5))


def _next(random: Random, there: list[Clerk], free: dict[str, datetime], who: Customer) -> Clerk | None:
    """Who takes the customer: a counter for complaints takes all of those and nothing else."""
    special = who.sort is COMPLAINT and any(each.manner.complaints_only for each in there)
    fitting = [each for each in there if each.manner.complaints_only == special]
    idle = [each for each in fitting if free[each.number] <= who.at]
    if idle:
        return random.choices(idle, [each.manner.share for each in idle])[0]
    return min(fitting, key=lambda each: free[each.number], default=None)


def _served(
    random: Random,
    hall: Hall,
    clerk: Clerk,
    who: Customer,
    begins: datetime,
    down: tuple[datetime, datetime] | None,
) -> tuple[Visit, datetime]:
    """One visit, and when the clerk is free again."""
    manner = clerk.manner
    if random.random() < manner.regulars:
        who = Customer(who.at, who.sort, "knowing", who.temper + 0.4, who.account)
    opened = begins + timedelta(seconds=log_normal(random, who.sort.talk, 0.6) * manner.pace)
    armed = opened + timedelta(seconds=max(9.0, log_normal(random, who.sort.form, 0.55) * manner.pace))
    # Who asks for a first connection has no account yet.
    visit = Visit(clerk.number, who.sort.kind, "" if who.sort.kind == "BZ101" else who.account, opened, armed)
    wanted = wish(random, hall, who, manner.mood, begins - who.at)
    visit.felt = wanted.level
    turns = max(0.8, log_normal(random, manner.turns, 0.5))
    if down and down[0] <= armed < down[1]:
        if random.random() < 0.3:
            show(visit, turns)
            visit.state = "device_down"
    elif random.random() >= manner.forgets:
        clerk.hand.rate(visit, wanted, turns)
    walked = wanted.outcome == "timed_out"
    after = timedelta(seconds=random.uniform(8, 40)) if walked or visit.decided_at is None else None
    end = armed + after if after else (visit.decided_at or armed) + timedelta(seconds=random.uniform(3, 20))
    return visit, end


def _idle(opens: datetime, busy: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The stretches of at least six minutes in which nobody was at this counter, the midday rest left out."""
    spans = [tuple(datetime.combine(opens.date(), each, SHANGHAI) for each in span) for span in SPANS]
    found = []
    for begins, ends in spans:
        at = begins
        for taken, freed in sorted(busy):
            if begins <= taken < ends:
                found.append((at, taken))
                at = max(at, freed)
        found.append((at, ends))
    return [(one, two) for one, two in found if two - one > timedelta(minutes=6)]
