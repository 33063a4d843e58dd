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
    from counter_tui.db.reading import meetings
    from counter_tui.services.meeting.standings import standing_of

    row = meetings.row(connection, context.today)
    stands = standing_of(station, context.today, context.now, row)
    return stands if stands in ("due", "late", "running") else ""
