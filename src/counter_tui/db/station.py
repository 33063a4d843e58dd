"""The station's own row and the epochs it writes."""

from __future__ import annotations

from counter_tui.db import ledger, sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.ledger import EpochRow, FactRow
from counter_tui.db.tables.station import StationRow
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.station import PeakBegun, PeakEnded, SignedIn
from counter_tui.domain.ledger.chain import genesis


def read(connection: Connection) -> StationRow | None:
    """The station of this store, None when none was set up."""
    return sql.first(connection, StationRow)


def contact(connection: Connection) -> tuple[int, int] | None:
    """When this device's centre answered last (0 for never), and how many calls failed since; None without a centre."""
    text = "SELECT answered_ms, failures FROM peer WHERE k = 1 AND length(centre) > 0"
    row = connection.execute(text).fetchone()
    return (int(row[0]), int(row[1])) if row else None


def begin(connection: Connection, station: StationRow, opened_ms: int, reason: str) -> None:
    """Write the station's row and open its first epoch."""
    epoch = EpochRow(
        epoch=station.epoch,
        device_id=station.device_id,
        device_letter=station.device_letter,
        head_seq=0,
        head_hash=genesis(station.device_id, station.epoch),
        opened_ms=opened_ms,
        reason=reason,
    )
    sql.put(connection, epoch)
    sql.put(connection, station)


def open_epoch(connection: Connection, epoch: bytes, opened_ms: int, reason: str) -> EpochRow:
    """Open a new epoch of this device and write in it from now on; the one it goes on from, as it ends in this store.

    Raises LookupError when no station was set up.
    """
    station = read(connection)
    if station is None:
        raise LookupError("the store has no station")
    parent = sql.first(connection, EpochRow, "WHERE epoch = ?", (station.epoch,))
    if parent is None:
        raise LookupError("the store has no epoch")
    opened = EpochRow(
        epoch=epoch,
        device_id=station.device_id,
        device_letter=station.device_letter,
        head_seq=0,
        head_hash=genesis(station.device_id, epoch),
        opened_ms=opened_ms,
        reason=reason,
        parent_epoch=parent.epoch,
        parent_seq=parent.head_seq,
        parent_hash=parent.head_hash,
    )
    sql.put(connection, opened)
    connection.execute("UPDATE station SET epoch = ?", (epoch,))
    return parent


def trust_date(connection: Connection, now_ms: int) -> None:
    """Somebody vouched for the date."""
    connection.execute("UPDATE station SET trusted_ms = ?", (now_ms,))


def signed_in_last(connection: Connection, epoch: bytes) -> str:
    """Who signed in last in this epoch, so at this PC: the staff number, empty where nobody did."""
    rest = "INDEXED BY fact_by_type WHERE type = ? AND epoch = ? ORDER BY hlc DESC LIMIT 1"
    row = sql.first(connection, FactRow, rest, (SignedIn.type, epoch))
    fact = ledger.read_row(row).fact if row else None
    return fact.staff_no if isinstance(fact, SignedIn) else ""


def peak_words(connection: Connection) -> list[Recorded]:
    """The newest fact that switched peak mode on, and the newest that switched it off."""
    return [*ledger.latest(connection, PeakBegun.type), *ledger.latest(connection, PeakEnded.type)]


def unsent_facts(connection: Connection) -> int:
    """How many facts of this device, in all its epochs, no receipt of a centre vouches for."""
    return int(sql.scalar(connection, _UNSENT) or 0)


_UNSENT = """
SELECT sum(max(0, head_seq - coalesce((SELECT max(seq) FROM receipt WHERE receipt.epoch = epoch.epoch), 0)))
FROM epoch WHERE device_id = (SELECT device_id FROM station)
"""


def own_epochs(connection: Connection) -> set[bytes]:
    """The epochs this device wrote; what stands in others happened at other PCs."""
    text = "SELECT epoch FROM epoch WHERE device_id = (SELECT device_id FROM station)"
    return {bytes(row[0]) for row in connection.execute(text)}


def epochs(connection: Connection) -> list[EpochRow]:
    """All epochs in the store, in the order they were opened."""
    return sql.read(connection, EpochRow, "ORDER BY opened_ms")
