"""What a first contact does for a customer, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, language

if TYPE_CHECKING:
    from counter_tui.domain.facts import first_contact as facts
    from counter_tui.domain.matter.parts import OtherUnit

WORDS = {
    "customer_knows": N_("The customer knows the answer already"),
    "unit_missing": N_("Which unit answers for it? Choose one of the list"),
    "unit_is_outside": N_(
        "“{unit}” does not belong to the company: what stands in the catalogue is ours to answer"
    ),
    "unit_other_side": N_(
        "“{unit}” is on the other side of the company's door: choose another end, or another unit"
    ),
    "kind_is_ours": N_("What is chosen stands in the catalogue and is ours: accept it, or clear the kind"),
    "help_missing": N_("Write what was done to help: a call made, the way told, a number written down"),
    "unit_phone_missing": N_("The customer is told a phone of the unit: write one"),
    "register_not_printed": N_("The register entry was not printed yet: the customer signs the printed one"),
    "register_signed": N_("The customer has signed the register already"),
    "step_not_owed": N_("This is done already, or not owed for this matter"),
}
"""The words of the rules by code."""

_SCOPES = {
    "mine": N_("the first contact's own"),
    "station": N_("the station's, a colleague has it"),
    "company": N_("another unit's of the company"),
}
_STEPS = {
    "limit_told": N_("reasons and time limit told"),
    "told_once": N_("all papers told at once"),
    "brought": N_("brought to whoever has it"),
    "phoned_ahead": N_("phoned ahead"),
    "handed_on": N_("handed on"),
    "call": N_("call"),
}
_SHORT = {"phoned_ahead": N_("phone ahead"), "handed_on": N_("hand on")}
_WAYS = {
    "walked": N_("walked along with the customer"),
    "phoned": N_("phoned ahead"),
    "away": N_("away: taken in for him"),
}


def say_scope(scope: str) -> str:
    """Whose a matter is."""
    return _(_SCOPES[scope])


def say_step(step: str) -> str:
    """A step the first contact owes the customer, as something that is done."""
    return _(_STEPS[step])


def say_next(follow: str) -> str:
    """The step that is left, as short as a list has room for."""
    return _(_SHORT[follow]) if follow in _SHORT else say_step(follow)


def say_way(way: str) -> str:
    """How the customer was brought to whoever has the work."""
    return _(_WAYS[way])


def say_other_unit(unit: OtherUnit | facts.ScopeSet) -> str:
    """Another unit with its phone and whom to ask for, as the customer is told it."""
    name = unit.name_en if language() == "en" else unit.name_zh
    return "  ".join(part for part in (name, unit.phone, unit.person) if part)
