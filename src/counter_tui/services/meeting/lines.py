"""Morning meetings as lines of a list: one of them, and those of a month with the days that had none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from counter_tui.db import station as station_rows
from counter_tui.db.reading import meetings
from counter_tui.db.store import Reading
from counter_tui.db.tables.meeting import MeetingRow
from counter_tui.domain.clock import from_ms
from counter_tui.services.meeting.standings import standing_of
from counter_tui.services.station import Station
from counter_tui.services.views.meeting import MeetingLine

SHOWN = 31
"""Days of the list."""


def lines_of(station: Station, connection: Reading, last: date, now: datetime) -> tuple[MeetingLine, ...]:
    """How the meetings of the month up to a day stand, the newest first; a day off without one is left out."""
    epochs = station_rows.epochs(connection)
    since = station.rules.day_of(from_ms(min((each.opened_ms for each in epochs), default=0)))
    found = meetings.between(connection, last - timedelta(days=SHOWN - 1), last)
    name_of, calendar = station.names(connection), station.rules.calendar
    days = (last - timedelta(days=back) for back in range(SHOWN))
    return tuple(
        line_of(station, day, found.get(day), now, name_of)
        for day in days
        if day >= since and (day in found or calendar.is_working(day))
    )


def line_of(
    station: Station, day: date, row: MeetingRow | None, now: datetime, name_of: Callable[[str], str]
) -> MeetingLine:
    """The meeting of a day in a list; without a row there was none."""
    began = from_ms(row.begun_ms) if row else None
    ended = from_ms(row.ended_ms) if row and row.ended_ms is not None else None
    counts = (row.present, row.signed, row.skipped, row.problems) if row else (0, 0, 0, 0)
    seconds, chair = (row.seconds, name_of(row.chair)) if row else (None, "")
    return MeetingLine(day, standing_of(station, day, now, row), began, ended, seconds, chair, *counts)
