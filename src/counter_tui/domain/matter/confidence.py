"""Complaints and reports of wrongdoing are kept confidential, and taken from people who do not say who they are.

首问负责制: of a complaint or report (举报) the matter and the contact are written down and kept confidential.
"""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import Customer
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import may


def may_read(matter: Matter, kind: Kind | None, context: Context) -> bool:
    """Whether this person may read what a matter is about: of confidential kinds only who works on it, and leads.

    Its first contact, its handler, whom it is offered to, who stands in for one of them; lead and head by their role.
    """
    if kind is None or not kind.confidential or may(context.actor.role, "read_confidential"):
        return True
    concerned = {matter.handler, matter.first_contact, matter.offer.fact.to if matter.offer else ""}
    return any(context.acts_for(staff_no) for staff_no in concerned if staff_no)


def require_read(matter: Matter, kind: Kind | None, context: Context) -> None:
    """Raise RuleBroken("matter_confidential") for somebody who may not read what the matter is about."""
    if not may_read(matter, kind, context):
        raise RuleBroken("matter_confidential", handler=matter.handler)


def is_anonymous(customer: Customer) -> bool:
    """Whether nobody can tell who the customer is: no name, no number, no address."""
    said = (customer.name, customer.id_number, customer.account)
    return not any(said) and not is_reachable(customer)


def is_reachable(customer: Customer) -> bool:
    """Whether there is a way to tell the customer anything."""
    return any((customer.phone, customer.phone2, customer.address, customer.account))
