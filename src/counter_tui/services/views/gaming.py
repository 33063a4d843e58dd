"""Flags on a month's ratings and drawn visits, as they are shown."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.facts.gaming import CallOutcome, Finding
from counter_tui.domain.gaming.rules import RuleSet
from counter_tui.domain.gaming.visits import Flag


class CheckNote(Struct, frozen=True):
    """What somebody found behind a flag; ``older`` where the rules have changed since."""

    finding: Finding
    words: str
    by: str
    by_name: str
    at: datetime
    rules: str
    older: bool


class FlagRow(Struct, frozen=True):
    """A visit behind a flag: nothing of the customer but the matter."""

    visit: str
    matter: str
    number: str
    kind: Words | None
    at: datetime
    state: str
    level: int | None
    latency_ms: int
    served_s: int | None
    pad: str
    refused: tuple[int, ...]
    sore: tuple[str, ...]


class FlagLine(Struct, frozen=True):
    """A flag on a clerk's month; ``check`` is what was found, None while nobody has looked (需抽查).

    ``for_head``: nobody but the head may look into it. ``before`` is a check that no longer
    holds, since more has come to stand behind the flag.
    """

    clerk: str
    clerk_name: str
    flag: Flag
    rows: tuple[FlagRow, ...]
    check: CheckNote | None
    before: CheckNote | None
    for_head: bool

    @property
    def settled(self) -> bool:
        """Whether the flag keeps the clerk out of the award no more."""
        return self.check is not None and self.check.finding == "clean"


class SampleLine(Struct, frozen=True):
    """A visit that was drawn, and what the customer said who was called; None while nobody has called.

    ``level`` is his rating, 0 where there is none (``state`` says why); ``answers`` what can come of the call, and
    ``content`` how content he said he was.
    """

    visit: str
    clerk: str
    clerk_name: str
    day: date
    matter: str
    number: str
    kind: Words | None
    level: int
    state: str
    answers: tuple[CallOutcome, ...]
    outcome: CallOutcome | None
    words: str = ""
    called_by: str = ""
    called_at: datetime | None = None
    tries: int = 0
    content: int = 0

    @property
    def waits(self) -> bool:
        """Whether somebody is still to call."""
        return self.outcome in (None, "not_reached")


class GamingMonth(Struct, frozen=True):
    """A month (``2026-11``): its flags and its drawn visits, without those about whoever looks.

    ``rules`` raised the flags; ``tokens`` were looked at. ``barred`` are the clerks out of the award so far.
    """

    month: str
    rules: RuleSet
    tokens: int
    flags: tuple[FlagLine, ...]
    samples: tuple[SampleLine, ...]
    barred: tuple[str, ...]

    @property
    def unchecked(self) -> int:
        """How many flags nobody has looked into."""
        return sum(each.check is None for each in self.flags)

    @property
    def to_call(self) -> int:
        """How many customers are still to be called."""
        return sum(each.waits for each in self.samples)
