"""What the rules ask of the whole hall: who served when, whether a pad was running, on which days it was broken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from counter_tui.domain.gaming.visits import Month, Visit

AROUND = timedelta(minutes=15)
"""No queue is counted: the hall is empty where nobody else served anybody so long before and after."""
SAME_HALF = timedelta(hours=2)
"""Who serves so long before or after is there as well."""
PAD_NEAR = timedelta(hours=1)
"""A pad that showed a question on the same PC so long before and after was running."""
_BROKEN_DAY = 3
"""A pad that showed none of at least so many questions of a PC on a day was broken: that says nothing of the clerk."""


class Hall(Struct, frozen=True):
    """What is asked of the whole hall again and again, made once a month."""

    served: Mapping[str, Sequence[datetime]]
    pads: Mapping[str, Sequence[datetime]]
    broken: frozenset[tuple[str, date]]

    def alone(self, visit: Visit) -> bool:
        """Whether nobody but this clerk served anybody around this visit."""
        return not self._others(visit, AROUND)

    def deserted(self, visit: Visit) -> bool:
        """Whether the hall was empty while others were there who could have served: not of one who is left alone."""
        return self.alone(visit) and self._others(visit, SAME_HALF)

    def _others(self, visit: Visit, within: timedelta) -> bool:
        return any(
            _near(instants, visit.armed_at, within)
            for clerk, instants in self.served.items()
            if clerk != visit.clerk
        )

    def pad_ran(self, visit: Visit) -> bool:
        """Whether a pad of its own was running at this PC."""
        known = self.pads.get(visit.pc, ())
        start = bisect_left(known, visit.armed_at - PAD_NEAR)
        before = start < len(known) and known[start] <= visit.armed_at
        after = bisect_left(known, visit.armed_at)
        return before and after < len(known) and known[after] <= visit.armed_at + PAD_NEAR


def hall_of(month: Month) -> Hall:
    """What the rules ask of the whole hall."""
    served: dict[str, list[datetime]] = {}
    for at, clerk in month.served:
        served.setdefault(clerk, []).append(at)
    for visit in month.visits:
        served.setdefault(visit.clerk, []).append(visit.armed_at)
    pads: dict[str, list[datetime]] = {}
    shown: dict[tuple[str, date], list[bool]] = {}
    for visit in month.visits:
        shown.setdefault((visit.pc, visit.day), []).append(visit.asked)
        if visit.shown_at is not None and visit.pad not in ("turned", ""):
            pads.setdefault(visit.pc, []).append(visit.shown_at)
    broken = frozenset(day for day, all_of in shown.items() if len(all_of) >= _BROKEN_DAY and not any(all_of))
    return Hall(
        {clerk: sorted(instants) for clerk, instants in served.items()},
        {pc: sorted(instants) for pc, instants in pads.items()},
        broken,
    )


def _near(instants: Sequence[datetime], at: datetime, within: timedelta) -> bool:
    place = bisect_left(instants, at - within)
    return place < len(instants) and instants[place] <= at + within
