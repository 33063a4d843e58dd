"""Which good ratings are called about: drawn by what nobody could know before their day was over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from math import ceil

from counter_tui.domain.gaming.visits import Visit

SHARE = 0.05
"""Of a clerk's good ratings of a month so many are drawn, one at least: this program's, no source says how many."""
MOST = 6
"""More of one clerk's month nobody calls."""


def draw(visits: Iterable[Visit], seeds: Mapping[date, bytes]) -> tuple[Visit, ...]:
    """The drawn ratings, in the order of their days.

    ``seeds`` is the hash of the ledger's last fact of each day that is over. What was drawn stays drawn while the month
    goes on.
    """
    by_clerk: dict[str, dict[date, list[Visit]]] = {}
    for visit in visits:
        if visit.good and visit.day in seeds:
            by_clerk.setdefault(visit.clerk, {}).setdefault(visit.day, []).append(visit)
    drawn = [visit for days in by_clerk.values() for visit in _of_clerk(days, seeds)]
    return tuple(sorted(drawn, key=lambda each: (each.day, each.clerk, each.visit)))


def _of_clerk(days: Mapping[date, list[Visit]], seeds: Mapping[date, bytes]) -> list[Visit]:
    drawn: list[Visit] = []
    good = 0
    for day in sorted(days):
        good += len(days[day])
        owed = min(MOST, ceil(good * SHARE)) - len(drawn)
        lots = sorted(days[day], key=lambda each: _lot(seeds[each.day], each))
        drawn += lots[: max(0, owed)]
    return drawn


def _lot(seed: bytes, visit: Visit) -> bytes:
    return sha256(b"sample" + seed + bytes.fromhex(visit.visit)).digest()
