"""What waits for a lead because of another PC: facts that came to nothing, and facts that are parked."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.matters import AttentionRow
from counter_tui.db.tables.sync import ParkedRow


def waiting(connection: Connection, limit: int) -> Sequence[AttentionRow]:
    """The facts that came to nothing and that nobody has settled, the oldest first."""
    return sql.read(connection, AttentionRow, "ORDER BY at_ms, fact_id LIMIT ?", (limit,))


def count(connection: Connection) -> int:
    """How many wait, of both sorts."""
    text = "SELECT (SELECT count(*) FROM attention) + (SELECT count(*) FROM parked)"
    return int(sql.scalar(connection, text))


def unread(connection: Connection, limit: int) -> list[tuple[FactRow, str, str]]:
    """The facts this program cannot read or show, with why and the letter of their PC; the newest first."""
    found = []
    for note in sql.read(connection, ParkedRow):
        row = sql.first(connection, FactRow, "WHERE fact_id = ?", (note.fact_id,))
        if row is not None:
            letter = sql.scalar(connection, "SELECT device_letter FROM epoch WHERE epoch = ?", (row.epoch,))
            found.append((row, note.reason, str(letter)))
    return sorted(found, key=lambda each: each[0].hlc, reverse=True)[:limit]
