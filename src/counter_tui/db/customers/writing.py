"""Writing customers with their part of the search index: made ready first, then written in one short transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db.customers import joins, parts
from counter_tui.db.customers import seals as customer_seals
from counter_tui.db.customers.index import COLUMNS, KEPT, CustomerRow, identity_mark, known_of, seal_of
from counter_tui.db.customers.parts import TermRow
from counter_tui.db.customers.seals import TermsSeal
from counter_tui.db.sql import Connection
from counter_tui.domain.search.folding import fold_words
from counter_tui.domain.search.keys import name_keys
from counter_tui.domain.search.matching import numbers_of
from counter_tui.domain.search.readings import Readings
from counter_tui.domain.search.terms import terms_of

AT_ONCE = 1 << 14
"""So many customers are written in one transaction at most."""


class PutCounts(NamedTuple):
    """How many customers were new, were written anew, and were there already."""

    inserted: int
    changed: int
    unchanged: int


class Prepared(Struct, frozen=True):
    """What is to be written: customers in the order of their accounts, with the ids of those on file, and their terms.

    ``aside`` are customers of whom nothing changed that is searched for.
    """

    counts: PutCounts
    accounts: list[str]
    rows: list[tuple[Any, ...]]
    ids: list[int | None]
    terms: list[TermRow]
    aside: list[tuple[Any, ...]]


def prepare(connection: Connection, records: Mapping[str, CustomerRow], readings: Readings) -> Prepared:
    """Make ready the writing of customers by account; nobody else may write customers until it is written.

    A row is on file already when it differs in nothing but ``source`` and ``release_no``.
    """
    known = {row.account: (number, row) for number, row in known_of(connection, records)}
    new = [row for account, row in records.items() if account not in known]
    other = [
        (number, row, records[account])
        for account, (number, row) in known.items()
        if not _same(row, records[account])
    ]
    moved = {row.account: (number, now) for number, row, now in other if _indexed(row) != _indexed(now)}
    aside = [
        (*_values(now), seal_of(_values(now)), number) for number, _, now in other if now.account not in moved
    ]
    placed = sorted([*new, *(row for _, row in moved.values())], key=attrgetter("account"))
    rows, terms = _described(placed, readings)
    return Prepared(
        counts=PutCounts(len(new), len(other), len(known) - len(other)),
        accounts=[row.account for row in placed],
        rows=rows,
        ids=[moved[row.account][0] if row.account in moved else None for row in placed],
        terms=list(parts.packed_terms(_sorted(terms))),
        aside=aside,
    )


def write(connection: Connection, ready: Prepared) -> None:
    """Write customers that were made ready, as a new part of the index, with the seals of all this changes."""
    on_file = [account for account, old in zip(ready.accounts, ready.ids, strict=True) if old is not None]
    with customer_seals.kept(connection, [*on_file, *(values[0] for values in ready.aside)]):
        connection.executemany(_UPDATE_ASIDE, ready.aside)
        if ready.rows:
            _place(connection, ready)


def _place(connection: Connection, ready: Prepared) -> None:
    first, part = parts.next_id(connection), parts.next_part(connection)
    placed = [(first + place, *row) for place, row in enumerate(ready.rows)]
    pairs = list(zip(placed, ready.ids, strict=True))
    connection.executemany(_UPDATE, ((*row, old) for row, old in pairs if old is not None))
    connection.executemany(_INSERT, (row for row, old in pairs if old is None))
    parts.write_terms(connection, part, ready.terms)
    parts.write_part(connection, part, first, list(enumerate(ready.accounts)))
    parts.retire(connection, [old for old in ready.ids if old is not None])
    customer_seals.grow(connection, part, *TermsSeal().add(ready.terms))
    customer_seals.stand(connection, part, sum(mark_of(row) for row in placed))


def mark_of(placed: tuple[Any, ...]) -> int:
    """What a customer with an id, as the columns stand behind each other, counts for."""
    number, *_, readings, _identity, seal = placed
    return customer_seals.mark(number, seal, readings)


class Placed(Struct, frozen=True):
    """Customers on file in the order of their accounts, with what the index says of them, made ready to be placed anew.

    ``derived`` are what the name is read as and the mark of the paper's number; ``seals`` those of the rows as they
    stand, which say whether somebody changed them past the program.
    """

    ids: list[int]
    accounts: list[str]
    seals: list[int]
    derived: list[tuple[str, int | None]]
    terms: list[TermRow]


def prepare_places(connection: Connection, ids: Sequence[int], readings: Readings) -> Placed:
    """Make ready new places for customers who stand in no part.

    Nobody else may write customers until they are written.
    """
    found = list(connection.execute(_STANDING, (json.dumps(list(ids)),)))
    customers = [CustomerRow(*values) for _, _, *values in found]
    rows, terms = _described(customers, readings)
    return Placed(
        ids=[row[0] for row in found],
        accounts=[row.account for row in customers],
        seals=[row[1] for row in found],
        derived=[(read, identity) for *_, read, identity, _seal in rows],
        terms=list(parts.packed_terms(_sorted(terms))),
    )


def place_anew(connection: Connection, ready: Placed) -> None:
    """Let customers stand in a new part; their rows say what they said, and keep their seals."""
    first, part = parts.next_id(connection), parts.next_part(connection)
    new = range(first, first + len(ready.ids))
    values = [
        (number, *derived, old) for number, derived, old in zip(new, ready.derived, ready.ids, strict=True)
    ]
    connection.executemany(_PLACE, values)
    parts.write_terms(connection, part, ready.terms)
    parts.write_part(connection, part, first, list(enumerate(ready.accounts)))
    customer_seals.grow(connection, part, *TermsSeal().add(ready.terms))
    marks = zip(new, ready.seals, ready.derived, strict=True)
    customer_seals.stand(
        connection, part, sum(customer_seals.mark(number, seal, read) for number, seal, (read, _) in marks)
    )


_PLACE = "UPDATE customer SET id = ?, readings = ?, identity_mark = ? WHERE id = ?"


def put_customers(connection: Connection, records: Iterable[CustomerRow], readings: Readings) -> PutCounts:
    """Write customers in the caller's one transaction, and keep the parts of the index few."""
    counts = PutCounts(0, 0, 0)
    for chunk in _chunks(records):
        ready = prepare(connection, chunk, readings)
        write(connection, ready)
        counts = PutCounts(*map(sum, zip(counts, ready.counts, strict=True)))
    for step in joins.tidying(lambda: nullcontext(connection)):
        step(connection)
    return counts


def _chunks(records: Iterable[CustomerRow]) -> Iterator[dict[str, CustomerRow]]:
    """Records by account, some at a time; one account never stands twice in a chunk."""
    chunk: dict[str, CustomerRow] = {}
    for record in records:
        if len(chunk) == AT_ONCE or record.account in chunk:
            yield chunk
            chunk = {}
        chunk[record.account] = record
    if chunk:
        yield chunk


def _same(row: CustomerRow, other: CustomerRow) -> bool:
    return row == replace(other, source=row.source, release_no=row.release_no)


def _indexed(row: CustomerRow) -> tuple[str | None, ...]:
    return row.name, row.address, row.phone1, row.phone2, row.meter_asset, row.id_number


_Behind = int | list[int]


def _described(
    customers: Iterable[CustomerRow], readings: Readings
) -> tuple[list[tuple[Any, ...]], dict[str, _Behind]]:
    """The columns behind the id of each customer, and the places of the customers behind each term."""
    rows: list[tuple[Any, ...]] = []
    # Most terms are one customer's: a bare number for these spares as many lists.
    terms: dict[str, _Behind] = {}
    for place, row in enumerate(customers):
        keys = name_keys(row.name, readings)
        for term in terms_of(keys, fold_words(row.address or ""), numbers_of(row)):
            known = terms.get(term)
            if known is None:
                terms[term] = place
            elif isinstance(known, int):
                terms[term] = [known, place]
            else:
                known.append(place)
        mark = identity_mark(row.id_number) if row.id_number else None
        rows.append((*_values(row), keys.encoded(), mark, seal_of(_values(row))))
    return rows, terms


def _sorted(terms: Mapping[str, _Behind]) -> Iterator[tuple[str, Sequence[int]]]:
    for term in sorted(terms):
        behind = terms[term]
        yield term, (behind,) if isinstance(behind, int) else behind


_values = attrgetter(*COLUMNS)
_OF_IDS = "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY account"
_STANDING = "SELECT id, seal, {} FROM customer {}".format(", ".join(COLUMNS), _OF_IDS)  # noqa: S608
_ALL = "id", *COLUMNS, *KEPT
_INSERT = "INSERT INTO customer ({}) VALUES ({})".format(", ".join(_ALL), ", ".join("?" * len(_ALL)))  # noqa: S608
_UPDATE = "UPDATE customer SET {} WHERE id = ?".format(", ".join(f"{name} = ?" for name in _ALL))  # noqa: S608
_ASIDE = *COLUMNS, "seal"
_UPDATE_ASIDE = "UPDATE customer SET {} WHERE id = ?".format(", ".join(f"{name} = ?" for name in _ASIDE))  # noqa: S608
