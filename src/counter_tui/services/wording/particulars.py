"""The particulars of a request in words: the customer's, and the fields of the kind's form."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.identity import KINDS
from counter_tui.i18n import N_, language
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.identity import name_of_kind

_CLASSES = {
    "resident": N_("Resident"),
    "business": N_("Business"),
    "small_business": N_("Small business"),
    "institution": N_("Institution"),
}
_FIELDS = {
    "first_contact": N_("First contact"),
    "kind": N_("Request"),
    "customer_class": N_("Customer class"),
    "id_kind": N_("Kind of ID"),
    "id_number": N_("ID number"),
    "name": N_("Name"),
    "phone": N_("Phone"),
    "phone2": N_("Second phone"),
    "address": N_("Address"),
    "account": N_("Account"),
    "remark": N_("Remark"),
    "agent_name": N_("Agent"),
    "agent_id_number": N_("Agent's ID"),
}


def say_customer_class(customer_class: str) -> str:
    """The class a customer belongs to."""
    return say_code(_CLASSES, customer_class)


def say_id_kind(kind: str) -> str:
    """The name of a kind of identity paper."""
    return name_of_kind(kind) if kind in KINDS else kind


def say_field(field: str, kind: Kind | None = None) -> str:
    """The name of a particular of the customer, or of a field of the kind's form (``field:<code>``)."""
    if field.startswith("field:"):
        code = field.removeprefix("field:")
        found = next((known for known in (kind.fields if kind else ()) if known.code == code), None)
        return found.name.say(language()) if found else code
    return say_code(_FIELDS, field)


def say_value(field: str, value: str, kind: Kind | None) -> str:
    """A value of the kind's form as people say it: the choice's name, the number with its unit."""
    found = next((known for known in (kind.fields if kind else ()) if known.code == field), None)
    if found is None:
        return value
    if found.type == "choice":
        return next((each.name.say(language()) for each in found.choices if each.code == value), value)
    return f"{value} {found.unit}" if found.unit and value else value
