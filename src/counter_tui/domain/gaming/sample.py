"""Which good ratings are called about: drawn by what nobody could know before their day was over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from math import ceil

from msgspec import Struct

from counter_tui.domain.gaming.visits import Visit


class Lot(Struct, frozen=True):
    """How many are drawn: a share of a clerk's good ratings, and at most so many a month, spread over its days."""

    share: float
    most: int


EVERYBODY = Lot(0.05, 4)
"""Of each clerk's good ratings, one at least: this program's, no source says how many."""
CLOSELY = Lot(0.25, 11)
"""Besides, of a clerk whose month is close to a flag, or where a customer has told otherwise."""
_DAYS = 28
"""A month has so many days at least: what is owed is spread over them, so that its end is called about as well."""


def draw(
    visits: Iterable[Visit], seeds: Mapping[date, bytes], closely: Collection[str] = frozenset()
) -> tuple[Visit, ...]:
    """The drawn ratings, in the order of their days; more of the clerks ``closely`` looked at.

    ``seeds`` is the hash of the ledger's last fact of each day that is over. What was drawn stays drawn while the month
    goes on, the further ones as long as their clerk is looked at closely.
    """
    by_clerk: dict[str, dict[date, list[Visit]]] = {}
    for visit in visits:
        if visit.good and visit.day in seeds:
            by_clerk.setdefault(visit.clerk, {}).setdefault(visit.day, []).append(visit)
    drawn = []
    for clerk, days in by_clerk.items():
        lots = {day: sorted(of, key=lambda each: _lot(seeds[each.day], each)) for day, of in days.items()}
        some = _drawn(lots, EVERYBODY)
        drawn += some
        if clerk in closely:
            rest = {day: [each for each in of if each not in some] for day, of in lots.items()}
            drawn += _drawn(rest, CLOSELY)
    return tuple(sorted(drawn, key=lambda each: (each.day, each.clerk, each.visit)))


def _drawn(days: Mapping[date, Sequence[Visit]], lot: Lot) -> list[Visit]:
    drawn: list[Visit] = []
    good = 0
    for day in sorted(days):
        good += len(days[day])
        owed = min(ceil(lot.most * min(1.0, day.day / _DAYS)), ceil(good * lot.share)) - len(drawn)
        drawn += days[day][: max(0, owed)]
    return drawn


def _lot(seed: bytes, visit: Visit) -> bytes:
    return sha256(b"sample" + seed + bytes.fromhex(visit.visit)).digest()
