"""How long customers were served, and how far the clock can be believed (时间诚实)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median_low
from typing import Literal

from counter_tui.domain.brief.models import Item

Mark = Literal["measured", "idle", "edited", "unknown"]
"""``idle``: so long that somebody must have gone away meanwhile; ``edited``: a time that was typed."""

LONGEST = timedelta(minutes=30)
"""Nobody serves one customer longer without a pause: this program's, no source says how long."""
SHORTEST = timedelta(seconds=1)
"""Shorter than anybody can type: whatever wrote it did not measure a person."""


def mark(length: timedelta, *, typed: bool, clock_ok: bool) -> Mark:
    """How far a length can be believed: what was typed first, then the clock, then the length itself."""
    if typed:
        return "edited"
    if not clock_ok or length < SHORTEST:
        return "unknown"
    return "idle" if length > LONGEST else "measured"


def length_of(begun: datetime, ended: datetime) -> int:
    """The whole seconds from the form's opening to the acceptance, 0 where the clock went back."""
    return max(0, int((ended - begun).total_seconds()))


def typical(rows: Iterable[Item]) -> int | None:
    """The middle length of those that were measured, the lower one of two; None where none was."""
    lengths = [row.count for row in rows if row.group == "measured"]
    return median_low(lengths) if lengths else None
