"""The streams of the ledger as they travel: this device's own facts on their way out, and others' on their way in."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.db import ledger, sql
from counter_tui.db.sql import Connection
from counter_tui.db.store import Writing
from counter_tui.db.tables.ledger import EpochRow, FactRow
from counter_tui.db.tables.sync import RetoldRow
from counter_tui.db.travel import in_step
from counter_tui.domain.ledger.chain import Header, genesis
from counter_tui.domain.ledger.entry import Entry, Opening

_HEADER = Header.__struct_fields__
_SIZES = """
SELECT size FROM (
    SELECT seq, length(body) AS size FROM fact WHERE epoch = ? AND seq BETWEEN ? AND ?
    UNION ALL
    SELECT retold.seq, length(fact.body) FROM retold JOIN fact USING (fact_id)
    WHERE retold.epoch = ? AND retold.seq BETWEEN ? AND ?
) ORDER BY seq
"""


class OutOfLine(Exception):
    """Facts that do not go on from what this store has of their stream."""


def own(connection: Connection) -> list[EpochRow]:
    """The epochs of this device, in the order they were opened."""
    return sql.read(
        connection, EpochRow, "WHERE device_id = (SELECT device_id FROM station) ORDER BY opened_ms, rowid"
    )


def of_others(connection: Connection) -> list[EpochRow]:
    """The epochs of all other devices of which this ledger has anything."""
    return sql.read(connection, EpochRow, "WHERE device_id <> (SELECT device_id FROM station) ORDER BY rowid")


def opening_of(epoch: EpochRow) -> Opening:
    """How an epoch was opened, as it travels."""
    return Opening(
        epoch.device_letter,
        epoch.opened_ms,
        epoch.reason,
        epoch.parent_epoch or b"",
        epoch.parent_seq or 0,
        epoch.parent_hash or b"",
    )


def epoch_row(connection: Connection, epoch: bytes) -> EpochRow | None:
    """The row of an epoch, None where this store has nothing of it."""
    return sql.first(connection, EpochRow, "WHERE epoch = ?", (epoch,))


def hash_at(connection: Connection, epoch: EpochRow, seq: int) -> bytes | None:
    """The hash of a fact of an epoch, 0 for the one before its first; None where there is none."""
    if seq == 0:
        return genesis(epoch.device_id, epoch.epoch)
    for table in (FactRow, RetoldRow):
        text = f"SELECT hash FROM {table.TABLE} WHERE epoch = ? AND seq = ?"  # noqa: S608 - names of ours
        found = sql.scalar(connection, text, (epoch.epoch, seq))
        if found is not None:
            return bytes(found)
    return None


def entries(connection: Connection, epoch: bytes, first: int, most: int) -> list[Entry]:
    """The facts of an epoch from a seq on, at most so many, those told again among them."""
    last = first + most - 1
    span = "WHERE epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq"
    rows = sql.read(connection, FactRow, span, (epoch, first, last))
    found = {row.seq: ledger.entry_of(row) for row in rows}
    for again in sql.read(connection, RetoldRow, span, (epoch, first, last)):
        original = sql.first(connection, FactRow, "WHERE fact_id = ?", (again.fact_id,))
        assert original is not None
        found[again.seq] = moved(ledger.entry_of(original), again.epoch, again.seq, again.hash)
    return [found[seq] for seq in sorted(found)]


def sizes(connection: Connection, epoch: bytes, first: int, most: int) -> list[int | None]:
    """How many bytes the bodies of these facts have, at most so many facts; None for one that was erased."""
    span = (epoch, first, first + most - 1)
    return [row[0] for row in connection.execute(_SIZES, (*span, *span))]


def moved(entry: Entry, epoch: bytes, seq: int, hash_: bytes) -> Entry:
    """The same fact at another place."""
    values = {name: getattr(entry.header, name) for name in _HEADER} | {"epoch": epoch, "seq": seq}
    return Entry(Header(**values), entry.body, entry.body_hash, hash_)


def take_in(
    writing: Writing, device: bytes, opening: Opening, previous: bytes, facts: Sequence[Entry]
) -> int:
    """Write facts of another stream into this ledger and bring in step what is computed from them; how many were new.

    Facts the store has already are passed over, in whichever epoch it has them. The caller has linked them onto
    ``previous``, which is the hash before the first.

    Raises:
        OutOfLine: they do not go on from what the store has of the stream.
    """
    connection = writing.connection
    epoch = facts[0].header.epoch
    row = epoch_row(connection, epoch) or _begin(connection, device, epoch, opening)
    if row.device_id != device:
        raise OutOfLine("an epoch of another device")
    if hash_at(connection, row, facts[0].header.seq - 1) != previous:
        raise OutOfLine("facts that do not follow what is here")
    both = min(row.head_seq, facts[-1].header.seq)
    if both >= facts[0].header.seq:
        same = facts[both - facts[0].header.seq].hash
        if hash_at(connection, row, both) != same:
            raise OutOfLine("other facts than those that are here")
    fresh = [entry for entry in facts if entry.header.seq > row.head_seq]
    if not fresh:
        return 0
    new = put_entries(connection, fresh)
    connection.execute(
        "UPDATE epoch SET head_seq = ?, head_hash = ? WHERE epoch = ?",
        (fresh[-1].header.seq, fresh[-1].hash, epoch),
    )
    in_step.park(writing, new)
    in_step.bring_in_step(writing, new)
    return len(new)


def put_entries(connection: Connection, facts: Sequence[Entry]) -> list[Entry]:
    """Write facts at their places; those the store has at another place are noted as told again. Gives the new ones."""
    ids = [entry.header.fact_id for entry in facts]
    text = f"SELECT fact_id FROM fact WHERE fact_id IN ({sql.marks(ids)})"  # noqa: S608 - marks only
    known = {row[0] for row in connection.execute(text, ids)}
    new = [entry for entry in facts if entry.header.fact_id not in known]
    sql.put_all(connection, FactRow, map(_row_values, new))
    for entry in facts:
        header = entry.header
        if header.fact_id in known:
            sql.put(connection, RetoldRow(header.epoch, header.seq, header.fact_id, entry.hash))
    return new


def _begin(connection: Connection, device: bytes, epoch: bytes, opening: Opening) -> EpochRow:
    row = EpochRow(
        epoch=epoch,
        device_id=device,
        device_letter=opening.letter,
        head_seq=0,
        head_hash=genesis(device, epoch),
        opened_ms=opening.at_ms,
        reason=opening.reason,
        parent_epoch=opening.parent or None,
        parent_seq=opening.parent_seq if opening.parent else None,
        parent_hash=opening.parent_hash or None,
    )
    sql.put(connection, row)
    return row


def _row_values(entry: Entry) -> dict[str, object]:
    values = {name: getattr(entry.header, name) for name in _HEADER}
    return values | {"body": entry.body, "body_hash": entry.body_hash, "hash": entry.hash}
