"""The rating of a visit: a single-use token, armed when something was submitted, used by the customer alone.

A token not used is never a good rating: declined, timed out and still armed are states of their own (GB/T 39734-2020
forbids forcing or interfering; the sources name no lawful default).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.catalogue.ratings import RatingScale
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import visit as facts
from counter_tui.domain.facts.base import Fact, Recorded

TokenState = Literal["armed", "rated", "declined", "timed_out"]

CUSTOMER = "customer"
"""Who acts when the customer does: no member of the staff."""

PRESS_WITHIN = timedelta(seconds=90)
"""How long the pane waits for the customer before the token times out."""


class Token(Struct, frozen=True):
    """The right of one customer to rate one visit, and what became of it."""

    visit: bytes
    clerk: str
    matter: str
    series: facts.Series
    armed_at: datetime
    state: TokenState = "armed"
    level: int | None = None
    reason: str = ""
    decided_at: datetime | None = None
    presses_refused: int = 0
    head: bytes = b""
    facts: int = 0


def fold(recorded: Iterable[Recorded]) -> Token | None:
    """The token the visit's facts tell, whatever order they come in; None before it was armed."""
    token: Token | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        token = _evolve(token, entry)
    return token


def _evolve(token: Token | None, entry: Recorded) -> Token | None:
    fact = entry.fact
    if token is None:
        if not isinstance(fact, facts.TokenArmed):
            return None
        return Token(
            entry.subject.id, fact.clerk, fact.matter, fact.series, entry.at, head=entry.hash, facts=1
        )
    after = replace(token, head=entry.hash, facts=token.facts + 1)
    if isinstance(fact, facts.PressRefused):
        return replace(after, presses_refused=token.presses_refused + 1)
    if token.state != "armed":
        used = isinstance(fact, facts.RatingGiven)
        return replace(after, presses_refused=token.presses_refused + used)
    if isinstance(fact, facts.RatingGiven):
        return replace(after, state="rated", level=fact.level, reason=fact.reason, decided_at=entry.at)
    if isinstance(fact, facts.RatingDeclined):
        return replace(after, state="declined", decided_at=entry.at)
    if isinstance(fact, facts.RatingTimedOut):
        return replace(after, state="timed_out", decided_at=entry.at)
    return after


def decide_press(token: Token | None, scale: RatingScale, level: int, reason: str, latency_ms: int) -> Fact:
    """The customer presses a level, with a reason of that level or none.

    A press on a used token gives a ``PressRefused``: it is kept and counts for nothing. Raises
    RuleBroken("no_token"), "level_unknown" or "reason_unknown".
    """
    if token is None:
        raise RuleBroken("no_token")
    if level not in {known.level for known in scale.levels if known.level > 0}:
        raise RuleBroken("level_unknown", level=level)
    if token.state != "armed":
        return facts.PressRefused(level=level)
    if reason and reason not in {known.code for known in scale.reasons_for(level)}:
        raise RuleBroken("reason_unknown", reason=reason)
    return facts.RatingGiven(level=level, reason=reason, latency_ms=max(0, latency_ms))


def decide_no_press(token: Token | None, outcome: Literal["declined", "timed_out"]) -> Fact:
    """The customer declines, or nobody presses in time. Raises RuleBroken("no_token") or "token_used"."""
    if token is None:
        raise RuleBroken("no_token")
    if token.state != "armed":
        raise RuleBroken("token_used", state=token.state)
    return facts.RatingDeclined() if outcome == "declined" else facts.RatingTimedOut()
