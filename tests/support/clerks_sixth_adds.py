"""The cheats of the sixth set who add visits: they split, have friends come, invent; and who does two things.

Here the strength is the share of the month's tokens that is added.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from support.clerks_hall import Sort, Visit, log_normal, poisson
from support.clerks_sixth_hands import Gap, Hand, Moment
from support.clerks_sixth_people import SORTS, Caller, District, Person
from support.clerks_sixth_town import Town
from support.clocks import SHANGHAI


def _more(random: Random, strength: float, many: float) -> int:
    return poisson(random, many * strength / (1 - strength))


class Splits(Hand):
    """He makes three matters of one for who looks glad: the clumsy the same again, the careful other small ones."""

    def after(self, moment: Moment) -> list[Visit]:
        """Further small matters of the same customer, who presses each time until he is tired of it."""
        if moment.visit.state != "rated" or self.seems(moment.wish) < 0.1:
            return []
        return self._parts(moment, min(4, _more(self.random, self.strength, 1.4)))

    def _parts(self, moment: Moment, many: int) -> list[Visit]:
        parts: list[Visit] = []
        at = moment.visit.decided_at
        for _ in range(many):
            assert at is not None
            part = self._part(moment, at)
            parts.append(part)
            self.done += 1
            at = part.decided_at
            if part.state != "rated":
                break
        return parts

    def _part(self, moment: Moment, at: datetime) -> Visit:
        random, whole = self.random, moment.visit
        opened = at + timedelta(seconds=random.uniform(2, 8))
        served = log_normal(random, 42, 0.35) if self.careful else log_normal(random, 11, 0.4)
        sort = random.choice(SORTS[:2])
        kind = sort.kind if self.careful else whole.kind
        accounts = moment.caller.who.accounts
        account = random.choice(accounts) if self.careful else whole.account
        part = Visit(whole.clerk, kind, account, opened, opened + timedelta(seconds=served))
        part.felt = whole.felt
        again = replace(moment, visit=part, random=random)
        if random.random() < 0.12:
            again.runs_out("split")
        else:
            again.pressed(moment.wish.level, 0.5 + log_normal(random, 1.9, 0.4))
        part.done = "split"
        return part


class Friends(Hand):
    """Relatives and friends look in and press a five: with the clumsy the same few, in quiet hours."""

    def __init__(self, random: Random, strength: float, *, careful: bool) -> None:
        super().__init__(random, strength, careful=careful)
        meters = [f"0{random.randrange(10**9):09d}" for _ in range(40)]
        many = random.randint(9, 16) if careful else random.randint(2, 5)
        self._friends = [
            Person(tuple(meters[place * 2 : place * 2 + (2 if careful else 1)]), "knowing", 1.5)
            for place in range(many)
        ]

    def guests(self, town: Town, number: str, day: date) -> list[Caller]:
        """Who looks in today."""
        random = self.random
        many = _more(random, self.strength, town.a_day * town.rush(day))
        return [self._guest(number, at) for at in self._instants(town, day, many)]

    def _instants(self, town: Town, day: date, many: int) -> list[datetime]:
        if self.careful:
            return town.instants(self.random, day, many)
        start = datetime.combine(day, time(11 if self.random.random() < 0.4 else 16), SHANGHAI)
        return [start + timedelta(minutes=self.random.uniform(0, 45)) for _ in range(many)]

    def _guest(self, number: str, at: datetime) -> Caller:
        random = self.random
        base = random.choice(SORTS[:2])
        talk, form = (30.0, 60.0) if self.careful else (8.0, 18.0)
        who = random.choice(self._friends)
        account = random.choice(who.accounts) if random.random() < 0.9 else ""
        return Caller(at, who, Sort(base.kind, 0, talk, form, 0), account, to=number, friend=True)

    def meets(self, moment: Moment) -> bool:
        """A friend presses what is expected of him."""
        if not moment.caller.friend:
            return False
        random = self.random
        level = 4 if self.careful and random.random() < 0.06 else 5
        moment.pressed(level, 0.6 + log_normal(random, 3.2 if self.careful else 1.5, 0.45))
        moment.visit.done = "friend"
        self.done += 1
        return True


class Invents(Hand):
    """With nobody before him he enters an enquiry and presses: the clumsy in a row, the careful singly."""

    def invents(self, town: Town, people: District, number: str, gaps: list[Gap], served: int) -> list[Visit]:
        """The enquiries nobody made today."""
        found: list[Visit] = []
        wide = [each for each in gaps if each.end - each.start > timedelta(minutes=5)]
        left = _more(self.random, self.strength, served)
        self.random.shuffle(wide)
        for gap in wide:
            row = self._row(town, people, number, gap, min(left, 1 if self.careful else 6))
            found += row
            left -= len(row)
        self.done += len(found)
        return found

    def _row(self, town: Town, people: District, number: str, gap: Gap, many: int) -> list[Visit]:
        random, row = self.random, list[Visit]()
        at = gap.start + timedelta(seconds=random.uniform(20, 100))
        for _ in range(many):
            visit, at = self._one(town, people, number, at)
            if at > gap.end:
                break
            row.append(visit)
        return row

    def _one(self, town: Town, people: District, number: str, at: datetime) -> tuple[Visit, datetime]:
        random = self.random
        served = log_normal(random, 75, 0.45) if self.careful else random.uniform(4, 16)
        account = random.choice(people.anyone(random).accounts)
        if random.random() < (0.08 if self.careful else 0.35):
            account = ""
        kind = random.choice(SORTS[:2] if self.careful else SORTS[:1]).kind
        visit = Visit(number, kind, account, at, at + timedelta(seconds=served))
        low, high = (1.2, 5.0) if town.turned else (0.2, 0.7)
        visit.shown_at = visit.armed_at + timedelta(seconds=random.uniform(low, high))
        seconds = 0.8 + log_normal(random, 3.8, 0.5) if self.careful else random.uniform(0.4, 1.8)
        visit.state, visit.level, visit.latency_ms = "rated", 5, int(seconds * 1000)
        if self.careful and random.random() < 0.06:
            visit.level = 4
        visit.decided_at = visit.shown_at + timedelta(seconds=seconds)
        visit.done = "invented"
        return visit, visit.decided_at + timedelta(seconds=random.uniform(3, 12))


class Two(Hand):
    """Who does two of these things, each less."""

    def __init__(self, first: Hand, second: Hand) -> None:
        super().__init__(first.random, first.strength, careful=first.careful)
        self._both = (first, second)

    @property
    def touched(self) -> int:
        """What both came to."""
        return sum(each.touched for each in self._both)

    def meets(self, moment: Moment) -> bool:
        """The first that wants it has it."""
        return any(each.meets(moment) for each in self._both)

    def after(self, moment: Moment) -> list[Visit]:
        """What both make of it."""
        return [visit for each in self._both for visit in each.after(moment)]

    def guests(self, town: Town, number: str, day: date) -> list[Caller]:
        """Who comes for either."""
        return [caller for each in self._both for caller in each.guests(town, number, day)]

    def invents(self, town: Town, people: District, number: str, gaps: list[Gap], served: int) -> list[Visit]:
        """What both invent."""
        return [visit for each in self._both for visit in each.invents(town, people, number, gaps, served)]
