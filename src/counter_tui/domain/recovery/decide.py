"""What may be done about a bad rating until it is made good. The rating stays."""

from __future__ import annotations

from datetime import date

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.recovery import (
    CallOutcome,
    RecoveryCalled,
    RecoveryClosed,
    RecoveryCorrected,
    RecoveryPlanned,
)
from counter_tui.domain.facts.visit import TokenArmed
from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery.case import Case, Plan, require_open, said, text_of
from counter_tui.domain.recovery.measures import Measures
from counter_tui.domain.staff.roles import may, require
from counter_tui.domain.visit.rating import OPEN_FOR, Token


def decide_plan(case: Case, context: Context, measures: Measures, plan: Plan) -> RecoveryPlanned:
    """Say why, what is done, who calls back, and by when; a later plan takes the place of this one.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_cause_missing", "recovery_remedy_missing",
    "recovery_words_missing" where cause or remedy ask for words, "recovery_due_past", "recovery_due_late" (``until``,
    ``what``), "recovery_due_order" or "reason_too_long". Whether the caller works here the caller of this has
    looked up.
    """
    require(context.actor, "lead_matter")
    require_open(case)
    cause, remedy = measures.cause(plan.cause), measures.remedy(plan.remedy)
    if cause is None:
        raise RuleBroken("recovery_cause_missing")
    if remedy is None:
        raise RuleBroken("recovery_remedy_missing")
    words = text_of(plan.words)
    if not words and (cause.worded or remedy.worded):
        raise RuleBroken("recovery_words_missing")
    limits = measures.limits_from(case.pressed, context.rules)
    call_by = _day("call", plan.call_by, limits.call, context.today)
    correct_by = _day("correct", plan.correct_by, limits.correct, context.today)
    if correct_by < call_by:
        raise RuleBroken("recovery_due_order")
    return RecoveryPlanned(
        cause=cause.code,
        remedy=remedy.code,
        caller=plan.caller or case.caller,
        call_by=call_by,
        correct_by=correct_by,
        call_limit=limits.call,
        correct_limit=limits.correct,
        words=words,
    )


def _day(what: str, wished: date | None, limit: date, today: date) -> date:
    """The day meant: the wished one, else the limit; where that is over, today."""
    last = max(limit, today)
    day = wished or last
    if day < today:
        raise RuleBroken("recovery_due_past")
    if day > last:
        raise RuleBroken("recovery_due_late", until=last, what=what)
    return day


def decide_call(
    case: Case, context: Context, outcome: CallOutcome, words: str, told: int = 0, recording: str = ""
) -> RecoveryCalled:
    """The customer was called back, or somebody tried.

    A level he names is kept as what he said, with the number of the recording. Raises RuleBroken("not_allowed"),
    "recovery_closed", "recovery_not_yours" (``to``), "recovery_words_missing", "recovery_told_unfit",
    "recovery_recording_missing" or "reason_too_long".
    """
    require(context.actor, "write")
    require_open(case)
    if not (context.acts_for(case.caller) or may(context.actor.role, "lead_matter")):
        raise RuleBroken("recovery_not_yours", to=case.caller)
    words, recording = text_of(words), text_of(recording)
    if outcome == "reached" and not words:
        raise RuleBroken("recovery_words_missing")
    if told and (outcome != "reached" or not 1 <= told <= 5):
        raise RuleBroken("recovery_told_unfit")
    if told and not recording:
        raise RuleBroken("recovery_recording_missing")
    return RecoveryCalled(outcome=outcome, words=words, told=told, recording=recording)


def decide_correct(case: Case, context: Context, words: str) -> RecoveryCorrected:
    """What was wrong is put right: who calls back says so, the clerk concerned, or a lead.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_not_planned", "recovery_corrected",
    "recovery_not_yours", "recovery_words_missing" or "reason_too_long".
    """
    require(context.actor, "write")
    require_open(case)
    if case.recovery.plan is None:
        raise RuleBroken("recovery_not_planned")
    if case.recovery.corrected is not None:
        raise RuleBroken("recovery_corrected")
    whose = (case.caller, case.token.clerk)
    if not (any(context.acts_for(each) for each in whose) or may(context.actor.role, "lead_matter")):
        raise RuleBroken("recovery_not_yours", to=case.caller)
    return RecoveryCorrected(words=said(words))


def decide_close(case: Case, context: Context, measures: Measures, words: str = "") -> RecoveryClosed:
    """A lead who is not the clerk concerned sees that the customer was called back and that it is put right.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_yours", "recovery_reviewed", "recovery_not_called",
    "recovery_not_corrected", "recovery_not_planned" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    require_open(case)
    if context.acts_for(case.token.clerk):
        raise RuleBroken("recovery_yours")
    if case.recovery.reviewed:
        raise RuleBroken("recovery_reviewed")
    step = case.recovery.step(measures.limit(context.rules.profile).tries)
    if step != "close":
        codes = {"plan": "recovery_not_planned", "call": "recovery_not_called"}
        raise RuleBroken(codes.get(step, "recovery_not_corrected"))
    return RecoveryClosed(words=text_of(words))


def decide_second(case: Case, context: Context, seconds: list[Token]) -> TokenArmed | None:
    """The token by which the customer rates once more at the pad; None where one is still open.

    ``seconds`` are the tokens armed for it before: he may rate once more, not again and again. Raises
    RuleBroken("not_allowed"), "recovery_not_corrected", "recovery_rated_again" or "recovery_is_second" for a rating
    that was itself such a second one.
    """
    require(context.actor, "accept")
    if case.token.follows:
        raise RuleBroken("recovery_is_second")
    if case.recovery.corrected is None:
        raise RuleBroken("recovery_not_corrected")
    if any(each.state == "rated" for each in seconds):
        raise RuleBroken("recovery_rated_again")
    if any(each.state == "armed" and context.now - each.armed_at <= OPEN_FOR for each in seconds):
        return None
    token = case.token
    return TokenArmed(clerk=token.clerk, matter=token.matter, series="callback", follows=token.visit.hex())
