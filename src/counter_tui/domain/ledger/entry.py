"""A fact of a ledger whole, as it is linked and travels, and how an epoch was opened."""

from __future__ import annotations

from msgspec import Struct

from counter_tui.domain.ledger.chain import Header


class Entry(Struct, frozen=True, gc=False):
    """One fact of a ledger. ``body`` is None where it was erased; ``body_hash`` stands for it then."""

    header: Header
    body: bytes | None
    body_hash: bytes
    hash: bytes


class Opening(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How an epoch was opened, and the fact of the epoch before after which it goes on, where there is one."""

    letter: str
    at_ms: int
    reason: str
    parent: bytes = b""
    parent_seq: int = 0
    parent_hash: bytes = b""
