"""What each rule counts among one clerk's visits: those it looks at, and those that look made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from types import MappingProxyType

from counter_tui.domain.gaming.hall import Hall
from counter_tui.domain.gaming.pace import at_ease, later
from counter_tui.domain.gaming.picking import Pick, Picked, where
from counter_tui.domain.gaming.picks_missing import BESIDE_MISSING, MISSING
from counter_tui.domain.gaming.visits import Visit
from counter_tui.domain.recovery.state import LOW

ODD_FAST, ODD_SHORT, ODD_CLOSE, ODD_LATE = 2.0, 45.0, 90.0, 4.0
"""Seconds to a press, of the work and between two ratings, and times a quick question, that are odd beside others."""
HURRIED, PRESSED_ON = 1 / 3, 1 / 2
"""Parts of what work of a kind takes a clerk at ease: who is quick with questions all day does them no sooner than so,
and nobody is served so soon after another."""


def _fast(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good presses sooner after the question than a customer reads it."""
    return where((each for each in visits if _timed(each)), lambda each: each.latency_ms < limit * 1000)


def _slow(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good presses so long after the question that the customer has gone."""
    return where((each for each in visits if _timed(each)), lambda each: each.latency_ms > limit * 1000)


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
    return where(rated, lambda each: each.visit in close)


def _short(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good ratings of work that was done sooner than anybody can do it."""
    looked, ease = (each for each in visits if each.good and each.served_s is not None), at_ease(visits)
    return where(looked, lambda each: (each.served_s or 0) < min(limit, HURRIED * ease(each)))


def _late(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Good ratings whose question came late for this clerk, when the customer had gone."""
    late = later(visits, limit)
    return where((each for each in visits if each.good and each.shown_at is not None), late)


def _returned(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings of customers who had come with the same before."""
    return where((each for each in visits if each.good), lambda each: "came_again" in each.sore)


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


def _alone(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Fives while the hall is empty."""
    return where((each for each in visits if hall.alone(each)), lambda each: each.level == 5)


def _bare(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings with the clerk's most common answer to the question why, which is mostly none."""
    good = [each for each in visits if each.good]
    counted = Counter(each.reason for each in good)
    common = max(counted, key=lambda reason: (counted[reason], reason), default="")
    return where(good, lambda each: each.reason == common)


def _turned(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Good ratings on the turned screen while a pad ran beside it."""
    return where(
        (each for each in visits if each.good), lambda each: each.pad == "turned" and hall.pad_ran(each)
    )


def _again(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings after which somebody pressed once more."""
    return where((each for each in visits if each.good), lambda each: each.presses_refused > 0)


def _contradicted(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Good ratings after which somebody pressed a bad one."""
    return where(
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

    return where((each for each in visits if each.good), odd)


def _fives(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Ratings of the best level."""
    return where((each for each in visits if each.rated), lambda each: each.level == 5)


def _spared(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Ratings that are no fault to find."""
    return where((each for each in visits if each.rated), lambda each: each.good)


PICKS: Mapping[str, Pick] = MappingProxyType(
    {
        "fast": _fast,
        "slow": _slow,
        "burst": _burst,
        "short": _short,
        "late": _late,
        "returned": _returned,
        "regulars": _regulars,
        "alone": _alone,
        "bare": _bare,
        "turned": _turned,
        "again": _again,
        "contradicted": _contradicted,
        "odd": _odd,
        "fives": _fives,
        "spared": _spared,
        **MISSING,
    }
)
"""How each rule counts, by its code; ``rhythm`` looks at the times themselves (``rhythm.py``)."""

BESIDE: Mapping[str, Pick] = MappingProxyType(
    {
        **BESIDE_MISSING,
        "alone": lambda visits, hall, _limit: where(
            (each for each in visits if not hall.alone(each)), lambda each: each.level == 5
        ),
    }
)
"""Rules that ask whether a clerk's visits of one sort differ from the clerk's own others: those others."""


def _timed(visit: Visit) -> bool:
    return visit.good and visit.latency_ms > 0
