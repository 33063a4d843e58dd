"""Customer, particulars and hand-overs of a matter as its screen shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from counter_tui.domain.catalogue.models import Kind, Words
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import Customer
from counter_tui.domain.masking import mask_address, mask_identity, mask_name, mask_phone
from counter_tui.domain.matter import hand_over
from counter_tui.domain.matter.balls import held
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import HandOver
from counter_tui.domain.matter.patience import Patience
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import may
from counter_tui.services.views.matter import OfferView, PassedOn


def masked(customer: Customer) -> Customer:
    """The customer with personal data masked; the account stays in full."""
    return replace(
        customer,
        name=mask_name(customer.name),
        id_number=mask_identity(customer.id_number),
        phone=mask_phone(customer.phone),
        phone2=mask_phone(customer.phone2),
        address=mask_address(customer.address),
        agent_name=mask_name(customer.agent_name),
        agent_id_number=mask_identity(customer.agent_id_number),
    )


def ball_since(history: list[Recorded]) -> datetime | None:
    """Since when the ball has been where it is, None once the matter has ended."""
    spans = held(history)
    return spans[-1].since if spans and spans[-1].until is None else None


def _both(text: str) -> Words:
    return Words(zh=text, en=text)


def fields_of(matter: Matter, kind: Kind | None) -> list[tuple[Words, Words]]:
    """The particulars of its form, each with its name, as people say them."""
    known = {field.code: field for field in (kind.fields if kind else ())}
    shown = []
    for code, value in matter.fields.items():
        field = known.get(code)
        if field is None:
            shown.append((_both(code), _both(value)))
            continue
        names = {choice.code: choice.name for choice in field.choices}
        if value in names:
            shown.append((field.name, names[value]))
        else:
            shown.append((field.name, _both(f"{value} {field.unit}".strip())))
    return shown


def passed_on(passed: HandOver, name_of: Callable[[str], str]) -> PassedOn:
    """One hand-over of work that went round."""
    fact = passed.offer.fact
    return PassedOn(
        by=name_of(passed.offer.by),
        to=name_of(fact.to) if fact.to else fact.person,
        reason=fact.reason,
        note=fact.note,
        outcome=passed.outcome,
        settled_by=name_of(passed.settled_by),
        back=passed.reason,
    )


def offer_view(
    matter: Matter, context: Context, patience: Patience, name_of: Callable[[str], str]
) -> OfferView | None:
    """The hand-over that waits, None when there is none."""
    if matter.offer is None:
        return None
    fact = matter.offer.fact
    receiver = fact.to or matter.offer.by
    mine = context.acts_for(receiver) or may(context.actor.role, "lead_matter")
    return OfferView(
        by=name_of(matter.offer.by),
        to=name_of(fact.to) if fact.to else fact.person,
        reason=fact.reason,
        note=fact.note,
        offered_at=matter.offer.at,
        take_by=hand_over.take_by(matter.offer, patience),
        mine=mine,
    )
