"""How long nobody has said a word on a matter; alone, so that a start need not load the rules for it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from msgspec import Struct

from counter_tui.domain.calendar import WorkingCalendar

_ONE_DAY = timedelta(days=1)
_LONGEST = 3660
"""Days that are looked back over: more than any limit that may be set has."""


class Silence(Struct, frozen=True):
    """For how many open hours a running matter may be left without a word before it is listed.

    No published rule says how many: 16, about two working days, are this program's, and every PC may set others. Only
    the open hours (``spans``, local) of working days count. A word is what ``words.is_word`` says; a change of state
    without one begins nothing anew.
    """

    after: timedelta = timedelta(hours=16)
    spans: tuple[tuple[time, time], ...] = ((time(8), time(12)), (time(14, 30), time(17, 30)))

    def since(self, now: datetime, zone: tzinfo, calendar: WorkingCalendar) -> datetime:
        """The instant from which to ``now`` so many open hours went by: a last word then or before is too old."""
        left, day = self.after, now.astimezone(zone).date()
        for _day in range(_LONGEST if self.spans else 0):
            if calendar.is_working(day):
                for opens, closes in reversed(self.spans):
                    first = datetime.combine(day, opens, zone).astimezone(UTC)
                    last = min(datetime.combine(day, closes, zone).astimezone(UTC), now)
                    if last > first:
                        if last - first >= left:
                            return last - left
                        left -= last - first
            day -= _ONE_DAY
        return now - self.after
