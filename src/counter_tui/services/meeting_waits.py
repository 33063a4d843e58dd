"""Whether the morning meeting waits for who leads: asked at every look at the first screen, so it costs little."""

from __future__ import annotations

from typing import Literal

from counter_tui.db.store import Reading
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import may
from counter_tui.services.station import Station

Waits = Literal["", "due", "late", "running"]


def meeting_waits(station: Station, connection: Reading, context: Context) -> Waits:
    """Whether today's meeting is still to be begun by who leads, in time or not, or to be ended; else empty."""
    if not may(context.actor.role, "lead_matter"):
        return ""
    # Only for those who lead: the others' first screen does not load it.
    from counter_tui.db import meetings
    from counter_tui.domain.clock import from_ms
    from counter_tui.domain.meeting.held import standing
    from counter_tui.services.meeting_limit import limit_of

    day, row = context.today, meetings.row(connection, context.today)
    began = from_ms(row.begun_ms) if row else None
    ended = from_ms(row.ended_ms) if row and row.ended_ms is not None else None
    until, calendar = limit_of(station, day), context.rules.calendar
    stands = standing(day, context.now, until, station.zone, calendar, began, ended)
    return stands if stands in ("due", "late", "running") else ""
