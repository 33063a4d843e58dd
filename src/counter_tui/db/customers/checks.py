"""Customers on file against their seals, the search index against its own, and both against each other."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice

from counter_tui.db import ledger, sql
from counter_tui.db.customers import index, parts, seals
from counter_tui.db.customers.index import ON_FILE
from counter_tui.db.customers.parts import PartRow
from counter_tui.db.customers.seals import MOST, NOTHING
from counter_tui.db.finding import Finding
from counter_tui.db.sql import Connection
from counter_tui.db.station import own_epochs
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.facts.station import CustomersImported
from counter_tui.domain.search.folding import fold_number
from counter_tui.domain.search.keys import name_keys
from counter_tui.domain.search.postings import numbers_in, unpack
from counter_tui.domain.search.readings import Readings
from counter_tui.domain.search.terms import END, NUMBER

_MOST_NAMED = 20


def check_customers(connection: Connection, readings: Callable[[], Readings]) -> Iterator[Finding]:
    """Each customer against its seal, the search index against its own, and each place against who stands there.

    ``readings`` are asked for only to name the customers of a part whose customers are others than were written.
    """
    broken = list(_check_index(connection))
    yield from broken
    places = [_Place(row) for row in _parts(connection)]
    yield from _differing(connection, places)
    yield from islice(_empty_places(places), _MOST_NAMED)
    wanted = {seal.part: seal.customers for seal in seals.seals(connection)}
    for place in places:
        if wanted.get(place.row.part, place.sum) != place.sum:
            whole = not any(finding.where.endswith(f" {place.row.part}") for finding in broken)
            yield from islice(_exchanged(connection, place, readings(), whole), _MOST_NAMED)
            yield Finding("customers_differ", f"part {place.row.part}")


def check_told(connection: Connection) -> Iterator[Finding]:
    """As many customers as the facts of this PC's imports tell, with those of an import that is not finished."""
    told = int(sql.scalar(connection, "SELECT coalesce(sum(inserted), 0) FROM import_run"))
    own = own_epochs(connection)
    for row in sql.stream(connection, FactRow, "WHERE type = ?", (CustomersImported.type,)):
        if row.epoch not in own:
            continue
        try:
            fact = ledger.read_row(row).fact
        except (KeyError, ValueError):
            return  # The check of the chain names it.
        if isinstance(fact, CustomersImported):
            told += fact.inserted
    there = index.count_on_file(connection)
    if there != told:
        yield Finding("customers_not_told", "customer", {"count": told, "there": there})


def _check_index(connection: Connection) -> Iterator[Finding]:
    for table, part in _unsealed(connection):
        yield Finding("index_differs", f"{table} {part}")


def _unsealed(connection: Connection) -> Iterator[tuple[str, int]]:
    """Each table of each part that does not fit its seal; a part without a seal, and a row without a part, too."""
    sealed = {seal.part: seal for seal in seals.seals(connection)}
    digests = {
        "customer_part": seals.own_digests(connection),
        "customer_terms": dict(seals.term_digests(connection)),
        "customer_set": dict(seals.set_digests(connection)),
    }
    for part in sorted(sealed.keys() | {part for known in digests.values() for part in known}):
        seal = sealed.get(part)
        if seal is None:
            yield "customer_seal", part
            continue
        if part not in digests["customer_part"] and seal == seals.going(part):
            continue
        written = (seal.itself, seal.terms, seal.sets)
        for (table, known), wanted in zip(digests.items(), written, strict=True):
            if known.get(part, NOTHING) != wanted:
                yield table, part


def unfit_parts(connection: Connection) -> set[int]:
    """The parts that are not as they were written, or in which others stand than were written."""
    unfit = {part for _, part in _unsealed(connection)}
    places = [_Place(row) for row in _parts(connection)]
    for _finding in _differing(connection, places):
        pass
    wanted = {seal.part: seal.customers for seal in seals.seals(connection)}
    return unfit | {
        place.row.part
        for place in places
        if wanted.get(place.row.part, place.sum) != place.sum or any(place.empty())
    }


def _parts(connection: Connection) -> Iterator[PartRow]:
    """The parts whose sets can be read; the others do not fit their seals."""
    for part, first, length, live in connection.execute(
        "SELECT part, first, length, live FROM customer_part ORDER BY first"
    ):
        with suppress(zlib.error, ValueError, IndexError):
            yield PartRow(part, first, length, unpack(live))


class _Place:
    """A part of the index, who of its customers was met, and the sum of their marks."""

    def __init__(self, row: PartRow) -> None:
        self.row = row
        self._most = row.live.bit_length()
        self._live = row.live.to_bytes(self._most // 8 + 1, "little")
        self._met = bytearray(len(self._live))
        self.sum = 0

    @property
    def end(self) -> int:
        """The first id behind the last live one."""
        return self.row.first + self._most

    def meet(self, number: int, mark: int) -> bool:
        """Whether a customer stands here."""
        if not self.has(number):
            return False
        place = number - self.row.first
        self._met[place >> 3] |= 1 << (place & 7)
        self.sum = (self.sum + mark) & MOST
        return True

    def has(self, number: int) -> bool:
        """Whether an id is live here."""
        place = number - self.row.first
        return 0 <= place < self._most and bool(self._live[place >> 3] >> (place & 7) & 1)

    def empty(self) -> Iterator[int]:
        """The live ids with which nobody was met."""
        met = int.from_bytes(self._met, "little")
        for place in numbers_in(self.row.live & ~met):
            yield self.row.first + place


def _differing(connection: Connection, places: list[_Place]) -> Iterator[Finding]:
    """The first customers who were changed past the program, or stand in no part or in two; all of them are met."""
    near: list[_Place] = []
    until = None
    named = 0
    bounds = sorted({bound for place in places for bound in (place.row.first, place.end)})
    for customer in index.on_file(connection):
        if until is None or customer.number >= until:
            until = next((bound for bound in bounds if bound > customer.number), _NEVER)
            near = [place for place in places if place.row.first <= customer.number < place.end]
        standing = sum([place.meet(customer.number, customer.mark) for place in near])
        if customer.whole and standing == 1:
            continue
        named += 1
        if named > _MOST_NAMED:
            continue
        if not customer.whole:
            yield Finding("customer_differs", customer.account)
        if not standing:
            yield Finding("customer_not_indexed", customer.account)
        elif standing > 1:
            yield Finding("index_without_customer", f"#{customer.number}")


_NEVER = 1 << 63
"""Above every id."""


def _empty_places(places: list[_Place]) -> Iterator[Finding]:
    for place in places:
        for number in place.empty():
            yield Finding("index_without_customer", f"#{number}")


def _exchanged(
    connection: Connection, place: _Place, readings: Readings, searchable: bool
) -> Iterator[Finding]:
    """Those of a part whose names are read otherwise, or whom their own account does not find at their place."""
    row = place.row
    for number, account, name, read in connection.execute(_STANDING, (row.first, place.end)):
        if not place.has(number):
            continue
        folded = fold_number(account)
        bits = parts.sets_of(connection, row)(NUMBER + folded[::-1] + END) if searchable else 0
        astray = searchable and folded and not bits >> (number - row.first) & 1
        if astray or read != name_keys(name, readings).encoded():
            yield Finding("customer_differs", account)


_STANDING = f"SELECT id, account, name, readings FROM {ON_FILE} WHERE id >= ? AND id < ? ORDER BY id"  # noqa: S608
