"""How a rating was seen and whether it is just: the clerk's view, the appeal, the finding. The rating stays."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.recovery import AppealDecided, ClerkStated, Finding, Ground, RatingAppealed
from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery.case import Case, require_open, said
from counter_tui.domain.staff.roles import may, require


def decide_state(case: Case, context: Context, words: str) -> ClerkStated:
    """The clerk concerned says how he saw it, once; nobody says it in his place.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_not_concerned", "recovery_stated",
    "recovery_words_missing" or "reason_too_long".
    """
    require(context.actor, "write")
    require_open(case)
    if context.actor.staff_no != case.token.clerk:
        raise RuleBroken("recovery_not_concerned")
    if case.recovery.stated is not None:
        raise RuleBroken("recovery_stated")
    return ClerkStated(words=said(words))


def decide_appeal(case: Case, context: Context, ground: Ground, words: str) -> RatingAppealed:
    """Ask for a review: the clerk concerned, or a lead; once for each rating.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_not_concerned", "recovery_appealed",
    "recovery_words_missing" or "reason_too_long".
    """
    require(context.actor, "write")
    require_open(case)
    if context.actor.staff_no != case.token.clerk and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("recovery_not_concerned")
    if case.recovery.appeal is not None:
        raise RuleBroken("recovery_appealed")
    return RatingAppealed(ground=ground, words=said(words))


def decide_finding(case: Case, context: Context, finding: Finding, words: str) -> AppealDecided:
    """A reviewer who is neither the clerk concerned nor who appealed adds what was found; the rating stays.

    Raises RuleBroken("not_allowed"), "recovery_closed", "recovery_no_appeal", "recovery_reviewer_concerned",
    "recovery_words_missing" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    require_open(case)
    appeal = case.recovery.appeal
    if appeal is None or appeal.decided is not None:
        raise RuleBroken("recovery_no_appeal")
    if context.acts_for(case.token.clerk) or context.actor.staff_no == appeal.said.by:
        raise RuleBroken("recovery_reviewer_concerned")
    return AppealDecided(finding=finding, words=said(words))
