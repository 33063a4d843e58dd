"""Reading enquiries: those of a day, those that stand open, what is asked how often."""

from __future__ import annotations

import json
from collections.abc import Collection

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import EnquiryRow


def between(connection: Connection, start_ms: int, end_ms: int, limit: int) -> list[EnquiryRow]:
    """What was asked in this time, the newest first."""
    rest = "WHERE asked_ms >= ? AND asked_ms < ? ORDER BY asked_ms DESC, enquiry_id LIMIT ?"
    return sql.read(connection, EnquiryRow, rest, (start_ms, end_ms, limit))


def open_between(connection: Connection, start_ms: int, end_ms: int) -> list[EnquiryRow]:
    """What was asked in this time and nobody has answered, in the order it was asked."""
    rest = (
        "INDEXED BY enquiry_by_asked WHERE asked_ms >= ? AND asked_ms < ? AND state = 'open'"
        " ORDER BY asked_ms, enquiry_id"
    )
    return sql.read(connection, EnquiryRow, rest, (start_ms, end_ms))


def topics_between(connection: Connection, start_ms: int, end_ms: int) -> dict[str, int]:
    """How often each topic was asked about in this time."""
    text = "SELECT topic, count(*) FROM enquiry WHERE asked_ms >= ? AND asked_ms < ? GROUP BY topic"
    return dict(connection.execute(text, (start_ms, end_ms)).fetchall())


def states_between(connection: Connection, start_ms: int, end_ms: int) -> dict[str, int]:
    """How many enquiries of this time stand in which state."""
    text = "SELECT state, count(*) FROM enquiry WHERE asked_ms >= ? AND asked_ms < ? GROUP BY state"
    return dict(connection.execute(text, (start_ms, end_ms)).fetchall())


def still_open(connection: Connection, whose: Collection[str] | None, limit: int) -> list[EnquiryRow]:
    """Questions nobody has answered, the nearest promise first; of these people's alone where they are named."""
    rest = (
        "WHERE state = 'open' AND (:who IS NULL OR handler IN (SELECT value FROM json_each(:who)))"
        " ORDER BY due_ms, enquiry_id LIMIT :limit"
    )
    who = None if whose is None else json.dumps(sorted(whose))
    return sql.read(connection, EnquiryRow, rest, {"who": who, "limit": limit})
