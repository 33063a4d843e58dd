"""What a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.services.views.lines import MatterLine


class CustomerLine(Struct, frozen=True):
    """A customer found: account in full, the rest masked."""

    account: str
    name: str
    phone: str
    address: str
    open_matters: int = 0


class Found(Struct, frozen=True):
    """What a search found: at most 200 of each, and how many there are."""

    customers: tuple[CustomerLine, ...]
    customer_count: int
    matters: tuple[MatterLine, ...]
    matter_count: int
