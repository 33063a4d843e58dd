"""What the rules count among visits that have no rating, or whose question came to nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

from counter_tui.domain.gaming.hall import Hall
from counter_tui.domain.gaming.pace import later
from counter_tui.domain.gaming.picking import Pick, Picked, where
from counter_tui.domain.gaming.visits import Visit


def _stalled(visits: Sequence[Visit], hall: Hall, limit: float) -> Picked:
    """Questions that came late for this clerk, and nobody was left to answer."""
    late = later(visits, limit)
    looked = (each for each in visits if _usable(each, hall))
    return where(looked, lambda each: not each.rated and late(each))


def _answered(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Questions shown that have an answer: customers walk off now and then, a hand that presses never does."""
    return where((each for each in visits if each.asked), lambda each: each.rated)


def _hidden(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Visits that went badly and whose customer could not rate."""
    looked = (each for each in visits if each.sore and _usable(each, hall))
    return where(looked, lambda each: not each.asked)


def _unshown(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Questions no customer saw."""
    looked = (each for each in visits if _usable(each, hall))
    return where(looked, lambda each: each.state == "unexplained")


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
    return where(looked, lambda each: each.state == "device_down")


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


def _declined(visits: Sequence[Visit], _hall: Hall, _limit: float) -> Picked:
    """Questions shown and not answered."""
    return where(
        (each for each in visits if each.asked), lambda each: each.state in ("declined", "timed_out")
    )


def _waved(visits: Sequence[Visit], _hall: Hall, limit: float) -> Picked:
    """Questions refused sooner than a customer reads them."""

    def soon(visit: Visit) -> bool:
        if visit.state != "declined" or visit.decided_at is None or visit.shown_at is None:
            return False
        return timedelta() <= visit.decided_at - visit.shown_at < timedelta(seconds=limit)

    return where((each for each in visits if each.asked), soon)


def _troubled(visits: Sequence[Visit], hall: Hall, _limit: float) -> Picked:
    """Visits that went badly and have no rating, for whatever cause."""
    return where((each for each in visits if each.sore and _usable(each, hall)), lambda each: not each.rated)


MISSING: Mapping[str, Pick] = MappingProxyType(
    {
        "stalled": _stalled,
        "answered": _answered,
        "hidden": _hidden,
        "unshown": _unshown,
        "down": _down,
        "dark": _dark,
        "declined": _declined,
        "waved": _waved,
        "troubled": _troubled,
    }
)
"""How these rules count, by their codes."""

BESIDE_MISSING: Mapping[str, Pick] = MappingProxyType(
    {
        "hidden": lambda visits, hall, _limit: where(
            (each for each in visits if not each.sore and _usable(each, hall)),
            lambda each: not each.asked,
        ),
        "troubled": lambda visits, hall, _limit: where(
            (each for each in visits if not each.sore and _usable(each, hall)),
            lambda each: not each.rated,
        ),
    }
)
"""The clerk's other visits, beside which those that went badly are held."""


def _usable(visit: Visit, hall: Hall) -> bool:
    """Whether its rating is over, on a day the pad worked."""
    return visit.state != "armed" and (visit.pc, visit.day) not in hall.broken
