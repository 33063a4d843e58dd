"""What a day's close asks of the store beside the lists of the day, each by an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counter_tui.db import ledger, sql
from counter_tui.db.ledger import hlc_from
from counter_tui.db.reading.matters import RUNNING
from counter_tui.db.sql import Connection
from counter_tui.db.station import own_epochs
from counter_tui.db.tables.close import DayCloseRow
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.matters import DeferredRow, MatterRow
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.upkeep import StationRestored

# The same words as in the migration: only so are the indexes over running matters used.


def newest_closed(connection: Connection, before_day: str) -> DayCloseRow | None:
    """The last day before this one that was closed."""
    rest = "WHERE close_day < ? AND closed_ms IS NOT NULL ORDER BY close_day DESC LIMIT 1"
    return sql.first(connection, DayCloseRow, rest, (before_day.encode(),))


def closed_at(connection: Connection, day: str) -> int | None:
    """When a day (ISO) was closed, None while it is open."""
    text = "SELECT closed_ms FROM day_close WHERE close_day = ?"
    found: int | None = sql.scalar(connection, text, (day.encode(),))
    return found


def closed_days(connection: Connection, first_day: str, last_day: str) -> set[str]:
    """Which days of a span are closed."""
    text = "SELECT close_day FROM day_close WHERE close_day >= ? AND close_day <= ? AND closed_ms IS NOT NULL"
    return {row[0].decode() for row in connection.execute(text, (first_day.encode(), last_day.encode()))}


def worked(connection: Connection, start_ms: int, end_ms: int) -> bool:
    """Whether anybody was received in this time."""
    text = (
        "SELECT EXISTS (SELECT 1 FROM matter WHERE accepted_ms >= :start AND accepted_ms < :end)"
        " OR EXISTS (SELECT 1 FROM enquiry WHERE asked_ms >= :start AND asked_ms < :end)"
    )
    return bool(sql.scalar(connection, text, {"start": start_ms, "end": end_ms}))


def subjects_of(
    connection: Connection, start_ms: int, end_ms: int, epoch: bytes, after: int
) -> list[Subject]:
    """Everything something was written about in this time, by the hybrid clock or, behind a place, by the writer's."""
    text = (
        "SELECT DISTINCT subject_kind, subject_id FROM fact INDEXED BY fact_by_hlc WHERE hlc >= ? AND hlc < ?"
        " UNION SELECT subject_kind, subject_id FROM fact"
        " WHERE epoch = ? AND seq > ? AND wall_ms >= ? AND wall_ms < ?"
    )
    values = (hlc_from(start_ms), hlc_from(end_ms), epoch, after, start_ms, end_ms)
    return [Subject(*row) for row in connection.execute(text, values)]


def has_fact(connection: Connection, subject: Subject, type_: str) -> bool:
    """Whether a fact of this type was ever written about this."""
    text = (
        "SELECT EXISTS (SELECT 1 FROM fact INDEXED BY fact_by_subject"
        " WHERE subject_kind = ? AND subject_id = ? AND type = ?)"
    )
    return bool(sql.scalar(connection, text, (subject.kind, subject.id, type_)))


def is_fact(connection: Connection, fact_id: bytes) -> bool:
    """Whether there is a fact with this id."""
    return sql.scalar(connection, "SELECT 1 FROM fact WHERE fact_id = ?", (fact_id,)) is not None


def numbered(connection: Connection, device: str, local_day: str) -> list[tuple[int, str]]:
    """The ordinals this device gave on a day (yymmdd), with the whole numbers."""
    text = "SELECT ordinal, number FROM matter WHERE device_letter = ? AND local_day = ?"
    return [(int(ordinal), number) for ordinal, number in connection.execute(text, (device, local_day))]


def skipped(connection: Connection, local_day: str) -> int:
    """Up to which ordinal of a day (yymmdd) numbers may have gone with a store that was restored since."""
    restores = ledger.latest(connection, StationRestored.type, local_day.encode("ascii"), _RESTORES)
    own = own_epochs(connection)
    told = (each.fact for each in restores if isinstance(each.fact, StationRestored) and each.epoch in own)
    return max((fact.ordinals.get(local_day, 0) for fact in told), default=0)


_RESTORES = 100


def offered(connection: Connection) -> list[MatterRow]:
    """Running matters whose work nobody has taken, the oldest offer first."""
    rest = f"WHERE offered_ms IS NOT NULL AND {RUNNING} ORDER BY offered_ms, number"
    return sql.read(connection, MatterRow, rest)


def papers_due(connection: Connection, first_day: str, last_day: str) -> list[DeferredRow]:
    """The papers that were or are due in these days, whatever became of them."""
    rest = (
        "INDEXED BY deferred_by_day WHERE state IN ('owed', 'collected', 'waived') AND due_day >= ? AND due_day <= ?"
        " ORDER BY due_day, matter_id, ordinal"
    )
    return sql.read(connection, DeferredRow, rest, (first_day, last_day))


def last_before(connection: Connection, epoch: bytes, start_ms: int) -> int:
    """The place of the last fact of a run of facts before an instant by its writer's clock, 0 where there is none."""
    text = "SELECT seq FROM fact WHERE epoch = ? AND wall_ms < ? ORDER BY seq DESC LIMIT 1"
    return int(sql.scalar(connection, text, (epoch, start_ms)) or 0)


def hash_at(connection: Connection, epoch: bytes, seq: int) -> bytes | None:
    """The hash of the fact at a place; None where there is none."""
    found: bytes | None = sql.scalar(
        connection, "SELECT hash FROM fact WHERE epoch = ? AND seq = ?", (epoch, seq)
    )
    return found


def after(connection: Connection, epoch: bytes, seq: int, end_ms: int) -> Iterator[FactRow]:
    """The facts that were written after a place and before an instant, in their order."""
    for row in ledger.all_rows(connection, epoch, seq + 1):
        if row.wall_ms >= end_ms:
            return
        yield row


def beginning_with(connection: Connection, digits: str) -> tuple[bytes, int] | None:
    """Where a fact stands whose hash begins with these digits of hexadecimal; None where none does. Reads them all."""
    text = "SELECT epoch, seq FROM fact WHERE hash >= ? AND hash <= ? LIMIT 1"
    low, high = bytes.fromhex(digits), bytes.fromhex(digits) + b"\xff" * 32
    row = connection.execute(text, (low, high)).fetchone()
    return None if row is None else (row[0], int(row[1]))


def closes(connection: Connection) -> list[DayCloseRow]:
    """All days that were closed, the oldest first."""
    return sql.read(connection, DayCloseRow, "WHERE closed_ms IS NOT NULL ORDER BY close_day")


def numbers_of(connection: Connection, ids: Sequence[bytes]) -> dict[bytes, str]:
    """The numbers of those of these ids that are matters."""
    text = "SELECT number FROM matter WHERE matter_id = ?"
    found = ((each, sql.scalar(connection, text, (each,))) for each in ids)
    return {each: number for each, number in found if number}
