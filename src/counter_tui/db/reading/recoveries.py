"""Reading bad ratings and what follows them. A bad rating is its token alone, so none can be lost."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.recovery import RecoveryRow

_LOW = "state = 'rated' AND level <= 2"
"""As the index of bad ratings has it."""
OPEN = (
    f"INDEXED BY token_low WHERE {_LOW} AND NOT EXISTS (SELECT 1 FROM recovery INDEXED BY recovery_done"  # noqa: S608
    " WHERE recovery = visit AND recovery.state = 'closed')"
)
"""The bad ratings nobody has closed: it walks over bad ratings alone, two milliseconds for those of ten years."""


def open_lows(connection: Connection, limit: int) -> list[TokenRow]:
    """The newest bad ratings that are not made good yet, as many as the limit, the oldest of these first.

    Where more were left undone than anybody can look at, those whose limits still run stand before what is long late.
    """
    rest = f"{OPEN} ORDER BY decided_ms DESC, visit DESC LIMIT ?"
    return sql.read(connection, TokenRow, rest, (limit,))[::-1]


def any_open(connection: Connection) -> bool:
    """Whether there is one."""
    return bool(sql.scalar(connection, f"SELECT EXISTS (SELECT 1 FROM rating_token {OPEN})"))  # noqa: S608 - our texts


def of(connection: Connection, visits: Sequence[bytes]) -> dict[bytes, RecoveryRow]:
    """What was done about these bad ratings, where anything was."""
    if not visits:
        return {}
    rows = sql.read(connection, RecoveryRow, f"WHERE recovery IN ({sql.marks(visits)})", visits)
    return {row.recovery: row for row in rows}


def first_contacts(connection: Connection, matters: Sequence[bytes]) -> dict[bytes, str]:
    """Who was asked first about these matters."""
    if not matters:
        return {}
    text = f"SELECT matter_id, first_contact FROM matter WHERE matter_id IN ({sql.marks(matters)})"  # noqa: S608
    return dict(connection.execute(text, matters))


def closed_between(connection: Connection, start_ms: int, end_ms: int) -> list[RecoveryRow]:
    """What was made good in a time, the oldest first."""
    rest = "WHERE closed_ms >= ? AND closed_ms < ? ORDER BY closed_ms, recovery"
    return sql.read(connection, RecoveryRow, rest, (start_ms, end_ms))


def second_tokens(connection: Connection, visits: Sequence[bytes]) -> list[TokenRow]:
    """The second ratings asked for after these visits, the newest first."""
    if not visits:
        return []
    rest = f"WHERE follows != x'' AND follows IN ({sql.marks(visits)}) ORDER BY armed_ms DESC, visit DESC"
    return sql.read(connection, TokenRow, rest, visits)
