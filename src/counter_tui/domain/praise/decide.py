"""What may be done with praise: without source and proof it is noted and counts for nothing (表扬要有来源、有凭据)."""

from __future__ import annotations

from datetime import date
from typing import get_args

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.praise import (
    PraiseConfirmed,
    PraiseNoted,
    PraiseProven,
    PraiseTakenOut,
    Source,
)
from counter_tui.domain.matter.context import Context
from counter_tui.domain.praise.state import Praise
from counter_tui.domain.staff.roles import require
from counter_tui.domain.typed import words_within

SOURCES: tuple[Source, ...] = get_args(Source)
LONGEST = 300
"""Characters of the words of a praise; of its proof, of the customer and of a reason as well."""


class Typed(Struct, frozen=True):
    """What somebody typed of a praise; ``about`` is a staff number, empty for the whole station."""

    day: date
    about: str
    source: str
    words: str
    proof: str = ""
    customer: str = ""


def decide_note(context: Context, typed: Typed) -> PraiseNoted:
    """Note a praise.

    Raises RuleBroken("not_allowed"), "praise_source_missing", "praise_words_missing", "praise_day_ahead" or
    "reason_too_long". Whether the person praised works here the caller has looked up.
    """
    require(context.actor, "write")
    if typed.source not in SOURCES:
        raise RuleBroken("praise_source_missing")
    words = words_within(typed.words, LONGEST)
    if not words:
        raise RuleBroken("praise_words_missing")
    if typed.day > context.today:
        raise RuleBroken("praise_day_ahead")
    return PraiseNoted(
        day=typed.day,
        about=typed.about,
        source=typed.source,
        words=words,
        proof=words_within(typed.proof, LONGEST),
        customer=words_within(typed.customer, LONGEST),
    )


def decide_prove(praise: Praise, context: Context, proof: str) -> PraiseProven:
    """Say what proves it, or where that is kept now; of what counts already a lead says it.

    Raises RuleBroken("not_allowed"), "praise_out", "praise_proof_missing" or "reason_too_long".
    """
    require(context.actor, "write" if praise.state == "noted" else "lead_matter")
    _require_in(praise)
    proof = words_within(proof, LONGEST)
    if not proof:
        raise RuleBroken("praise_proof_missing")
    return PraiseProven(proof=proof)


def decide_confirm(praise: Praise, context: Context) -> PraiseConfirmed:
    """A lead has seen the proof. Nobody confirms praise of himself, or of whom he stands in for.

    Raises RuleBroken("not_allowed"), "praise_out", "praise_confirmed", "praise_unproven" or "praise_yours".
    """
    require(context.actor, "lead_matter")
    _require_in(praise)
    if praise.state == "confirmed":
        raise RuleBroken("praise_confirmed")
    if praise.about and context.acts_for(praise.about):
        raise RuleBroken("praise_yours")
    if not praise.proof:
        raise RuleBroken("praise_unproven")
    return PraiseConfirmed()


def decide_take_out(praise: Praise, context: Context, reason: str) -> PraiseTakenOut:
    """Let it count no more, with a reason. Raises RuleBroken("not_allowed"), "praise_out" or "reason_missing"."""
    require(context.actor, "lead_matter")
    _require_in(praise)
    reason = words_within(reason, LONGEST)
    if not reason:
        raise RuleBroken("reason_missing")
    return PraiseTakenOut(reason=reason)


def _require_in(praise: Praise) -> None:
    if praise.state == "out":
        raise RuleBroken("praise_out")
