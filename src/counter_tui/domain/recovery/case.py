"""A bad rating as it stands before somebody acts on it, and what is asked of the words of all acts."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.recovery.state import LOW, Recovery
from counter_tui.domain.typed import words_within
from counter_tui.domain.visit.rating import Token

LONGEST = 200
"""Characters of a text of a recovery."""


class Case(Struct, frozen=True):
    """A bad rating with what was done about it, and who calls back as long as no plan says who."""

    token: Token
    recovery: Recovery
    first_contact: str

    @property
    def pressed(self) -> datetime:
        """When the customer pressed."""
        return self.token.decided_at or self.token.armed_at

    @property
    def caller(self) -> str:
        """Who calls the customer back."""
        return self.recovery.plan.caller if self.recovery.plan else self.first_contact


class Plan(Struct, frozen=True):
    """What a lead wants done; empty fields mean what is usual: the first contact calls, by the station's limits."""

    cause: str
    remedy: str
    caller: str = ""
    call_by: date | None = None
    correct_by: date | None = None
    words: str = ""


def is_low(token: Token) -> bool:
    """Whether a customer pressed one of the bad levels."""
    return token.state == "rated" and token.level is not None and token.level <= LOW


def require_low(token: Token | None) -> Token:
    """The token, where it is a bad rating. Raises RuleBroken("recovery_unknown")."""
    if token is None or not is_low(token):
        raise RuleBroken("recovery_unknown")
    return token


def require_open(case: Case) -> None:
    """Raise RuleBroken("recovery_closed") for what was made good."""
    if case.recovery.closed is not None:
        raise RuleBroken("recovery_closed")


def said(typed: str) -> str:
    """What was typed, which has to be something. Raises RuleBroken("recovery_words_missing") or "reason_too_long"."""
    text = text_of(typed)
    if not text:
        raise RuleBroken("recovery_words_missing")
    return text


def text_of(typed: str) -> str:
    """What was typed, without blanks around it. Raises RuleBroken("reason_too_long")."""
    return words_within(typed, LONGEST)
