"""Going on in a new epoch: after the store was put back from a copy, or cloned, and the centre knows another ending.

Nothing a clerk was told is kept is lost by it: facts that stood where the centre has others are told again in the new
epoch, with their ids, bodies and hours, and what is computed from them stays as it is, but for where they stand. So do
the facts of another device whose ledger took another branch: they are told in this device's ledger, since nobody else
may have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from counter_tui.db import sql
from counter_tui.db import station as station_rows
from counter_tui.db.rows import projections
from counter_tui.db.sql import Connection
from counter_tui.db.store import Writing
from counter_tui.db.subjects import STATION, VISIT
from counter_tui.db.tables.ledger import EpochRow, FactRow
from counter_tui.db.tables.sync import RetoldRow
from counter_tui.db.travel import in_step, streams
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.upkeep import LedgerContinued
from counter_tui.domain.ledger.chain import link
from counter_tui.domain.ledger.entry import Entry

PROGRAM = "program"
"""Who a fact is by that no person wrote."""

Reason = Literal["rewound", "branched", "machine_changed"]

_MOST = 1 << 40


def go_on(writing: Writing, reason: Reason) -> bytes:
    """Open a new epoch behind all this device has in its present one; the new one."""
    station = station_rows.read(writing.connection)
    assert station is not None
    present = streams.epoch_row(writing.connection, station.epoch)
    assert present is not None
    return _open(writing, reason, present, present.head_seq, ())


def leave_branch(writing: Writing, epoch: bytes, common: int) -> bytes:
    """Tell this device's facts of an epoch behind the last ``common`` one again in a new epoch; the new one.

    The epoch ends with the common fact then, and is as the centre has it so far.
    """
    connection = writing.connection
    branch = streams.epoch_row(connection, epoch)
    assert branch is not None
    tail = streams.entries(connection, epoch, common + 1, _MOST)
    end = streams.hash_at(connection, branch, common)
    assert end is not None
    _end_at(connection, epoch, common, end)
    ended = streams.epoch_row(connection, epoch)
    assert ended is not None
    opened = _open(writing, "branched", ended, common, tail, branch.head_hash)
    _compute_anew(writing, tail)
    return opened


def give_way(writing: Writing, device: bytes, previous: bytes, facts: Sequence[Entry]) -> None:
    """Let these facts of another device have their places, where this store has others of its stream there.

    The others, and all behind them, are told in this device's ledger; nothing is done where these facts do not go on
    from what the store has.
    """
    connection = writing.connection
    row = streams.epoch_row(connection, facts[0].header.epoch)
    if row is None or row.device_id != device:
        return
    if streams.hash_at(connection, row, facts[0].header.seq - 1) != previous:
        return
    for entry in facts:
        here = streams.hash_at(connection, row, entry.header.seq)
        if here is None:
            return
        if here != entry.hash:
            give_up_branch(writing, row, entry.header.seq - 1)
            return


def give_up_branch(writing: Writing, branch: EpochRow, common: int) -> None:
    """End another device's epoch here with the last fact the feed has too, and tell those behind it in this ledger.

    Their device may have lost them, and so may the centre: what this PC has of them may be all there is.
    """
    connection = writing.connection
    tail = streams.entries(connection, branch.epoch, common + 1, _MOST)
    end = streams.hash_at(connection, branch, common)
    assert end is not None
    _end_at(connection, branch.epoch, common, end)
    lost = [entry for entry in tail if not _put_at_another_place(connection, entry)]
    if not lost:
        # A hub and the centre may have two branches of one epoch for a while: nothing new is told each time.
        _compute_anew(writing, tail)
        return
    station = station_rows.read(connection)
    assert station is not None
    fact = LedgerContinued(
        reason="witnessed",
        parent_epoch=branch.epoch.hex(),
        parent_seq=common,
        parent_hash=end.hex(),
        moved=len(tail),
        moved_hash=branch.head_hash.hex(),
    )
    writing.append(Subject(STATION, station.code.encode("ascii")), [fact], PROGRAM)
    _retell(connection, station.epoch, lost)
    _compute_anew(writing, tail)


def _compute_anew(writing: Writing, moved: Sequence[Entry]) -> None:
    """Compute the rows anew that tell in which epoch a fact stands: those of a visit's token."""
    visits = (entry.header for entry in moved if entry.header.subject_kind == VISIT)
    for visit in dict.fromkeys(header.subject_id for header in visits):
        subject = Subject(VISIT, visit)
        projections.rebuild(writing.connection, subject, writing.matter_keys, writing.identity_key)


def _put_at_another_place(connection: Connection, entry: Entry) -> bool:
    """Whether the ledger has a fact that lost its place at another one too; it lies there from now on."""
    fact_id = entry.header.fact_id
    if sql.scalar(connection, "SELECT 1 FROM fact WHERE fact_id = ?", (fact_id,)):
        return True
    place = sql.first(connection, RetoldRow, "WHERE fact_id = ?", (fact_id,))
    if place is None:
        return False
    connection.execute("DELETE FROM retold WHERE epoch = ? AND seq = ?", (place.epoch, place.seq))
    streams.put_entries(connection, [streams.moved(entry, place.epoch, place.seq, place.hash)])
    return True


def witness(writing: Writing, facts: list[Entry]) -> int:
    """Tell facts of other devices in this ledger too, since the centre lost them; how many it had not told already."""
    connection = writing.connection
    station = station_rows.read(connection)
    assert station is not None
    own = [row.epoch for row in streams.own(connection)]
    places = "SELECT epoch FROM fact WHERE fact_id = ? UNION ALL SELECT epoch FROM retold WHERE fact_id = ?"
    told = f"SELECT 1 FROM ({places}) WHERE epoch IN ({sql.marks(own)})"  # noqa: S608 - marks only
    values = [(entry, (entry.header.fact_id, entry.header.fact_id, *own)) for entry in facts]
    lost = [entry for entry, value in values if sql.scalar(connection, told, value) is None]
    _retell(connection, station.epoch, lost)
    return len(lost)


def _end_at(connection: Connection, epoch: bytes, seq: int, hash_: bytes) -> None:
    """Let an epoch end with this fact; the caller writes those behind it again, in the same transaction."""
    guard = sql.scalar(connection, "SELECT sql FROM sqlite_master WHERE name = 'fact_stays'")
    connection.execute("DROP TRIGGER fact_stays")
    for table in (FactRow, RetoldRow):
        connection.execute(f"DELETE FROM {table.TABLE} WHERE epoch = ? AND seq > ?", (epoch, seq))  # noqa: S608
    connection.execute(str(guard))
    connection.execute("UPDATE epoch SET head_seq = ?, head_hash = ? WHERE epoch = ?", (seq, hash_, epoch))


def tell_again(writing: Writing, facts: list[Entry]) -> int:
    """Write facts of this device that came back from elsewhere at the end of its ledger; how many it did not have."""
    connection = writing.connection
    known = "SELECT 1 FROM fact WHERE fact_id = ?"
    # Ranges that overlap bring a fact more than once.
    told = {entry.header.fact_id: entry for entry in facts}
    lost = [entry for id_, entry in told.items() if sql.scalar(connection, known, (id_,)) is None]
    station = station_rows.read(connection)
    assert station is not None
    _retell(connection, station.epoch, lost)
    in_step.park(writing, lost)
    in_step.bring_in_step(writing, lost)
    return len(lost)


def _open(
    writing: Writing,
    reason: Reason,
    parent: EpochRow,
    seq: int,
    tail: tuple[Entry, ...] | list[Entry],
    moved: bytes = b"",
) -> bytes:
    connection, pen = writing.connection, writing.pen
    epoch = pen.random(16)
    station = station_rows.read(connection)
    assert station is not None
    hash_ = streams.hash_at(connection, parent, seq)
    assert hash_ is not None
    connection.execute("UPDATE station SET epoch = ?", (parent.epoch,))
    station_rows.open_epoch(connection, epoch, to_ms(pen.clock.now()), reason)
    fact = LedgerContinued(
        reason=reason,
        parent_epoch=parent.epoch.hex(),
        parent_seq=seq,
        parent_hash=hash_.hex(),
        moved=len(tail),
        moved_hash=moved.hex(),
    )
    writing.append(Subject(STATION, station.code.encode("ascii")), [fact], PROGRAM)
    _retell(connection, epoch, list(tail))
    return epoch


def _retell(connection: Connection, epoch: bytes, facts: list[Entry]) -> None:
    row = streams.epoch_row(connection, epoch)
    assert row is not None
    seq, hash_ = row.head_seq, row.head_hash
    told = []
    for entry in facts:
        seq += 1
        there = streams.moved(entry, epoch, seq, b"")
        hash_ = link(hash_, there.header, entry.body_hash)
        told.append(streams.moved(entry, epoch, seq, hash_))
    if told:
        streams.put_entries(connection, told)
        connection.execute(
            "UPDATE epoch SET head_seq = ?, head_hash = ? WHERE epoch = ?", (seq, hash_, epoch)
        )
