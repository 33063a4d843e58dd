"""The tables of the price books and of what was charged by them."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class ChargeRow(Row, frozen=True):
    """A line of a charge on a matter, by the charge's fact; the last columns are those of the whole charge.

    ``voided_by`` is the lead who decided it, ``invoice`` what became of the e-invoice of the matter's charges.
    """

    TABLE: ClassVar[str] = "charge"

    charge_id: bytes
    ordinal: int
    matter_id: bytes
    book: str
    item: str
    quantity: int
    unit_fen: int
    fen: int
    paid: str
    taken_by: str
    taken_ms: int
    voided_by: str
    voided_ms: int | None
    invoice: str
    invoice_by: str


class PriceBookRow(Row, frozen=True):
    """A book of prices that was taken in, in the order of ``ordinal``; ``digest`` is that of its items."""

    TABLE: ClassVar[str] = "price_book"

    ordinal: int
    version: str
    digest: str
    items: int
    valid_from: str
    taken_by: str
    taken_ms: int


class PriceItemRow(Row, frozen=True):
    """An item of a book of prices, as ``domain.price.book.PlainRow`` has it behind its version."""

    TABLE: ClassVar[str] = "price_item"

    version: str
    code: str
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    fen: int
    kinds: str
    source: str
    valid_from: str
    valid_to: str
