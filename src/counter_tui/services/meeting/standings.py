"""How the meeting of a day stands by the hours of this counter."""

from __future__ import annotations

from datetime import date, datetime, time

from counter_tui.db.tables.meeting import MeetingRow
from counter_tui.domain.clock import from_ms
from counter_tui.domain.meeting.held import Standing, limit, standing
from counter_tui.services.station import Station

OPENS = time(8)
"""When a counter without opening hours opens."""


def limit_of(station: Station, day: date) -> datetime:
    """Until when the meeting of a day is begun in time."""
    spans = station.silence.spans
    return limit(day, spans[0][0] if spans else OPENS, station.zone)


def standing_of(station: Station, day: date, now: datetime, row: MeetingRow | None) -> Standing:
    """How the meeting of a day stands; without a row none was begun."""
    began = from_ms(row.begun_ms) if row else None
    ended = from_ms(row.ended_ms) if row and row.ended_ms is not None else None
    return standing(day, now, limit_of(station, day), station.zone, station.rules.calendar, began, ended)
