"""The parts of the customers' search index.

A part is a run of customers' ids in the order of their accounts, with the set of these customers behind each term.
What is new becomes a small part; small parts are joined to large ones (``joins``). A customer who says
something else moves to a new part under a new id, and is live in the old one no more. Terms of which no part is there
mean nothing.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from counter_tui.db.sql import Connection
from counter_tui.domain.search.postings import bits_of, grown, numbers_in, pack, unpack
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

MOST_LISTED = 48
_OFTEN = 3
LINES_LENGTH = 1300
_FENCE = LINE = "\n"
BEHIND = "\t"
FORK, MANY = "-", "*"


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


def whole_parts(connection: Connection, unfit: Collection[int]) -> list[PartRow]:
    """All parts but these, which perhaps cannot be read."""
    rows = connection.execute("SELECT part, first, length, live FROM customer_part ORDER BY part")
    return [
        PartRow(part, first, length, unpack(live)) for part, first, length, live in rows if part not in unfit
    ]


def next_id(connection: Connection) -> int:
    """The first id that no part has ever reached, nor a customer has who stands in no part."""
    return int(connection.execute(_NEXT_ID, (_LARGEST_ID,)).fetchone()[0])


_NEXT_ID = """SELECT max(
    (SELECT coalesce(max(first + length), 1) FROM customer_part),
    (SELECT coalesce(max(id), 0) + 1 FROM customer WHERE id < ?1),
    (SELECT coalesce(max(id), 0) + 1 FROM customer_staged WHERE id < ?1))"""
_LARGEST_ID = 1 << 40
"""No id of the program's own is so large."""


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
    key = term_key(term)
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
    at = lines.rfind(LINE + term) + 1
    if not at:
        return 0
    node, behind = lines[at : lines.index(LINE, at)].split(BEHIND)
    members = behind.lstrip(FORK)
    if members == MANY:
        packed = connection.execute(_MEMBERS, (part.part, term_key(node))).fetchone()[0]
        return unpack(packed) & part.live
    return bits_of(list(map(int, members.split(",")))) & part.live


_LINES_WITH = "SELECT lines FROM customer_terms WHERE part = ? AND first <= ? ORDER BY first DESC LIMIT 1"
_SET_WITH = "SELECT term, members FROM customer_set WHERE part = ? AND term <= ? ORDER BY term DESC LIMIT 1"
_MEMBERS = "SELECT members FROM customer_set WHERE part = ? AND term = ?"


def fences(connection: Connection, part: int) -> list[str]:
    """The accounts that open the blocks of a part, ascending; every account before a fence is less."""
    (packed,) = connection.execute("SELECT fences FROM customer_part WHERE part = ?", (part,)).fetchone()
    return zlib.decompress(packed).decode("utf-8").split(_FENCE)


def enliven(connection: Connection, part: int, ids: Iterable[int]) -> None:
    """The customers with these ids are found in this part from now on."""
    first, live = connection.execute(_LIVE, (part,)).fetchone()
    bits = unpack(live) | bits_of([each - first for each in ids])
    connection.execute(_SET_LIVE, (pack(list(numbers_in(bits))), part))


_LIVE = "SELECT first, live FROM customer_part WHERE part = ?"
_SET_LIVE = "UPDATE customer_part SET live = ? WHERE part = ?"


def retire(connection: Connection, ids: Iterable[int]) -> None:
    """The customers who had these ids are no longer found under them."""
    gone = sorted(ids)
    for row in parts(connection) if gone else ():
        here = gone[bisect_left(gone, row.first) : bisect_left(gone, row.first + row.length)]
        bits = bits_of([each - row.first for each in here])
        if bits & row.live:
            live = pack(list(numbers_in(row.live & ~bits)))
            connection.execute(_SET_LIVE, (live, row.part))


class TermRow(NamedTuple):
    """A row of the terms of a part: neighbouring terms in lines, or the set of many customers behind one."""

    many: bool
    key: bytes
    packed: bytes


def packed_terms(terms: Iterable[tuple[str, Collection[int]]]) -> Iterator[TermRow]:
    """The rows of a part with these terms, which are sorted, each with its customers counted from 0."""
    lines: list[str] = [""]
    size, first = 0, ""
    for term, members, own in grown(terms):
        if len(members) <= MOST_LISTED and term[0] not in SET_APART:
            behind = ",".join(map(str, members))
        else:
            behind = MANY
            yield TermRow(True, term_key(term), pack(members))
        line = f"{term}{BEHIND}{'' if own else FORK}{behind}"
        first = first or term
        lines.append(line)
        size += len(line)
        if size > LINES_LENGTH:
            yield TermRow(False, term_key(first), _packed_lines(lines))
            lines, size, first = [""], 0, ""
    if first:
        yield TermRow(False, term_key(first), _packed_lines(lines))


def _packed_lines(lines: list[str]) -> bytes:
    return zlib.compress(LINE.join([*lines, ""]).encode("utf-8"), 1)


def write_terms(connection: Connection, part: int, rows: Sequence[TermRow]) -> None:
    """Write rows of a part's terms; nobody sees them before the part's own row is there."""
    lines = ((part, row.key, row.packed) for row in rows if not row.many)
    sets = ((part, row.key, row.packed) for row in rows if row.many)
    connection.executemany("INSERT INTO customer_terms VALUES (?, ?, ?)", lines)
    connection.executemany("INSERT INTO customer_set VALUES (?, ?, ?)", sets)


def write_part(
    connection: Connection, part: int, first: int, accounts: Sequence[tuple[int, str]], *, live: bool = True
) -> None:
    """Write a part's own row, with all its customers live or none yet; the accounts ascend, each with its place."""
    length = accounts[-1][0] + 1
    opening: list[str] = []
    for place, account in accounts:
        opening += [account] * (place // BLOCK + 1 - len(opening))
    values: tuple[Any, ...] = (
        part,
        first,
        length,
        pack([place for place, _ in accounts] if live else ()),
        zlib.compress(_FENCE.join(opening).encode("utf-8"), 1),
    )
    connection.execute("INSERT INTO customer_part VALUES (?, ?, ?, ?, ?)", values)


def next_part(connection: Connection) -> int:
    """A number that no part has, nor terms that were left behind."""
    return 1 + max(int(connection.execute(statement).fetchone()[0]) for statement in _LAST_PARTS)


_LAST_PARTS = tuple(
    f"SELECT coalesce(max(part), 0) FROM {table}"  # noqa: S608 - names of ours
    for table in ("customer_part", "customer_terms", "customer_set")
)


def term_key(term: str) -> bytes:
    """Sorts a term behind all that begin with it."""
    return term.encode("utf-8", "surrogatepass") + b"\xff"
