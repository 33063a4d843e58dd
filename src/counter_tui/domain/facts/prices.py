"""What happens about money: a book of prices is taken in, a charge is taken or voided, its invoice is settled."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, get_args

from counter_tui.domain.facts.base import Fact, Part

Payment = Literal["cash", "scan", "transfer"]
PAYMENTS: tuple[Payment, ...] = get_args(Payment)
"""How a charge is paid; nothing of a card or an account is taken down."""

InvoiceEnd = Literal["told", "done", "declined", "skipped"]
INVOICE_ENDS: tuple[InvoiceEnd, ...] = get_args(InvoiceEnd)
"""What became of the e-invoice: the customer was told how, it was made together, he wanted none, nobody asked."""


class PriceBookTaken(Fact, frozen=True, kw_only=True):
    """A book of prices was taken in: its version (``book``), its items' digest and number, its first day."""

    type: ClassVar[str] = "PriceBookTaken"

    book: str
    digest: str
    items: int
    valid_from: date


class ChargeLine(Part, frozen=True, kw_only=True):
    """One line of a charge: an item of the book as it stood there, and how many units; the price is fen a unit."""

    item: str
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    unit_fen: int
    quantity: int

    @property
    def fen(self) -> int:
        """What the line comes to."""
        return self.unit_fen * self.quantity


class ChargeTaken(Fact, frozen=True, kw_only=True):
    """The customer paid these lines, by the prices of this version of the book.

    ``boundary`` is the version of the words that have to be explained to him, where the work may be on what is his own.
    """

    type: ClassVar[str] = "ChargeTaken"

    book: str
    lines: tuple[ChargeLine, ...]
    paid: Payment
    boundary: str = ""


class ChargeVoided(Fact, frozen=True, kw_only=True):
    """A charge, by the id (hex) of its fact, was voided by a lead with his own PIN, and the money given back."""

    type: ClassVar[str] = "ChargeVoided"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    charge: str
    reason: str
    decided_by: str


class InvoiceSettled(Fact, frozen=True, kw_only=True):
    """What became of the e-invoice of the matter's charges; ``reason`` where it was declined or skipped."""

    type: ClassVar[str] = "InvoiceSettled"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    how: InvoiceEnd
    reason: str = ""


class BoundaryExplained(Fact, frozen=True, kw_only=True):
    """The customer was told which part of the installation is his own and paid for, in this version of the words."""

    type: ClassVar[str] = "BoundaryExplained"

    words: str


class ChargeSlipPrinted(Fact, frozen=True, kw_only=True):
    """A slip of the matter's charges was printed: which, and which of them were void by then; ids as in the facts."""

    type: ClassVar[str] = "ChargeSlipPrinted"

    charges: tuple[str, ...]
    voided: tuple[str, ...] = ()
    copy_no: int = 0
    format: str
