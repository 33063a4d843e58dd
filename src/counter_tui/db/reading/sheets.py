"""What a sheet asks of the store beside the brief: what stood at the end of a day, which is not what stands now."""

from __future__ import annotations

from datetime import date

from counter_tui.db import sql
from counter_tui.db.ledger import hlc_from
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.sheets import SheetKind, SheetSent

SHEET = "sheet"
"""The kind of subject; its facts need no table, since a sheet is known by its day."""


def sheet_subject(sheet: SheetKind, day: date) -> Subject:
    """A sheet of a day, or of the week from a Monday on, as the subject of its facts."""
    return Subject(SHEET, f"{sheet} {day.isoformat()}".encode())


def first_sent(connection: Connection) -> date | None:
    """The day of the sheet that was sent first of all; None where none ever was."""
    text = "SELECT subject_id FROM fact INDEXED BY fact_by_type WHERE type = ? ORDER BY hlc LIMIT 1"
    subject = sql.scalar(connection, text, (SheetSent.type,))
    return date.fromisoformat(subject.decode().rpartition(" ")[2]) if subject else None


def settled_since(connection: Connection, instant_ms: int, before_ms: int) -> list[bytes]:
    """The matters asked for before an instant of whose papers some came, or were done without, since another."""
    text = (
        "SELECT DISTINCT subject_id FROM fact INDEXED BY fact_by_type"
        " WHERE type IN ('PaperCollected', 'PaperWaived') AND hlc >= ? AND subject_kind = 'matter'"
    )
    settled = sorted(row[0] for row in connection.execute(text, (hlc_from(instant_ms),)))
    then = "SELECT 1 FROM matter WHERE matter_id = ? AND accepted_ms < ?"
    return [each for each in settled if sql.scalar(connection, then, (each, before_ms)) is not None]


def owed_papers(connection: Connection, before_ms: int, since_ms: int) -> list[tuple[bytes, int, int | None]]:
    """The papers nobody ever brought, of matters asked for before an instant and not ended before another.

    Each is the matter's id, and when it was asked for and ended.
    """
    text = (
        "SELECT matter.matter_id, matter.accepted_ms, matter.ended_ms"
        " FROM deferred_paper INDEXED BY deferred_by_day"
        " CROSS JOIN matter ON matter.matter_id = deferred_paper.matter_id"
        " WHERE deferred_paper.state = 'owed' AND matter.accepted_ms < ?"
        " AND (matter.ended_ms IS NULL OR matter.ended_ms >= ?)"
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(text, (before_ms, since_ms))]
