"""What a sheet asks of the store beside the brief: what stood at the end of a day, which is not what stands now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counter_tui.db import sql
from counter_tui.db.ledger import hlc_from
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.sheets import SheetKind, SheetSent

SHEET = "sheet"
"""The kind of subject; its facts need no table, since a sheet is known by its day."""

_CHANGED = ("PaperCollected", "PaperWaived", "MatterClosed", "MatterWithdrawn", "ActUndone")
"""The facts by which a paper is owed no more, or again."""


def sheet_subject(sheet: SheetKind, day: date) -> Subject:
    """A sheet of a day, or of the week from a Monday on, as the subject of its facts."""
    return Subject(SHEET, f"{sheet} {day.isoformat()}".encode())


def first_sent(connection: Connection) -> date | None:
    """The day of the sheet that was sent first of all; None where none ever was."""
    text = "SELECT subject_id FROM fact INDEXED BY fact_by_type WHERE type = ? ORDER BY hlc LIMIT 1"
    subject = sql.scalar(connection, text, (SheetSent.type,))
    return date.fromisoformat(subject.decode().rpartition(" ")[2]) if subject else None


def changed_since(connection: Connection, end_ms: int) -> set[bytes]:
    """The matters whose papers may stand otherwise since an instant."""
    text = (
        "SELECT DISTINCT subject_id FROM fact INDEXED BY fact_by_type"
        " WHERE type IN (?, ?, ?, ?, ?) AND hlc >= ? AND subject_kind = 'matter'"
    )
    return {row[0] for row in connection.execute(text, (*_CHANGED, hlc_from(end_ms)))}


def with_papers(connection: Connection, matters: Sequence[bytes], end_ms: int) -> list[bytes]:
    """Of these matters those with deferred papers that were asked for before an instant."""
    text = (
        "SELECT 1 FROM deferred_paper JOIN matter ON matter.matter_id = deferred_paper.matter_id"
        " WHERE deferred_paper.matter_id = ? AND matter.accepted_ms < ? LIMIT 1"
    )
    return [each for each in matters if sql.scalar(connection, text, (each, end_ms)) is not None]


def carried_at(connection: Connection, end_ms: int) -> int:
    """How many action items nobody had verified at an instant, of those that did not come back since."""
    carried = (
        "SELECT count(*) FROM action_item INDEXED BY action_item_carried"
        " WHERE state <> 'verified' AND opened_ms < ?"
    )
    later = (
        "SELECT count(*) FROM action_item INDEXED BY action_item_verified"
        " WHERE verified_ms IS NOT NULL AND verified_ms >= ? AND opened_ms < ?"
    )
    return int(sql.scalar(connection, carried, (end_ms,))) + int(
        sql.scalar(connection, later, (end_ms, end_ms))
    )


def came_back_since(connection: Connection, end_ms: int) -> list[bytes]:
    """The action items that came back since an instant: their rows no longer tell how they stood then."""
    text = (
        "SELECT item_id FROM action_item INDEXED BY action_item_opened WHERE opened_ms >= ? AND came_back > 0"
    )
    return [row[0] for row in connection.execute(text, (end_ms,))]
