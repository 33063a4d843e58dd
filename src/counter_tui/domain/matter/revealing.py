"""Showing the full particulars of a matter's customer: to whom, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import DetailsShown
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.revealing import SHOWN_FOR, decide_reason, given
from counter_tui.domain.staff.roles import may, require


def decide_show(matter: Matter, context: Context, reason: str) -> DetailsShown:
    """Who is concerned with a matter, or may see every one of them, sees the customer's full particulars.

    ``reason`` is a usual one by its code, or own words. Raises RuleBroken("not_allowed"), "details_not_yours" for
    somebody who neither works on the matter, nor is its first contact, nor is offered it, nor stands in for one of
    them, and what ``decide_reason`` raises.
    """
    require_concerned(matter, context)
    code, words = decide_reason(reason)
    return DetailsShown(reason=code, words=words, fields=given(matter.customer))


def require_concerned(matter: Matter, context: Context) -> None:
    """Raise RuleBroken("not_allowed"), or "details_not_yours" for who may not have the customer's full particulars."""
    actor = context.actor
    require(actor, "see_matters")
    concerned = {matter.handler, matter.first_contact, matter.offer.fact.to if matter.offer else ""}
    if not may(actor.role, "see_details") and not any(map(context.acts_for, concerned)):
        raise RuleBroken("details_not_yours", handler=matter.handler, first_contact=matter.first_contact)


def shown_now(history: Iterable[Recorded], context: Context) -> bool:
    """Whether the actor has asked for the matter's full particulars, and the time they are shown for is not over."""
    return any(
        isinstance(entry.fact, DetailsShown)
        and entry.actor == context.actor.staff_no
        and timedelta(0) <= context.now - entry.at < SHOWN_FOR
        for entry in history
    )
