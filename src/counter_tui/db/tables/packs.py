"""The table of hand-over packs."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class PackRow(Row, frozen=True):
    """A pack one person offered another (``receiver``), and how many of its lines became what."""

    TABLE: ClassVar[str] = "pack"

    pack: bytes
    giver: str
    receiver: str
    lead: int
    state: str
    offered_ms: int
    settled_ms: int | None
    lines: int
    taken: int
    told: int
    refused: int
    changed: int
    head: bytes
    facts: int
