"""Clerks who help their ratings along, in the ways that were seen or told of in real halls, from blatant to subtle.

Each does so to a share of what passes through his hands: 0.6, 0.4, 0.2 or 0.1 (``STRENGTHS``). None of them knows
a rule; what they look like comes from what a hand does:

* ``at once``: a clerk pressed the button himself before the customer could, and was reprimanded. His finger is there.
* ``after leaving``: the pad still asks, the customer is out of the door; the clerk presses late.
* ``human looking``: the clerk waits as long as he thinks that people take, always about the same, and presses five.
* ``hides``: the screen is not turned for a customer who is visibly cross.
* ``unplugs``: the pad comes loose when such a one reaches for it.
* ``friend``: a friend comes in when the hall is empty, with one little question after another.
* ``invents``: little matters nobody asked, submitted as fast as the form lets him, each with a five.
* ``nudges``: "please press five": grades go up, nobody looks for a reason, presses come fast.
* ``mix``: hides, presses after leaving and waits like a human, a third each.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from support.clerks_hall import PAD_WAITS, Hall, Visit, Wish, log_normal
from support.clerks_manners import Hand, answer, press, show

STRENGTHS = (0.6, 0.4, 0.2, 0.1)
FELT = -0.9
"""A customer below this is cross enough to be noticed, mostly."""


class Cheat(Hand):
    """A hand that helps along a share of the ratings."""

    def __init__(self, random: Random, strength: float) -> None:
        super().__init__(random)
        self.strength = strength

    def strikes(self) -> bool:
        """Whether it does so now."""
        return self.random.random() < self.strength

    def feels(self, wanted: Wish) -> bool:
        """Whether the clerk takes a customer for cross and does something; who is blatant does it each time."""
        seen = wanted.content + self.random.gauss(0, 0.35) < FELT
        return seen and self.random.random() < min(1.0, self.strength / 0.5)


class AtOnce(Cheat):
    """Presses as the question appears."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """His own finger, before anybody's."""
        if not self.strikes():
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, max(0.5, turns / 2))
        self.pressed.add(id(visit))
        press(visit, 5, "", max(0.35, log_normal(self.random, 0.95, 0.35)))
        # The customer often presses too: what he wanted is refused.
        if wanted.outcome == "rated" and self.random.random() < 0.25:
            visit.refused = (wanted.level,)
        return None


class AfterLeaving(Cheat):
    """Presses when the customer has gone: first for those who would not have rated, then he lets more of them go."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Late, with nobody there."""
        none = wanted.outcome != "rated"
        if not (self.strikes() or (none and self.strikes())):
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, turns)
        self.pressed.add(id(visit))
        press(visit, 5, "", self.random.uniform(20, PAD_WAITS - 4))
        return None


class HumanLooking(Cheat):
    """Waits as long as he thinks that people take."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Six seconds, about."""
        if not self.strikes():
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, turns)
        self.pressed.add(id(visit))
        press(visit, 5, "", max(2.2, self.random.gauss(6.0, 1.3)))
        return None


class Hides(Cheat):
    """Does not turn the screen for the cross."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Nothing is shown."""
        if not self.feels(wanted):
            return super().rate(visit, wanted, turns)
        self.touched += 1
        visit.done = "hidden"
        return None


class Unplugs(Cheat):
    """The pad fails just when the cross reach for it."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Shown, and gone."""
        if not self.feels(wanted):
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, turns)
        visit.state, visit.done = "device_down", "unplugged"
        return None


class Nudges(Cheat):
    """Asks for a five."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Most who were not cross do as they are asked, some of the others too, fast and without a reason."""
        if not self.strikes():
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, turns)
        visit.done = "told"
        if wanted.outcome == "rated" and self.random.random() < (0.85 if wanted.level >= 3 else 0.35):
            press(visit, 5, "", 0.7 + log_normal(self.random, 1.7, 0.4))
        else:
            answer(visit, wanted)
        return None


class Makes(Cheat):
    """Adds visits that are none, in the stretches of the day in which the counter is idle."""

    nobody = False
    """Whether there is no customer at all, who would remember to have pressed."""

    def invented(
        self, hall: Hall, clerk: str, idle: list[tuple[datetime, datetime]], seen: int
    ) -> list[Visit]:
        """So many that they are the share of all."""
        del hall
        wanted = seen * self.strength / (1 - self.strength)
        left = int(wanted) + (self.random.random() < wanted % 1)
        made: list[Visit] = []
        for begins, ends in self.random.sample(idle, len(idle)):
            at = begins + timedelta(seconds=self.random.uniform(60, 150))
            for _ in range(min(left, self.random.randint(2, 6))):
                visit = self.one(clerk, at)
                assert visit.decided_at is not None
                if visit.decided_at + timedelta(seconds=30) > ends:
                    break
                made.append(visit)
                if self.nobody:
                    self.pressed.add(id(visit))
                left -= 1
                at = visit.decided_at + timedelta(seconds=self.random.uniform(8, 75))
        self.touched += len(made)
        return made

    @abstractmethod
    def one(self, clerk: str, at: datetime) -> Visit:
        """One such visit."""


class Friend(Makes):
    """A friend or two who really press, one little question after another."""

    def one(self, clerk: str, at: datetime) -> Visit:
        """A form filled in at a fair pace, a quick five."""
        account = self.random.choice(("", f"0417{clerk}0001", f"0417{clerk}0002"))
        armed = at + timedelta(seconds=log_normal(self.random, 32, 0.35))
        visit = Visit(clerk, "BZ501", account, at, armed)
        show(visit, self.random.uniform(1, 4))
        reason = "517" if self.random.random() < 0.15 else ""
        press(visit, 5, reason, 0.7 + log_normal(self.random, 1.7, 0.4))
        return visit


class Invents(Makes):
    """Forms of nobody, as fast as they can be filled in."""

    nobody = True

    def one(self, clerk: str, at: datetime) -> Visit:
        """A form of seconds and his own press."""
        account = "" if self.random.random() < 0.6 else f"0417{self.random.randrange(10**6):06d}"
        armed = at + timedelta(seconds=max(7.0, log_normal(self.random, 15, 0.3)))
        visit = Visit(clerk, "BZ501", account, at, armed)
        show(visit, self.random.uniform(0.6, 2.5))
        press(visit, 5, "", 0.5 + log_normal(self.random, 1.2, 0.4))
        return visit


class Mix(Cheat):
    """A little of several, as somebody does who has heard that one thing alone shows."""

    def __init__(self, random: Random, strength: float) -> None:
        super().__init__(random, strength)
        self._others = [kind(random, strength) for kind in (Hides, AfterLeaving, HumanLooking)]

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Whichever comes to mind."""
        other = self.random.choice(self._others)
        before = other.touched
        other.rate(visit, wanted, turns)
        self.touched += other.touched - before
        self.pressed |= other.pressed


STYLES: dict[str, Callable[[Random, float], Cheat]] = {
    "at once": AtOnce,
    "after leaving": AfterLeaving,
    "human looking": HumanLooking,
    "hides": Hides,
    "unplugs": Unplugs,
    "friend": Friend,
    "invents": Invents,
    "nudges": Nudges,
    "mix": Mix,
}
SUPPRESSING = frozenset({"hides", "unplugs", "stalls"})
"""What these touch are the few bad ratings, not a share of all."""


def counts(style: str, touched: int, tokens: int) -> bool:
    """Whether a month of a cheat is one that has to be found; set before any rule was looked at.

    A rating helped along here and there cannot be told from chance: at least eight, and at least a fifth of the
    month's tokens. Of those who suppress the bad ones at least eight and one token in twenty: honest people forget
    to turn the screen as often as that.
    """
    share = 20 if style in SUPPRESSING else 5
    return touched >= 8 and touched * share >= tokens
