"""The work passing from one person to another: offered, accepted, sent back, taken back, decided."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

HandOverWay = Literal["walked", "phoned", "away"]
"""How the customer was brought to the receiver: walked along, phoned ahead, taken in because he was away."""
HandOverReason = Literal["not_my_duty", "needs_site", "customer_wish", "shift_change"]


class HandedOver(Fact, frozen=True, kw_only=True):
    """The work was offered to somebody: a colleague, or a person without a PC (name and phone).

    ``way`` is how the customer was brought there, if it was said with the hand-over.
    """

    type: ClassVar[str] = "HandedOver"
    personal: ClassVar[frozenset[str]] = frozenset({"note", "told"})

    to: str = ""
    person: str = ""
    phone: str = ""
    unit: str = ""
    reason: HandOverReason
    note: str = ""
    told: str = ""
    next_call_at: datetime | None = None
    way: HandOverWay | Literal[""] = ""


class HandOverAccepted(Fact, frozen=True, kw_only=True):
    """The offered work was taken on; for a person without a PC the giver records who said so.

    ``offer`` is the id (hex) of the hand-over that was settled, here and in the two facts below.
    """

    type: ClassVar[str] = "HandOverAccepted"

    offer: str = ""


class HandOverBounced(Fact, frozen=True, kw_only=True):
    """The offered work was sent back, with a reason."""

    type: ClassVar[str] = "HandOverBounced"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    reason: str
    offer: str = ""


class HandOverTakenBack(Fact, frozen=True, kw_only=True):
    """The giver took the offer back before anybody accepted it."""

    type: ClassVar[str] = "HandOverTakenBack"

    offer: str = ""


class HandlingDecided(Fact, frozen=True, kw_only=True):
    """A lead decided who handles the work, and why; nobody has to accept it, and work that went round stays there."""

    type: ClassVar[str] = "HandlingDecided"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    to: str
    reason: str
