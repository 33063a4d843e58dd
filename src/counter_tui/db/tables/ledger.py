"""The tables of the ledger, from which all that is projected can be made anew."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class EpochRow(Row, frozen=True):
    """One unbroken run of this or another device's facts; ``head_seq`` and ``head_hash`` are its newest fact."""

    TABLE: ClassVar[str] = "epoch"

    epoch: bytes
    device_id: bytes
    device_letter: str
    head_seq: int
    head_hash: bytes
    opened_ms: int
    reason: str
    parent_epoch: bytes | None = None
    parent_seq: int | None = None
    parent_hash: bytes | None = None


class FactRow(Row, frozen=True):
    """One fact of the ledger. ``body`` is None when it was erased; everything else never changes."""

    TABLE: ClassVar[str] = "fact"

    epoch: bytes
    seq: int
    fact_id: bytes
    subject_kind: str
    subject_id: bytes
    type: str
    version: int
    hlc: str
    wall_ms: int
    boot_id: bytes
    mono_ms: int
    clock_flag: str
    actor: str
    seen: bytes
    body: bytes | None
    body_hash: bytes
    hash: bytes
