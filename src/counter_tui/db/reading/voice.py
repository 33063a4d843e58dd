"""Questions about notices, answer cards and who was told what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counter_tui.db import sql
from counter_tui.db.reading.matters import RUNNING
from counter_tui.db.sql import Connection
from counter_tui.db.tables.voice import CardRow, NoticeReadRow, NoticeRow, TellingRow

UNREAD = """
WHERE last_day >= ? AND from_day <= ? AND instr(audience, ?) > 0 AND published_ms <= ? AND NOT EXISTS (
    SELECT 1 FROM notice_read AS r WHERE r.notice = notice.notice AND r.edition = notice.edition AND r.staff_no = ?
) ORDER BY published_ms, notice
"""
TOLD_LATELY = "WHERE card = ? AND told_ms >= ? AND edition < ? AND right_ms IS NULL ORDER BY told_ms LIMIT ?"
TOLD_OPEN = (
    f"INDEXED BY telling_by_matter WHERE matter_id IN (SELECT matter_id FROM matter WHERE {RUNNING}) "  # noqa: S608
    "AND card = ? AND edition < ? AND told_ms < ? AND right_ms IS NULL ORDER BY told_ms LIMIT ?"
)


def unread(
    connection: Connection, staff_no: str, role: str, today: str, published_until_ms: int
) -> list[NoticeRow]:
    """The notices in force for a role that this person has not read, the oldest first."""
    values = (today, today, f",{role},", published_until_ms, staff_no)
    return sql.read(connection, NoticeRow, UNREAD, values)


def notices(connection: Connection, limit: int) -> list[NoticeRow]:
    """All notices, the newest first."""
    return sql.read(
        connection, NoticeRow, "ORDER BY published_ms DESC, notice, edition DESC LIMIT ?", (limit,)
    )


def readers(
    connection: Connection, found: Sequence[NoticeRow]
) -> dict[tuple[bytes, int], list[NoticeReadRow]]:
    """Who has read these notices, by notice and edition."""
    told: dict[tuple[bytes, int], list[NoticeReadRow]] = {}
    for row in found:
        rest = "WHERE notice = ? AND edition = ? ORDER BY read_ms"
        told[row.notice, row.edition] = sql.read(connection, NoticeReadRow, rest, (row.notice, row.edition))
    return told


def cards(connection: Connection) -> list[CardRow]:
    """Every text of every card the station issued."""
    return sql.read(connection, CardRow, "ORDER BY card, edition")


def told_anybody(connection: Connection) -> bool:
    """Whether anybody was told a card and not put right since."""
    return sql.scalar(connection, "SELECT 1 FROM telling WHERE right_ms IS NULL LIMIT 1") is not None


def told_before(connection: Connection, card: str, below: int, since_ms: int, limit: int) -> list[TellingRow]:
    """Who was told an edition below this one and not put right: since then, or for a matter that is still open."""
    lately = sql.read(connection, TellingRow, TOLD_LATELY, (card, since_ms, below, limit))
    return [*sql.read(connection, TellingRow, TOLD_OPEN, (card, below, since_ms, limit)), *lately]


def numbers(connection: Connection, matter_ids: Sequence[bytes]) -> dict[bytes, tuple[Any, ...]]:
    """Number, customer's name and handler of these matters, by id."""
    which = f"WHERE matter_id IN ({sql.marks(matter_ids)})"
    text = f"SELECT matter_id, number, customer_name, handler FROM matter {which}"  # noqa: S608 - marks only
    return {row[0]: tuple(row[1:]) for row in connection.execute(text, tuple(matter_ids)).fetchall()}


def newest_fact(connection: Connection, type_: str) -> bytes | None:
    """The id of the newest fact of a type, None where there is none; its body is not read."""
    found: bytes | None = sql.scalar(
        connection, "SELECT fact_id FROM fact WHERE type = ? ORDER BY hlc DESC LIMIT 1", (type_,)
    )
    return found
