"""Clocks and randomness that do the same every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from counter_tui.db.ledger import RandomBytes

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2025, 11, 20, 10, 42, tzinfo=SHANGHAI)
"""The Thursday morning on which the tests' station is open."""


class StillClock:
    """A clock that moves only when it is told to."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at.astimezone(UTC)
        self._ms = 1_000

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return self._at

    def monotonic_ms(self) -> int:
        """Milliseconds since the test's PC started."""
        return self._ms

    def advance(self, step: timedelta) -> None:
        """Let time pass."""
        self._at += step
        self._ms += int(step / timedelta(milliseconds=1))

    def set(self, at: datetime) -> None:
        """Put the wall clock to this time, as somebody does who sets the PC's clock."""
        self._at = at.astimezone(UTC)


class SeededBytes(RandomBytes):
    """The same random bytes for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._random = Random(seed)

    def __call__(self, count: int) -> bytes:
        """That many bytes."""
        return self._random.randbytes(count)
