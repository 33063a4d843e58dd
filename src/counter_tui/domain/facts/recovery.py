"""What follows a bad rating until it is made good; the rating itself stays as the customer pressed it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

CallOutcome = Literal["reached", "not_reached", "no_wish"]
"""The customer was spoken to, was not reached, or does not want to speak of it."""

Ground = Literal["wrong", "malicious"]
"""Why a rating is appealed against: pressed by mistake or for another matter, or in bad faith."""

Finding = Literal["stands", "wrong", "malicious"]
"""What the reviewer of an appeal found."""


class RecoveryPlanned(Fact, frozen=True, kw_only=True):
    """A lead said why the customer was not content, what is done about it, who calls him back, and by when.

    ``cause`` and ``remedy`` are codes of the hall's lists. ``call_limit`` and ``correct_limit`` are the days the
    station's limits end on, counted from the press; the days planned never lie beyond them, unless they are over.
    A later plan takes the place of an earlier one.
    """

    type: ClassVar[str] = "RecoveryPlanned"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    cause: str
    remedy: str
    caller: str
    call_by: date
    correct_by: date
    call_limit: date
    correct_limit: date
    words: str = ""


class RecoveryCalled(Fact, frozen=True, kw_only=True):
    """The customer was called back, or somebody tried.

    ``told`` is the level he named on the phone, 0 where he named none: it is what he said, with the number of the
    ``recording``, and never a rating.
    """

    type: ClassVar[str] = "RecoveryCalled"
    personal: ClassVar[frozenset[str]] = frozenset({"words", "recording"})

    outcome: CallOutcome
    words: str = ""
    told: int = 0
    recording: str = ""


class RecoveryCorrected(Fact, frozen=True, kw_only=True):
    """What was wrong is put right, in these words."""

    type: ClassVar[str] = "RecoveryCorrected"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    words: str


class ClerkStated(Fact, frozen=True, kw_only=True):
    """The clerk concerned said how he saw it, once."""

    type: ClassVar[str] = "ClerkStated"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    words: str


class RatingAppealed(Fact, frozen=True, kw_only=True):
    """Somebody asked for a review of the rating. It stays whatever comes of it."""

    type: ClassVar[str] = "RatingAppealed"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    ground: Ground
    words: str


class AppealDecided(Fact, frozen=True, kw_only=True):
    """A reviewer, neither the clerk concerned nor who appealed, added what he found."""

    type: ClassVar[str] = "AppealDecided"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    finding: Finding
    words: str


class RecoveryClosed(Fact, frozen=True, kw_only=True):
    """A lead looked at it: the customer was called back and what was wrong is put right."""

    type: ClassVar[str] = "RecoveryClosed"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    words: str = ""
