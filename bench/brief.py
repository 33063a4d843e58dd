"""The brief of a day with 300 matters, beside 200,000 others of ten years and beside 1,000."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from report import Figure, high, middle
from stations import SMALL, busy

from counter_tui.bootstrap import open_services
from counter_tui.domain.brief.models import Brief
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor

MATTERS, EACH = 200_000, 300
_ROUNDS = 30
_LATER = 15
_LEAD = Actor("1005", "王强", "lead")
_CROWDED = date(2025, 3, 11)
"""A Tuesday: the brief of the Wednesday looks back at it alone."""


def figures(folder: Path) -> Iterator[Figure]:
    """The time below which 95 of 100 briefs stay, from the question to the answer, and the first after opening."""
    small, _first, _brief = _timed(folder, SMALL, 1)
    large, first, brief = _timed(folder, MATTERS, 1)
    small_then, _first, _brief = _timed(folder, SMALL, _LATER)
    large_then, _first, _brief = _timed(folder, MATTERS, _LATER)
    whole = "the same day among 1,000 matters"
    what = f"brief of a day with {_told(brief)}; middle {middle(large):.0f}"
    yield Figure(
        f"{what}, {MATTERS:,} matters", high(large, 0.95), "ms", high(small, 0.95), whole, "<= 300 ms"
    )
    yield Figure("the first after the station was opened, rules read", first, "ms", wanted="<= 300 ms")
    yield Figure("the middle one of these", middle(large), "ms", middle(small), whole, "ratio <= 1.5")
    what = f"the same brief {_LATER} days later, what stood then read back from the facts"
    yield Figure(what, high(large_then, 0.95), "ms", high(small_then, 0.95), whole, "<= 300 ms")


class _Morning:
    """A clock that stands at eight on a morning."""

    def __init__(self, start: datetime, days: int) -> None:
        self._at = start + timedelta(days=days, hours=8)

    def now(self) -> datetime:
        """That morning."""
        return self._at

    def monotonic_ms(self) -> int:
        """Nothing here takes time by it."""
        return 0


def _timed(folder: Path, matters: int, days: int) -> tuple[list[float], float, Brief]:
    """Milliseconds of each brief of the day after the crowded one, asked so many days after that, and the first's."""
    start = datetime(_CROWDED.year, _CROWDED.month, _CROWDED.day, tzinfo=ZoneInfo("Asia/Shanghai"))
    services = open_services(busy(folder, matters, to_ms(start), EACH), _Morning(start, days))
    services.load("brief")
    times: list[float] = []
    for _round in range(_ROUNDS + 1):
        started = time.perf_counter()
        view = services.brief.of(_LEAD, _CROWDED + timedelta(days=1))
        times.append((time.perf_counter() - started) * 1000)
    services.close()
    return times[1:], times[0], view.brief


def _told(brief: Brief) -> str:
    codes = ("accepted", "ended", "promises_kept", "tokens", "papers_collected")
    return ", ".join(f"{brief.figure(code).value} {code}" for code in codes)
