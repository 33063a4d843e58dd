"""Whether the opening check waits for a person now: asked at every look at the first screen, so it costs little."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from typing import Literal

from counter_tui.db.reading import checklists
from counter_tui.db.rows.checks import day_subject
from counter_tui.db.store import Reading
from counter_tui.domain.checks import due
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.station import Station

_HALL = ("clerk", "guide", "lead")
"""Whose work the opening of the hall is."""
OPENS = time(8)
"""When a counter without opening hours opens."""

Waits = Literal["", "due", "late"]


def opening_check(station: Station, connection: Reading, context: Context) -> Waits:
    """Whether today's opening check is still to be done and by this person, in time or not; empty when it is not."""
    day, rules = context.today, station.rules
    if context.actor.role not in _HALL or not rules.calendar.is_working(day):
        return ""
    subject = day_subject(due.OPENING, day)
    row = checklists.days(connection, [subject]).get(subject.id)
    if row is not None and (row.done_ms is not None or not _looks(context.actor, row.missing.split(","))):
        return ""
    spans = station.silence.spans
    opens = spans[0][0] if spans else OPENS
    return "late" if context.now > due.opening(day, opens, station.zone) else "due"


def _looks(actor: Actor, codes: Collection[str]) -> bool:
    """Whether this person may look at one of these items of the opening check."""
    # Only once somebody has begun: the lists are read from a file.
    from counter_tui.domain.checks.decide import may_look
    from counter_tui.services.reference.checks import load_checks

    known = {item.code: item.who for check in load_checks() for item in check.items}
    return any(may_look(actor, known.get(code, "clerk")) for code in codes)
