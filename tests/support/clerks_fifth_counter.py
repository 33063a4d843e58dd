"""A day at the counters of a hall of the fifth set: who waits for whom, how long it takes, and what is left of it.

A customer goes to the clerk who is free first, complaints to who gets them, short matters to the enquiry desk if it is
free; who would wait too long, forty minutes in the middle, goes. At midday in a hall that stays open every other clerk
eats. A clerk's next question stands only after the one before is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from support.clerks_fifth_clerks import COMPLAINTS, ENQUIRY, Clerk, Scene, put, unseen
from support.clerks_fifth_halls import Hall
from support.clerks_fifth_people import COMPLAINT, SHORT, Customer, arrivals, comes_again, will_of
from support.clerks_hall import Visit, log_normal
from support.clocks import SHANGHAI

_AFTER_CLOSING = timedelta(minutes=30)
_EMPTY = timedelta(minutes=5)


def visits_of(name: str, hall: Hall, crew: Sequence[Clerk]) -> list[Visit]:
    """All visits of a month, in the order of the questions."""
    random, back = Random(f"{name} days"), dict[date, list[Customer]]()
    visits = list[Visit]()
    for day in hall.days:
        on = [each for each in crew if random.random() < each.manner.days] or [random.choice(crew)]
        visits += Day(hall, day, on, random).visits(back)
    return sorted(visits, key=lambda each: each.armed_at)


class Day:
    """A day of a hall with who is on duty."""

    def __init__(self, hall: Hall, day: date, on: Sequence[Clerk], random: Random) -> None:
        self._hall, self._day, self._on, self._random = hall, day, on, random
        self._opens = datetime.combine(day, hall.spans[0][0], SHANGHAI)
        self._closes = datetime.combine(day, hall.spans[-1][1], SHANGHAI)
        for clerk in on:
            clerk.free = clerk.asked_until = self._opens
            clerk.pad_down = self._pad_down(clerk)
            clerk.hand.works(day)

    def _pad_down(self, clerk: Clerk) -> tuple[datetime, datetime] | None:
        if self._random.random() >= self._hall.fails * clerk.manner.fails:
            return None
        first = self._opens + timedelta(minutes=self._random.uniform(0, 400))
        return first, first + timedelta(minutes=min(240.0, log_normal(self._random, 45, 0.8)))

    def visits(self, back: dict[date, list[Customer]]) -> Iterator[Visit]:
        """What the day leaves; ``back`` are those who come again, by their day."""
        came = [*arrivals(self._random, self._hall, self._day, len(self._on)), *back.pop(self._day, ())]
        for who in sorted(came, key=lambda each: each.at):
            clerk = self._clerk_for(who)
            start = max(who.at, _free(clerk))
            if start - who.at > self._patience() or start > self._closes + _AFTER_CLOSING:
                continue
            if start - _free(clerk) >= _EMPTY:
                yield from self._alone(clerk, start)
            yield from self._serve(clerk, who, start)
            if again := comes_again(self._random, self._hall, who, self._day):
                back.setdefault(again[0], []).append(again[1])
        for clerk in self._on:
            if self._closes - _free(clerk) >= _EMPTY:
                yield from self._alone(clerk, self._closes)

    def _patience(self) -> timedelta:
        return timedelta(minutes=log_normal(self._random, 40, 0.5))

    def _clerk_for(self, who: Customer) -> Clerk:
        some: Sequence[Clerk] = self._on
        if self._hall.place.through and who.at.hour in (12, 13):
            some = [
                each for at, each in enumerate(some) if (at + self._day.day) % 2 == who.at.hour % 2
            ] or some
        if who.matter.kind == COMPLAINT and self._random.random() < 0.75:
            some = [each for each in some if each.manner.name == COMPLAINTS] or some
        if who.matter.kind not in SHORT:
            some = [each for each in some if each.manner.name != ENQUIRY] or some
        ready = [each for each in some if _free(each) <= who.at]
        if desk := [each for each in ready if each.manner.name == ENQUIRY and who.matter.kind in SHORT]:
            return desk[0]
        return self._random.choice(ready) if ready else min(some, key=_free)

    def _serve(self, clerk: Clerk, who: Customer, start: datetime) -> Iterator[Visit]:
        """The visit, one more for each further account where the hall does so, and what the clerk adds."""
        seconds = log_normal(self._random, who.matter.seconds, 0.5) * clerk.pace
        enquiry = clerk.manner.name == ENQUIRY and self._random.random() < 0.35
        accounts = (("" if enquiry else who.account), *who.more)
        if not self._hall.each_account:
            seconds, accounts = seconds + 30 * len(who.more), accounts[:1]
        for place, account in enumerate(accounts):
            scene = self._scene(
                clerk, who, account, start, seconds if not place else self._random.uniform(20, 70)
            )
            if place:
                scene.visit.done = "family"
                scene.will.seconds = min(scene.will.seconds, self._random.uniform(1.2, 3.5))
                if self._random.random() < 0.5:
                    scene.will.outcome = "timed_out"
            yield from self._settle(clerk, scene, last=place == len(accounts) - 1)
            start = _free(clerk)

    def _scene(self, clerk: Clerk, who: Customer, account: str, start: datetime, seconds: float) -> Scene:
        random, manner = clerk.random, clerk.manner
        queue = start - who.at > timedelta(minutes=3)
        asked = random.random() < clerk.asks * clerk.hand.asks * (0.92 if queue else 1.0)
        left = random.random() < manner.late
        will = will_of(
            random,
            self._hall,
            who,
            clerk.mood,
            start - who.at,
            asked=asked and not left,
            helps=manner.helps,
            press=manner.press * (0.88 if queue else 1.0),
        )
        if left:
            will.outcome = "timed_out"
        armed = max(start + timedelta(seconds=8 + seconds), _silent(clerk))
        visit = Visit(clerk.number, who.matter.kind, account, start, armed)
        visit.felt = will.level
        seems = will.content + random.gauss(0, 0.45)
        return Scene(self._hall, random, who, visit, will, seems, queue, explains=manner.explains and asked)

    def _settle(self, clerk: Clerk, scene: Scene, *, last: bool) -> Iterator[Visit]:
        visit, draw = scene.visit, clerk.random.random()
        if clerk.pad_down and clerk.pad_down[0] <= visit.armed_at <= clerk.pad_down[1]:
            unseen(scene, "device_down")
        elif draw < 0.003:
            unseen(scene, "unexplained")
        elif not clerk.hand.deal(scene):
            put(scene)
        yield visit
        self._done(clerk, visit)
        for more in clerk.hand.after(scene) if last else ():
            yield more
            self._done(clerk, more)

    def _alone(self, clerk: Clerk, until: datetime) -> Iterator[Visit]:
        """What he adds while nobody is before him, on a day on which his pad does not fail."""
        if clerk.pad_down:
            return
        for visit in clerk.hand.alone(self._hall, max(_free(clerk), _silent(clerk)), until):
            visit.clerk = clerk.number
            yield visit
            clerk.asked_until = visit.decided_at or visit.armed_at

    def _done(self, clerk: Clerk, visit: Visit) -> None:
        """The customer goes; a question nobody answers stands on while the next one sits down."""
        clerk.asked_until = visit.decided_at or visit.armed_at
        goes = visit.armed_at if visit.state == "timed_out" else clerk.asked_until
        clerk.free = goes + timedelta(seconds=clerk.random.uniform(5, 25))


def _free(clerk: Clerk) -> datetime:
    assert clerk.free is not None
    return clerk.free


def _silent(clerk: Clerk) -> datetime:
    """When the question before is gone."""
    assert clerk.asked_until is not None
    return clerk.asked_until + timedelta(seconds=1)
