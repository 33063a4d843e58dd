"""The table of the days' closes."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class DayCloseRow(Row, frozen=True):
    """A day on which somebody counted, explained or closed; ``close_day`` is its date as bytes.

    ``epoch``, ``seq`` and ``hash`` are the end of the ledger when it was closed; empty, like ``closed_ms``, before.
    """

    TABLE: ClassVar[str] = "day_close"

    close_day: bytes
    closed_ms: int | None
    decided_by: str
    counted_by: str
    explained: int
    gaps: int
    epoch: bytes
    seq: int | None
    hash: bytes
    head: bytes
    facts: int
