"""What happens to praise of a colleague or of the whole station: noted, proven, confirmed, or taken out again."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Source = Literal["letter", "banner", "phone", "counter", "95598", "media"]
"""How praise came: a letter, a banner (锦旗), by telephone, at the counter, by an order of 95598, in the media."""


class PraiseNoted(Fact, frozen=True, kw_only=True):
    """Somebody praised ``about`` (a staff number; empty for the whole station), on ``day``, in these words.

    ``proof`` is what proves it and where that is kept, empty while nobody has any; ``customer`` who it was, where that
    is known and the customer does not mind.
    """

    type: ClassVar[str] = "PraiseNoted"
    personal: ClassVar[frozenset[str]] = frozenset({"words", "proof", "customer"})

    day: date
    about: str
    source: Source
    words: str
    proof: str = ""
    customer: str = ""


class PraiseProven(Fact, frozen=True, kw_only=True):
    """What proves it came in later, or is kept elsewhere now."""

    type: ClassVar[str] = "PraiseProven"
    personal: ClassVar[frozenset[str]] = frozenset({"proof"})

    proof: str


class PraiseConfirmed(Fact, frozen=True, kw_only=True):
    """A lead other than who is praised has seen the proof: it counts from now on."""

    type: ClassVar[str] = "PraiseConfirmed"


class PraiseTakenOut(Fact, frozen=True, kw_only=True):
    """It does not count, or no more: noted twice, not proven, about somebody else. The words stay."""

    type: ClassVar[str] = "PraiseTakenOut"

    reason: str
