"""Roles, and what each may do, as one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.role import Role

Action = Literal[
    "accept",
    "work",
    "write",
    "lead_matter",
    "oversee",
    "give_labels",
    "see_labels",
    "find",
    "see_matters",
    "see_details",
    "read_confidential",
    "import_customers",
    "import_matters",
    "export",
    "manage_staff",
    "change_settings",
    "confirm_date",
    "check_store",
    "restore_store",
    "set_passphrase",
    "share_key",
    "publish",
    "set_prices",
    "set_peak",
    "see_charges",
]

_COUNTER: frozenset[Action] = frozenset({"accept", "work", "write", "find", "see_matters"})
_LEADING: frozenset[Action] = _COUNTER | {
    "lead_matter",
    "oversee",
    "give_labels",
    "see_labels",
    "see_details",
    "read_confidential",
    "import_customers",
    "import_matters",
    "export",
    "manage_staff",
    "change_settings",
    "confirm_date",
    "check_store",
    "restore_store",
    "set_passphrase",
    "share_key",
    "publish",
    "set_prices",
    "set_peak",
    "see_charges",
}

ALLOWED: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        "clerk": _COUNTER,
        "lead": _LEADING,
        "guide": frozenset({"accept", "write", "find", "see_matters"}),
        "head": _LEADING,
        "auditor": frozenset(
            {
                "find",
                "see_matters",
                "see_details",
                "oversee",
                "see_labels",
                "export",
                "check_store",
                "see_charges",
            }
        ),
    }
)
"""What each role may do. Nobody may rate on a customer's behalf, whatever the role."""

ROLES: tuple[Role, ...] = get_args(Role)


class Actor(Struct, frozen=True):
    """Who acts: a signed-in person of the staff."""

    staff_no: str
    name: str
    role: Role


CENTRE = Actor("centre", "", "head")
"""The company's centre, where what it gave out is taken in; no staff number has small letters."""


def may(role: Role, action: Action) -> bool:
    """Whether the role may do this."""
    return action in ALLOWED[role]


def require(actor: Actor, action: Action) -> None:
    """Raise RuleBroken("not_allowed") unless the actor's role may do this."""
    if not may(actor.role, action):
        raise RuleBroken("not_allowed", action=action, role=actor.role)
