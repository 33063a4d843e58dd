"""How a matter ends: answered, the customer told, closed; or withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

InformedBy = Literal["in_person", "phone", "message", "letter", "no_contact"]
"""How the customer was told; ``no_contact``: a lead ends it, since the customer left no way to be told anything."""
EarlyEnd = Literal["not_possible", "duplicate"]
"""Why a matter has a result before its work has passed through every stage."""


class MatterAnswered(Fact, frozen=True, kw_only=True):
    """The handler gave the answer that the customer is to be told; ``early`` when stages of the kind were left.

    ``tasks_left`` are the tasks a lead answered in spite of.
    """

    type: ClassVar[str] = "MatterAnswered"
    personal: ClassVar[frozenset[str]] = frozenset({"answer"})

    answer: str
    early: EarlyEnd | Literal[""] = ""
    tasks_left: tuple[str, ...] = ()


class CustomerInformed(Fact, frozen=True, kw_only=True):
    """The first contact, or a named stand-in, confirmed that the customer knows the answer."""

    type: ClassVar[str] = "CustomerInformed"

    how: InformedBy
    stand_in_for: str = ""


class CustomerNotReached(Fact, frozen=True, kw_only=True):
    """The customer was called and not reached; the answer is still owed, and another try by ``next_call_at``."""

    type: ClassVar[str] = "CustomerNotReached"

    how: InformedBy
    next_call_at: datetime | None = None


class MatterClosed(Fact, frozen=True, kw_only=True):
    """The matter ended: answered, and the customer knows it. ``stages`` are those that had to be reached for it."""

    type: ClassVar[str] = "MatterClosed"

    stages: tuple[str, ...] = ()


class MatterWithdrawn(Fact, frozen=True, kw_only=True):
    """The customer took the request back, in his own words."""

    type: ClassVar[str] = "MatterWithdrawn"
    personal: ClassVar[frozenset[str]] = frozenset({"wish"})

    wish: str
