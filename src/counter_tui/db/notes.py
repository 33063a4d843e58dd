"""Notes beside the ledger, each with a seal: drafts, what is begun in a question, how far an import or sync has come.

No fact speaks of them, so each row has a keyed digest of what it says, and ``note_tally`` has for each table how many
rows there are and the sum of their seals: so that a row is missed which the program did not take away itself.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b, sha256
from types import MappingProxyType
from typing import Any

from msgspec.structs import astuple, replace

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.notes import BegunRow, CustomersSwitchedRow, DraftRow, ImportRunRow, NoteTallyRow
from counter_tui.db.tables.sync import ParkedRow, PeerRow, ReceiptRow, ReleasePartRow, ReleaseRow

Note = (
    DraftRow
    | BegunRow
    | ImportRunRow
    | CustomersSwitchedRow
    | PeerRow
    | ReceiptRow
    | ParkedRow
    | ReleaseRow
    | ReleasePartRow
)

Sealing = Callable[[Note], int]
"""Gives the seal of a row, from 0 to ``MOST``."""

MOST = (1 << 62) - 1
"""The largest seal and sum: two of them are still a number of SQLite."""

KEYS: Mapping[type[Note], tuple[str, ...]] = MappingProxyType(
    {
        DraftRow: ("draft_id",),
        BegunRow: ("about", "staff_no", "act"),
        ImportRunRow: ("digest",),
        CustomersSwitchedRow: ("digest",),
        PeerRow: ("k",),
        ReceiptRow: ("epoch", "seq"),
        ParkedRow: ("fact_id",),
        ReleaseRow: ("kind", "number"),
        ReleasePartRow: ("kind", "number", "part"),
    }
)
"""The tables of notes, each with what tells its rows apart."""


def sealing_of(key: bytes) -> Sealing:
    """How a store with this key seals notes."""
    secret = hmac.digest(key, b"notes", sha256)

    def seal(row: Note) -> int:
        *says, _seal = astuple(row)
        text = repr((row.TABLE, says)).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(text, digest_size=8, key=secret).digest(), "big") & MOST

    return seal


def save(connection: Connection, row: Note, sealing: Sealing) -> None:
    """Keep a note as it is now, instead of the one with the same key."""
    note = type(row)
    key = tuple(getattr(row, name) for name in KEYS[note])
    _forget(connection, note, " AND ".join(f"{name} = ?" for name in KEYS[note]), key)
    sealed = replace(row, seal=sealing(row))
    sql.put(connection, sealed)
    _count(connection, note, 1, sealed.seal)


def discard(connection: Connection, note: type[Note], where: str, values: Sequence[Any]) -> None:
    """Drop the notes of a table for which ``where`` holds; nothing is written where there is none."""
    _forget(connection, note, where, values)


def tallies(connection: Connection) -> dict[str, NoteTallyRow]:
    """What was counted, by table."""
    return {row.name: row for row in sql.read(connection, NoteTallyRow)}


def _forget(connection: Connection, note: type[Note], where: str, values: Sequence[Any]) -> None:
    text = f"DELETE FROM {note.TABLE} WHERE {where} RETURNING seal"  # noqa: S608 - names of ours
    gone = [seal for (seal,) in connection.execute(text, values).fetchall()]
    if gone:
        _count(connection, note, -len(gone), -sum(gone))


def _count(connection: Connection, note: type[Note], count: int, total: int) -> None:
    connection.execute(_TALLY, (count, total & MOST, MOST, note.TABLE))


_TALLY = "UPDATE note_tally SET count = count + ?, total = (total + ?) & ? WHERE name = ?"
