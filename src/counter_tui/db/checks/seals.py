"""The ledger beside what stands outside of it: sealed heads, and copies of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from counter_tui.db import ledger, sql
from counter_tui.db import station as station_rows
from counter_tui.db.checks.chain import stood_at
from counter_tui.db.finding import Finding
from counter_tui.db.reading import close
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import VISIT
from counter_tui.db.tables.ledger import EpochRow, FactRow
from counter_tui.domain.close.seals import Seal
from counter_tui.domain.facts.upkeep import LedgerContinued, StationRestored
from counter_tui.domain.facts.visit import RatingGiven, ReasonGiven, TokenArmed, TokenShown
from counter_tui.domain.visit.rating import CUSTOMER

Held = Literal["stands", "differs", "gone", "restored"]


def held(connection: Connection, seal: Seal) -> Held:
    """Whether the ledger has what a seal vouches for.

    ``restored``: the run was gone on with from an older copy, so that the place is no more; a fact says by whom.
    """
    epoch = bytes.fromhex(seal.epoch)
    found = close.hash_at(connection, epoch, seal.seq)
    if found is not None:
        return "stands" if found.hex() == seal.hash else "differs"
    epochs = station_rows.epochs(connection)
    known = any(row.epoch == epoch for row in epochs)
    back = (row for row in epochs if row.parent_seq is not None)
    if any(not known or (row.parent_epoch == epoch and _before(row, seal.seq)) for row in back):
        return "restored"
    return "gone"


def _before(row: EpochRow, seq: int) -> bool:
    return row.parent_seq is not None and row.parent_seq < seq


def covered_by(connection: Connection, seal: Seal) -> dict[bytes, int]:
    """Up to which place of each run a seal vouches: its own, and the runs that one goes on from."""
    by_epoch = {row.epoch: row for row in station_rows.epochs(connection)}
    covered = {bytes.fromhex(seal.epoch): seal.seq}
    row = by_epoch.get(bytes.fromhex(seal.epoch))
    while row is not None and row.parent_epoch and row.parent_epoch not in covered:
        covered[row.parent_epoch] = row.parent_seq or 0
        row = by_epoch.get(row.parent_epoch)
    return covered


def check_restores(connection: Connection) -> Iterator[Finding]:
    """Each run that goes on from another says so in its first fact, with the hash that stands there."""
    for entry in ledger.of_types(connection, StationRestored.type, LedgerContinued.type):
        fact = entry.fact
        if not isinstance(fact, StationRestored | LedgerContinued) or not fact.parent_seq:
            continue
        place = bytes.fromhex(fact.parent_epoch), fact.parent_seq, bytes.fromhex(fact.parent_hash)
        if not stood_at(connection, *place):
            where = f"{_letter(connection, entry.epoch)}/{entry.epoch.hex()[:8]}/{entry.seq}"
            yield Finding("parent_wrong", where)


def check_ratings(connection: Connection) -> Iterator[Finding]:
    """Every rating was given by a customer after a pad had put the question, once a visit; so was a reason after it.

    The program writes no other (ADR 6, 25): one that is there was written past it.
    """
    values = {"customer": CUSTOMER, "visit": VISIT, "armed": TokenArmed.type}
    asked = ((RatingGiven.type, TokenShown.type), (ReasonGiven.type, RatingGiven.type))
    for given, before in asked:
        found = connection.execute(_UNASKED, {**values, "given": given, "shown": before}).fetchall()
        for epoch, seq in found:
            yield Finding("rating_unasked", f"{_letter(connection, epoch)}/{epoch.hex()[:8]}/{seq}")
    twice = [
        row for given, _before in asked for row in connection.execute(_TWICE, {"given": given}).fetchall()
    ]
    for epoch, seq in twice:
        yield Finding("rating_twice", f"{_letter(connection, epoch)}/{epoch.hex()[:8]}/{seq}")


_UNASKED = """
SELECT epoch, seq FROM fact AS given
WHERE given.type = :given AND (given.actor <> :customer OR given.subject_kind <> :visit
    OR NOT EXISTS (SELECT 1 FROM fact AS asked WHERE asked.subject_kind = :visit AND asked.subject_id = given.subject_id
        AND asked.type = :armed AND asked.hlc < given.hlc)
    OR NOT EXISTS (SELECT 1 FROM fact AS asked WHERE asked.subject_kind = :visit AND asked.subject_id = given.subject_id
        AND asked.type = :shown AND asked.hlc < given.hlc))
ORDER BY seq
"""
_TWICE = """
SELECT epoch, max(seq) FROM fact WHERE type = :given GROUP BY subject_kind, subject_id HAVING count(*) > 1 ORDER BY 2
"""


def first_difference(live: Connection, other: Connection) -> tuple[bytes, int] | None:
    """The first fact the ledger and a copy of it do not have alike, up to where the copy ends; None where all are.

    What came after an older copy was gone back to is no difference. The chain makes it enough to look at ends first.
    """
    epochs = station_rows.epochs(live)
    ends = {row.parent_epoch: row.parent_seq for row in epochs if row.parent_epoch}
    known = {row.epoch for row in epochs}
    for row in station_rows.epochs(other):
        if ends and row.epoch not in known:
            # A run that was set aside whole, with the store in whose place an older copy was put.
            continue
        last = min(row.head_seq, ends.get(row.epoch) or row.head_seq)
        if last and close.hash_at(live, row.epoch, last) != close.hash_at(other, row.epoch, last):
            return row.epoch, _first(live, other, row.epoch, last)
    return None


def _first(live: Connection, other: Connection, epoch: bytes, last: int) -> int:
    """The first place at which the two have other hashes; once they differ they differ from there on."""
    low, high = 1, last
    while low < high:
        middle = (low + high) // 2
        if close.hash_at(live, epoch, middle) == close.hash_at(other, epoch, middle):
            low = middle + 1
        else:
            high = middle
    return low


def fact_at(connection: Connection, epoch: bytes, seq: int) -> FactRow | None:
    """The row of the ledger at a place."""
    return sql.first(connection, FactRow, "WHERE epoch = ? AND seq = ?", (epoch, seq))


def ratings_since(connection: Connection, covered: Mapping[bytes, int]) -> tuple[int, int]:
    """How many ratings there are, and how many stand behind these places; a run that is not named is behind them."""
    rows = connection.execute("SELECT epoch, seq FROM fact WHERE type = ?", (RatingGiven.type,)).fetchall()
    return len(rows), sum(1 for epoch, seq in rows if seq > covered.get(epoch, 0))


def _letter(connection: Connection, epoch: bytes) -> str:
    return next((row.device_letter for row in station_rows.epochs(connection) if row.epoch == epoch), "?")
