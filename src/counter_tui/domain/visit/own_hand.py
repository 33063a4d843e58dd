"""Which facts of a visit are the customer's own, and when they may stand in the ledger at all.

Held where every fact is written (``db.store.Writing.append``), below every service, command and import.
"""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import visit as facts
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.visit.rating import CUSTOMER, Token

PRESSES = (
    facts.TokenShown,
    facts.RatingGiven,
    facts.ReasonGiven,
    facts.RatingDeclined,
    facts.RatingTimedOut,
    facts.PadFailed,
    facts.PressRefused,
)
"""What a pad keeps of a customer, and nobody else."""

_ANSWERS = (facts.RatingGiven, facts.RatingDeclined, facts.RatingTimedOut, facts.PadFailed)


def concerns(actor: str, written: Sequence[Fact]) -> bool:
    """Whether the customer is said to act, or one of these facts is his to write."""
    return actor == CUSTOMER or any(isinstance(fact, PRESSES) for fact in written)


def require_own_hand(actor: str, written: Sequence[Fact], token: Token | None) -> None:
    """Refuse a press of anybody but the customer, an act of the staff in his name, and a press nobody was asked for.

    ``token`` is that of the visit as its facts tell it. An answer needs a token that is armed and whose question
    stands on the pad the answer comes from; a reason needs a rating of that pad which has none; a refused press needs
    a token that was used. Raises RuleBroken("not_the_customers_hand").
    """
    for fact in written:
        if actor != CUSTOMER or not isinstance(fact, PRESSES) or len(written) != 1 or token is None:
            raise RuleBroken("not_the_customers_hand", fact=fact.type)
        if not _fits(fact, token):
            raise RuleBroken("not_the_customers_hand", fact=fact.type)


def _fits(fact: Fact, token: Token) -> bool:
    """Whether what a pad says can come after what the token's facts tell."""
    if isinstance(fact, facts.PressRefused):
        return token.state != "armed"
    asked = token.shown_at is not None and token.pad == getattr(fact, "pad", "")
    if isinstance(fact, facts.ReasonGiven):
        return asked and token.state == "rated" and not token.reason
    return token.state == "armed" and (asked or not isinstance(fact, _ANSWERS))
