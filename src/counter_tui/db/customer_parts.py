"""The parts of the customers' search index, and keeping them few.

A part is a run of customers' ids in the order of their accounts, with the set of these customers behind each term.
What is new becomes a small part; small parts are joined to large ones. A customer who says something else moves to a
new part under a new id, and is live in the old one no more.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from counter_tui.db.sql import Connection
from counter_tui.domain.search.postings import (
    LARGEST,
    bits_of,
    grown,
    numbers_in,
    pack,
    unpack,
    unpack_numbers,
)
from counter_tui.domain.search.terms import SET_APART

PARTS_DDL: tuple[str, ...] = (
    """CREATE TABLE customer_part (
        part INTEGER PRIMARY KEY, first INTEGER NOT NULL, length INTEGER NOT NULL, live BLOB NOT NULL,
        fences BLOB NOT NULL) STRICT""",
    """CREATE TABLE customer_terms (
        part INTEGER NOT NULL, first BLOB NOT NULL, lines BLOB NOT NULL, PRIMARY KEY (part, first)
        ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE customer_set (
        part INTEGER NOT NULL, term BLOB NOT NULL, members BLOB NOT NULL, PRIMARY KEY (part, term)
        ) STRICT, WITHOUT ROWID""",
)
"""The tables, for a migration to create in this order.

``fences`` are the accounts that open each block of ``BLOCK`` ids; ``live`` and ``members`` are packed sets. ``lines``
are some neighbouring terms and forks, packed, each with its customers or ``*``: then these stand in ``customer_set``,
as do all sets of many customers and those of places in a name. What begins with a term stands before it; ``first`` and
``term`` sort so.
"""

BLOCK = 64
FRESH = 1 << 14
"""A new part has at most so many customers."""
SIZES = ((1, 1 << 11, 8), (1 << 11, 1 << 15, 8), (1 << 15, LARGEST // 2, 4))
"""Of parts with more customers than the first number, or as many, and fewer than the second, so many are joined."""

MOST_LISTED = 48
_OFTEN = 3
LINES_LENGTH = 1300
_FENCE = _LINE = "\n"
_BEHIND = "\t"
_FORK, _MANY = "-", "*"


class PartRow(NamedTuple):
    """A part: its ids are ``first`` and those that follow, ``live`` the set of those in use, from 0."""

    part: int
    first: int
    length: int
    live: int


def parts(connection: Connection) -> list[PartRow]:
    """All parts, the oldest first."""
    rows = connection.execute("SELECT part, first, length, live FROM customer_part ORDER BY part")
    return [PartRow(part, first, length, unpack(live)) for part, first, length, live in rows]


def next_id(connection: Connection) -> int:
    """The first id that no part has ever reached."""
    return int(connection.execute("SELECT coalesce(max(first + length), 1) FROM customer_part").fetchone()[0])


def sets_of(connection: Connection, part: PartRow) -> Callable[[str], int]:
    """What gives the live customers of a part with a term that begins so, as bits from the part's first id."""
    known: dict[str, int] = {}

    def beginning(term: str) -> int:
        found = known.get(term)
        if found is None:
            found = known[term] = _beginning(connection, part, term)
        return found

    return beginning


def _beginning(connection: Connection, part: PartRow, term: str) -> int:
    key = _key(term)
    if term[0] in SET_APART or len(term) <= _OFTEN:
        row = connection.execute(_SET_WITH, (part.part, key)).fetchone()
        if row is not None and row[0].startswith(key[:-1]):
            return unpack(row[1]) & part.live
        if term[0] in SET_APART:
            return 0
    row = connection.execute(_LINES_WITH, (part.part, key)).fetchone()
    if row is None:
        return 0
    lines = zlib.decompress(row[0]).decode("utf-8")
    at = lines.rfind(_LINE + term) + 1
    if not at:
        return 0
    node, behind = lines[at : lines.index(_LINE, at)].split(_BEHIND)
    members = behind.lstrip(_FORK)
    if members == _MANY:
        packed = connection.execute(_MEMBERS, (part.part, _key(node))).fetchone()[0]
        return unpack(packed) & part.live
    return bits_of(list(map(int, members.split(",")))) & part.live


_LINES_WITH = "SELECT lines FROM customer_terms WHERE part = ? AND first <= ? ORDER BY first DESC LIMIT 1"
_SET_WITH = "SELECT term, members FROM customer_set WHERE part = ? AND term <= ? ORDER BY term DESC LIMIT 1"
_MEMBERS = "SELECT members FROM customer_set WHERE part = ? AND term = ?"


def faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Customers in no part, and places of parts with no customer or with a second one; at most twenty of a kind."""
    indexed = wrong = 0
    for row in parts(connection):
        live = row.live << row.first
        wrong |= indexed & live
        indexed |= live
    there = bits_of([number for (number,) in connection.execute("SELECT id FROM customer")])
    for number in islice(numbers_in(there & ~indexed), 20):
        yield "customer_not_indexed", connection.execute(_ACCOUNT, (number,)).fetchone()[0]
    for number in islice(numbers_in(indexed & ~there | wrong), 20):
        yield "index_without_customer", f"#{number}"


_ACCOUNT = "SELECT account FROM customer WHERE id = ?"


def fences(connection: Connection, part: int) -> list[str]:
    """The accounts that open the blocks of a part, ascending; every account before a fence is less."""
    (packed,) = connection.execute("SELECT fences FROM customer_part WHERE part = ?", (part,)).fetchone()
    return zlib.decompress(packed).decode("utf-8").split(_FENCE)


def add(
    connection: Connection, first: int, accounts: Sequence[str], terms: Iterable[tuple[str, Collection[int]]]
) -> None:
    """Write a new part of customers with ids from ``first`` on, their accounts ascending.

    ``terms`` are sorted, each with its customers counted from 0.
    """
    part = _next_part(connection)
    _write_terms(connection, part, terms)
    _write_part(connection, part, first, list(enumerate(accounts)))


def retire(connection: Connection, ids: Iterable[int]) -> None:
    """The customers who had these ids are no longer found under them."""
    gone = sorted(ids)
    for row in parts(connection) if gone else ():
        bits = sum(1 << (each - row.first) for each in gone if 0 <= each - row.first < row.length)
        if bits & row.live:
            live = pack(list(numbers_in(row.live & ~bits)))
            connection.execute("UPDATE customer_part SET live = ? WHERE part = ?", (live, row.part))


def tidy(connection: Connection) -> None:
    """Join parts until they are few; one of which most customers have moved away is written anew."""
    while group := _due(parts(connection)):
        _join(connection, group)


def _due(known: list[PartRow]) -> list[PartRow]:
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


def _join(connection: Connection, group: list[PartRow]) -> None:
    """Make one part of several, with the same ids where these are in the order of the accounts already."""
    rows = [
        (number, account)
        for row in sorted(group, key=lambda each: each.first)
        for number, account in connection.execute(_ACCOUNTS, (row.first, row.first + row.length))
        if row.live >> (number - row.first) & 1
    ]
    if rows:
        part = _next_part(connection)
        first, moved = _renumbered(connection, rows)
        _write_terms(connection, part, _joined_terms(connection, group, moved))
        _write_part(
            connection, part, first, sorted((moved[number] - first, account) for number, account in rows)
        )
    for row in group:
        connection.execute("DELETE FROM customer_terms WHERE part = ?", (row.part,))
        connection.execute("DELETE FROM customer_set WHERE part = ?", (row.part,))
        connection.execute("DELETE FROM customer_part WHERE part = ?", (row.part,))


_ACCOUNTS = "SELECT id, account FROM customer WHERE id >= ? AND id < ? ORDER BY id"


def _renumbered(connection: Connection, rows: list[tuple[int, str]]) -> tuple[int, dict[int, int]]:
    """The first id of a part of these customers and each one's new id by the old."""
    first, last = rows[0][0], rows[-1][0]
    ascending = all(here[1] < there[1] for here, there in pairwise(rows))
    if ascending and last - first < min(LARGEST, 2 * len(rows)):
        return first, {number: number for number, _ in rows}
    first = next_id(connection)
    moved = {number: first + place for place, (number, _) in enumerate(sorted(rows, key=itemgetter(1)))}
    connection.executemany(
        "UPDATE customer SET id = ? WHERE id = ?", ((new, old) for old, new in moved.items())
    )
    return first, moved


def _joined_terms(
    connection: Connection, group: list[PartRow], moved: dict[int, int]
) -> Iterator[tuple[str, Collection[int]]]:
    """The terms of several parts, each with its customers counted from the new part's first id."""
    first = min(moved.values())
    streams = [_terms_of(connection, row, moved, first) for row in group]
    merged = heapq.merge(*streams, key=lambda each: _key(each[0]))
    for term, same in groupby(merged, key=itemgetter(0)):
        members = list(chain.from_iterable(numbers for _, numbers in same))
        if members:
            yield term, members


def _terms_of(
    connection: Connection, row: PartRow, moved: dict[int, int], first: int
) -> Iterator[tuple[str, list[int]]]:
    to = [moved.get(number, first - 1) - first for number in range(row.first, row.first + row.length)]
    many = connection.execute("SELECT members FROM customer_set WHERE part = ? ORDER BY term", (row.part,))
    for (lines,) in connection.execute(_ALL_LINES, (row.part,)):
        for line in zlib.decompress(lines).decode("utf-8").split(_LINE)[1:-1]:
            term, behind = line.split(_BEHIND)
            members: Iterable[int]
            if behind.endswith(_MANY):
                members = unpack_numbers(next(many)[0])
            else:
                members = () if behind[0] == _FORK else map(int, behind.split(","))
            if behind[0] != _FORK:
                yield term, [new for new in map(to.__getitem__, members) if new >= 0]


_ALL_LINES = "SELECT lines FROM customer_terms WHERE part = ? ORDER BY first"


def _write_terms(connection: Connection, part: int, terms: Iterable[tuple[str, Collection[int]]]) -> None:
    connection.executemany("INSERT INTO customer_terms VALUES (?, ?, ?)", _packed(connection, part, terms))


def _packed(
    connection: Connection, part: int, terms: Iterable[tuple[str, Collection[int]]]
) -> Iterator[tuple[int, bytes, bytes]]:
    lines: list[str] = [""]
    size, first = 0, ""
    for term, members, own in grown(terms):
        if len(members) <= MOST_LISTED and term[0] not in SET_APART:
            behind = ",".join(map(str, members))
        else:
            behind = _MANY
            connection.execute("INSERT INTO customer_set VALUES (?, ?, ?)", (part, _key(term), pack(members)))
        line = f"{term}{_BEHIND}{'' if own else _FORK}{behind}"
        first = first or term
        lines.append(line)
        size += len(line)
        if size > LINES_LENGTH:
            yield part, _key(first), _packed_lines(lines)
            lines, size, first = [""], 0, ""
    if first:
        yield part, _key(first), _packed_lines(lines)


def _packed_lines(lines: list[str]) -> bytes:
    return zlib.compress(_LINE.join([*lines, ""]).encode("utf-8"), 1)


def _write_part(connection: Connection, part: int, first: int, accounts: list[tuple[int, str]]) -> None:
    """Write a part's own row; ``accounts`` are ascending, each with its place."""
    length = accounts[-1][0] + 1
    opening: list[str] = []
    for place, account in accounts:
        opening += [account] * (place // BLOCK + 1 - len(opening))
    values: tuple[Any, ...] = (
        part,
        first,
        length,
        pack([place for place, _ in accounts]),
        zlib.compress(_FENCE.join(opening).encode("utf-8"), 1),
    )
    connection.execute("INSERT INTO customer_part VALUES (?, ?, ?, ?, ?)", values)


def _next_part(connection: Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(part), 0) + 1 FROM customer_part").fetchone()[0])


def _key(term: str) -> bytes:
    """Sorts a term behind all that begin with it."""
    return term.encode("utf-8", "surrogatepass") + b"\xff"
