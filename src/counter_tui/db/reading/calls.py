"""Reading calls for the lead: those nobody has answered, and answers their callers have not seen."""

from __future__ import annotations

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import LeadCallRow


def waiting(connection: Connection, limit: int) -> list[LeadCallRow]:
    """Calls nobody has answered: conflicts first, then the oldest."""
    rest = "WHERE answered_ms IS NULL ORDER BY kind, raised_ms, call_id LIMIT ?"
    return sql.read(connection, LeadCallRow, rest, (limit,))


def unseen(connection: Connection, caller: str, limit: int) -> list[LeadCallRow]:
    """Answers to this person's calls that he has not seen, the oldest first."""
    rest = "WHERE caller = ? AND answered_ms IS NOT NULL AND seen_ms IS NULL ORDER BY answered_ms, call_id LIMIT ?"
    return sql.read(connection, LeadCallRow, rest, (caller, limit))


def latest_conflict(connection: Connection, caller: str, start_ms: int, end_ms: int) -> LeadCallRow | None:
    """The newest conflict this person called after an instant and before another."""
    rest = "WHERE caller = ? AND kind = 'conflict' AND raised_ms > ? AND raised_ms < ? ORDER BY raised_ms DESC LIMIT 1"
    return sql.first(connection, LeadCallRow, rest, (caller, start_ms, end_ms))


def one(connection: Connection, call_id: bytes) -> LeadCallRow | None:
    """The call with this id."""
    return sql.first(connection, LeadCallRow, "WHERE call_id = ?", (call_id,))
