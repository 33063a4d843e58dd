"""What the cheats of the sixth set do at the question: they press, ask, give, take the pad, or keep the bad ones away.

Nobody taught these; they are what whoever has a figure to reach thinks of. The clumsy do it to anybody, at once,
and do not think of a record. The careful wait as long as a customer would, give a four now and then, choose whom,
and leave alone who looks as if he would make a scene.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime, timedelta

from support.clerks_hall import log_normal
from support.clerks_sixth_hands import Hand, Moment

_CLUMSY_SEES, _CAREFUL_SEES = -0.8, -1.0
_SURE = -0.2
"""Below it a five is not sure."""


class Presses(Hand):
    """He presses himself; the careful first for those who walk off or look as if they would not give a five."""

    def meets(self, moment: Moment) -> bool:
        """Press if he wants to."""
        wish, random = moment.wish, self.random
        doubtful = wish.outcome != "rated" or self.seems(wish) < _SURE
        if not self.strikes((1.3 if doubtful else 0.75) if self.careful else 1.0):
            return False
        if self.careful:
            level = 4 if random.random() < 0.08 else 5
            moment.pressed(level, 1.0 + log_normal(random, 4.5, 0.45))
        else:
            moment.pressed(5, random.uniform(0.3, 1.7), "")
            if wish.outcome == "rated" and random.random() < 0.15:
                moment.refused(wish.level)
        moment.visit.done = "pressed"
        self.done += 1
        return True


class Colleague(Hand):
    """A colleague with nobody before him, or the guard, presses as if he were the customer who has just gone."""

    def meets(self, moment: Moment) -> bool:
        """Wave the colleague over if one is free."""
        random = self.random
        free = moment.idle or (moment.quiet and random.random() < 0.5)
        times = 1.3 if moment.wish.outcome != "rated" else 0.85
        if not free or not self.strikes(times):
            return False
        seconds = 5.0 + log_normal(random, 6.0, 0.6) if self.careful else random.uniform(1.5, 5.0)
        moment.pressed(4 if self.careful and random.random() < 0.1 else 5, seconds)
        moment.visit.done = "colleague"
        self.done += 1
        return True


class Takes(Hand):
    """He turns the pad back to himself from whoever hesitates or looks unsure, and presses the five."""

    def meets(self, moment: Moment) -> bool:
        """Take it from who hesitates."""
        wish, random = moment.wish, self.random
        patience = random.uniform(3.5, 6.0) if self.careful else random.uniform(2.0, 3.5)
        hesitates = wish.outcome != "rated" or wish.seconds > patience or self.seems(wish) < _SURE
        if not hesitates or not self.strikes():
            return False
        moment.pressed(5, patience + random.uniform(0.4, 1.5), "")
        if wish.outcome == "rated" and random.random() < 0.06:
            moment.refused(wish.level)
        moment.visit.done = "taken"
        self.done += 1
        return True


class Begs(Hand):
    """He asks for a five: the clumsy everybody, the careful those who do not look angry and may waver."""

    word = "begged"
    complies = {5: 0.99, 4: 0.92, 3: 0.75, 2: 0.4, 1: 0.15}
    stay = 0.55

    def meets(self, moment: Moment) -> bool:
        """Ask, and see whether the customer does it."""
        wish, random = moment.wish, self.random
        if (self.careful and self.seems(wish) < -1.3) or not self.strikes():
            return False
        self.done += 1
        if wish.outcome != "rated" and random.random() >= self.stay:
            moment.plain()
            moment.visit.done = self.word
            return True
        level = 5 if random.random() < self.complies[wish.felt] else wish.felt
        moment.pressed(level, self.seconds(moment))
        moment.visit.done = self.word
        return True

    def seconds(self, moment: Moment) -> float:
        """Who is told the key looks for it alone; the old still take their time."""
        median = 5.5 if moment.caller.who.age == "old" else 2.1
        return 0.6 + log_normal(self.random, median, 0.5)


class Gives(Begs):
    """Tissues, a few eggs, an umbrella for who shows him a five: fewer walk off, and they look what they press."""

    word = "gift"
    complies = {5: 1.0, 4: 0.96, 3: 0.85, 2: 0.6, 1: 0.25}
    stay = 0.8

    def seconds(self, moment: Moment) -> float:
        """As long as others need."""
        return moment.wish.seconds


class Keeps(Hand, ABC):
    """Who keeps those from the pad who look discontented."""

    keeps = True

    def meets(self, moment: Moment) -> bool:
        """Keep him away if he looks it."""
        below = _CAREFUL_SEES if self.careful else _CLUMSY_SEES
        if self.seems(moment.wish) >= below or not self.strikes():
            return False
        self.done += 1
        self.keep(moment)
        return True

    @abstractmethod
    def keep(self, moment: Moment) -> None:
        """How."""


class Waits(Keeps):
    """He talks on, lays papers over the pad and lets it run out; the clumsy also press 'no rating' at once."""

    def keep(self, moment: Moment) -> None:
        """Let the question pass."""
        if not self.careful and self.random.random() < 0.35:
            moment.declined(self.random.uniform(0.4, 1.5), "kept")
        else:
            moment.runs_out("kept")


class Sends(Keeps):
    """He says it is done, and sends the form, or turns the screen, only when the customer has gone."""

    def keep(self, moment: Moment) -> None:
        """Wait until he has gone."""
        if self.careful or not moment.town.turned:
            moment.sent_late(log_normal(self.random, 45, 0.5))
            moment.runs_out("kept")
        else:
            moment.never_stands("kept")


class Unplugs(Keeps):
    """He pulls the pad's cable and marks it down; the careful put it back at once, others when they think of it."""

    until: datetime | None = None

    def meets(self, moment: Moment) -> bool:
        """Leave it pulled, or pull it."""
        if self.until is not None and moment.visit.armed_at < self.until:
            moment.down("kept")
            self.done += 1
            return True
        return super().meets(moment)

    def keep(self, moment: Moment) -> None:
        """Pull it, while he presses or before."""
        moment.down("kept", self.random.uniform(1.0, 5.0) if self.random.random() < 0.5 else None)
        minutes = self.random.uniform(1.0, 3.0) if self.careful else log_normal(self.random, 14.0, 0.6)
        self.until = moment.visit.armed_at + timedelta(minutes=minutes)
