"""Drafts: local rows, one a request being taken down."""

from __future__ import annotations

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables import DraftRow


def save(connection: Connection, row: DraftRow) -> None:
    """Keep a draft as it is now."""
    sql.put(connection, row, instead=True)


def of(connection: Connection, staff_no: str) -> list[DraftRow]:
    """A person's drafts, the latest first."""
    return sql.read(connection, DraftRow, "WHERE staff_no = ? ORDER BY saved_ms DESC", (staff_no,))


def read(connection: Connection, draft_id: bytes) -> DraftRow | None:
    """One draft."""
    return sql.first(connection, DraftRow, "WHERE draft_id = ?", (draft_id,))


def counts(connection: Connection) -> dict[str, int]:
    """How many drafts each person has."""
    return dict(connection.execute("SELECT staff_no, count(*) FROM draft GROUP BY staff_no").fetchall())


def pass_on(connection: Connection, staff_no: str, to: str) -> int:
    """Give all drafts of a person to another; how many there were."""
    return int(connection.execute(_PASS_ON, (to, staff_no)).rowcount)


_PASS_ON = "UPDATE draft SET staff_no = ? WHERE staff_no = ?"


def discard(connection: Connection, draft_id: bytes) -> None:
    """Drop a draft."""
    connection.execute("DELETE FROM draft WHERE draft_id = ?", (draft_id,))
