"""When a device calls its centre next: as the centre wishes, spread out, and later and later while nobody answers.

What was missed is due at once: the instant that is given may be past.
"""

from __future__ import annotations

import hmac
from datetime import date, datetime, time, timedelta, tzinfo

from msgspec import Struct

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)
LONGEST_ASKED = timedelta(hours=24)
"""Nobody is kept from calling longer by a centre that is busy."""
RETURN = timedelta(seconds=120)
_DAY = timedelta(days=1)


class Window(Struct, frozen=True):
    """A part of each day, by the clock of the station; over midnight where it ends before it starts."""

    start: time
    end: time

    @property
    def length(self) -> timedelta:
        """How long it is; a whole day where it ends when it starts."""
        began, ended = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.start, self.end))
        return ended - began if ended > began else ended - began + _DAY


class Wishes(Struct, frozen=True):
    """What the centre wishes: a call so often, in the window, each device up to ``spread`` later than it might."""

    every: timedelta = timedelta(hours=1)
    spread: timedelta = timedelta(seconds=120)
    window: Window | None = None


class Past(Struct, frozen=True):
    """The calls so far: the last one, the last that was answered, and how many were not since.

    ``not_before`` is what a busy centre asked for.
    """

    called: datetime | None = None
    answered: datetime | None = None
    failures: int = 0
    not_before: datetime | None = None


def next_call(
    wishes: Wishes, past: Past, device: bytes, zone: tzinfo, now: datetime, draw: float
) -> datetime:
    """When to call next; ``draw`` is a random number from 0 to 1, drawn once a call.

    It is asked again and again until that instant is there, so only a call in what lies ahead gives another one.
    """
    if past.called is None or past.called > now:
        # What a clock said that was set back since must keep nobody from calling.
        return now
    if past.failures or past.answered is None:
        again = past.called + back_off(past.failures, draw)
        asked = min(past.not_before or again, past.called + LONGEST_ASKED)
        return max(again, asked)
    due = min(past.answered, past.called) + wishes.every
    local = due.astimezone(zone)
    if wishes.window is None:
        return due + _slot(device, local.date(), wishes.spread)
    return _in_window(wishes.window, device, due, zone)


def back_off(failures: int, draw: float) -> timedelta:
    """How long to wait after so many calls without an answer: any time up to a limit that doubles."""
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(failures, 20))) * draw


def after_return(now: datetime, draw: float) -> datetime:
    """When to call after the network came back: everybody of a region finds it back at once."""
    return now + RETURN * draw


def _in_window(window: Window, device: bytes, due: datetime, zone: tzinfo) -> datetime:
    """At once inside the window; else at this device's own place in the next one."""
    day = due.astimezone(zone).date()
    for began in (day - _DAY, day, day + _DAY):
        start = datetime.combine(began, window.start, zone).astimezone(due.tzinfo)
        if start <= due < start + window.length:
            return due
        if due < start:
            return start + _slot(device, began, window.length)
    raise AssertionError("the window of the day after begins later")


def _slot(device: bytes, day: date, length: timedelta) -> timedelta:
    """A device's own place in a time, another one each day."""
    drawn = int.from_bytes(hmac.digest(device, day.isoformat().encode("ascii"), "sha256")[:8], "big")
    seconds = int(length.total_seconds())
    return timedelta(seconds=drawn % seconds) if seconds else timedelta()
