"""The ratings of a month with 5,000 visits to rate, among 200,000 matters of ten years, beside counting in SQL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from brief import MATTERS, _Morning
from report import Figure, middle
from stations import busy

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import engine
from counter_tui.db.keys.key_store import find_key
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.brief.back import Span
from counter_tui.services.ratings.sources import flagged
from counter_tui.services.ratings.tokens import tokens_of

EACH = 5_000
_ROUNDS = 7
_LEAD = Actor("1005", "王强", "lead")
_CROWDED = date(2025, 3, 11)
_MONTH = "2025-03"
_BY_HAND = (
    "SELECT clerk, level, state, count(*) FROM rating_token INDEXED BY token_by_state"
    " WHERE state IN ('rated', 'declined', 'timed_out', 'device_down', 'armed')"
    " AND armed_ms >= ? AND armed_ms < ? GROUP BY clerk, level, state"
)


def figures(folder: Path) -> Iterator[Figure]:
    """The middle of each, in milliseconds."""
    zone = ZoneInfo("Asia/Shanghai")
    start = datetime(_CROWDED.year, _CROWDED.month, _CROWDED.day, tzinfo=zone)
    home = busy(folder, MATTERS, to_ms(start), EACH)
    _begun_before(home, to_ms(start))
    services = open_services(home, _Morning(start, 30))
    services.load("rating_stats")
    view = services.rating_stats.month(_LEAD, _MONTH)
    told = view.of("counter").whole.figures
    span = Span(view.first, view.last, zone)
    by_hand = _middle(services, lambda connection: connection.execute(_BY_HAND, span.ms).fetchall())
    read = _middle(services, lambda connection: tokens_of(services.base, connection, span))
    flags = _middle(services, lambda connection: flagged(services.base, connection, _MONTH))
    whole = _middle(services, lambda _connection: services.rating_stats.month(_LEAD, _MONTH))
    sheet = _middle(services, lambda _connection: services.rating_stats.xlsx(_LEAD, _MONTH))
    services.close()
    floor = "counted by one SQL statement"
    what = f"the month's figures, all groups: {told.armed:,} armed, {told.rated:,} rated"
    yield Figure(what, whole, "ms", by_hand, floor, "<= 1000 ms")
    yield Figure("of that, the tokens read with their matters", read, "ms", by_hand, floor)
    yield Figure("of that, what keeps clerks from the award", flags, "ms", by_hand, floor)
    yield Figure("the month as a workbook with charts", sheet, "ms", by_hand, floor)


def _begun_before(home: Home, day_ms: int) -> None:
    """The copies lie before the day the demo station was made: nothing is told of such a month otherwise."""
    connection = engine.connect(home.store, find_key(home).key)
    try:
        connection.execute("UPDATE epoch SET opened_ms = min(opened_ms, ?)", (day_ms,))
    finally:
        connection.close()


def _middle(services: Services, deed: Callable[[Any], object]) -> float:
    times = []
    with services.base.store.reading() as connection:
        for _round in range(_ROUNDS):
            started = time.perf_counter()
            deed(connection)
            times.append((time.perf_counter() - started) * 1000)
    return middle(times)
