"""The moment of the question in the sixth set: what may become of it, and the hand of a clerk in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import ClassVar

from support.clerks_cheats import counts
from support.clerks_hall import Visit
from support.clerks_sixth_clerks import Seat
from support.clerks_sixth_people import Caller, District, Wish, reason_of
from support.clerks_sixth_town import Town


@dataclass
class Moment:
    """A form was sent, the question is armed: who sits there, what he would do, what can be seen of the hall."""

    random: Random
    town: Town
    seat: Seat
    caller: Caller
    visit: Visit
    wish: Wish
    quiet: bool
    """Nobody waits."""
    idle: bool
    """A colleague has nobody before him."""

    def stands(self) -> None:
        """The question stands: at once on a second screen, on the clerk's own when it is turned."""
        low, high = (1.2, 5.0) if self.town.turned else (0.2, 0.7)
        turned = timedelta(seconds=self.random.uniform(low, high))
        self.visit.shown_at = self.visit.armed_at + turned

    def pressed(self, level: int, seconds: float, reason: str | None = None) -> None:
        """Somebody presses a level so many seconds after the question stood; the reason is drawn if none is given."""
        visit = self.visit
        self.stands()
        assert visit.shown_at is not None
        old = self.caller.who.age == "old"
        visit.state, visit.level = "rated", level
        visit.reason = reason_of(self.random, level, old=old) if reason is None else reason
        seconds = min(seconds, self.town.waits - 1)
        visit.latency_ms = int(seconds * 1000)
        visit.decided_at = visit.shown_at + timedelta(seconds=seconds)

    def refused(self, level: int) -> None:
        """A press after the question was answered."""
        self.visit.refused = (*self.visit.refused, level)

    def runs_out(self, done: str = "") -> None:
        """The question stands until it is taken down."""
        self.stands()
        assert self.visit.shown_at is not None
        self.visit.state, self.visit.done = "timed_out", done
        self.visit.decided_at = self.visit.shown_at + timedelta(seconds=self.town.waits)

    def declined(self, seconds: float, done: str = "") -> None:
        """The key for no rating is pressed."""
        self.stands()
        assert self.visit.shown_at is not None
        self.visit.state, self.visit.done = "declined", done
        self.visit.latency_ms = int(seconds * 1000)
        self.visit.decided_at = self.visit.shown_at + timedelta(seconds=seconds)

    def down(self, done: str, after: float | None = None) -> None:
        """The pad is broken, from before or so many seconds after the question stood."""
        visit = self.visit
        visit.state, visit.done = "device_down", done
        visit.decided_at = visit.armed_at + timedelta(seconds=self.town.waits)
        if after is not None:
            self.stands()
            assert visit.shown_at is not None
            visit.decided_at = visit.shown_at + timedelta(seconds=after)

    def never_stands(self, done: str) -> None:
        """The screen is not turned."""
        self.visit.state, self.visit.done = "unexplained", done

    def sent_late(self, seconds: float) -> None:
        """The form is sent so much later, when the customer has gone."""
        self.visit.armed_at += timedelta(seconds=seconds)

    def plain(self) -> None:
        """The customer does what he would."""
        wish = self.wish
        if wish.outcome == "rated":
            self.pressed(wish.level, wish.seconds)
            if wish.again:
                self.refused(wish.level)
            self.visit.done = "child" if wish.child else ""
        elif wish.outcome == "declined":
            self.declined(wish.seconds)
        else:
            self.runs_out()


@dataclass
class Gap:
    """A stretch in which nobody was before a clerk."""

    start: datetime
    end: datetime


class Hand:
    """What a clerk does besides serving; an honest one does nothing.

    ``strength`` is the share he does it to of those who come into question, ``careful`` whether he thinks
    of who may look at his month.
    """

    keeps: ClassVar[bool] = False
    """Whether it keeps the bad ratings away, so that few visits are enough."""

    def __init__(self, random: Random, strength: float, *, careful: bool) -> None:
        self.random, self.strength, self.careful = random, strength, careful
        self.done = 0

    @property
    def touched(self) -> int:
        """How many visits he has helped along."""
        return self.done

    def strikes(self, times: float = 1.0) -> bool:
        """Whether he does it now."""
        return self.random.random() < self.strength * times

    def seems(self, wish: Wish) -> float:
        """How content the customer looks to him."""
        return wish.content + self.random.gauss(0, 0.35 if self.careful else 0.6)

    def meets(self, moment: Moment) -> bool:  # noqa: ARG002
        """Whether he takes the question into his own hand, and what he does with it."""
        return False

    def after(self, moment: Moment) -> list[Visit]:  # noqa: ARG002
        """What he makes of a visit that is over."""
        return []

    def guests(self, town: Town, number: str, day: date) -> list[Caller]:  # noqa: ARG002
        """Who comes for him."""
        return []

    def invents(
        self,
        town: Town,  # noqa: ARG002
        people: District,  # noqa: ARG002
        number: str,  # noqa: ARG002
        gaps: list[Gap],  # noqa: ARG002
        served: int,  # noqa: ARG002
    ) -> list[Visit]:
        """Visits nobody made, in a day in which he served so many."""
        return []

    def to_find(self, tokens: int) -> bool:
        """Whether a month of so many tokens is one that has to be found."""
        return counts("hides" if self.keeps else "", self.touched, tokens)


class Honest(Hand):
    """A clerk who lets customers rate."""

    def __init__(self) -> None:
        super().__init__(Random(0), 0.0, careful=False)
