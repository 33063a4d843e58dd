"""Looking the chain of every epoch over: no gap, every fact as it was written, every epoch on its parent."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from msgspec.structs import replace

from counter_tui.db import ledger, sql
from counter_tui.db import station as station_rows
from counter_tui.db.finding import Finding
from counter_tui.db.sql import Connection
from counter_tui.db.tables.ledger import EpochRow, FactRow
from counter_tui.db.tables.sync import RetoldRow
from counter_tui.domain.facts.upkeep import LedgerContinued
from counter_tui.domain.ledger.chain import genesis, hash_body, link

GUARDS = frozenset({"fact_stays", "fact_is_never_changed"})
"""The triggers that keep facts as they were written."""


def check_chain(connection: Connection) -> Iterator[Finding]:
    """Every link of every epoch: no gap, every body and header as it was written, the head where it should be.

    Also that no fact stands outside an epoch, and that the triggers are there which keep facts as they are.
    """
    epochs = station_rows.epochs(connection)
    for epoch in epochs:
        yield from _check_epoch(connection, epoch)
        yield from _check_parent(connection, epoch)
    known = {epoch.epoch for epoch in epochs}
    for value, count in connection.execute("SELECT epoch, count(*) FROM fact GROUP BY epoch"):
        if value not in known:
            yield Finding("epoch_unknown", value.hex()[:8], {"count": int(count)})
    yield from _check_retold(connection, known)
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for name in sorted(GUARDS - there):
        yield Finding("guard_missing", name)


def _check_retold(connection: Connection, epochs: set[bytes]) -> Iterator[Finding]:
    """That what is told again is a fact of the ledger, in an epoch there is."""
    facts = "SELECT epoch, seq FROM retold WHERE fact_id NOT IN (SELECT fact_id FROM fact)"
    lost = connection.execute(facts).fetchall()
    strange = connection.execute("SELECT DISTINCT epoch, seq FROM retold").fetchall()
    for epoch, seq in [*lost, *(row for row in strange if row[0] not in epochs)]:
        yield Finding("retold_unknown", f"{epoch.hex()[:8]}/{seq}")


def _check_parent(connection: Connection, epoch: EpochRow) -> Iterator[Finding]:
    """That an epoch goes on from the fact it names as the last of the one before; nothing else may stand there."""
    if epoch.parent_epoch is None:
        return
    if epoch.parent_seq and not stood_at(
        connection, epoch.parent_epoch, epoch.parent_seq, epoch.parent_hash or b""
    ):
        yield Finding("parent_wrong", f"{epoch.device_letter}/{epoch.epoch.hex()[:8]}")


def stood_at(connection: Connection, epoch: bytes, seq: int, hash_: bytes) -> bool:
    """Whether a hash stands at a place of an epoch, or may have stood there before facts were told again in another.

    What stood at the last of the places that were left is known; of those between nobody can tell any more.
    """
    if hash_ in _hashes_at(connection, epoch, seq):
        return True
    for entry in ledger.of_types(connection, LedgerContinued.type):
        fact = entry.fact
        assert isinstance(fact, LedgerContinued)
        if fact.parent_epoch == epoch.hex() and 0 < seq - fact.parent_seq <= fact.moved:
            last = seq - fact.parent_seq == fact.moved
            if not last or fact.moved_hash == hash_.hex():
                return True
    return False


def _hashes_at(connection: Connection, epoch: bytes, seq: int) -> set[bytes]:
    place = "epoch = ? AND seq = ?"
    text = f"SELECT hash FROM fact WHERE {place} UNION SELECT hash FROM retold WHERE {place}"  # noqa: S608 - ours
    return {row[0] for row in connection.execute(text, (epoch, seq) * 2)}


def check_tails(connection: Connection, links: int) -> Iterator[Finding]:
    """The newest links of every epoch, for when there is no time for all of them."""
    for epoch in station_rows.epochs(connection):
        yield from _check_epoch(connection, epoch, max(1, epoch.head_seq - links + 1))


def check_since(connection: Connection, epoch: bytes, seq: int) -> Iterator[Finding]:
    """Every link of one run of facts behind a place, and its head."""
    for each in station_rows.epochs(connection):
        if each.epoch == epoch:
            yield from _check_epoch(connection, each, seq + 1)


def is_before(finding: Finding, seq: int) -> bool:
    """Whether a finding is of a fact up to this place; one of no fact is of the whole run."""
    last = finding.where.rpartition("/")[2]
    return finding.code != "head_wrong" and (not last.isdigit() or int(last) <= seq)


def _check_epoch(connection: Connection, epoch: EpochRow, first: int = 1) -> Iterator[Finding]:
    previous, expected = genesis(epoch.device_id, epoch.epoch), first
    if first > 1:
        previous = next(iter(_hashes_at(connection, epoch.epoch, first - 1)), b"")
    name = f"{epoch.device_letter}/{epoch.epoch.hex()[:8]}"
    for row in _rows_of(connection, epoch.epoch, first):
        where = f"{name}/{row.seq}"
        if row.seq != expected:
            yield Finding("facts_missing", where, {"first": expected, "last": row.seq - 1})
        if row.body is None:
            # The guard lets a body be erased, as the protection of personal data will ask for; nothing does it yet.
            yield Finding("fact_erased", where, {"type": row.type})
        elif hash_body(row.body) != row.body_hash:
            yield Finding("fact_changed", where, {"type": row.type})
        if link(previous, ledger.header_of(row), row.body_hash) != row.hash and row.seq == expected:
            yield Finding("link_broken", where, {"type": row.type})
        if problem := _unreadable(connection, row):
            yield Finding("fact_unreadable", where, {"type": row.type, "detail": problem})
        previous, expected = row.hash, row.seq + 1
    if epoch.head_seq != expected - 1 or epoch.head_hash != previous:
        yield Finding("head_wrong", name, {"head": epoch.head_seq, "last": expected - 1})


def _rows_of(connection: Connection, epoch: bytes, first: int) -> Iterator[FactRow]:
    """Every fact of an epoch from a seq on in its order, those too that lie in the ledger at another place."""
    again = sql.stream(connection, RetoldRow, "WHERE epoch = ? AND seq >= ? ORDER BY seq", (epoch, first))
    retold = (
        replace(row, epoch=each.epoch, seq=each.seq, hash=each.hash)
        for each in again
        for row in sql.stream(connection, FactRow, "WHERE fact_id = ?", (each.fact_id,))
    )
    return merge(ledger.all_rows(connection, epoch, first), retold, key=lambda row: row.seq)


def _unreadable(connection: Connection, row: FactRow) -> str:
    try:
        ledger.read_row(row)
    except (KeyError, ValueError) as error:
        if sql.scalar(connection, "SELECT 1 FROM parked WHERE fact_id = ?", (row.fact_id,)):
            return ""
        return "unknown type" if isinstance(error, KeyError) else type(error).__name__
    return ""
