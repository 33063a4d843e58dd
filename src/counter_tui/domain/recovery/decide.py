"""What may be done about a bad rating. The rating stays; what is found of it is added."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.recovery import (
    AppealDecided,
    CallOutcome,
    ClerkStated,
    Finding,
    Ground,
    RatingAppealed,
    RecoveryCalled,
    RecoveryClosed,
    RecoveryCorrected,
    RecoveryPlanned,
)
from counter_tui.domain.facts.visit import TokenArmed
from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery.measures import Measures
from counter_tui.domain.recovery.state import LOW, Recovery
from counter_tui.domain.staff.roles import may, require
from counter_tui.domain.text import fold_prose
from counter_tui.domain.visit.rating import OPEN_FOR, Token

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


def decide_plan(case: Case, context: Context, measures: Measures, plan: Plan) -> RecoveryPlanned:
    """Say why, what is done, who calls back, and by when; a later plan takes the place of this one.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_cause_missing", "recovery_remedy_missing",
    "recovery_words_missing" where cause or remedy ask for words, "recovery_due_past", "recovery_due_late" (``until``,
    ``what``), "recovery_due_order" or "reason_too_long". Whether the caller works here the caller of this has
    looked up.
    """
    require(context.actor, "lead_matter")
    _require_open(case)
    cause, remedy = measures.cause(plan.cause), measures.remedy(plan.remedy)
    if cause is None:
        raise RuleBroken("recovery_cause_missing")
    if remedy is None:
        raise RuleBroken("recovery_remedy_missing")
    words = _text(plan.words)
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
    _require_open(case)
    if not (context.acts_for(case.caller) or may(context.actor.role, "lead_matter")):
        raise RuleBroken("recovery_not_yours", to=case.caller)
    words, recording = _text(words), _text(recording)
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
    _require_open(case)
    if case.recovery.plan is None:
        raise RuleBroken("recovery_not_planned")
    if case.recovery.corrected is not None:
        raise RuleBroken("recovery_corrected")
    whose = (case.caller, case.token.clerk)
    if not (any(context.acts_for(each) for each in whose) or may(context.actor.role, "lead_matter")):
        raise RuleBroken("recovery_not_yours", to=case.caller)
    return RecoveryCorrected(words=_said(words))


def decide_state(case: Case, context: Context, words: str) -> ClerkStated:
    """The clerk concerned says how he saw it, once; nobody says it in his place.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_not_concerned", "recovery_stated",
    "recovery_words_missing" or "reason_too_long".
    """
    require(context.actor, "write")
    _require_open(case)
    if context.actor.staff_no != case.token.clerk:
        raise RuleBroken("recovery_not_concerned")
    if case.recovery.stated is not None:
        raise RuleBroken("recovery_stated")
    return ClerkStated(words=_said(words))


def decide_appeal(case: Case, context: Context, ground: Ground, words: str) -> RatingAppealed:
    """Ask for a review: the clerk concerned, or a lead; once for each rating.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_not_concerned", "recovery_appealed",
    "recovery_words_missing" or "reason_too_long".
    """
    require(context.actor, "write")
    _require_open(case)
    if context.actor.staff_no != case.token.clerk and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("recovery_not_concerned")
    if case.recovery.appeal is not None:
        raise RuleBroken("recovery_appealed")
    return RatingAppealed(ground=ground, words=_said(words))


def decide_finding(case: Case, context: Context, finding: Finding, words: str) -> AppealDecided:
    """A reviewer who is neither the clerk concerned nor who appealed adds what was found; the rating stays.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_no_appeal", "recovery_reviewer_concerned",
    "recovery_words_missing" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    _require_open(case)
    appeal = case.recovery.appeal
    if appeal is None or appeal.decided is not None:
        raise RuleBroken("recovery_no_appeal")
    if context.acts_for(case.token.clerk) or context.actor.staff_no == appeal.said.by:
        raise RuleBroken("recovery_reviewer_concerned")
    return AppealDecided(finding=finding, words=_said(words))


def decide_close(case: Case, context: Context, measures: Measures, words: str = "") -> RecoveryClosed:
    """A lead who is not the clerk concerned sees that the customer was called back and that it is put right.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_yours", "recovery_reviewed", "recovery_not_called",
    "recovery_not_corrected", "recovery_not_planned" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    _require_open(case)
    if context.acts_for(case.token.clerk):
        raise RuleBroken("recovery_yours")
    if case.recovery.reviewed:
        raise RuleBroken("recovery_reviewed")
    step = case.recovery.step(measures.limit(context.rules.profile).tries)
    if step != "close":
        codes = {"plan": "recovery_not_planned", "call": "recovery_not_called"}
        raise RuleBroken(codes.get(step, "recovery_not_corrected"))
    return RecoveryClosed(words=_text(words))


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


def _require_open(case: Case) -> None:
    if case.recovery.closed is not None:
        raise RuleBroken("recovery_closed")


def _said(typed: str) -> str:
    text = _text(typed)
    if not text:
        raise RuleBroken("recovery_words_missing")
    return text


def _text(typed: str) -> str:
    text = fold_prose(typed)
    if len(text) > LONGEST:
        raise RuleBroken("reason_too_long", longest=LONGEST)
    return text
