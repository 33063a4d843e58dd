"""What the rules look at: a month's rating tokens with the work behind them, and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from counter_tui.domain.facts.gaming import CallOutcome
from counter_tui.domain.facts.visit import PadKind
from counter_tui.domain.visit.rating import Standing

Sore = Literal["came_again", "complaint", "conflict", "held", "promise_broken", "bounced"]
"""Why a bad rating was to be expected: what the station knows of a visit that went badly."""

GOOD = 4
"""The lowest level that makes a good figure."""


class Visit(Struct, frozen=True, kw_only=True):
    """A rating token, what became of it, and the work it belongs to.

    ``day`` is the local day, ``pc`` whose facts tell it. ``served_s`` is how long the acceptance took in seconds, None
    where that was not measured. ``latency_ms`` is from the question to the press, 0 where nobody measured it.
    ``refused`` are the levels of presses after the token was used. ``kind`` is that of the work,
    "" where none is known; ``morning``: before one o'clock, local time. ``account`` is the customer's, ""
    where none was given.
    """

    visit: str
    clerk: str
    pc: str
    day: date
    armed_at: datetime
    state: Standing
    shown_at: datetime | None = None
    decided_at: datetime | None = None
    latency_ms: int = 0
    pad: PadKind = ""
    level: int | None = None
    reason: str = ""
    refused: tuple[int, ...] = ()
    presses_refused: int = 0
    served_s: int | None = None
    sore: tuple[Sore, ...] = ()
    kind: str = ""
    morning: bool = True
    account: str = ""

    @property
    def rated(self) -> bool:
        """Whether there is a rating."""
        return self.state == "rated" and self.level is not None

    @property
    def unrated(self) -> bool:
        """Whether it is over without a rating."""
        return self.state not in ("rated", "armed")

    @property
    def asked(self) -> bool:
        """Whether the question stood before the customer until he answered or left."""
        return self.shown_at is not None and self.state in ("rated", "declined", "timed_out", "armed")

    @property
    def good(self) -> bool:
        """Whether there is one that lifts the figure."""
        return self.rated and self.level is not None and self.level >= GOOD


class Called(Struct, frozen=True):
    """What a customer said when he was called; ``clerk`` had served him.

    ``level`` is how content he says he was, where he had not rated; else 0.
    """

    visit: str
    clerk: str
    outcome: CallOutcome
    level: int = 0

    @property
    def reached(self) -> bool:
        """Whether somebody answered."""
        return self.outcome != "not_reached"


class Month(Struct, frozen=True):
    """Everything the rules may look at: the tokens, when whom somebody served, and the call-backs.

    ``served`` is when which clerk took something down, also where no token came of it.
    """

    visits: tuple[Visit, ...]
    served: tuple[tuple[datetime, str], ...] = ()
    called: tuple[Called, ...] = ()


class Sign(Struct, frozen=True):
    """What one rule saw: so many of so many, where ``usual`` (a share) is the hall's way.

    ``chance`` is how often an honest clerk's month would show as much; ``day`` is set where one day alone shows it.
    ``excess`` is how far it is above the hall's way, as a multiple of how far honest clerks differ: below 0 it speaks
    for him.
    """

    rule: str
    clerk: str
    hits: tuple[str, ...]
    of: int
    usual: float
    chance: float
    day: date | None = None
    figures: Mapping[str, float] = {}
    excess: float = 0.0


class Flag(Struct, frozen=True):
    """A clerk's month that is to be looked at by a person: why, and the visits (hex) behind it.

    ``signs`` are what the flag rests on: one, or the strongest of each group where only all of them together make it.
    """

    clerk: str
    rule: str
    signs: tuple[Sign, ...]
    visits: tuple[str, ...]
