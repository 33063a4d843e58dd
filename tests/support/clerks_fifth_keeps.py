"""How clerks of the fifth set keep those away from the pad who would rate them low.

All of them fear who seems cross to them, the clumsy already who seems less than pleased, on all days and before any
queue; a clerk errs in how content somebody is as people do. What they do is what the counter lets them: let the
question run out, send the form late, close the pad's window, mark the pad as out of order, press "no rating".
"""

from __future__ import annotations

from datetime import datetime, timedelta

from support.clerks_fifth_clerks import Scene, decline, run_out, unseen
from support.clerks_fifth_ways import Cheat


class Stalls(Cheat):
    """He keeps the pad with him and goes on talking until the question is gone."""

    def deal(self, scene: Scene) -> bool:
        """Let it run out for who seems cross."""
        if not self.fears(scene):
            return False
        run_out(scene)
        scene.visit.done = "stalled"
        return True


class SendsAway(Cheat):
    """He lets the cross go before he sends the form, a minute later or five."""

    def deal(self, scene: Scene) -> bool:
        """Send it when they are gone."""
        if not self.fears(scene):
            return False
        later = self.random.uniform(20, 90) if self.careful else self.random.uniform(90, 320)
        scene.visit.armed_at += timedelta(seconds=later)
        run_out(scene)
        scene.visit.done = "sent_away"
        return True


class Covers(Cheat):
    """He closes the pad's window before he sends the form of somebody cross, so the question never stands."""

    def deal(self, scene: Scene) -> bool:
        """No question."""
        if not self.fears(scene):
            return False
        unseen(scene, "unexplained")
        scene.visit.done = "covered"
        return True


class MarksDown(Cheat):
    """He marks the pad as out of order for somebody cross; the careful leaves it so for a while, as if it were."""

    _until: datetime | None = None

    def deal(self, scene: Scene) -> bool:
        """The pad is "down"."""
        at = scene.visit.armed_at
        if self._until is None or at > self._until:
            if not self.fears(scene):
                return False
            self._until = at + timedelta(minutes=self.random.uniform(5, 35) if self.careful else 0)
        unseen(scene, "device_down")
        scene.visit.done = "marked_down"
        return True


class Declines(Cheat):
    """He presses "no rating" for the cross."""

    def deal(self, scene: Scene) -> bool:
        """Decline for them."""
        if not self.fears(scene):
            return False
        decline(scene, self.random.uniform(2.5, 11) if self.careful else self.random.uniform(0.4, 2.5))
        scene.visit.done = "declined_for"
        return True
