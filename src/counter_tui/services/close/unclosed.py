"""Which of the last days nobody closed: for the first screen and the brief."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from counter_tui.db.reading import close as rows
from counter_tui.db.store import Reading
from counter_tui.domain.clock import to_ms
from counter_tui.services.station import Station

LOOKED_BACK = 7
"""So many days are looked back at: older ones are not told every morning."""


def unclosed_days(station: Station, connection: Reading, today: date) -> tuple[date, ...]:
    """The days before today, the newest first, on which somebody was received and that nobody closed."""
    days = [today - timedelta(days=back) for back in range(1, LOOKED_BACK + 1)]
    closed = rows.closed_days(connection, days[-1].isoformat(), days[0].isoformat())
    return tuple(
        day for day in days if day.isoformat() not in closed and rows.worked(connection, *_span(station, day))
    )


def _span(station: Station, day: date) -> tuple[int, int]:
    start = datetime.combine(day, time.min, station.zone)
    return to_ms(start), to_ms(start + timedelta(days=1))
