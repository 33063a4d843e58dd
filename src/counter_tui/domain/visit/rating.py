"""The rating of a visit: a single-use token, armed when something was submitted, used by the customer alone.

A token not used is never a good rating: declined, timed out and still armed are states of their own (GB/T 39734-2020
forbids forcing or interfering; the sources name no lawful default).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.catalogue.ratings import RatingScale
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import visit as facts
from counter_tui.domain.facts.base import Fact, Recorded

TokenState = Literal["armed", "rated", "declined", "timed_out", "device_down"]
Standing = Literal["armed", "rated", "declined", "timed_out", "device_down", "unexplained"]
"""What became of a token at an instant; every token has exactly one."""

AtPad = Literal["", "asked", "rated", "declined", "timed_out", "device_down"]
"""What a clerk is told that a pad of its own does with a visit; empty for the screen he turns himself."""

CUSTOMER = "customer"
"""Who acts when the customer does: no member of the staff."""

PRESS_WITHIN = timedelta(seconds=90)
"""How long a pad waits for the customer before the token times out."""

REASON_WITHIN = PRESS_WITHIN + timedelta(seconds=30)
"""Until when the reason of a low level can follow its press: the pad waits as long for it, and a slow disk a while."""

OPEN_FOR = timedelta(hours=2)
"""A token older than this belongs to a customer who is no longer at the counter: it is not shown any more."""

ASK_WITHIN = timedelta(minutes=5)
"""A pad asks by itself only so soon after the request was submitted: later another person may stand there."""


class Token(Struct, frozen=True):
    """The right of one customer to rate one visit, and what became of it."""

    visit: bytes
    clerk: str
    matter: str
    series: facts.Series
    armed_at: datetime
    follows: str = ""
    epoch: bytes = b""
    state: TokenState = "armed"
    shown_at: datetime | None = None
    pad: facts.PadKind = ""
    level: int | None = None
    reason: str = ""
    latency_ms: int = 0
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
            visit=entry.subject.id,
            clerk=fact.clerk,
            matter=fact.matter,
            series=fact.series,
            armed_at=entry.at,
            follows=fact.follows,
            epoch=entry.epoch,
            head=entry.fact_id,
            facts=1,
        )
    after = replace(token, head=entry.fact_id, facts=token.facts + 1)
    if isinstance(fact, facts.PressRefused):
        return replace(after, presses_refused=token.presses_refused + 1)
    if isinstance(fact, facts.ReasonGiven):
        # The first one said of a press; of anything else there is none.
        return replace(after, reason=token.reason or fact.reason) if token.state == "rated" else after
    if token.state != "armed":
        used = isinstance(fact, facts.RatingGiven)
        return replace(after, presses_refused=token.presses_refused + used)
    if isinstance(fact, facts.TokenShown):
        return replace(after, shown_at=entry.at, pad=fact.pad)
    return _settled(after, entry)


def _settled(token: Token, entry: Recorded) -> Token:
    """The armed token after a fact that may end it."""
    fact, at = entry.fact, entry.at
    if isinstance(fact, facts.RatingGiven):
        given = replace(token, level=fact.level, reason=fact.reason, latency_ms=fact.latency_ms)
        return replace(given, state="rated", decided_at=at)
    if isinstance(fact, facts.RatingDeclined):
        return replace(token, state="declined", decided_at=at)
    if isinstance(fact, facts.RatingTimedOut):
        return replace(token, state="timed_out", decided_at=at)
    if isinstance(fact, facts.PadFailed):
        return replace(token, state="device_down", decided_at=at)
    return token


def standing(state: str, armed_at: datetime, shown: bool, now: datetime) -> Standing:
    """What became of a token by now: one that is open for too long has no explanation, or its pad stopped."""
    if state != "armed" or now - armed_at <= OPEN_FOR:
        # Rows keep the state as text, written from a token's own.
        return cast(TokenState, state)
    return "device_down" if shown else "unexplained"


def may_still_answer(token: Token, now: datetime) -> bool:
    """Would a pad that asks now by itself meet the customer, and nobody who came after him?

    What lies ahead by more than that was written by a clock that has been put right since: its customer is gone.
    """
    if token.shown_at is not None:
        return abs(now - token.shown_at) <= PRESS_WITHIN
    return abs(now - token.armed_at) <= ASK_WITHIN


def armed_lately(now: datetime, within: timedelta = OPEN_FOR) -> tuple[datetime, datetime]:
    """Between which instants the token of a customer who is here was armed; see ``may_still_answer``."""
    return now - within, now + ASK_WITHIN


def at_pad(state: str, pad: str, shown: bool) -> AtPad:
    """What became of a token at a pad of its own; empty where none has shown it."""
    if pad in ("", "turned") or not shown:
        return ""
    # Rows keep the state as text, written from a token's own.
    return "asked" if state == "armed" else cast(AtPad, state)


def decide_show(token: Token | None, pad: facts.PadKind, now: datetime) -> Fact:
    """A pad shows the question; one that failed before may have shown it already.

    Raises RuleBroken("no_token"), "token_used", or "token_over" when the customer is no longer there.
    """
    if token is None:
        raise RuleBroken("no_token")
    if token.state != "armed":
        raise RuleBroken("token_used", state=token.state)
    if now - token.armed_at > OPEN_FOR:
        raise RuleBroken("token_over")
    return facts.TokenShown(pad=pad)


def decide_press(
    token: Token | None, scale: RatingScale, pad: facts.PadKind, level: int, reason: str, latency_ms: int
) -> Fact:
    """The customer presses a level on the pad that shows the question: it counts at once, whatever comes after it.

    A reason of that level may come with it; ``decide_reason`` adds one that is asked for afterwards.

    A press on a used token gives a ``PressRefused``: it is kept and counts for nothing. Raises
    RuleBroken("no_token"), "not_shown", "level_unknown" or "reason_unknown".
    """
    if token is None:
        raise RuleBroken("no_token")
    if level not in {known.level for known in scale.levels if known.level > 0}:
        raise RuleBroken("level_unknown", level=level)
    if token.state != "armed":
        return facts.PressRefused(level=level, pad=pad)
    _require_shown(token, pad)
    if reason and reason not in {known.code for known in scale.reasons_for(level)}:
        raise RuleBroken("reason_unknown", reason=reason)
    return facts.RatingGiven(level=level, reason=reason, latency_ms=max(0, latency_ms), pad=pad)


def decide_reason(
    token: Token | None, scale: RatingScale, pad: facts.PadKind, reason: str, now: datetime
) -> Fact:
    """The customer says why he pressed a low level, on the pad that keeps his press, while he is there.

    Raises RuleBroken("no_token"), "not_rated", "not_shown", "reason_said", "reason_late" or "reason_unknown".
    """
    if token is None:
        raise RuleBroken("no_token")
    if token.state != "rated" or token.level is None or token.decided_at is None:
        raise RuleBroken("not_rated", state=token.state)
    _require_shown(token, pad)
    if token.reason:
        raise RuleBroken("reason_said")
    if now - token.decided_at > REASON_WITHIN:
        raise RuleBroken("reason_late")
    if reason not in {known.code for known in scale.reasons_for(token.level)}:
        raise RuleBroken("reason_unknown", reason=reason)
    return facts.ReasonGiven(reason=reason, pad=pad)


def decide_no_press(
    token: Token | None, pad: facts.PadKind, outcome: Literal["declined", "timed_out"]
) -> Fact:
    """The customer declines, or nobody presses in time.

    Raises RuleBroken("no_token"), "token_used" or "not_shown".
    """
    if token is None:
        raise RuleBroken("no_token")
    if token.state != "armed":
        raise RuleBroken("token_used", state=token.state)
    _require_shown(token, pad)
    return facts.RatingDeclined(pad=pad) if outcome == "declined" else facts.RatingTimedOut(pad=pad)


def decide_failed(token: Token | None, now: datetime) -> Fact | None:
    """What a starting pad says of a token the pad before it had shown; None while the customer may still be there."""
    if token is None or token.state != "armed" or token.shown_at is None:
        return None
    if abs(now - token.shown_at) <= PRESS_WITHIN:
        return None
    return facts.PadFailed(pad=token.pad)


def _require_shown(token: Token, pad: facts.PadKind) -> None:
    if token.shown_at is None or token.pad != pad:
        raise RuleBroken("not_shown")
