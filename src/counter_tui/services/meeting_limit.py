"""Until when the meeting of a day is begun in time, by the hours of this counter."""

from __future__ import annotations

from datetime import date, datetime, time

from counter_tui.domain.meeting.held import limit
from counter_tui.services.station import Station

OPENS = time(8)
"""When a counter without opening hours opens."""


def limit_of(station: Station, day: date) -> datetime:
    """Until when the meeting of a day is begun in time."""
    spans = station.silence.spans
    return limit(day, spans[0][0] if spans else OPENS, station.zone)
