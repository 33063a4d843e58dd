"""Finding customers by a query, with the answers that ``domain.search.matching`` defines."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from counter_tui.db.customers import parts
from counter_tui.db.customers.index import ON_FILE, CustomerRow, customers_of_ids, known_of
from counter_tui.db.customers.parts import BLOCK, PartRow
from counter_tui.db.sql import Connection
from counter_tui.domain.search.answering import answer
from counter_tui.domain.search.folding import fold_words
from counter_tui.domain.search.keys import NameKeys
from counter_tui.domain.search.matching import Searchable, matches, numbers_of, rank
from counter_tui.domain.search.postings import numbers_in
from counter_tui.domain.search.query import Query

MOST_FOUND = 200
"""So many customers a search gives; the others are only counted."""


class Found(NamedTuple):
    """The best customers for a query, the best first, and how many fit in all."""

    rows: tuple[CustomerRow, ...]
    total: int


class _Hits(NamedTuple):
    """Customers of a part, as bits from the part's first id."""

    part: PartRow
    bits: int


def find_customers(connection: Connection, query: Query, limit: int = MOST_FOUND) -> Found:
    """The customers that fit, ranked; those beyond ``limit`` are counted."""
    if not query.words:
        return Found((), 0)
    answers = [(row, list(answer(query, _Part(connection, row)))) for row in parts.parts(connection)]
    total = sum(bits.bit_count() for _, tiers in answers for bits in tiers)
    chosen: dict[int, int] = {}
    for tier, sets in enumerate(zip(*(tiers for _, tiers in answers), strict=True)):
        hits = [_Hits(row, bits) for (row, _), bits in zip(answers, sets, strict=True) if bits]
        if hits and len(chosen) < limit:
            chosen |= dict.fromkeys(_first(connection, hits, limit - len(chosen)), tier)
    rows = customers_of_ids(connection, chosen)
    best = sorted(chosen, key=lambda number: (chosen[number], rows[number].account))
    return Found(tuple(rows[number] for number in best[:limit]), total)


def with_said(
    connection: Connection, query: Query, found: Found, said: Sequence[CustomerRow], limit: int = MOST_FOUND
) -> Found:
    """What was found, and whoever fits by numbers in ``said`` that the register does not know, each in its place."""
    if not said:
        return found
    known = _searchables(connection, (row.account for row in (*found.rows, *said)))
    more: list[CustomerRow] = []
    for row in said:
        registered = known[row.account]
        both = replace(registered, numbers=registered.numbers | numbers_of(row))
        known[row.account] = both
        if not matches(query, registered) and matches(query, both):
            more.append(row)
    best = sorted((*found.rows, *more), key=lambda row: rank(query, known[row.account]))
    return Found(tuple(best[:limit]), found.total + len(more))


def _searchables(connection: Connection, accounts: Iterable[str]) -> dict[str, Searchable]:
    known = dict(known_of(connection, accounts))
    readings = dict(connection.execute(_READINGS, (json.dumps(list(known)),)).fetchall())
    return {row.account: _searchable(row, readings[number]) for number, row in known.items()}


def _searchable(row: CustomerRow, readings: str) -> Searchable:
    keys = NameKeys.decoded(fold_words(row.name), readings)
    return Searchable(row.account, keys, fold_words(row.address or ""), numbers_of(row))


class _Part:
    """A part of the index for one query."""

    def __init__(self, connection: Connection, row: PartRow) -> None:
        self._connection, self._first = connection, row.first
        self.beginning = parts.sets_of(connection, row)
        self._read: dict[int, Searchable] = {}

    def where(self, bits: int, test: Callable[[Searchable], bool]) -> int:
        """Those of these customers who pass a test."""
        numbers = list(numbers_in(bits))
        self._load([number for number in numbers if number not in self._read])
        return sum(1 << number for number in numbers if test(self._read[number]))

    def _load(self, numbers: list[int]) -> None:
        ids = json.dumps([self._first + number for number in numbers])
        readings = dict(self._connection.execute(_READINGS, (ids,)).fetchall())
        for number, row in customers_of_ids(self._connection, readings).items():
            self._read[number - self._first] = _searchable(row, readings[number])


_OF_IDS = "WHERE id IN (SELECT value FROM json_each(?))"
_READINGS = f"SELECT id, readings FROM {ON_FILE} {_OF_IDS}"  # noqa: S608 - names of ours
_ACCOUNTS = f"SELECT id, account FROM {ON_FILE} {_OF_IDS} ORDER BY account LIMIT ?"  # noqa: S608


def _first(connection: Connection, hits: Sequence[_Hits], limit: int) -> list[int]:
    """The ids of so many customers, those with the first accounts, and perhaps of some more."""
    if sum(each.bits.bit_count() for each in hits) > limit + BLOCK:
        hits = _fenced(connection, hits, limit)
    ids = [each.part.first + place for each in hits for place in numbers_in(each.bits)]
    if len(ids) <= limit + BLOCK:
        return ids
    return [number for number, _ in connection.execute(_ACCOUNTS, (json.dumps(ids), limit))]


def _fenced(connection: Connection, hits: Sequence[_Hits], limit: int) -> list[_Hits]:
    """Fewer of the customers, the first ``limit`` by account surely among them.

    Looks for the first fence with so many customers before it. A part is in the order of its accounts, so those
    before a fence are those before a place.
    """
    fences = [parts.fences(connection, each.part.part) for each in hits]
    every = sorted(fence for opening in fences for fence in opening)

    def before(fence: str, blocks: int) -> list[_Hits]:
        cut: list[_Hits] = []
        for each, opening in zip(hits, fences, strict=True):
            place = max(0, bisect_left(opening, fence) + blocks) * BLOCK
            cut.append(_Hits(each.part, each.bits & ((1 << place) - 1)))
        return cut

    low, high = 0, len(every)
    while low < high:
        middle = (low + high) // 2
        if sum(each.bits.bit_count() for each in before(every[middle], -1)) >= limit:
            high = middle
        else:
            low = middle + 1
    return before(every[low], 0) if low < len(every) else list(hits)
