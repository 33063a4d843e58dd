"""Time as the ledger needs it: a clock that is passed in, and a hybrid clock that never runs backwards.

The wall clock of a counter PC may be years wrong, so it decides nothing that could lose a fact. The hybrid clock of a
fact is above that of every fact its writer had seen; it orders the facts of a matter and tells causes from
coincidences.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from msgspec import Struct

ClockFlag = Literal["ok", "back", "far"]

FAR_AHEAD = timedelta(days=60)
"""A wall clock further than this after the last trusted time is recorded, but does not move the hybrid clock."""

BESIDE = timedelta(hours=1)
"""So far a PC's wall clock may stand behind what other PCs of the station wrote before anybody is told of it."""

_COUNTER_LIMIT = 0xFFFF


class Clock(Protocol):
    """Where the time comes from; tests and the demo station pass their own."""

    def now(self) -> datetime:
        """The wall clock's instant, aware, in UTC."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds since this PC started, unaffected by changes of the wall clock."""
        ...


def to_ms(instant: datetime) -> int:
    """An aware instant as whole milliseconds since 1970 in UTC."""
    return int((instant - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def from_ms(milliseconds: int) -> datetime:
    """Whole milliseconds since 1970 as an aware instant in UTC."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


class Hlc(Struct, frozen=True, order=True):
    """A reading of the hybrid clock: milliseconds, a counter within the millisecond, and the device that read it."""

    ms: int
    counter: int
    device: str

    def text(self) -> str:
        """The reading as text that sorts as the reading does."""
        return f"{self.ms:015d}.{self.counter:05d}.{self.device}"

    @classmethod
    def parse(cls, text: str) -> Hlc:
        """The reading from its text; raises ValueError when it is none."""
        ms, counter, device = text.split(".", 2)
        return cls(int(ms), int(counter), device)


def judge_wall(wall_ms: int, floor_ms: int, trusted_ms: int) -> ClockFlag:
    """Whether the wall clock can be right: not before the newest fact, not far after the last trusted time.

    ``floor_ms`` is the newest time known to be past (0 without facts): the newest fact's hybrid time, or after somebody
    vouched for an earlier date the date itself. ``trusted_ms`` is the last time somebody or something vouched for.
    """
    if wall_ms < floor_ms:
        return "back"
    if trusted_ms and wall_ms > max(trusted_ms, floor_ms) + FAR_AHEAD / timedelta(milliseconds=1):
        return "far"
    return "ok"


def floor_of(own_ms: int, newest_ms: int, *, vouched: bool) -> int:
    """The time before which the wall clock of this PC cannot be right.

    ``own_ms`` is when this PC wrote its last fact with a right clock, ``newest_ms`` the hybrid time of the newest fact
    of any PC. Clocks of two PCs differ by minutes without either being wrong, so another's time counts less ``BESIDE``,
    and not at all once a lead has ``vouched`` for the date of this PC.
    """
    if vouched:
        return own_ms
    return max(own_ms, newest_ms - BESIDE // timedelta(milliseconds=1))


def next_reading(
    last: Hlc | None, wall_ms: int, trusted_ms: int, device: str, floor_ms: int | None = None
) -> tuple[Hlc, ClockFlag]:
    """The hybrid reading for a new fact of this device, above ``last``, and what is wrong with the wall clock.

    ``floor_ms`` is the time from which the wall clock is right although it stands before ``last``: then the hybrid
    clock waits until the wall clock has caught up, and nothing is wrong.
    """
    floor = last.ms if last else 0
    flag = judge_wall(wall_ms, floor if floor_ms is None else floor_ms, trusted_ms)
    if flag == "ok" and wall_ms > floor:
        return Hlc(wall_ms, 0, device), flag
    if last is None:
        return Hlc(wall_ms, 0, device), flag
    if last.counter < _COUNTER_LIMIT:
        return Hlc(floor, last.counter + 1, device), flag
    return Hlc(floor + 1, 0, device), flag
