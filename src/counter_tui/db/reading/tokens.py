"""Reading rating tokens."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import TokenRow


def of_visits(connection: Connection, visits: Sequence[bytes]) -> dict[bytes, TokenRow]:
    """The rating tokens of these visits."""
    rows = sql.read(connection, TokenRow, f"WHERE visit IN ({sql.marks(visits)})", visits)
    return {row.visit: row for row in rows}


_NEWEST = (
    "armed_ms >= ? AND armed_ms <= ? ORDER BY (SELECT min(hlc) FROM fact INDEXED BY fact_by_subject"
    " WHERE subject_kind = 'visit' AND subject_id = visit AND type = 'TokenArmed') DESC LIMIT 1"
)
"""The one armed last of a time, as the ledger has it: a clock that was put right orders nothing."""


def armed_of(connection: Connection, clerk: str, start_ms: int, end_ms: int) -> TokenRow | None:
    """A clerk's newest token of a time that nobody has used yet."""
    rest = f"WHERE state = 'armed' AND clerk = ? AND {_NEWEST}"
    return sql.first(connection, TokenRow, rest, (clerk, start_ms, end_ms))


def newest_of(connection: Connection, clerk: str, start_ms: int, end_ms: int) -> TokenRow | None:
    """A clerk's newest token of a time, whatever became of it."""
    return sql.first(connection, TokenRow, f"WHERE clerk = ? AND {_NEWEST}", (clerk, start_ms, end_ms))


def newest(connection: Connection, epoch: bytes, start_ms: int, end_ms: int) -> TokenRow | None:
    """The token armed last, in this time, on the PC whose facts these are."""
    return sql.first(connection, TokenRow, f"WHERE epoch = ? AND {_NEWEST}", (epoch, start_ms, end_ms))


def shown_open(connection: Connection, epoch: bytes, since_ms: int) -> list[TokenRow]:
    """The tokens armed since an instant that a pad of this PC has shown and nobody has answered."""
    rest = "WHERE epoch = ? AND armed_ms >= ? AND state = 'armed' AND shown_ms IS NOT NULL ORDER BY armed_ms"
    return sql.read(connection, TokenRow, rest, (epoch, since_ms))


def unplanned_lows(connection: Connection, since_ms: int) -> list[tuple[int, str]]:
    """Level and reason of the bad ratings pressed since an instant for which nothing is planned, the newest first."""
    text = (
        "SELECT level, reason FROM rating_token INDEXED BY token_low"
        " WHERE state = 'rated' AND level <= 2 AND decided_ms >= ? AND NOT EXISTS"
        " (SELECT 1 FROM recovery WHERE recovery = visit AND (planned_ms IS NOT NULL OR recovery.state = 'closed'))"
        " ORDER BY decided_ms DESC, visit DESC"
    )
    return [(row[0], row[1]) for row in connection.execute(text, (since_ms,))]


def of_clerk(connection: Connection, clerk: str, start_ms: int, end_ms: int) -> list[TokenRow]:
    """The tokens of one clerk's customers armed in this time, in their order."""
    rest = "INDEXED BY token_by_clerk WHERE clerk = ? AND armed_ms >= ? AND armed_ms < ? ORDER BY armed_ms, visit"
    return sql.read(connection, TokenRow, rest, (clerk, start_ms, end_ms))
