"""What is known of outages in one district."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from counter_tui.db.reading import around
from counter_tui.db.rows.around import place_of
from counter_tui.db.store import Reading
from counter_tui.db.tables.around import OutageRow
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.matter.repeats import EVENT_DAYS
from counter_tui.domain.outages import standing
from counter_tui.services.station import Station
from counter_tui.services.views.context import OutageLine, OutagesKnown

AHEAD = timedelta(days=7)
"""So far ahead an outage is told at the counter: a planned one is announced seven days before."""


def known_of(station: Station, connection: Reading, district: str, now: datetime) -> OutagesKnown:
    """What is known of outages in a district: those that go on or come, those of the last days, and how old that is."""
    newest = around.outage_list(connection)
    if newest is None:
        return OutagesKnown("none")
    taken_at = from_ms(newest.taken_ms)
    state = standing(taken_at, now, station.outage_days)
    if state != "current" or not district:
        return OutagesKnown(state, taken_at, newest.source)
    since, until = to_ms(now - timedelta(days=EVENT_DAYS)), to_ms(now + AHEAD)
    rows = around.outages(connection, place_of(district), since, until)
    ahead = [row for row in rows if row.ends_ms > to_ms(now)]
    return OutagesKnown(
        state,
        taken_at,
        newest.source,
        ahead=tuple(_lines(ahead)),
        past=len(rows) - len(ahead),
        by_line=len(around.outages(connection, "", to_ms(now), until)),
    )


def _lines(rows: list[OutageRow]) -> Iterator[OutageLine]:
    for row in rows:
        yield OutageLine(
            kind=row.kind,
            starts_at=from_ms(row.starts_ms),
            ends_at=from_ms(row.ends_ms) if row.ends_known else None,
            reason=row.reason,
            source=row.source,
            reference="" if row.reference.startswith("~") else row.reference,
        )
