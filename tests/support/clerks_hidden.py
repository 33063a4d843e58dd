"""Further cheats and other halls, kept aside while rules were improved with those of ``clerks_cheats``.

* ``catches up``: honest until the last days of the month, then presses for almost everybody to make the figure right.
* ``shows late``: turns the screen only when the customer has left, and presses soon after.
* ``lifelike``: presses like his own customers do, now and then a four or a reason with it.
* ``stalls``: keeps the cross waiting for the pad until they go; it times out in front of nobody.
* ``colleague``: a colleague comes to the window between two customers, with a form of half a minute and a quick five.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from support.clerks_cheats import Cheat, Makes
from support.clerks_hall import PAD_WAITS, Hall, Visit, Wish, hall_of, log_normal, press_seconds
from support.clerks_manners import press, show
from support.clerks_months import MONTH


class CatchesUp(Cheat):
    """Wakes up when the month is nearly over."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """From a day on that depends on how much there is to make up."""
        days = MONTH.replace(day=31) - visit.armed_at.date()
        if days.days > 31 * self.strength or self.random.random() > 0.9:
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, turns)
        self.pressed.add(id(visit))
        press(visit, 5, "", 0.6 + log_normal(self.random, 1.6, 0.5))
        return None


class ShowsLate(Cheat):
    """The customer is gone before there is anything to press."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Half a minute late."""
        if not self.strikes():
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, self.random.uniform(20, 60))
        self.pressed.add(id(visit))
        press(visit, 5, "", self.random.uniform(1.5, 5))
        return None


class Lifelike(Cheat):
    """Knows how people press."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Like one of them."""
        if not self.strikes():
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, turns)
        level = 5 if self.random.random() < 0.9 else 4
        reason = "517" if level == 5 and self.random.random() < 0.15 else ""
        self.pressed.add(id(visit))
        press(visit, level, reason, press_seconds(self.random, "other"))
        return None


class Stalls(Cheat):
    """The cross wait for the pad until they go."""

    def rate(self, visit: Visit, wanted: Wish, turns: float) -> None:
        """Shown to nobody."""
        if not self.feels(wanted):
            return super().rate(visit, wanted, turns)
        self.touched += 1
        show(visit, self.random.uniform(30, 80))
        visit.state, visit.done = "timed_out", "stalled"
        assert visit.shown_at is not None
        visit.decided_at = visit.shown_at + timedelta(seconds=PAD_WAITS)
        return None


class Colleague(Makes):
    """One at a time, whenever nobody is there."""

    def one(self, clerk: str, at: datetime) -> Visit:
        """A form of half a minute."""
        armed = at + timedelta(seconds=log_normal(self.random, 35, 0.4))
        visit = Visit(clerk, "BZ501", f"0417{self.random.randrange(10**6):06d}", at, armed)
        show(visit, self.random.uniform(1, 5))
        press(visit, 5, "", 0.7 + log_normal(self.random, 2.2, 0.5))
        return visit


HIDDEN: dict[str, Callable[[Random, float], Cheat]] = {
    "catches up": CatchesUp,
    "shows late": ShowsLate,
    "lifelike": Lifelike,
    "stalls": Stalls,
    "colleague": Colleague,
}


def other_hall(random: Random, month: date) -> Hall:
    """Busier, older and more lenient halls than the others, with customers who say no more often."""
    hall = hall_of(random, month)
    return replace(
        hall,
        a_day=min(30.0, hall.a_day * 1.5),
        leniency=random.uniform(0.3, 1.3),
        old=random.uniform(0.3, 0.6),
        declines=random.uniform(0.05, 0.15),
    )
