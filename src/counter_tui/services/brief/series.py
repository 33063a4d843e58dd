"""What the last briefs told, for charts: one reading of all their days, not one of each."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from counter_tui.db import ledger
from counter_tui.db.reading import brief as rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import PromiseRow
from counter_tui.domain.brief.compile import first_day
from counter_tui.domain.brief.models import Point
from counter_tui.domain.clock import to_ms
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.promises import promise_state
from counter_tui.services.brief.back import TOKENS, Span
from counter_tui.services.station import Station, matter_subject

POINTS = 14
"""So many briefs, which is near three weeks of a counter."""


def series(station: Station, connection: Reading, day: date, now: datetime) -> tuple[Point, ...]:
    """The briefs of the day and of those before it, each looking back to where the one before it ended."""
    days = [day]
    for _earlier in range(POINTS):
        days.append(first_day(days[-1], station.rules.calendar))
    spans = [Span(first, after - timedelta(days=1), station.zone) for after, first in pairwise(days)][::-1]
    starts = [span.ms[0] for span in spans]
    start_ms, end_ms = starts[0], spans[-1].ms[1]
    tokens = rows.times_armed(connection, tuple(TOKENS), start_ms, end_ms)
    promises = rows.promises(connection, start_ms, end_ms)
    kept = [row.due_ms for row in promises if row.kept and row.met_ms is not None]
    told = {
        "accepted": _counted(starts, rows.times_accepted(connection, start_ms, end_ms)),
        "enquiries": _counted(starts, rows.times_asked(connection, start_ms, end_ms)),
        "kept": _counted(starts, kept),
        "broken": _counted(starts, _broken(connection, promises, now)),
        "tokens": _counted(starts, (at for at, _state in tokens)),
        "rated": _counted(starts, (at for at, state in tokens if state == "rated")),
    }
    return tuple(
        Point(
            day=after,
            first=first,
            last=after - timedelta(days=1),
            **{name: count[place] for name, count in told.items()},
        )
        for place, (first, after) in enumerate(pairwise(reversed(days)))
    )


def _counted(starts: Sequence[int], times: Iterable[int]) -> Counter[int]:
    """How many of these instants lie in each of the spans, by their starts."""
    return Counter(bisect_right(starts, at) - 1 for at in times)


def _broken(connection: Reading, promises: Iterable[PromiseRow], now: datetime) -> Iterable[int]:
    """When the promises that were broken had been due."""
    now_ms = to_ms(now)
    for row in promises:
        if row.kept == 0 or (row.kept is None and _passed(connection, row, now, now_ms)):
            yield row.due_ms


def _passed(connection: Reading, row: PromiseRow, now: datetime, now_ms: int) -> bool:
    """Whether a promise that still runs was passed; a pause that began in time holds it."""
    if row.due_ms >= now_ms - now_ms % 1000:
        return False
    if not row.paused:
        return True
    matter = fold(ledger.facts_of(connection, matter_subject(row.matter_id.hex())))
    return matter is not None and any(
        promise_state(each, matter, now) == "broken"
        for each in matter.promises
        if each.given.code == row.code and to_ms(each.due_at) == row.due_ms
    )
