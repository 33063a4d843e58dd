"""What each rule counts among one clerk's visits: those it looks at, and those that look made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

from msgspec import Struct

from counter_tui.domain.gaming.hall import Hall
from counter_tui.domain.gaming.pace import at_ease, later
from counter_tui.domain.gaming.visits import Visit

ODD_FAST, ODD_SHORT, ODD_CLOSE, ODD_LATE = 2.0, 45.0, 90.0, 4.0
"""Seconds to a press, of the work and between two ratings, and times a quick question, that are odd beside others."""
HURRIED, PRESSED_ON = 1 / 3, 1 / 2
"""Parts of what work of a kind takes a clerk at ease: who is quick with questions all day does them no sooner than so,
and nobody is served so soon after another."""
LOW = 2
"""The highest level that is a bad rating."""


class Picked(Struct, frozen=True):
    """What a rule looked at, and what of it looks made."""

    looked: tuple[Visit, ...]
    hits: tuple[Visit, ...]

    @property
    def count(self) -> tuple[int, int]:
        """How many of how many."""
        return len(self.hits), len(self.looked)


Pick = Callable[[Sequence[Visit], Hall, float], Picked]
"""Visits of one clerk in the order they were armed, the hall, and the rule's limit."""


def _where(looked: Iterable[Visit], hit: Callable[[Visit], bool]) -> Picked:
    all_of = tuple(looked)
    return Picked(all_of, tuple(each for each in all_of if hit(each)))


def _fast(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good presses sooner after the question than a customer reads it."""
    return _where((each for each in visits if _timed(each)), lambda each: each.latency_ms < limit * 1000)


def _slow(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good presses so long after the question that the customer has gone."""
    return _where((each for each in visits if _timed(each)), lambda each: each.latency_ms > limit * 1000)


def _burst(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good ratings closer after one another than anybody can be served and rate."""
    rated, ease = [each for each in visits if each.good], at_ease(visits)

    def within(after: Visit) -> float:
        return min(limit, PRESSED_ON * ease(after))

    close: set[str] = set()
    for before, after in pairwise(rated):
        if after.armed_at - before.armed_at < timedelta(seconds=within(after)):
            close |= {before.visit, after.visit}
    decided = sorted(
        (each for each in rated if each.decided_at), key=lambda each: each.decided_at or each.armed_at
    )
    for before, after in pairwise(decided):
        between = (after.decided_at or after.armed_at) - (before.decided_at or before.armed_at)
        if between < timedelta(seconds=within(after) / 3):
            close |= {before.visit, after.visit}
    return _where(rated, lambda each: each.visit in close)


def _short(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good ratings of work that was done sooner than anybody can do it."""
    looked, ease = (each for each in visits if each.good and each.served_s is not None), at_ease(visits)
    return _where(looked, lambda each: (each.served_s or 0) < min(limit, HURRIED * ease(each)))


def _late(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good ratings whose question came late for this clerk, when the customer had gone."""
    late = later(visits, limit)
    return _where((each for each in visits if each.good and each.shown_at is not None), late)


def _stalled(visits: Sequence[Visit], hall: Hall, limit: float) -> Picked:
    """Questions that came late for this clerk, and nobody was left to answer."""
    late = later(visits, limit)
    looked = (each for each in visits if _usable(each, hall))
    return _where(looked, lambda each: not each.rated and late(each))


def _returned(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings of customers who had come with the same before."""
    return _where((each for each in visits if each.good), lambda each: "came_again" in each.sore)


def _regulars(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings of an account that had rated this clerk well before in the month, whatever it came for."""
    known: set[str] = set()
    looked, hits = [], []
    for each in visits:
        if each.good and each.account:
            looked.append(each)
            if each.account in known:
                hits.append(each)
            known.add(each.account)
    return Picked(tuple(looked), tuple(hits))


def _answered(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Questions shown that have an answer: customers walk off now and then, a hand that presses never does."""
    return _where((each for each in visits if each.asked), lambda each: each.rated)


def _alone(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Fives while the hall is empty."""
    return _where((each for each in visits if hall.alone(each)), lambda each: each.level == 5)


def _hidden(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Visits that went badly and whose customer could not rate."""
    looked = (each for each in visits if each.sore and _usable(each, hall))
    return _where(looked, lambda each: not each.asked)


def _unshown(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Questions no customer saw."""
    looked = (each for each in visits if _usable(each, hall))
    return _where(looked, lambda each: each.state == "unexplained")


def _down(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Questions that broke off before the customer answered, on days the pad worked.

    A pad that is broken for an hour fails at every visit of it: those in a row are one failure.
    """
    usable = [each for each in visits if _usable(each, hall)]
    again = {
        after.visit
        for before, after in pairwise(usable)
        if before.state == after.state == "device_down" and before.day == after.day
    }
    looked = (each for each in usable if each.visit not in again)
    return _where(looked, lambda each: each.state == "device_down")


def _dark(visits: Sequence[Visit], hall: Hall, limit: float) -> Picked:
    """Half days at whose end no question stood any more, told by their last visit."""
    halves: dict[tuple[date, bool], list[Visit]] = {}
    for each in visits:
        if _usable(each, hall):
            halves.setdefault((each.day, each.morning), []).append(each)
    ends, dark = int(limit), []
    looked = [half for half in halves.values() if len(half) > ends]
    for half in looked:
        if not any(each.asked for each in half[-ends:]):
            dark.append(half[-1])
    return Picked(tuple(half[-1] for half in looked), tuple(dark))


def _bare(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings with the clerk's most common answer to the question why, which is mostly none."""
    good = [each for each in visits if each.good]
    counted = Counter(each.reason for each in good)
    common = max(counted, key=lambda reason: (counted[reason], reason), default="")
    return _where(good, lambda each: each.reason == common)


def _declined(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Questions shown and not answered."""
    return _where(
        (each for each in visits if each.asked), lambda each: each.state in ("declined", "timed_out")
    )


def _waved(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Questions refused sooner than a customer reads them."""

    def soon(visit: Visit) -> bool:
        if visit.state != "declined" or visit.decided_at is None or visit.shown_at is None:
            return False
        return timedelta() <= visit.decided_at - visit.shown_at < timedelta(seconds=limit)

    return _where((each for each in visits if each.asked), soon)


def _troubled(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Visits that went badly and have no rating, for whatever cause."""
    return _where((each for each in visits if each.sore and _usable(each, hall)), lambda each: not each.rated)


def _turned(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Good ratings on the turned screen while a pad ran beside it."""
    return _where(
        (each for each in visits if each.good), lambda each: each.pad == "turned" and hall.pad_ran(each)
    )


def _again(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings after which somebody pressed once more."""
    return _where((each for each in visits if each.good), lambda each: each.presses_refused > 0)


def _contradicted(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings after which somebody pressed a bad one."""
    return _where(
        (each for each in visits if each.good), lambda each: any(level <= LOW for level in each.refused)
    )


def _odd(visits: Sequence[Visit], hall: Hall, limit: float) -> Picked:
    """Good ratings that are odd in several ways at once."""
    fast, short, close, late, turned, again = (
        {each.visit for each in pick(visits, hall, narrow).hits}
        for pick, narrow in (
            (_fast, ODD_FAST),
            (_short, ODD_SHORT),
            (_burst, ODD_CLOSE),
            (_late, ODD_LATE),
            (_turned, 0.0),
            (_again, 0.0),
        )
    )

    def odd(each: Visit) -> bool:
        # Short work lies close together by itself: these two are one.
        hurried = each.visit in short or each.visit in close
        alone = hall.deserted(each)
        others = (each.visit in known for known in (fast, late, turned, again))
        return hurried + alone + sum(others) >= limit

    return _where((each for each in visits if each.good), odd)


def _fives(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Ratings of the best level."""
    return _where((each for each in visits if each.rated), lambda each: each.level == 5)


def _spared(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Ratings that are no fault to find."""
    return _where((each for each in visits if each.rated), lambda each: each.good)


PICKS: Mapping[str, Pick] = MappingProxyType(
    {
        "fast": _fast,
        "slow": _slow,
        "burst": _burst,
        "short": _short,
        "late": _late,
        "stalled": _stalled,
        "returned": _returned,
        "regulars": _regulars,
        "answered": _answered,
        "alone": _alone,
        "hidden": _hidden,
        "unshown": _unshown,
        "down": _down,
        "dark": _dark,
        "bare": _bare,
        "declined": _declined,
        "waved": _waved,
        "troubled": _troubled,
        "turned": _turned,
        "again": _again,
        "contradicted": _contradicted,
        "odd": _odd,
        "fives": _fives,
        "spared": _spared,
    }
)
"""How each rule counts, by its code; ``rhythm`` looks at the times themselves (``rhythm.py``)."""

BESIDE: Mapping[str, Pick] = MappingProxyType(
    {
        "hidden": lambda visits, hall, _limit: _where(
            (each for each in visits if not each.sore and _usable(each, hall)),
            lambda each: not each.asked,
        ),
        "troubled": lambda visits, hall, _limit: _where(
            (each for each in visits if not each.sore and _usable(each, hall)),
            lambda each: not each.rated,
        ),
        "alone": lambda visits, hall, _limit: _where(
            (each for each in visits if not hall.alone(each)), lambda each: each.level == 5
        ),
    }
)
"""Rules that ask whether a clerk's visits of one sort differ from the clerk's own others: those others."""


def _timed(visit: Visit) -> bool:
    return visit.good and visit.latency_ms > 0


def _usable(visit: Visit, hall: Hall) -> bool:
    """Whether its rating is over, on a day the pad worked."""
    return visit.state != "armed" and (visit.pc, visit.day) not in hall.broken
