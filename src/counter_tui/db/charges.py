"""The charges of matters: their rows, and those of a day."""

from __future__ import annotations

from typing import Any

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.prices import ChargeRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.matter.state import Matter


def charge_rows(matter: Matter) -> list[dict[str, Any]]:
    """The rows of a matter's charges, one for each line."""
    invoice = matter.invoice
    return [
        {
            "charge_id": bytes.fromhex(charge.charge_id),
            "ordinal": ordinal,
            "matter_id": matter.matter_id,
            "book": charge.book,
            "item": line.item,
            "quantity": line.quantity,
            "unit_fen": line.unit_fen,
            "fen": line.fen,
            "paid": charge.paid,
            "taken_by": charge.by,
            "taken_ms": to_ms(charge.at),
            "voided_by": charge.void.decided_by if charge.void else "",
            "voided_ms": to_ms(charge.void.at) if charge.void else None,
            "invoice": invoice.how if invoice and not charge.void else "",
            "invoice_by": invoice.by if invoice and not charge.void else "",
        }
        for charge in matter.charges
        for ordinal, line in enumerate(charge.lines)
    ]


def of_day(connection: Connection, first_ms: int, end_ms: int) -> list[ChargeRow]:
    """The lines of charges that were taken or voided in a span of time, in the order they were taken."""
    rest = """
        WHERE (taken_ms >= ? AND taken_ms < ?) OR (voided_ms >= ? AND voided_ms < ?)
        ORDER BY taken_ms, charge_id, ordinal"""
    return sql.read(connection, ChargeRow, rest, (first_ms, end_ms, first_ms, end_ms))


def lines_of(connection: Connection, charge_id: bytes) -> list[ChargeRow]:
    """The lines of one charge, none where there is no such charge."""
    return sql.read(connection, ChargeRow, "WHERE charge_id = ? ORDER BY ordinal", (charge_id,))
