"""The tables of what is known around a customer: how to reach him, and the outages."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class ContactRow(Row, frozen=True):
    """How a customer on file can be reached, as he said at the counter; ``contact`` is the account.

    ``phone_back`` and ``phone2_back`` are the numbers read from their end, by which a search finds them.
    """

    TABLE: ClassVar[str] = "contact"

    contact: bytes
    phone: str
    phone2: str
    phone_back: str
    phone2_back: str
    phone_ms: int | None
    phone_by: str
    app: str
    e_bill: str
    asked_ms: int


class OutageListRow(Row, frozen=True):
    """When the newest list of outages was taken in, and who it is from."""

    TABLE: ClassVar[str] = "outage_list"

    outage_list: bytes
    taken_ms: int
    source: str


class OutageRow(Row, frozen=True):
    """An outage in one transformer district; ``place`` is folded, and empty for one of which only lines are known."""

    TABLE: ClassVar[str] = "outage"

    outage_list: bytes
    place: str
    source: str
    reference: str
    kind: str
    lines: str
    starts_ms: int
    ends_ms: int
    ends_known: int
    reason: str
    taken_ms: int
