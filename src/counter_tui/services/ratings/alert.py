"""The bad ratings a lead has not dealt with. Apart from their services, which Home and the strip need not load."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from counter_tui.db.reading import tokens as rows
from counter_tui.db.store import Reading
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import to_ms
from counter_tui.services.station import Station

LOOKED_BACK = timedelta(days=30)
"""What is older is in the list of bad ratings alone."""


class LowRatings(Struct, frozen=True):
    """How many bad ratings nobody has planned anything for: the newest by its level and reason, of nobody's name."""

    count: int
    level: Words
    reason: Words | None


def low_ratings(station: Station, connection: Reading, since: datetime) -> LowRatings | None:
    """The bad ratings pressed since an instant for which there is no plan; None without any."""
    found = rows.unplanned_lows(connection, to_ms(since))
    if not found:
        return None
    level, reason = found[0]
    known = next((each for each in station.scale.levels if each.level == level), None)
    said = next((each.text for each in known.reasons if each.code == reason), None) if known else None
    return LowRatings(len(found), known.name if known else Words(zh=str(level), en=str(level)), said)
