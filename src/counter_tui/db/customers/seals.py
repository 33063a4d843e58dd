"""Seals of the customers' search index: for each part what stands in its tables, and which customers stand in it.

What a part has of terms and sets never changes once it is written; while it is written the seal grows with them, and a
seal remains without a part while they are taken away. A part's own row changes when customers move to it or away.
Which customers it has is a sum, so that a delivery reckons with its own alone.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from counter_tui.db.customers import parts as customer_parts
from counter_tui.db.customers.parts import PartRow, TermRow
from counter_tui.db.sql import Connection

SEALS_DDL: tuple[str, ...] = (
    """CREATE TABLE customer_seal (
        part INTEGER PRIMARY KEY, itself BLOB NOT NULL, terms BLOB NOT NULL, sets BLOB NOT NULL,
        customers INTEGER NOT NULL) STRICT""",
)
"""The table, for a migration to create after those of the parts.

``itself`` is the digest of the row in ``customer_part``, ``terms`` and ``sets`` those of the rows in the other two.
``customers`` is the sum of the marks of the live customers.
"""

Marks = list[tuple[int, int]]
"""Places of customers, and what each counts for."""

MOST = (1 << 62) - 1
"""The largest mark and sum."""


class PartSeal(NamedTuple):
    """The seal of one part."""

    part: int
    itself: bytes
    terms: bytes
    sets: bytes
    customers: int


def mark(number: int, seal: int, readings: str) -> int:
    """What a customer counts for: the place in the index, what the row says (by its seal), how the name is read."""
    text = f"{number} {seal} {readings}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") & MOST


@contextmanager
def kept(connection: Connection, accounts: Collection[str]) -> Iterator[None]:
    """Bring the seals of parts in step with what the block writes of these customers and does to the parts.

    Whatever writes, changes or joins parts stands in such a block; ``accounts`` are those whose rows or places it
    changes, but for the customers of parts that are new afterwards. A part that was changed past the program before
    keeps a seal that does not fit it.
    """
    before = _state(connection, marks_of(connection, accounts))
    yield
    _renew(connection, before, _state(connection, marks_of(connection, accounts)))


@contextmanager
def kept_apart(connection: Connection, gone: Marks, come: Marks) -> Iterator[None]:
    """As ``kept``, where the block does not write the customers: these leave their places, those stand there then."""
    before = _state(connection, gone)
    yield
    _renew(connection, before, _state(connection, come))


def _renew(connection: Connection, before: _State, after: _State) -> None:
    for seal in seals(connection):
        if seal.part in before.parts and (now := _renewed(seal, before, after)) != seal:
            _write(connection, now)


def marks_of(connection: Connection, accounts: Collection[str]) -> Marks:
    """The places of some customers and what each counts for."""
    rows = connection.execute(_OF_ACCOUNTS, (json.dumps(list(accounts)),))
    return [(number, mark(number, *values)) for number, *values in rows]


class TermsSeal:
    """The digests of a part's terms and sets, grown row by row in the order of their keys."""

    def __init__(self) -> None:
        self._lines, self._sets = _digester(), _digester()

    def add(self, rows: Iterable[TermRow]) -> tuple[bytes, bytes]:
        """The digests with these rows too."""
        for row in rows:
            _tell(self._sets if row.many else self._lines, (row.key, row.packed))
        return self._lines.digest(), self._sets.digest()


def grow(connection: Connection, part: int, terms: bytes, sets: bytes) -> None:
    """Seal the terms and sets of a part that is not there yet."""
    _write(connection, PartSeal(part, NOTHING, terms, sets, 0))


def stand(connection: Connection, part: int, marks: int) -> None:
    """The part whose terms were sealed is there now; ``marks`` are its live customers' together."""
    own = own_digests(connection)[part]
    values = (own, marks & MOST, part)
    connection.execute("UPDATE customer_seal SET itself = ?, customers = ? WHERE part = ?", values)


def go(connection: Connection, part: int) -> None:
    """The part is not there any more, or never will be; of its terms and sets no more is asked than that they go."""
    _write(connection, going(part))


def going(part: int) -> PartSeal:
    """The seal of a part whose terms and sets are being taken away; it says nothing of a part that is there."""
    return PartSeal(part, NOTHING, GOING, GOING, 0)


def without_part(connection: Connection) -> list[PartSeal]:
    """The seals of parts that are not there."""
    there = {row.part for row in customer_parts.parts(connection)}
    return [seal for seal in seals(connection) if seal.part not in there]


def forget(connection: Connection, part: int) -> None:
    """Nothing of the part is left."""
    connection.execute("DELETE FROM customer_seal WHERE part = ?", (part,))


class _State(NamedTuple):
    """The parts, the digests of their own rows, and the ids and marks of some customers."""

    parts: dict[int, PartRow]
    own: dict[int, bytes]
    marks: Marks


def _state(connection: Connection, marks: Marks) -> _State:
    parts = {row.part: row for row in customer_parts.parts(connection)}
    return _State(parts, own_digests(connection), sorted(marks))


_OF_ACCOUNTS = "SELECT id, seal, readings FROM customer WHERE account IN (SELECT value FROM json_each(?))"


def _renewed(seal: PartSeal, before: _State, after: _State) -> PartSeal:
    """The seal of a part that stayed: what fitted it fits it now."""
    gone = _sum(before.parts[seal.part], before.marks)
    come = _sum(after.parts[seal.part], after.marks)
    own = after.own if seal.itself == before.own[seal.part] else {}
    return seal._replace(
        itself=own.get(seal.part, seal.itself), customers=(seal.customers - gone + come) & MOST
    )


def seals(connection: Connection) -> list[PartSeal]:
    """The seals of all parts as they were written."""
    rows = connection.execute("SELECT part, itself, terms, sets, customers FROM customer_seal ORDER BY part")
    return [PartSeal(*row) for row in rows]


def own_digests(connection: Connection) -> dict[int, bytes]:
    """The digest of each part's own row, by part."""
    rows = connection.execute("SELECT part, first, length, live, fences FROM customer_part")
    return {row[0]: _digest([(b"%d %d %d" % tuple(row[:3]), *row[3:])]) for row in rows}


def term_digests(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Each part with terms, and the digest of their rows."""
    return _digests(connection.execute("SELECT part, first, lines FROM customer_terms ORDER BY part, first"))


def set_digests(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Each part with sets, and the digest of their rows."""
    return _digests(connection.execute("SELECT part, term, members FROM customer_set ORDER BY part, term"))


def _digests(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, bytes]]:
    for part, own in groupby(rows, key=itemgetter(0)):
        yield part, _digest(values[1:] for values in own)


def _digest(rows: Iterable[Iterable[bytes]]) -> bytes:
    told = _digester()
    for values in rows:
        _tell(told, values)
    return told.digest()


def _digester() -> blake2b:
    return blake2b(digest_size=16)


def _tell(told: blake2b, values: Iterable[bytes]) -> None:
    for value in values:
        told.update(b"%d " % len(value))
        told.update(value)


NOTHING = _digest(())
"""The digest of no rows at all."""

GOING = b""
"""Stands for the digest of rows that are being taken away."""


def _sum(row: PartRow, marks: Marks) -> int:
    """The sum of the marks of those who are live in a part; the marks are in the order of their places."""
    most = row.live.bit_length()
    live = row.live.to_bytes(most // 8 + 1, "little")
    here = marks[bisect_left(marks, (row.first, 0)) : bisect_left(marks, (row.first + row.length, 0))]
    places = ((number - row.first, value) for number, value in here)
    return sum(value for place, value in places if 0 <= place < most and live[place >> 3] >> (place & 7) & 1)


def _write(connection: Connection, seal: PartSeal) -> None:
    connection.execute("INSERT OR REPLACE INTO customer_seal VALUES (?, ?, ?, ?, ?)", seal)
