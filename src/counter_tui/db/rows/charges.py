"""The rows of a matter's charges, computed from the fold of its facts."""

from __future__ import annotations

from typing import Any

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
