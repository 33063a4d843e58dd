"""When a clerk may see how customers rated him; alone, so that a start need not load the rules for it.

While a customer may still stand at the counter, the clerk knows that he rated and not how (GB/T 39734-2020: nobody may
interfere). Who answers for the hall knows at once, so that a bad rating can be made good.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec import Struct

Shown = Literal["shift", "day", "never"]
"""After the shift of the day the customer pressed on, from the next day on, or not at all."""

GONE = timedelta(minutes=30)
"""So long after the press nobody stands at the counter any more; this program's own figure."""


class Seeing(Struct, frozen=True):
    """What the station has set: when values are shown, and when the hall closes (local time)."""

    shown: Shown = "shift"
    closes: time = time(17, 30)

    def since(self, pressed: datetime, closed: datetime | None, zone: tzinfo) -> datetime | None:
        """From when on the clerk may see a press of this instant; None for never.

        ``closed`` is when the day of the press was closed, None while it is open. The shift is over when the hall
        closes or the day is closed, whichever comes first; who presses about then or later is still at the counter,
        and that press waits until he is gone.
        """
        if self.shown == "never":
            return None
        day = pressed.astimezone(zone).date()
        if self.shown == "day":
            return max(datetime.combine(day + timedelta(days=1), time.min, zone), pressed + GONE)
        over = datetime.combine(day, self.closes, zone)
        if closed is not None:
            over = min(over, closed)
        return max(over, pressed + GONE)

    def sees(self, pressed: datetime, closed: datetime | None, now: datetime, zone: tzinfo) -> bool:
        """Whether the clerk may see it now."""
        since = self.since(pressed, closed, zone)
        return since is not None and since <= now
