"""Further ways to help ratings along, thought of as somebody would whose bonus hangs on the share of good ratings.

Nobody who wrote them had seen a rule. Each is done at a strength of 0.6, 0.4 or 0.2 of what passes through his hands;
who suppresses bad ratings acts on 95, 80 or 60 of a hundred of the few there are. They press themselves:

* ``in the breath``: the customer is told that all is done, turns, and the clerk's finger is there within seconds.
* ``fills up``: waits whether the customer presses; where he goes without, presses after some
  twenty seconds, a four among them.
* ``helps the old``: "let me press that for you": at once where they would take twelve seconds. Nobody else.
* ``enters later``: serves from a slip of paper, submits before the midday rest and at closing, one after another.
* ``two for one another``: a colleague with nobody before him comes over and presses when the customer has
  gone; both do.

They make visits:

* ``relatives``: in the quiet first and last hours a small matter of a relative or of somebody in the chat group who
  gave an account; one at a time, a fair pace. Who is called covers for him.
* ``closing time``: tokens for an empty counter in the last minutes, one form after another.
* ``splits``: the matters of a happy customer become two to four visits, and he presses each time.

They suppress bad ones:

* ``covers the faces``: a card of opening hours stands before the three lower faces.
* ``sends away``: "please go to window two", before anything is submitted.
* ``declines for them``: presses "no rating" when a cross customer gathers his papers.
* ``sees to the door``: walks the cross to the door, talking; the question runs out behind them.
* ``trouble days``: once a day turns out bad the pad is taken away for the rest of that half day.

And ``both ends``: declines for the cross and fills up for those who just go.

Left out, since no fact differs from an honest one: a gift or a smile for which customers really press five themselves;
threats that make them; a lead who makes up the answers of call-backs. No press can be replaced by a later one: pads
keep the later one as refused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from support.clerks_cheats import counts as _counts
from support.clerks_hall import Visit, log_normal
from support.clerks_manners import press, show
from support.clerks_third_hall import Wanted
from support.clerks_third_people import Asking, Evening, Fingers, honest

STRENGTHS = (0.6, 0.4, 0.2)
_ACTS = {0.6: 0.95, 0.4: 0.8, 0.2: 0.6}
_NOTICED = {1: 0.9, 2: 0.85, 3: 0.6, 4: 0.12, 5: 0.01}
"""How often a clerk sees it: anger shows, polite disappointment less."""


class Helping(Fingers):
    """Helps along a share of the ratings, or most of the bad ones."""

    def __init__(self, random: Random, strength: float) -> None:
        super().__init__(random)
        self.strength = strength
        self.acts = _ACTS[strength]
        self.partner = ""

    def strikes(self, factor: float = 1.0) -> bool:
        """Whether it is done now."""
        return self.random.random() < min(1.0, self.strength * factor)

    def dreads(self, wish: Wanted) -> bool:
        """Whether the customer is taken for cross, and something is done about it."""
        return self.random.random() < _NOTICED[wish.level] and self.random.random() < self.acts

    def presses(
        self, visit: Visit, seconds: float, whose: str = "never", level: int = 5, reason: str = ""
    ) -> None:
        """A press that is not the customer's."""
        self.touched += 1
        self.whose[id(visit)] = whose
        press(visit, level, reason, seconds)


class InTheBreath(Helping):
    """Three to eight seconds after the question; who presses sooner has pressed himself."""

    def rate(self, asking: Asking) -> list[Visit]:
        """ "All done, take care": most turn."""
        seconds = max(2.5, log_normal(self.random, 4.6, 0.35))
        own = asking.wish.outcome == "rated" and asking.wish.seconds < min(seconds, 3.0)
        if own or not self.strikes(1.2):
            return super().rate(asking)
        show(asking.visit, asking.turns)
        self.presses(asking.visit, seconds)
        if asking.wish.outcome == "rated" and self.random.random() < 0.08:
            asking.visit.refused = (asking.wish.level,)  # turns round once more, too late
        return []


class FillsUp(Helping):
    """Leaves who rates alone."""

    def rate(self, asking: Asking) -> list[Visit]:
        """Only where the question would stay open."""
        if asking.wish.outcome == "rated" or not self.strikes(1 / (1 - asking.hall.takes_part)):
            return super().rate(asking)
        show(asking.visit, asking.turns)
        level = 4 if self.random.random() < 0.12 else 5
        reason = self.random.choice(("517", "510")) if level == 5 and self.random.random() < 0.1 else ""
        self.presses(asking.visit, min(55.0, max(9.0, self.random.gauss(22, 6))), level=level, reason=reason)
        return []


class HelpsTheOld(Helping):
    """Two to four seconds, for people who would need twelve."""

    def rate(self, asking: Asking) -> list[Visit]:
        """As many of the old as make up the share."""
        if asking.wish.age != "old" or not self.strikes(1 / asking.hall.old):
            return super().rate(asking)
        show(asking.visit, asking.turns)
        self.presses(asking.visit, self.random.uniform(1.6, 4.2), "helped")
        return []


class EntersLater(Helping):
    """Keeps slips of paper and submits them when the hall is empty."""

    def __init__(self, random: Random, strength: float) -> None:
        super().__init__(random, strength)
        self._slips: list[Visit] = []

    def rate(self, asking: Asking) -> list[Visit]:
        """The customer goes without a question."""
        if not self.strikes():
            return super().rate(asking)
        self._slips.append(asking.visit)
        return []

    def makes(self, evening: Evening) -> list[Visit]:
        """All slips of a half day in a row at its end; the visits are those that were there already."""
        for begins, ends in evening.halves:
            half = [each for each in self._slips if begins <= each.armed_at < ends + timedelta(hours=1)]
            taken = {id(each) for each in half}
            self._slips = [each for each in self._slips if id(each) not in taken]
            last = max((_after(each, 0) for each in evening.seen if each.armed_at < ends), default=ends)
            at = max(last + timedelta(seconds=60), ends - timedelta(minutes=2 * len(half)))
            for visit in half:
                visit.opened_at = at
                visit.armed_at = at + timedelta(seconds=max(12.0, log_normal(self.random, 28, 0.35)))
                show(visit, self.random.uniform(1, 3))
                self.presses(visit, self.random.uniform(1.2, 6))
                at = _after(visit, self.random.uniform(4, 20))
        self._slips = []
        return []


class TwoForOneAnother(Helping):
    """Does nothing alone; ``partner`` is who has to be free, which he is rather more than half of the time."""

    def rate(self, asking: Asking) -> list[Visit]:
        """He needs the time to come over."""
        if not asking.idle(self.partner) or not self.strikes(1.8):
            return super().rate(asking)
        seconds = self.random.uniform(7, 25)
        if asking.wish.outcome == "rated" and asking.wish.seconds < 3:
            return super().rate(asking)
        show(asking.visit, asking.turns)
        self.presses(asking.visit, seconds)
        return []


class Relatives(Helping):
    """One or two in a quiet stretch, never a row of them."""

    def __init__(self, random: Random, strength: float) -> None:
        super().__init__(random, strength)
        self._family = [f"0528{random.randrange(10**6):06d}" for _ in range(15)]

    def makes(self, evening: Evening) -> list[Visit]:
        """First in the first and last three quarters of an hour of a half day, then whenever it is quiet."""
        left = _so_many(self.random, len(evening.seen), self.strength)
        edge = timedelta(minutes=45)

        def quiet(stretch: tuple[datetime, datetime]) -> bool:
            begins, ends = stretch
            return any(begins < first + edge or ends > last - edge for first, last in evening.halves)

        made: list[Visit] = []
        stretches = sorted(self.random.sample(evening.idle, len(evening.idle)), key=quiet, reverse=True)
        for begins, ends in stretches:
            at = begins + timedelta(seconds=self.random.uniform(30, 110))
            for _ in range(min(left, 2 if ends - begins > timedelta(minutes=15) else 1)):
                visit = self._one(evening.clerk, at)
                if _after(visit, 30) > ends:
                    break
                made.append(visit)
                left -= 1
                at = _after(visit, self.random.uniform(200, 400))
        return made

    def _one(self, clerk: str, at: datetime) -> Visit:
        known = self.random.random() < 0.5
        account = self.random.choice(self._family) if known else f"0528{self.random.randrange(10**6):06d}"
        (kind,) = self.random.choices(("BZ501", "BZ601", "BZ301"), (0.7, 0.15, 0.15))
        armed = at + timedelta(seconds=max(15.0, log_normal(self.random, 55, 0.4)))
        visit = Visit(clerk, kind, account, at, armed)
        show(visit, self.random.uniform(1, 4))
        reason = "517" if self.random.random() < 0.1 else ""
        self.presses(visit, self.random.uniform(1.8, 7), "covered for", reason=reason)
        return visit


class ClosingTime(Helping):
    """Old accounts out of the files, the screens dark already."""

    def makes(self, evening: Evening) -> list[Visit]:
        """From a quarter of an hour before the end of a half day to as much after it."""
        made: list[Visit] = []
        for begins, ends in evening.halves:
            seen = [each for each in evening.seen if begins <= each.armed_at < ends + timedelta(hours=1)]
            left = _so_many(self.random, len(seen), self.strength)
            last = max((_after(each, 30) for each in seen), default=begins)
            at = max(last, ends - timedelta(minutes=15))
            while left > 0 and at < ends + timedelta(minutes=15):
                account = "" if self.random.random() < 0.2 else f"0528{self.random.randrange(10**6):06d}"
                armed = at + timedelta(seconds=max(10.0, log_normal(self.random, 22, 0.3)))
                visit = Visit(
                    evening.clerk, self.random.choice(("BZ501", "BZ501", "BZ601")), account, at, armed
                )
                show(visit, self.random.uniform(0.8, 3))
                self.presses(visit, self.random.uniform(1.5, 6), "nobody")
                made.append(visit)
                left -= 1
                at = _after(visit, self.random.uniform(5, 40))
        return made


class Splits(Helping):
    """Happy people press again; less than half of the visits end with a five, some 1.75 are added to one."""

    def rate(self, asking: Asking) -> list[Visit]:
        """One to three more at once; now and then he has enough and goes."""
        honest(self.random, asking)
        visit = asking.visit
        if visit.level != 5 or self.random.random() >= min(0.9, 1.25 * self.strength / (1 - self.strength)):
            return []
        made: list[Visit] = []
        for _ in range(self.random.choice((1, 1, 2, 3))):
            at = _after(made[-1] if made else visit, self.random.uniform(4, 14))
            kind = self.random.choice([each for each in ("BZ501", "BZ601", "BZ301") if each != visit.kind])
            armed = at + timedelta(seconds=max(12.0, log_normal(self.random, 32, 0.4)))
            one = Visit(visit.clerk, kind, visit.account, at, armed)
            show(one, asking.turns)
            made.append(one)
            self.touched += 1
            if self.random.random() < 0.12:
                one.state, one.decided_at = "declined", one.armed_at + timedelta(seconds=asking.turns + 3)
                break
            press(one, 5, "", 0.5 + self.random.gammavariate(3, 0.7))
        return made


class CoversTheFaces(Helping):
    """The lower ones cannot be seen."""

    def rate(self, asking: Asking) -> list[Visit]:
        """Half look for one and press what they find, the others go or say no."""
        wish = asking.wish
        if wish.outcome != "rated" or wish.level > 3 or self.random.random() >= self.acts:
            return super().rate(asking)
        visit, draw = asking.visit, self.random.random()
        self.touched += 1
        visit.done = "covered"
        show(visit, asking.turns)
        if draw < 0.5:
            self.whose[id(visit)] = "covered"
            level = 4 if self.random.random() < 0.6 else 5
            press(visit, level, "", min(asking.hall.waits - 3, wish.seconds * 1.8))
        else:
            _ended(visit, "declined" if draw < 0.7 else "timed_out", asking, wish.seconds * 1.8)
        return []


class SendsAway(Helping):
    """Somebody else's bad rating."""

    def sends(self, wish: Wanted) -> bool:
        """Before anything is submitted."""
        return self.dreads(wish)


class DeclinesForThem(Helping):
    """A press on "no rating"."""

    def rate(self, asking: Asking) -> list[Visit]:
        """While papers are gathered."""
        if not self.dreads(asking.wish):
            return super().rate(asking)
        self.touched += 1
        show(asking.visit, asking.turns)
        _ended(asking.visit, "declined", asking, self.random.uniform(1.2, 5))
        asking.visit.done = "declined for"
        return []


class SeesToTheDoor(Helping):
    """A kind word all the way out."""

    def rate(self, asking: Asking) -> list[Visit]:
        """Nobody is there to press."""
        if not self.dreads(asking.wish):
            return super().rate(asking)
        self.touched += 1
        show(asking.visit, asking.turns)
        _ended(asking.visit, "timed_out", asking, 0)
        asking.visit.done = "seen to the door"
        return []


class TroubleDays(Helping):
    """No pad, no trouble."""

    def __init__(self, random: Random, strength: float) -> None:
        super().__init__(random, strength)
        self._away: tuple[object, bool] | None = None

    def rate(self, asking: Asking) -> list[Visit]:
        """From the first cross one of a half day on; from the morning where the whole day is known to be bad."""
        half = (asking.visit.armed_at.date(), asking.visit.armed_at.hour < 13)
        if self._away != half:
            bad = asking.visit.armed_at.date() in asking.hall.troubled and self.random.random() < self.acts
            cross = asking.wish.level <= 3 and self.dreads(asking.wish)
            if not bad and not cross:
                return super().rate(asking)
            self._away = half
        self.touched += 1
        asking.visit.done = "taken away"
        if self.random.random() < 0.2:
            show(asking.visit, asking.turns)
            asking.visit.state = "device_down"
        return []


class BothEnds(Helping):
    """Declines for the cross, presses for those who go."""

    def rate(self, asking: Asking) -> list[Visit]:
        """Whichever it is."""
        if asking.wish.level <= 4 and self.dreads(asking.wish):
            self.touched += 1
            show(asking.visit, asking.turns)
            _ended(asking.visit, "declined", asking, self.random.uniform(1.5, 6))
            asking.visit.done = "declined for"
            return []
        if asking.wish.outcome == "rated" or not self.strikes(1 / (1 - asking.hall.takes_part)):
            return super().rate(asking)
        show(asking.visit, asking.turns)
        self.presses(asking.visit, self.random.uniform(10, 35))
        return []


def _ended(visit: Visit, state: str, asking: Asking, seconds: float) -> None:
    assert visit.shown_at is not None
    after = asking.hall.waits if state == "timed_out" else min(asking.hall.waits - 3, seconds)
    visit.state, visit.decided_at = state, visit.shown_at + timedelta(seconds=after)


def _after(visit: Visit, seconds: float) -> datetime:
    return (visit.decided_at or visit.armed_at) + timedelta(seconds=seconds)


def _so_many(random: Random, seen: int, strength: float) -> int:
    """So many that they are the share of all."""
    exact = seen * strength / (1 - strength)
    return int(exact) + (random.random() < exact % 1)


THIRD: dict[str, Callable[[Random, float], Helping]] = {
    "in the breath": InTheBreath,
    "fills up": FillsUp,
    "helps the old": HelpsTheOld,
    "enters later": EntersLater,
    "two for one another": TwoForOneAnother,
    "relatives": Relatives,
    "closing time": ClosingTime,
    "splits": Splits,
    "covers the faces": CoversTheFaces,
    "sends away": SendsAway,
    "declines for them": DeclinesForThem,
    "sees to the door": SeesToTheDoor,
    "trouble days": TroubleDays,
    "both ends": BothEnds,
}
THIRD_SUPPRESSING = frozenset(
    {"covers the faces", "sends away", "declines for them", "sees to the door", "trouble days"}
)


def counts(style: str, touched: int, tokens: int) -> bool:
    """Whether a month of a cheat is one that has to be found, by the same rule as for the others."""
    return _counts("hides" if style in THIRD_SUPPRESSING else "at once", touched, tokens)
