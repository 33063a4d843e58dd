"""Handing work over: it counts only when somebody has accepted it; the first contact never changes."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from counter_tui.domain import identity
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import Offer
from counter_tui.domain.matter.patience import Patience
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import require_no_offer, require_running, require_working, written
from counter_tui.domain.staff.roles import may, require
from counter_tui.domain.text import fold_prose


class Receiver(Struct, frozen=True):
    """Who is to take the work on: a colleague by staff number, or a person without a PC by name and phone."""

    staff_no: str = ""
    person: str = ""
    phone: str = ""
    unit: str = ""


def decide_hand_over(
    matter: Matter,
    context: Context,
    to: Receiver,
    reason: facts.HandOverReason,
    *,
    note: str = "",
    told: str = "",
    next_call_at: datetime | None = None,
    way: facts.HandOverWay | Literal[""] = "",
) -> facts.HandedOver:
    """The work is offered to somebody.

    An offer to a colleague who had the work already is recorded and goes to the lead (``Matter.for_lead``).

    Raises RuleBroken("receiver_missing"), "receiver_is_handler", "receiver_phone_unfit", "call_in_the_past",
    "offer_open" while an earlier offer waits, or "lead_decides" while the lead has to say who handles it.
    """
    require_working(matter, context)
    require_no_offer(matter)
    if matter.for_lead:
        raise RuleBroken("lead_decides")
    phone = _phone(to, context)
    if to.staff_no and to.staff_no == matter.handler and not matter.handler_outside:
        raise RuleBroken("receiver_is_handler")
    if next_call_at is not None and next_call_at < context.now:
        raise RuleBroken("call_in_the_past")
    return facts.HandedOver(
        to=to.staff_no,
        person=fold_prose(to.person),
        phone=phone,
        unit=fold_prose(to.unit),
        reason=reason,
        note=fold_prose(note),
        told=fold_prose(told),
        next_call_at=next_call_at,
        way=way,
    )


def _phone(to: Receiver, context: Context) -> str:
    if to.staff_no:
        return ""
    if not fold_prose(to.person) or not fold_prose(to.phone):
        raise RuleBroken("receiver_missing")
    verdict = identity.check(phone_kind(to.phone), to.phone, context.today)
    if not verdict.valid:
        raise RuleBroken("receiver_phone_unfit", verdict=verdict)
    return verdict.normalised


def take_by(offer: Offer, patience: Patience) -> datetime:
    """Until when an offer has to be taken, before it is an alarm; the giver answers for the work until it is."""
    return patience.until(offer.at, colleague=bool(offer.fact.to))


def decide_take(matter: Matter, context: Context) -> facts.HandOverAccepted:
    """The offered work is accepted by the person it was offered to; for a person without a PC by the giver or a lead.

    Raises RuleBroken("no_offer") or "offer_for_another".
    """
    require(context.actor, "work")
    offer = _require_receiver(matter, context)
    return facts.HandOverAccepted(offer=offer.fact_id.hex())


def decide_bounce(matter: Matter, context: Context, reason: str) -> facts.HandOverBounced:
    """The offered work is sent back. Raises RuleBroken("no_offer"), "offer_for_another" or "reason_missing"."""
    require(context.actor, "work")
    offer = _require_receiver(matter, context)
    if not fold_prose(reason):
        raise RuleBroken("reason_missing")
    return facts.HandOverBounced(reason=fold_prose(reason), offer=offer.fact_id.hex())


def decide_take_back(matter: Matter, context: Context) -> facts.HandOverTakenBack:
    """The giver takes an offer back that nobody has accepted. Raises RuleBroken("no_offer") or "not_your_offer"."""
    require(context.actor, "work")
    require_running(matter)
    if matter.offer is None:
        raise RuleBroken("no_offer")
    if not context.acts_for(matter.offer.by) and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("not_your_offer")
    return facts.HandOverTakenBack(offer=matter.offer.fact_id.hex())


def decide_handling(matter: Matter, context: Context, to: str, reason: str) -> facts.HandlingDecided:
    """A lead says who handles the work, by staff number: nobody has to accept it.

    So ends work that went round (``Matter.for_lead``), also with whoever handles it now; whom the lead chose passes it
    back to nobody who had it before without the lead. The first contact stays. Raises RuleBroken("receiver_missing"),
    "reason_missing", or "receiver_is_handler" where that would change nothing.
    """
    require(context.actor, "lead_matter")
    require_running(matter)
    if not to:
        raise RuleBroken("receiver_missing")
    if to == matter.handler and not matter.handler_outside and matter.offer is None and not matter.for_lead:
        raise RuleBroken("receiver_is_handler")
    return facts.HandlingDecided(to=to, reason=written(reason, "reason_missing"))


def _require_receiver(matter: Matter, context: Context) -> Offer:
    require_running(matter)
    if matter.offer is None:
        raise RuleBroken("no_offer")
    offered = matter.offer.fact
    receiver = offered.to or matter.offer.by
    if not context.acts_for(receiver) and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("offer_for_another", to=offered.to or offered.person)
    return matter.offer
