"""Which outages are known, and since when: what the newest lists say.

A list grows old: after some days it says nothing any more, and where there is no list nothing is known. Nothing known
is never shown as no outage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.json import encode

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.outages import OutagesImported, OutageTold

KEPT = timedelta(days=60)
"""So long after its end an outage is kept beside the facts."""

FAULT_LASTS = timedelta(hours=24)
"""A fault whose end nobody knows is taken to last so long."""

MOST_IN_A_FACT = 128 * 1024
"""Bytes of outages one fact tells about; a longer list is told in several."""

Standing = Literal["none", "old", "current"]
"""Whether there is a list of outages that still says something: none was taken in, it is too old, it holds."""


class Known(Struct, frozen=True):
    """An outage as it is known, and when the list that says so was taken in."""

    told: OutageTold
    taken_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it ends, as far as one can say."""
        return self.told.ends_at or self.told.starts_at + FAULT_LASTS


class Outages(Struct, frozen=True):
    """All outages that are known, by their beginning; when the newest list was taken in, and who it is from."""

    known: tuple[Known, ...] = ()
    taken_at: datetime | None = None
    source: str = ""


def fold(recorded: Iterable[Recorded]) -> Outages:
    """The outages the lists tell; a later word on the same number stands for the earlier one."""
    by_key: dict[tuple[str, str], Known] = {}
    newest = Outages()
    for entry in sorted(recorded, key=lambda each: each.order):
        if not isinstance(entry.fact, OutagesImported):
            continue
        for told in entry.fact.outages:
            by_key[told.source, told.reference] = Known(told, entry.at)
        gone = [key for key, each in by_key.items() if _over(each, entry.at)]
        for key in gone:
            del by_key[key]
        newest = Outages(taken_at=entry.at, source=entry.fact.source)
    known = sorted(
        by_key.values(), key=lambda each: (each.told.starts_at, each.told.source, each.told.reference)
    )
    return Outages(tuple(known), newest.taken_at, newest.source)


def told_in(
    outages: Sequence[OutageTold], digest: str, source: str, rejected: int
) -> tuple[OutagesImported, ...]:
    """A list of outages as facts: one, or several where it is long; ``rejected`` stands in the first alone."""
    parts: list[list[OutageTold]] = [[]]
    size = 0
    for told in outages:
        size += len(encode(told))
        if parts[-1] and size > MOST_IN_A_FACT:
            parts.append([])
            size = len(encode(told))
        parts[-1].append(told)
    return tuple(
        OutagesImported(digest=digest, source=source, outages=tuple(part), rejected=0 if place else rejected)
        for place, part in enumerate(parts)
    )


def _over(known: Known, now: datetime) -> bool:
    return known.told.kind == "cancelled" or known.ends_at + KEPT < now


def standing(taken_at: datetime | None, now: datetime, days: int) -> Standing:
    """Whether a list taken in then still says something after so many days at the most.

    One taken in that far ahead came in while the clock was wrong, nobody knows when.
    """
    if taken_at is None:
        return "none"
    return "current" if abs(now - taken_at) <= timedelta(days=days) else "old"
