"""Reading the morning meetings: the one of a day, those of some days."""

from __future__ import annotations

from datetime import date

from counter_tui.db import ledger, sql
from counter_tui.db.meeting_rows import subject_of
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import ActionItemRow
from counter_tui.db.tables.meeting import MeetingRow
from counter_tui.domain.meeting.state import Meeting, fold


def of(connection: Connection, day: date) -> Meeting | None:
    """The meeting of a day, None before it was begun."""
    return fold(ledger.facts_of(connection, subject_of(day)))


def row(connection: Connection, day: date) -> MeetingRow | None:
    """The row of the meeting of a day."""
    return sql.first(connection, MeetingRow, "WHERE meeting = ?", (subject_of(day).id,))


def between(connection: Connection, first: date, last: date) -> dict[date, MeetingRow]:
    """The meetings of these days, by day."""
    given = (subject_of(first).id, subject_of(last).id)
    found = sql.read(connection, MeetingRow, "WHERE meeting BETWEEN ? AND ? ORDER BY meeting", given)
    return {date.fromisoformat(each.day): each for each in found}


def item(connection: Connection, item_id: bytes) -> ActionItemRow:
    """The action item with this id. Raises LookupError."""
    found = sql.first(connection, ActionItemRow, "WHERE item_id = ?", (item_id,))
    if found is None:
        raise LookupError("no such action item")
    return found
