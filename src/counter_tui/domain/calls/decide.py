"""Calling the lead and answering: who may, in which words, and by when an answer is expected."""

from __future__ import annotations

from datetime import timedelta

from counter_tui.domain.calls.state import Call
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.calls import (
    AnswerSeen,
    CallAnswered,
    CallNoted,
    ConflictCalled,
    Place,
    ReportSent,
)
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.work import written
from counter_tui.domain.staff.roles import require

LONGEST = 500
"""Characters of a text of a call."""
SAME_CONFLICT = timedelta(minutes=15)
"""A conflict called again within this time is the same one: the key then opens its lines (ours; no source says)."""


def decide_report(context: Context, words: str, place: Place, lead: str, answer_in: timedelta) -> ReportSent:
    """A report upward, to be answered within this time.

    Raises RuleBroken("not_allowed"), "text_missing" or "reason_too_long".
    """
    require(context.actor, "write")
    return ReportSent(words=_text(words), place=place, lead=lead, due_at=context.now + answer_in)


def decide_conflict(context: Context, place: Place, lead: str) -> ConflictCalled:
    """The quiet call. Raises RuleBroken("not_allowed")."""
    require(context.actor, "write")
    return ConflictCalled(place=place, lead=lead)


def goes_on(call: Call, context: Context) -> bool:
    """Whether calling a conflict again is this one: the caller's own, and not long ago.

    One that lies further ahead was called by a clock that has been put right since: it is another.
    """
    mine = call.kind == "conflict" and call.caller == context.actor.staff_no
    return mine and abs(context.now - call.raised_at) < SAME_CONFLICT


def decide_note(call: Call, context: Context, words: str) -> CallNoted:
    """What happened, by whoever called. Raises RuleBroken("not_your_call"), "text_missing" or "reason_too_long"."""
    require(context.actor, "write")
    _require_own(call, context)
    return CallNoted(words=_text(words))


def decide_answer(call: Call, context: Context, words: str) -> CallAnswered:
    """A lead's answer. Raises RuleBroken("not_allowed"), "call_answered", "text_missing" or "reason_too_long"."""
    require(context.actor, "lead_matter")
    if call.answered_at is not None:
        raise RuleBroken("call_answered", to=call.answered_by)
    return CallAnswered(words=_text(words) if call.kind == "report" or words.strip() else "")


def decide_seen(call: Call, context: Context) -> AnswerSeen | None:
    """The caller has seen the answer; None where nothing changes by it. Raises RuleBroken("not_your_call")."""
    _require_own(call, context)
    return AnswerSeen() if call.answered_at is not None and call.seen_at is None else None


def _require_own(call: Call, context: Context) -> None:
    if call.caller != context.actor.staff_no:
        raise RuleBroken("not_your_call")


def _text(words: str) -> str:
    text = written(words, "text_missing")
    if len(text) > LONGEST:
        raise RuleBroken("reason_too_long", longest=LONGEST)
    return text
