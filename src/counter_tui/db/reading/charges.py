"""Reading charges: those of a day, the lines of one."""

from __future__ import annotations

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.prices import ChargeRow


def of_day(connection: Connection, first_ms: int, end_ms: int) -> list[ChargeRow]:
    """The lines of charges that were taken or voided in a span of time, in the order they were taken."""
    rest = """
        WHERE (taken_ms >= ? AND taken_ms < ?) OR (voided_ms >= ? AND voided_ms < ?)
        ORDER BY taken_ms, charge_id, ordinal"""
    return sql.read(connection, ChargeRow, rest, (first_ms, end_ms, first_ms, end_ms))


def lines_of(connection: Connection, charge_id: bytes) -> list[ChargeRow]:
    """The lines of one charge, none where there is no such charge."""
    return sql.read(connection, ChargeRow, "WHERE charge_id = ? ORDER BY ordinal", (charge_id,))
