"""What became of calls to the company's centre, and how it stands with it, as people are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from counter_tui.domain.clock import from_ms

Result = Literal["done", "no_answer", "denied", "stopped"]


class Called(Struct, frozen=True):
    """What became of a call; ``problem`` is the code of what was wrong, empty where nothing was.

    ``epochs`` counts how often the ledger had to go on anew, since the centre knew another ending of it; ``releases``
    are those of the centre that were taken in.
    """

    result: Result
    problem: str = ""
    sent: int = 0
    taken: int = 0
    epochs: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    releases: int = 0


class Logged(Struct, frozen=True):
    """A call that was made, and when it was over, in milliseconds of UTC."""

    at_ms: int
    called: Called

    @property
    def at(self) -> datetime:
        """When it was over."""
        return from_ms(self.at_ms)


class SyncState(Struct, frozen=True):
    """What people are told: when the centre was called and answered last, what is wrong since, what waits here.

    ``unsent`` counts facts no receipt vouches for, ``by_day`` those by the day they were written; the bytes are those
    of the month that runs; ``next_at`` is when the schedule calls next, up to its chance. ``centre`` is the name of the
    centre's key; ``enrol_again`` says that it ordered to enrol this PC with a new code. ``log`` has the
    last calls, the newest first.
    """

    address: str
    centre: str
    called_at: datetime | None
    answered_at: datetime | None
    problem: str
    failures: int
    unsent: int
    by_day: Mapping[date, int]
    bytes_up: int
    bytes_down: int
    month: str
    next_at: datetime
    enrol_again: bool = False
    log: tuple[Logged, ...] = ()


class Vouched(Struct, frozen=True):
    """How many facts this PC wrote about a matter, how many of them the centre vouches for, and since when for all."""

    facts: int
    vouched: int
    at: datetime | None
