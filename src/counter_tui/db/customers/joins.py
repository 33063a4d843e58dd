"""Keeping the parts of the customers' search index few: small ones are joined to large ones.

The work is done beside the store's own life: what is to be written is made ready while anybody may write, and written
in many small transactions. Nobody else may write parts meanwhile. Cut off between any two of them the index is whole;
terms of a part that is not there yet, or no longer, are taken away when parts are joined the next time.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain, groupby, islice, pairwise
from operator import itemgetter

from counter_tui.db.customers import parts as customer_parts
from counter_tui.db.customers import seals
from counter_tui.db.customers.parts import BEHIND, FORK, LINE, MANY, PartRow, TermRow, parts, term_key
from counter_tui.db.customers.seals import GOING, TermsSeal
from counter_tui.db.sql import Connection
from counter_tui.domain.search.postings import LARGEST, numbers_in, unpack_numbers

Reading = Callable[[], AbstractContextManager[Connection]]
"""Gives one consistent view of the store."""

Write = Callable[[Connection], object]
"""What is to be written in one transaction."""

SIZES = ((1, 1 << 11, 8), (1 << 11, 1 << 15, 8), (1 << 15, LARGEST // 2, 4))
"""Of parts with more customers than the first number, or as many, and fewer than the second, so many are joined."""

TERMS_AT_ONCE = 256
MOVED_AT_ONCE = 1000
"""So many rows of terms, and customers with a new place, are written in one transaction."""

_PAGE = 64


def tidying(reading: Reading) -> Iterator[Write]:
    """What is to be written until parts are few, each in a transaction of its own before the next is asked for."""
    yield from sweeping(reading)
    while True:
        with reading() as connection:
            group = _due(parts(connection))
        if not group:
            return
        yield from _joining(reading, group)
        yield from sweeping(reading)


def _due(known: list[PartRow]) -> list[PartRow]:
    """The parts to join next; one of which most customers have moved away is written anew by itself."""
    for row in known:
        if row.live.bit_count() * 2 < row.length:
            return [row]
    for least, bound, most in SIZES:
        group = [row for row in known if least <= row.length < bound]
        if len(group) >= most:
            room = LARGEST
            chosen = [row for row in group if (room := room - row.length) >= 0]
            return chosen if len(chosen) > 1 else []
    return []


def sweeping(reading: Reading) -> Iterator[Write]:
    """Take away the terms of parts that are not there."""
    with reading() as connection:
        left = seals.without_part(connection)
    for seal in left:
        if seal.terms != GOING:
            yield partial(seals.go, part=seal.part)
        for table in _SWEEPS:
            while _stands(reading, table, seal.part):
                yield partial(_sweep, table=table, part=seal.part)
        yield partial(seals.forget, part=seal.part)


_SWEEPS = {
    "customer_terms": """DELETE FROM customer_terms WHERE part = ? AND first IN (
        SELECT first FROM customer_terms WHERE part = ? LIMIT ?)""",
    "customer_set": """DELETE FROM customer_set WHERE part = ? AND term IN (
        SELECT term FROM customer_set WHERE part = ? LIMIT ?)""",
}


def _stands(reading: Reading, table: str, part: int) -> bool:
    with reading() as connection:
        found = connection.execute(f"SELECT 1 FROM {table} WHERE part = ? LIMIT 1", (part,))  # noqa: S608 - ours
        return found.fetchone() is not None


def _sweep(connection: Connection, table: str, part: int) -> None:
    connection.execute(_SWEEPS[table], (part, part, TERMS_AT_ONCE))


def _joining(reading: Reading, group: list[PartRow]) -> Iterator[Write]:
    """Make one part of several, with the same ids where these are in the order of the accounts already."""
    with reading() as connection:
        rows, marks = _live(connection, group)
        part, new = customer_parts.next_part(connection), customer_parts.next_id(connection)
    if not rows:
        yield partial(_drop, group=group)
        return
    first, moved = _places(rows, new)
    accounts = sorted((moved[number] - first, account) for number, account in rows)
    terms = customer_parts.packed_terms(_joined_terms(reading, group, first, moved))
    seal = TermsSeal()
    while some := list(islice(terms, TERMS_AT_ONCE)):
        yield partial(_write_terms, part=part, rows=some, digests=seal.add(some))
    if first != new:
        yield partial(_replace, part=part, first=first, accounts=accounts, marks=marks, group=group)
        return
    yield partial(_found, part=part, first=first, accounts=accounts)
    pairs = iter([(number, moved[number], account) for number, account in rows])
    while some_moved := list(islice(pairs, MOVED_AT_ONCE)):
        yield partial(_move, part=part, moved=some_moved)
    yield partial(_drop, group=group)


def _live(connection: Connection, group: list[PartRow]) -> tuple[list[tuple[int, str]], int]:
    """The ids and accounts of the customers of these parts, by id, and the sum of their marks."""
    rows: list[tuple[int, str]] = []
    marks = 0
    for row in sorted(group, key=lambda each: each.first):
        live = set(numbers_in(row.live))
        for number, account, *values in connection.execute(_STANDING, (row.first, row.first + row.length)):
            if number - row.first in live:
                rows.append((number, account))
                marks += seals.mark(number, *values)
    return rows, marks


_STANDING = "SELECT id, account, seal, readings FROM customer WHERE id >= ? AND id < ? ORDER BY id"


def _places(rows: list[tuple[int, str]], new: int) -> tuple[int, dict[int, int]]:
    """The first id of a part of these customers, ``new`` if they need new ones, and each one's new id by the old."""
    first, last = rows[0][0], rows[-1][0]
    ascending = all(here[1] < there[1] for here, there in pairwise(rows))
    if ascending and last - first < min(LARGEST, 2 * len(rows)):
        return first, {number: number for number, _ in rows}
    return new, {number: new + place for place, (number, _) in enumerate(sorted(rows, key=itemgetter(1)))}


def _write_terms(
    connection: Connection, part: int, rows: list[TermRow], digests: tuple[bytes, bytes]
) -> None:
    customer_parts.write_terms(connection, part, rows)
    seals.grow(connection, part, *digests)


def _replace(
    connection: Connection,
    part: int,
    first: int,
    accounts: list[tuple[int, str]],
    marks: int,
    group: list[PartRow],
) -> None:
    """Let the new part stand for the old ones at once."""
    customer_parts.write_part(connection, part, first, accounts)
    seals.stand(connection, part, marks)
    _drop(connection, group)


def _found(connection: Connection, part: int, first: int, accounts: list[tuple[int, str]]) -> None:
    """Let the new part stand, with nobody in it yet."""
    customer_parts.write_part(connection, part, first, accounts, live=False)
    seals.stand(connection, part, 0)


def _move(connection: Connection, part: int, moved: list[tuple[int, int, str]]) -> None:
    """Give some customers their new ids: live in the new part, and no more in the old one."""
    with seals.kept(connection, [account for _, _, account in moved]):
        renamed = ((new, old) for old, new, _ in moved)
        connection.executemany("UPDATE customer SET id = ? WHERE id = ?", renamed)
        customer_parts.retire(connection, [old for old, _, _ in moved])
        customer_parts.enliven(connection, part, [new for _, new, _ in moved])


def _drop(connection: Connection, group: list[PartRow]) -> None:
    for row in group:
        connection.execute("DELETE FROM customer_part WHERE part = ?", (row.part,))
        seals.go(connection, row.part)


def _joined_terms(
    reading: Reading, group: list[PartRow], first: int, moved: dict[int, int]
) -> Iterator[tuple[str, Collection[int]]]:
    """The terms of several parts, each with its customers counted from the new part's first id."""
    streams = [_terms_of(reading, row, moved, first) for row in group]
    merged = heapq.merge(*streams, key=lambda each: term_key(each[0]))
    for term, same in groupby(merged, key=itemgetter(0)):
        members = list(chain.from_iterable(numbers for _, numbers in same))
        if members:
            yield term, members


def _terms_of(
    reading: Reading, row: PartRow, moved: dict[int, int], first: int
) -> Iterator[tuple[str, list[int]]]:
    to = [moved.get(number, first - 1) - first for number in range(row.first, row.first + row.length)]
    many = _pages(reading, row.part, _SETS)
    for lines in _pages(reading, row.part, _LINES):
        for line in zlib.decompress(lines).decode("utf-8").split(LINE)[1:-1]:
            term, behind = line.split(BEHIND)
            members: Iterable[int]
            if behind.endswith(MANY):
                members = unpack_numbers(next(many))
            else:
                members = () if behind[0] == FORK else map(int, behind.split(","))
            if behind[0] != FORK:
                yield term, [new for new in map(to.__getitem__, members) if new >= 0]


def _pages(reading: Reading, part: int, statement: str) -> Iterator[bytes]:
    """The packed terms of a part in order, read some at a time, so that no view of the store is held for long."""
    key = b""
    while True:
        with reading() as connection:
            rows = connection.execute(statement, (part, key, _PAGE)).fetchall()
        yield from (packed for _, packed in rows)
        if len(rows) < _PAGE:
            return
        key = rows[-1][0]


_LINES = "SELECT first, lines FROM customer_terms WHERE part = ? AND first > ? ORDER BY first LIMIT ?"
_SETS = "SELECT term, members FROM customer_set WHERE part = ? AND term > ? ORDER BY term LIMIT ?"
