"""A clerk's own pace: what is quick or late for this clerk, whatever it would be for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from counter_tui.domain.gaming.visits import Visit

TURNS = timedelta(seconds=12)
"""So long a screen may take to be turned, however quick a clerk mostly is."""
_KNOWN = 4
"""Of fewer of a kind nobody knows how long they take."""


def later(visits: Sequence[Visit], limit: float) -> Callable[[Visit], bool]:
    """Whether a question came so many times as late as this clerk's quick ones, and some seconds more."""
    known = sorted(_after(each) for each in visits if each.shown_at is not None)
    quick = known[len(known) // 4] if known else timedelta()
    return lambda visit: visit.shown_at is not None and _after(visit) > limit * quick + TURNS


def at_ease(visits: Sequence[Visit]) -> Callable[[Visit], float]:
    """How many seconds work of a visit's kind takes this clerk who does it at ease: three in four are sooner done.

    Made visits are sooner done than real ones, and do not move it until they are most of all. Without end where nobody
    knows.
    """
    known: dict[str, list[int]] = {}
    for each in visits:
        if each.served_s is not None:
            known.setdefault(each.kind, []).append(each.served_s)
    eased = {
        kind: float(sorted(taken)[3 * len(taken) // 4])
        for kind, taken in known.items()
        if len(taken) >= _KNOWN
    }
    return lambda visit: eased.get(visit.kind, float("inf"))


def _after(visit: Visit) -> timedelta:
    return (visit.shown_at or visit.armed_at) - visit.armed_at
