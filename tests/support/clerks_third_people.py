"""Honest people of the third halls, and what a day gives each of them.

Two in five are of a sort that looks odd to somebody who looks at one thing alone; each differs a little from his sort.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

from support.clerks_hall import Visit
from support.clerks_manners import show
from support.clerks_third_hall import COMPLAINT, Comer, ThirdHall, Wanted, comers, leave, wanted
from support.clocks import SHANGHAI

Idle = tuple[datetime, datetime]
_GIVES_UP = timedelta(minutes=40)


@dataclass(frozen=True)
class Person:
    """How somebody works.

    ``pace`` and ``turns`` multiply his times and those until the question stands there, ``slow`` those of his
    customers' presses; ``mood`` and ``asks`` are added to the odds of content and of taking part;
    ``forgets`` replaces the hall's share of questions forgotten; ``regulars`` of his customers know him;
    ``alone`` are the days he is left alone.
    """

    pace: float = 1.0
    mood: float = 0.0
    asks: float = 0.0
    turns: float = 1.0
    slow: float = 1.0
    forgets: float | None = None
    share: float = 1.0
    regulars: float = 0.0
    there: Literal["", "market", "from the middle"] = ""
    only: Literal["", "complaints", "quick"] = ""
    alone: int = 0


PEOPLE = {
    "ordinary": Person(),
    "warm": Person(mood=0.5, asks=0.2),
    "dry": Person(mood=-0.4, asks=-0.2, turns=0.8),
    # Comes in the second week, needs twice as long, looks for how the screen is turned, forgets it one time in ten.
    "trainee": Person(
        pace=2.0, mood=-0.4, asks=-0.2, turns=2.0, forgets=0.1, share=0.6, there="from the middle"
    ),
    # Gets all complaints and nothing else: one in six or seven of his ratings is low.
    "complaints window": Person(only="complaints", mood=0.3, turns=1.2),
    # Thirty years at the same counter: people wait for him, know the pad, press five and say why.
    "old hand": Person(mood=2.0, asks=0.8, regulars=0.4, share=1.2, pace=0.9),
    # The quick counter by the door: a minute each, in a hurry, seldom a reason.
    "quick counter": Person(only="quick", pace=0.7, asks=-0.3, turns=0.7),
    # Helps out on market days, when everybody hurries: six to ten crowded days a month.
    "market days": Person(there="market", pace=0.85, share=1.2),
    # Does not turn the screen one time in six.
    "forgetful": Person(forgets=1 / 6, turns=1.3),
    # The others are at a course for a week: everybody queues before him.
    "left alone": Person(alone=6),
    # Asks everybody to rate, never how: nearly everybody does.
    "asks everybody": Person(asks=1.8, mood=0.1),
    # Comes round the counter for the old, shows them where to press and lets them: late questions, slow presses.
    "patient": Person(turns=3.0, slow=1.5, mood=0.5, asks=0.5, pace=1.25),
}
_PLAIN = ("ordinary", "ordinary", "ordinary", "warm", "dry")
_ODD = tuple(name for name in PEOPLE if name not in _PLAIN)


def person_of(random: Random, hall: ThirdHall) -> tuple[str, Person]:
    """Somebody of the hall; sorts that a hall like this does not have become ordinary."""
    name = random.choice(_ODD if random.random() < 0.4 else _PLAIN)
    lone = name == "left alone" and (hall.clerks > 4 or hall.shifts)
    special = name in ("complaints window", "quick counter") and hall.clerks < 3
    if lone or special or (name == "market days" and not hall.market):
        name = "ordinary"
    base = PEOPLE[name]
    return name, replace(
        base,
        pace=base.pace * random.uniform(0.85, 1.2),
        mood=base.mood + random.gauss(0, 0.25),
        asks=base.asks + random.gauss(0, 0.3),
        turns=base.turns * random.uniform(0.75, 1.35),
    )


@dataclass
class Asking:
    """When a question is armed: the visit, what the customer would do, whether a partner has nobody before him."""

    hall: ThirdHall
    visit: Visit
    wish: Wanted
    turns: float
    idle: Callable[[str], bool]


@dataclass
class Evening:
    """A clerk's day when it is over: when his halves began and ended, when nobody was there, who was."""

    hall: ThirdHall
    clerk: str
    halves: list[Idle]
    idle: list[Idle]
    seen: list[Visit]


class Fingers:
    """What a clerk does about ratings; this one leaves them to his customers."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.touched = 0
        """How many ratings are not what the customers would have left."""
        self.whose: dict[int, str] = {}
        """Of visits (by ``id``): who really pressed, where it was not the customer alone; see ``SAYS``."""

    def sends(self, wish: Wanted) -> bool:
        """Whether the customer is sent to a colleague before anything is submitted."""
        del wish
        return False

    def rate(self, asking: Asking) -> list[Visit]:
        """Put the question before the customer; further visits that follow at once."""
        honest(self.random, asking)
        return []

    def makes(self, evening: Evening) -> list[Visit]:
        """Further visits of a day that is over."""
        del evening
        return []


def honest(random: Random, asking: Asking) -> None:
    """The question is shown and the customer left alone."""
    show(asking.visit, asking.turns)
    leave(asking.visit, asking.wish, random, asking.hall.waits)


@dataclass
class Clerk:
    """Somebody at a counter of his own in a month."""

    number: str
    place: int
    person: Person
    fingers: Fingers
    alone: frozenset[date] = frozenset()


class Day:
    """A day of a hall: whoever is free first takes the next who fits."""

    def __init__(
        self, random: Random, hall: ThirdHall, day: date, clerks: list[Clerk], known: list[str]
    ) -> None:
        self.random, self.hall, self.day, self.known = random, hall, day, known
        self.there = self._there(clerks)
        self.halves = {each.number: self._halves(each) for each in self.there}
        self.free = {number: halves[0][0] for number, halves in self.halves.items()}
        self.busy: dict[str, list[Idle]] = {number: [] for number in self.free}
        self.visits: dict[str, list[Visit]] = {number: [] for number in self.free}

    def _there(self, clerks: list[Clerk]) -> list[Clerk]:
        alone = [each for each in clerks if self.day in each.alone]
        if alone:
            return alone[:1]
        middle = self.hall.days[len(self.hall.days) // 3]
        found = []
        for each in clerks:
            off = each.person.there == "market" and not self.hall.is_market(self.day)
            early = each.person.there == "from the middle" and self.day < middle
            if not off and not early and self.random.random() >= 0.04:  # one day a month on leave or ill
                found.append(each)
        return found or clerks[:1]

    def _halves(self, clerk: Clerk) -> list[Idle]:
        spans = [
            (datetime.combine(self.day, one, SHANGHAI), datetime.combine(self.day, two, SHANGHAI))
            for one, two in self.hall.spans
        ]
        if not self.hall.shifts:
            return spans
        # Early and late change each week.
        return [spans[(clerk.place + self.day.isocalendar().week) % 2]]

    def run(self) -> list[Visit]:
        """All its visits."""
        counters = sum(each.person.share for each in self.there)
        if any(self.day in each.alone for each in self.there):
            counters *= self.hall.clerks * 0.8  # some come another day when they see the queue
        for who in comers(self.random, self.hall, self.day, counters, self.known):
            self._come(who)
        for clerk in self.there:
            own = self.visits[clerk.number]
            evening = Evening(
                self.hall, clerk.number, self.halves[clerk.number], self._idle(clerk), list(own)
            )
            own += clerk.fingers.makes(evening)
        return [visit for own in self.visits.values() for visit in own]

    def _fitting(self, who: Comer) -> list[Clerk]:
        on = [
            each
            for each in self.there
            if any(begins <= who.at < ends for begins, ends in self.halves[each.number])
        ]
        window = who.sort is COMPLAINT and any(each.person.only == "complaints" for each in on)
        found = [
            each
            for each in on
            if (each.person.only == "complaints") == window
            and (each.person.only != "quick" or who.sort.quick)
        ]
        return found or on

    def _come(self, who: Comer) -> None:
        fitting = self._fitting(who)
        idle = [each for each in fitting if self.free[each.number] <= who.at]
        if idle:
            clerk = self.random.choices(idle, [each.person.share for each in idle])[0]
        elif fitting:
            clerk = min(fitting, key=lambda each: self.free[each.number])
        else:
            return
        if self.free[clerk.number] - who.at > _GIVES_UP:
            return
        begins = max(who.at, self.free[clerk.number]) + timedelta(seconds=self.random.uniform(3, 25))
        others = [each for each in fitting if each is not clerk and each.person.only != "complaints"]
        wish, sent = self._wish(clerk, who, begins - who.at, 0.0), ""
        if others and clerk.fingers.sends(wish):
            clerk.fingers.touched += 1
            sent = clerk.number
            gone = begins + timedelta(seconds=self.random.uniform(25, 80))
            self._took(clerk, begins, gone)
            clerk = min(others, key=lambda each: self.free[each.number])
            begins = max(gone, self.free[clerk.number]) + timedelta(seconds=self.random.uniform(5, 30))
            # Nobody likes to be sent from window to window.
            wish = self._wish(clerk, who, begins - who.at, -0.4)
        self._serve(clerk, who, begins, wish, sent)

    def _took(self, clerk: Clerk, begins: datetime, ends: datetime) -> None:
        self.busy[clerk.number].append((begins, ends))
        self.free[clerk.number] = ends

    def _wish(self, clerk: Clerk, who: Comer, waited: timedelta, more: float) -> Wanted:
        person = clerk.person
        if self.random.random() < person.regulars:
            who = replace(who, habit=True)
        wish = wanted(self.random, self.hall, who, person.mood + more, person.asks, waited)
        wish.seconds = min(self.hall.waits - 3, wish.seconds * person.slow)
        return wish

    def _serve(self, clerk: Clerk, who: Comer, begins: datetime, wish: Wanted, sent: str) -> None:
        random, person = self.random, clerk.person
        older = 1.3 if who.age == "old" else 1.0
        talk = random.gammavariate(2.0, who.sort.talk / 2.0) * person.pace * older
        form = max(10.0, random.gammavariate(2.5, who.sort.form / 2.5) * person.pace)
        opened = begins + timedelta(seconds=talk)
        armed = opened + timedelta(seconds=form)
        account = "" if who.sort.kind == "BZ101" else who.account  # a first connection has none yet
        visit = Visit(clerk.number, who.sort.kind, account, opened, armed, felt=wish.level)
        visit.done = f"sent by {sent}" if sent else ""
        turns = max(0.4, random.gammavariate(3.0, self.hall.turns * person.turns / 3.0))
        forgets = self.hall.forgets if person.forgets is None else person.forgets
        further: list[Visit] = []
        if self.day in self.hall.broken and (self.hall.all_broken or clerk.place == 0):
            if random.random() < 0.15:  # tried again now and then
                show(visit, turns)
                visit.state = "device_down"
        elif random.random() >= forgets:
            further = clerk.fingers.rate(Asking(self.hall, visit, wish, turns, self._is_idle(armed)))
        last = further[-1] if further else visit
        stays = visit.state in ("rated", "declined") and last.decided_at is not None
        end = (
            last.decided_at + timedelta(seconds=random.uniform(2, 15))
            if stays and last.decided_at
            else last.armed_at + timedelta(seconds=random.uniform(8, 40))
        )
        self.visits[clerk.number] += [visit, *further]
        self._took(clerk, begins, end)

    def _is_idle(self, at: datetime) -> Callable[[str], bool]:
        return lambda number: number in self.free and self.free[number] <= at

    def _idle(self, clerk: Clerk) -> list[Idle]:
        """The stretches of at least four minutes of his hours in which nobody was before him."""
        found = []
        for begins, ends in self.halves[clerk.number]:
            at = begins
            for taken, freed in sorted(self.busy[clerk.number]):
                if begins <= taken < ends:
                    found.append((at, taken))
                    at = max(at, freed)
            found.append((at, ends))
        return [(one, two) for one, two in found if two - one >= timedelta(minutes=4)]
