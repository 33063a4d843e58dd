"""Who is called: customers with a good rating and without one, drawn by what nobody knew before their day was over."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from msgspec import Struct

from counter_tui.domain.gaming.assess import Closer
from counter_tui.domain.gaming.visits import Called, Visit


class Lot(Struct, frozen=True):
    """How many are to be reached of a clerk in a month, and how many are tried for it at most."""

    reach: int
    tries: int


EVERYBODY = {True: Lot(10, 20), False: Lot(10, 20)}
"""Of each clerk, with a good rating (True) and without one: this program's, no source says how many."""
CLOSELY = {True: Lot(34, 68), False: Lot(36, 72)}
"""Besides, of a clerk whose month is close to a flag, or where a customer has spoken against him."""
BATCH = 4
"""So many more are drawn at once: what they say decides whether it goes on."""
_SORE, _FIRST = 4.0, 3.0
"""So many times as likely is drawn who has no rating after a visit that went badly, or stands behind a sign."""
_UNASKED, _DECLINED = 8.0, 2.0
"""Who never saw the question, and who is said to have refused it: the others mostly just went."""
_HASTY, _SLOW = 2.0, 6.0
"""Whose good rating was pressed before it can be read, or so late that somebody may have talked to him first."""
_READ_MS, _TALKED_MS = 2_000, 8_000
"""Sooner nobody reads the question; who is left alone with it mostly has pressed by then."""
_DAYS = 28
"""A month has so many days at least: what is owed is spread over them, so that its end is called about as well."""


def draw(
    visits: Iterable[Visit],
    seeds: Mapping[date, bytes],
    called: Iterable[Called] = (),
    closely: Mapping[str, Closer] | None = None,
) -> tuple[Visit, ...]:
    """The drawn visits nobody has been called about, and those of the first draw, in the order of their days.

    ``seeds`` is the hash of the ledger's last fact of each day that is over. The first draw stays as the month goes on;
    for each of it who was not reached another is drawn, and more of the clerks looked at ``closely``.
    """
    said = {each.visit: each for each in called}
    sides: dict[tuple[str, bool], list[Visit]] = {}
    for visit in visits:
        if visit.day in seeds and (visit.good or visit.unrated):
            sides.setdefault((visit.clerk, visit.good), []).append(visit)
    drawn: list[Visit] = []
    for (clerk, good), listed in sides.items():
        closer = (closely or {}).get(clerk)
        more = closer is not None and (closer.rated if good else closer.unrated)
        first = closer.first if closer is not None else frozenset()
        drawn += _of_side(listed, seeds, said, EVERYBODY[good], CLOSELY[good] if more else None, first)
    return tuple(sorted(drawn, key=lambda each: (each.day, each.clerk, each.visit)))


def _of_side(
    visits: Sequence[Visit],
    seeds: Mapping[date, bytes],
    said: Mapping[str, Called],
    lot: Lot,
    more: Lot | None,
    first: frozenset[str],
) -> list[Visit]:
    drawn = _spread(visits, seeds, lot.reach)
    tried = sum(each.visit in said for each in visits)
    reached = sum(each.visit in said and said[each.visit].reached for each in visits)
    known = {each.visit for each in drawn}
    waiting = sum(each not in said for each in known)
    wanted, tries = len(drawn), lot.tries
    if more is not None:
        wanted = min(reached + BATCH, lot.reach + more.reach)
        tries += more.tries
    further = min(wanted - reached, tries - tried) - waiting
    if further > 0:
        rest = [each for each in visits if each.visit not in said and each.visit not in known]
        drawn += sorted(rest, key=lambda each: _place(seeds[each.day], each, first))[:further]
    return drawn


def _spread(visits: Sequence[Visit], seeds: Mapping[date, bytes], most: int) -> list[Visit]:
    """So many over the month, by the end of each of its days a share of them."""
    days: dict[date, list[Visit]] = {}
    for visit in visits:
        days.setdefault(visit.day, []).append(visit)
    drawn: list[Visit] = []
    for day in sorted(days):
        owed = math.ceil(most * min(1.0, day.day / _DAYS)) - len(drawn)
        if owed > 0:
            drawn += sorted(days[day], key=lambda each: _place(seeds[each.day], each))[:owed]
    return drawn


def _place(seed: bytes, visit: Visit, first: frozenset[str] = frozenset()) -> float:
    """Its place in the draw, the lowest first: by chance, with some likelier than others."""
    drawn = sha256(b"sample" + seed + bytes.fromhex(visit.visit)).digest()
    weight = max(_telling(visit), _FIRST if visit.visit in first else 1.0)
    share: float = int.from_bytes(drawn[:8]) / 2**64
    return -math.pow(share, 1 / weight)


def _telling(visit: Visit) -> float:
    """How many times as much this customer may have to tell as others: by what is known when the visit is over."""
    if visit.good:
        hasty = 0 < visit.latency_ms < _READ_MS
        return _HASTY if hasty else _SLOW if visit.latency_ms >= _TALKED_MS else 1.0
    sore = _SORE if visit.sore else 1.0
    return max(sore, _UNASKED if not visit.asked else _DECLINED if visit.state == "declined" else 1.0)
