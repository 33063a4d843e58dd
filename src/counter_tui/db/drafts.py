"""Drafts: local rows, one a request being taken down."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.db import notes, sql
from counter_tui.db.notes import Sealing
from counter_tui.db.sql import Connection
from counter_tui.db.tables.notes import DraftRow


def save(connection: Connection, row: DraftRow, sealing: Sealing) -> None:
    """Keep a draft as it is now."""
    notes.save(connection, row, sealing)


def of(connection: Connection, staff_no: str) -> list[DraftRow]:
    """A person's drafts, the latest first."""
    return sql.read(connection, DraftRow, "WHERE staff_no = ? ORDER BY saved_ms DESC", (staff_no,))


def everybodys(connection: Connection) -> list[DraftRow]:
    """The drafts of all people."""
    return sql.read(connection, DraftRow, "ORDER BY saved_ms DESC", ())


def read(connection: Connection, draft_id: bytes) -> DraftRow | None:
    """One draft."""
    return sql.first(connection, DraftRow, "WHERE draft_id = ?", (draft_id,))


def counts(connection: Connection) -> dict[str, int]:
    """How many drafts each person has."""
    return dict(connection.execute("SELECT staff_no, count(*) FROM draft GROUP BY staff_no").fetchall())


def pass_on(connection: Connection, staff_no: str, to: str, sealing: Sealing) -> int:
    """Give all drafts of a person to another; how many there were."""
    rows = of(connection, staff_no)
    for row in rows:
        notes.save(connection, replace(row, staff_no=to), sealing)
    return len(rows)


def discard(connection: Connection, draft_id: bytes) -> None:
    """Drop a draft."""
    notes.discard(connection, DraftRow, "draft_id = ?", (draft_id,))
