"""A charge on a matter and what became of it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from counter_tui.domain.facts.prices import ChargeLine, InvoiceEnd, Payment


class Void(Struct, frozen=True):
    """Why a charge was voided, who asked for it, which lead decided it, and when."""

    reason: str
    by: str
    decided_by: str
    at: datetime


class Charge(Struct, frozen=True):
    """Money taken on a matter, by the id (hex) of its fact; a void one stays where it is."""

    charge_id: str
    book: str
    lines: tuple[ChargeLine, ...]
    paid: Payment
    by: str
    at: datetime
    void: Void | None = None
    boundary: str = ""

    @property
    def fen(self) -> int:
        """What it came to."""
        return sum(line.fen for line in self.lines)


class Invoice(Struct, frozen=True):
    """What became of the e-invoice, and who saw to it."""

    how: InvoiceEnd
    reason: str
    by: str
    at: datetime


Slips = tuple[int, tuple[str, ...], tuple[str, ...]]
"""How many slips were printed, and which charges and void ones stood on the newest."""
