"""The months the log is kept in: on PostgreSQL each has a part of its own, made when the first fact of it comes."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Engine, text

from counter_tui.domain.clock import from_ms

_ONE_AT_A_TIME = 0x636F756E  # of the server's advisory locks: "coun"


class Months:
    """Knows which months can be written to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ready: set[int] = set()
        self._lock = Lock()

    def ready(self, now_ms: int) -> int:
        """The month of this instant as year and month in six digits, ready to be written to."""
        now = from_ms(now_ms)
        month = now.year * 100 + now.month
        with self._lock:
            if month not in self._ready:
                if self._engine.dialect.name == "postgresql":
                    self._make(month)
                self._ready.add(month)
        return month

    def _make(self, month: int) -> None:
        following = month + 1 if month % 100 < 12 else month + 89
        with self._engine.begin() as connection:
            # Two servers' first facts of a month: one makes the part, the other finds it.
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
            connection.execute(
                text(
                    f"CREATE TABLE IF NOT EXISTS fact_{month} PARTITION OF fact "
                    f"FOR VALUES FROM ({month}) TO ({following})"
                )
            )
