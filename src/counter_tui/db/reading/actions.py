"""Reading action items: those that are carried, those of a time, the one that is about the same thing."""

from __future__ import annotations

from collections.abc import Collection

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import ActionItemRow


def carried(connection: Connection, limit: int) -> list[ActionItemRow]:
    """What nobody has verified yet, the nearest day first."""
    rest = "WHERE state <> 'verified' ORDER BY due, opened_ms, item_id LIMIT ?"
    return sql.read(connection, ActionItemRow, rest, (limit,))


def carried_since(connection: Connection, start_ms: int) -> list[ActionItemRow]:
    """What nobody has verified yet, and what was verified since an instant: what may have been carried then."""
    ids = (
        "SELECT item_id FROM action_item INDEXED BY action_item_carried WHERE state <> 'verified'"
        " UNION ALL SELECT item_id FROM action_item INDEXED BY action_item_verified WHERE verified_ms >= ?"
    )
    return sql.read(connection, ActionItemRow, f"WHERE item_id IN ({ids})", (start_ms,))


def count_carried(connection: Connection, owners: Collection[str], day: str) -> tuple[int, int]:
    """How many these people own that are to be done by the day, and how many wait for others to look at them."""
    mine = sorted(owners)
    marks = sql.marks(mine)
    text = (
        f"SELECT count(*) FILTER (WHERE owner IN ({marks}) AND state = 'open' AND due <= ?),"  # noqa: S608
        f" count(*) FILTER (WHERE owner NOT IN ({marks}) AND state = 'reported')"
        " FROM action_item WHERE state <> 'verified'"
    )
    row: tuple[int, int] = connection.execute(text, (*mine, day, *mine)).fetchone()
    return row


def verified_between(connection: Connection, start_ms: int, end_ms: int, limit: int) -> list[ActionItemRow]:
    """What was verified in this time, the newest first."""
    rest = "WHERE verified_ms >= ? AND verified_ms < ? ORDER BY verified_ms DESC, item_id LIMIT ?"
    return sql.read(connection, ActionItemRow, rest, (start_ms, end_ms, limit))


def read(connection: Connection, item_id: bytes) -> ActionItemRow | None:
    """The action item with this id."""
    return next(iter(sql.read(connection, ActionItemRow, "WHERE item_id = ?", (item_id,))), None)


def newest_about(connection: Connection, about: str) -> list[ActionItemRow]:
    """The items about the same thing that are carried, or else the one that was verified last."""
    rest = "WHERE about = ? AND about <> '' ORDER BY verified_ms IS NOT NULL, verified_ms DESC, opened_ms DESC LIMIT 1"
    return sql.read(connection, ActionItemRow, rest, (about,))
