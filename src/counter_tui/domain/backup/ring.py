"""The ring of copies in one folder: when the next one is due, what it is called, and which may go.

Copies are numbered in the order they were made, and the number of a copy's day is in its name too. So a wall clock that
jumps neither makes an old copy look like the newest nor pushes good ones out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec import Struct

HOURS = 24
DAYS = 7
EVERY = timedelta(hours=1)

_NAME = re.compile(r"copy-(?P<ordinal>\d{6,})-(?P<day>\d{4,})-(?P<at>\d{8}T\d{6})Z\.db")
_AT = "%Y%m%dT%H%M%S"


class Copy(Struct, frozen=True, order=True):
    """A copy in the ring: its number, the number of its day, and the wall clock (UTC) when it was made."""

    ordinal: int
    day: int
    at: datetime

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"copy-{self.ordinal:06d}-{self.day:04d}-{self.at:{_AT}}Z.db"


def parse_name(name: str) -> Copy | None:
    """The copy with this file name, None for any other file."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match["at"], _AT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Copy(int(match["ordinal"]), int(match["day"]), at)


def newest(ring: Iterable[Copy]) -> Copy | None:
    """The copy that was made last, whatever its clock said."""
    return max(ring, key=lambda copy: copy.ordinal, default=None)


def next_copy(ring: Iterable[Copy], now: datetime, zone: tzinfo) -> Copy:
    """The copy to be made now. A new day of the station, or a clock that went back, begins a new day."""
    at = now.astimezone(UTC).replace(microsecond=0)
    last = newest(ring)
    if last is None:
        return Copy(1, 1, at)
    same = at >= last.at and at.astimezone(zone).date() == last.at.astimezone(zone).date()
    return Copy(last.ordinal + 1, last.day if same else last.day + 1, at)


def is_due(ring: Iterable[Copy], now: datetime) -> bool:
    """Whether an hourly copy is due: there is none, the newest is an hour old, or the clock went back behind it."""
    last = newest(ring)
    return last is None or now - last.at >= EVERY or now < last.at - EVERY


def to_drop(ring: Iterable[Copy]) -> tuple[Copy, ...]:
    """The copies that may go, oldest first, when the newest one was found sound.

    Kept are the newest of each of the last 24 hours in which there is a copy, and the newest of each of the last 7 such
    days; the newest of all always.
    """
    hours: set[tuple[int, datetime]] = set()
    days: set[int] = set()
    dropped = []
    for copy in sorted(ring, reverse=True):
        hour = (copy.day, copy.at.replace(minute=0, second=0))
        fresh_hour = hour not in hours and len(hours) < HOURS
        fresh_day = copy.day not in days and len(days) < DAYS
        if fresh_hour:
            hours.add(hour)
        if fresh_day:
            days.add(copy.day)
        if not (fresh_hour or fresh_day):
            dropped.append(copy)
    return tuple(reversed(dropped))
