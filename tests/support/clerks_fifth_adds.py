"""How clerks of the fifth set add visits for the sake of a rating, and two ways together.

One matter becomes several tokens of the same customer; friends drop in at quiet times about nothing and press five;
in an empty hall visits are made up and pressed by the clerk. So many are added as he thinks he needs for each real
visit. The clumsy add in runs, the careful one by one and with times as of real customers.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from support.clerks_fifth_clerks import Scene, rate
from support.clerks_fifth_halls import Hall
from support.clerks_fifth_people import COMPLAINT, MATTERS, SHORT, Customer, Will, an_account
from support.clerks_fifth_ways import Cheat
from support.clerks_hall import Visit, log_normal

_FRIENDLY = 0.5
_KINDS = tuple(each.kind for each in MATTERS if each.kind != COMPLAINT)


class Splits(Cheat):
    """He makes two or more tokens of one matter, of those who seem pleased."""

    def after(self, scene: Scene) -> Iterator[Visit]:
        """The further ones: the same kind again, or another small thing that was not asked."""
        first = scene.visit
        if first.state != "rated" or scene.seems < _FRIENDLY or not self.wants(scene, 1.5):
            return
        at = first.decided_at or first.armed_at
        for _ in range(1 + (self.random.random() < 0.15) if self.careful else self.random.randint(1, 3)):
            served = self.random.uniform(25, 100) if self.careful else self.random.uniform(6, 25)
            kind = self.random.choice(_KINDS) if self.careful else first.kind
            opened = at + timedelta(seconds=self.random.uniform(2, 8))
            more = Visit(first.clerk, kind, first.account, opened, opened + timedelta(seconds=served), felt=5)
            by_hand = self.random.random() < (0.3 if self.careful else 0.6)
            more.done = "split_pressed" if by_hand else "split"
            seconds = (
                self.random.uniform(0.5, 2.5) if by_hand and not self.careful else self.random.uniform(1.3, 5)
            )
            _rated(self, scene.hall, more, seconds)
            at = more.decided_at or more.armed_at
            yield more


class Adds(Cheat):
    """Who adds visits in quiet times, ``more`` for each real one."""

    more = 0.65
    at_rest = False
    """Whether he does so while the hall is closed at midday."""

    def __init__(self, random: Random, strength: float, *, careful: bool) -> None:
        super().__init__(random, strength, careful=careful)
        self._due = 0.0

    def deal(self, scene: Scene) -> bool:  # noqa: ARG002
        """One more real visit, which he leaves as it is."""
        self._due += self.strength * self.more
        return False

    def works(self, day: date) -> None:
        """A day begins; what he did not come to on the last ones is partly let go."""
        super().works(day)
        self._due = min(self._due, 6.0)

    def alone(self, hall: Hall, first: datetime, last: datetime) -> Iterator[Visit]:
        """Visits for as long as nobody comes."""
        at, run = first + timedelta(seconds=self.random.uniform(15, 150)), self.run()
        while self._dares and self._due >= 1 and run:
            if hall.rests(at) and not self.at_rest:
                return
            visit = self.one(hall, at)
            if (visit.decided_at or visit.armed_at) + timedelta(seconds=10) > last:
                return
            yield visit
            self._due, run = self._due - 1, run - 1
            at = (visit.decided_at or visit.armed_at) + timedelta(seconds=self.random.uniform(4, 60))

    def run(self) -> int:
        """How many in a row at most."""
        return 1 if self.careful and self.random.random() < 0.8 else self.random.randint(2, 6)

    @abstractmethod
    def one(self, hall: Hall, at: datetime) -> Visit:
        """A visit from this time on."""


class Friends(Adds):
    """Friends drop in about next to nothing: some few who come often, or many who come twice or thrice."""

    def __init__(self, random: Random, strength: float, *, careful: bool) -> None:
        super().__init__(random, strength, careful=careful)
        self._friends = [
            an_account(random) for _ in range(random.randint(*((14, 28) if careful else (5, 9))))
        ]

    def run(self) -> int:
        """They come alone, or two or three together."""
        return 1 if self.careful and self.random.random() < 0.8 else self.random.randint(1, 3)

    def one(self, hall: Hall, at: datetime) -> Visit:
        """A friend pays a little or asks something, and presses five."""
        served = log_normal(self.random, 70, 0.4) if self.careful else self.random.uniform(12, 60)
        account = self.random.choice(self._friends)
        visit = Visit(
            "", self.random.choice(SHORT), account, at, at + timedelta(seconds=served), done="friend"
        )
        _rated(self, hall, visit, 0.8 + log_normal(self.random, 2.6 if self.careful else 1.6, 0.4))
        visit.level, visit.reason = 5, "517" if self.random.random() < 0.4 else ""
        return visit


class EmptyHall(Adds):
    """He makes visits up: with few accounts or none and in a hurry, or with those of earlier customers at leisure."""

    def __init__(self, random: Random, strength: float, *, careful: bool) -> None:
        super().__init__(random, strength, careful=careful)
        self._known = [an_account(random) for _ in range(6)]
        self.at_rest = not careful

    def deal(self, scene: Scene) -> bool:
        """He remembers who came."""
        if self.careful and scene.visit.account:
            self._known = [*self._known[-80:], scene.visit.account]
        return super().deal(scene)

    def one(self, hall: Hall, at: datetime) -> Visit:
        """Nobody comes, and he presses."""
        served = log_normal(self.random, 80, 0.5) if self.careful else self.random.uniform(4, 25)
        account = self.random.choice(self._known)
        if self.random.random() < (0.05 if self.careful else 0.35):
            account = ""
        visit = Visit(
            "", self.random.choice(SHORT), account, at, at + timedelta(seconds=served), done="made_up"
        )
        human = 1.5 + log_normal(self.random, 3.4, 0.5)
        _rated(self, hall, visit, human if self.careful else self.random.uniform(0.35, 1.8))
        return visit


class Both(Cheat):
    """Two ways together, each as strongly."""

    def __init__(self, first: Cheat, second: Cheat) -> None:
        super().__init__(first.random, first.strength, careful=first.careful)
        self._ways = (first, second)
        self.asks = min(first.asks, second.asks)

    def works(self, day: date) -> None:
        """A day begins for both."""
        for each in self._ways:
            each.works(day)

    def deal(self, scene: Scene) -> bool:
        """The one, else the other."""
        return any(each.deal(scene) for each in self._ways)

    def after(self, scene: Scene) -> Iterator[Visit]:
        """What either adds."""
        for each in self._ways:
            yield from each.after(scene)

    def alone(self, hall: Hall, first: datetime, last: datetime) -> Iterator[Visit]:
        """What either makes up: the first that does."""
        for each in self._ways:
            yield from each.alone(hall, first, last)


def _rated(cheat: Cheat, hall: Hall, visit: Visit, seconds: float) -> None:
    """The rating of a visit that was added."""
    nobody = Customer(visit.opened_at, MATTERS[0], "other", 0.0, visit.account)
    will = Will("rated", 5, "", seconds, 0.0, asked=False, helped=False)
    rate(Scene(hall, cheat.random, nobody, visit, will, 0.0, queue=False), cheat.good(), seconds)
