"""A morning meeting as a line of a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from counter_tui.db.tables.meeting import MeetingRow
from counter_tui.domain.clock import from_ms
from counter_tui.services.meeting.standings import standing_of
from counter_tui.services.station import Station
from counter_tui.services.views.meeting import MeetingLine


def line_of(
    station: Station, day: date, row: MeetingRow | None, now: datetime, name_of: Callable[[str], str]
) -> MeetingLine:
    """The meeting of a day in a list; without a row there was none."""
    began = from_ms(row.begun_ms) if row else None
    ended = from_ms(row.ended_ms) if row and row.ended_ms is not None else None
    counts = (row.present, row.signed, row.skipped, row.problems) if row else (0, 0, 0, 0)
    seconds, chair = (row.seconds, name_of(row.chair)) if row else (None, "")
    return MeetingLine(day, standing_of(station, day, now, row), began, ended, seconds, chair, *counts)
