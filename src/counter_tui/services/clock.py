"""The clock of this PC."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The wall clock and the monotonic clock of the operating system."""

    def now(self) -> datetime:
        """The wall clock's instant in UTC."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Milliseconds that only ever grow while this PC runs."""
        return time.monotonic_ns() // 1_000_000
