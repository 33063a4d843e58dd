"""Reading the morning meetings: the one of a day, those of some days."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date

from counter_tui.db import ledger, sql
from counter_tui.db.rows.meetings import subject_of
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


def spoken_of(
    connection: Connection, terms: Sequence[tuple[str, Collection[str]]], limit: int
) -> list[MeetingRow]:
    """The meetings that have each of these terms, the newest first.

    A term is words as ``domain.meeting.words.searchable`` has them, found in what was said and in the day; or some of
    the people of these staff numbers was to be there.
    """
    values: list[object] = []
    for words, people in terms:
        values += [words, words, json.dumps(list(people))]
    rest = "".join(["WHERE ", *[_HAS, " AND "] * len(terms), "1 ORDER BY meeting DESC LIMIT ?"])
    return sql.read(connection, MeetingRow, rest, (*values, limit))


_HAS = """(instr(words, ?) > 0 OR instr(day, ?) > 0 OR meeting IN
    (SELECT meeting FROM meeting_person WHERE staff_no IN (SELECT value FROM json_each(?))))"""


def items(connection: Connection, ids: Sequence[bytes]) -> list[ActionItemRow]:
    """The action items with these ids, of those that are known."""
    return sql.read(connection, ActionItemRow, f"WHERE item_id IN ({sql.marks(ids)})", ids)


def item(connection: Connection, item_id: bytes) -> ActionItemRow:
    """The action item with this id. Raises LookupError."""
    found = sql.first(connection, ActionItemRow, "WHERE item_id = ?", (item_id,))
    if found is None:
        raise LookupError("no such action item")
    return found
