"""Reading hand-over packs: those that wait, those of a time; and what a person has in hand that one carries."""

from __future__ import annotations

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import ActionItemRow, EnquiryRow
from counter_tui.db.tables.matters import MatterTaskRow
from counter_tui.db.tables.packs import PackRow
from counter_tui.db.tables.recovery import RecoveryRow

_OPEN = "state = 'offered'"


def waiting(connection: Connection) -> list[PackRow]:
    """The packs nobody has signed for yet, the oldest first."""
    return sql.read(connection, PackRow, f"WHERE {_OPEN} ORDER BY offered_ms, pack")


def of_giver(connection: Connection, giver: str) -> PackRow | None:
    """The pack of this person that waits, None when there is none."""
    return sql.first(connection, PackRow, f"WHERE {_OPEN} AND giver = ?", (giver,))


def pending_with_lead(connection: Connection) -> PackRow | None:
    """The oldest pack that waits with the lead of the shift in it: the hall does not open over it."""
    return sql.first(connection, PackRow, f"WHERE {_OPEN} AND lead = 1 ORDER BY offered_ms, pack LIMIT 1")


def count_for(connection: Connection, receiver: str) -> int:
    """How many packs wait for this person."""
    text = f"SELECT count(*) FROM pack WHERE {_OPEN} AND receiver = ?"  # noqa: S608 - texts of this module only
    return int(sql.scalar(connection, text, (receiver,)))


def between(connection: Connection, start_ms: int, end_ms: int) -> list[PackRow]:
    """The packs offered in this time, the oldest first."""
    rest = "WHERE offered_ms >= ? AND offered_ms < ? ORDER BY offered_ms, pack"
    return sql.read(connection, PackRow, rest, (start_ms, end_ms))


def tasks_of(connection: Connection, owner: str) -> list[MatterTaskRow]:
    """The tasks this person has to do, the nearest day first; one that came back is its giver's."""
    rest = "WHERE open = 1 AND state <> 'returned' AND owner = ? ORDER BY due_day, task_id"
    return sql.read(connection, MatterTaskRow, rest, (owner,))


def items_of(connection: Connection, owner: str) -> list[ActionItemRow]:
    """The action items this person has to put right and has not reported done, the nearest day first."""
    rest = "WHERE state <> 'verified' AND state = 'open' AND owner = ? ORDER BY due, opened_ms, item_id"
    return sql.read(connection, ActionItemRow, rest, (owner,))


def enquiries_of(connection: Connection, handler: str) -> list[EnquiryRow]:
    """The questions this person still has to answer, the nearest promise first."""
    rest = "WHERE state = 'open' AND handler = ? ORDER BY due_ms, enquiry_id"
    return sql.read(connection, EnquiryRow, rest, (handler,))


def recoveries_of(connection: Connection, caller: str) -> list[RecoveryRow]:
    """The bad ratings this person was given to call back or put right, the nearest day first.

    One that was answered and put right waits for a lead alone.
    """
    rest = (
        "WHERE state = 'open' AND caller = ? AND (answered_ms IS NULL OR corrected_ms IS NULL)"
        " ORDER BY call_by, recovery"
    )
    return sql.read(connection, RecoveryRow, rest, (caller,))


def tasks(connection: Connection, ids: list[bytes]) -> list[MatterTaskRow]:
    """The tasks with these ids, in no order."""
    return sql.read(connection, MatterTaskRow, f"WHERE task_id IN ({sql.marks(ids)})", ids)


def items(connection: Connection, ids: list[bytes]) -> list[ActionItemRow]:
    """The action items with these ids, in no order."""
    return sql.read(connection, ActionItemRow, f"WHERE item_id IN ({sql.marks(ids)})", ids)


def enquiries(connection: Connection, ids: list[bytes]) -> list[EnquiryRow]:
    """The enquiries with these ids, in no order."""
    return sql.read(connection, EnquiryRow, f"WHERE enquiry_id IN ({sql.marks(ids)})", ids)
