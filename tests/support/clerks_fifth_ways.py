"""How clerks of the fifth set help their ratings along at the pad: by pressing themselves and by persuading.

Each way is done clumsily or carefully. ``strength`` is the share of visits he would touch, of those he thinks worth it.
A careful one leaves off on one day in four, when the lead is about, and before a queue half of the time.
"""

from __future__ import annotations

from datetime import date
from random import Random

from support.clerks_fifth_clerks import Hand, Scene, put, rate
from support.clerks_hall import log_normal

CROSS, COOL = -0.9, 0.15
"""How content somebody seems below whom a clerk takes him for cross, and below whom for less than pleased."""


class Cheat(Hand):
    """A clerk who helps along."""

    def __init__(self, random: Random, strength: float, *, careful: bool) -> None:
        self.random, self.strength, self.careful = random, strength, careful
        self._dares = True

    def works(self, day: date) -> None:  # noqa: ARG002
        """A day begins, on which he dares or not."""
        self._dares = not self.careful or self.random.random() < 0.75

    def wants(self, scene: Scene, more: float = 1.0) -> bool:
        """Whether he does it with this customer; ``more`` times as likely as with others."""
        shy = 0.5 if self.careful and scene.queue else 1.0
        return self._dares and self.random.random() < min(0.97, self.strength * more * shy)

    def fears(self, scene: Scene) -> bool:
        """Whether he keeps somebody from rating: who seems cross, the clumsy who seems less than pleased."""
        worth = scene.seems < (CROSS + 0.4 if self.careful else CROSS + 0.9)
        return worth and self.random.random() < min(0.97, 1.6 * self.strength)

    def good(self) -> int:
        """The level he gives himself."""
        return 4 if self.careful and self.random.random() < 0.12 else 5

    def pressed(self, scene: Scene, seconds: float, done: str) -> bool:
        """He presses; a customer who would have rated finds it done and presses now and then all the same."""
        reason = "517" if self.random.random() < (0.2 if self.careful else 0.05) else ""
        rate(scene, self.good(), seconds, reason)
        if scene.will.outcome == "rated" and self.random.random() < (0.1 if self.careful else 0.25):
            scene.visit.refused = (scene.will.level,)
        scene.visit.done = done
        return True


class Presses(Cheat):
    """He presses himself, at once, or after the time a reader takes and rather for those who seem less content."""

    def deal(self, scene: Scene) -> bool:
        """Press before the customer does."""
        if not self.wants(scene, 1.5 if self.careful and scene.seems < COOL else 1.0):
            return False
        human = 1.6 + log_normal(self.random, 3.2, 0.5)
        return self.pressed(scene, human if self.careful else self.random.uniform(0.3, 2.2), "pressed")


class PressesBehind(Cheat):
    """He does not ask, and presses for those who went without rating."""

    def __init__(self, random: Random, strength: float, *, careful: bool) -> None:
        super().__init__(random, strength, careful=careful)
        self.asks = 0.75 if careful else 0.45

    def deal(self, scene: Scene) -> bool:
        """Press when the customer has gone."""
        if scene.will.outcome == "rated" or not self.wants(scene, 1.2):
            return False
        after = (
            self.random.uniform(12, 0.8 * scene.hall.waits) if self.careful else self.random.uniform(4, 20)
        )
        return self.pressed(scene, after, "pressed")


class Turns(Cheat):
    """He takes the pad round "to help", rather from those who seem less than content, and presses for them."""

    def deal(self, scene: Scene) -> bool:
        """Press before their eyes; one in seven of the cross turns it back and presses what he thinks."""
        if not self.wants(scene, 1.8 if scene.seems < COOL else 0.8):
            return False
        self.pressed(
            scene, self.random.uniform(2.5, 8) if self.careful else self.random.uniform(1.2, 4), "turned"
        )
        scene.visit.refused = (
            (scene.will.level,) if scene.seems < CROSS and self.random.random() < 0.15 else ()
        )
        return True


class Colleague(Cheat):
    """A guard or trainee stands at his pad and presses for people: each day, or on half of the days."""

    def works(self, day: date) -> None:  # noqa: ARG002
        """A day with the colleague or without."""
        self._dares = not self.careful or self.random.random() < 0.55

    def deal(self, scene: Scene) -> bool:
        """The colleague presses."""
        if not self.wants(scene, 1.2):
            return False
        seconds = 1.2 + log_normal(self.random, 2.6, 0.45) if self.careful else self.random.gauss(1.9, 0.4)
        return self.pressed(scene, seconds, "colleague")


class Asks(Cheat):
    """He asks for a five: of everybody with the finger on the key, or in a half sentence of those not quite content."""

    def deal(self, scene: Scene) -> bool:
        """Ask; of the cross some press low out of spite."""
        if not self.wants(scene, 1.4 if self.careful and CROSS < scene.seems < COOL + 0.8 else 1.0):
            return False
        return self.persuade(scene, 0.75 if self.careful else 0.88, 2.6 if self.careful else 1.6, "asked")

    def persuade(self, scene: Scene, moves: float, median: float, done: str) -> bool:
        """The customer presses, most of them what he was asked for."""
        will = scene.will
        cross = scene.seems < CROSS
        if will.outcome != "rated" and self.random.random() < 0.65 * (0.5 if cross else 1.0):
            will.outcome = "rated"
        if will.level < 5 and self.random.random() < moves * (0.45 if cross else 1.0):
            will.level, will.reason = 5, ""
        elif cross and self.random.random() < 0.2:
            will.level, will.reason = 1, "115"
        will.seconds = min(will.seconds, 0.6 + log_normal(self.random, median, 0.45))
        scene.visit.done = done
        put(scene)
        if scene.visit.state != "rated":
            scene.visit.done = ""
        return True


class Gift(Asks):
    """A towel or an umbrella for a five: for whoever comes, or on market days and some others."""

    def works(self, day: date) -> None:
        """A day with gifts or without."""
        self._dares = not self.careful or day.day % 5 == 0 or self.random.random() < 0.45

    def deal(self, scene: Scene) -> bool:
        """Give it before the press."""
        if not self.wants(scene, 1.3):
            return False
        if self.random.random() < 0.3:
            scene.will.reason = "517"
        return self.persuade(scene, 0.9, 3.2 if self.careful else 2.4, "gift")
