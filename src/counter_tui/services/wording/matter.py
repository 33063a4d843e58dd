"""Where a matter stands, in words; and how its customer was told."""

from __future__ import annotations

from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

_STATES = {
    "accepted": N_("Accepted"),
    "working": N_("In work"),
    "handed_over": N_("Handed over, not taken yet"),
    "answered": N_("Answered"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
    "not_accepted": N_("Not accepted"),
}
_HOW = {
    "in_person": N_("in person"),
    "phone": N_("by phone"),
    "message": N_("by message"),
    "letter": N_("by letter"),
    "no_contact": N_("not at all: no contact was left"),
}
_EARLY = {"not_possible": N_("cannot be done"), "duplicate": N_("asked for twice")}


def say_state(state: str) -> str:
    """Where a matter stands."""
    return say_code(_STATES, state)


def say_how(how: str) -> str:
    """How the customer was told."""
    return say_code(_HOW, how)


def say_early(early: str) -> str:
    """Why a matter has its answer before all stages were reached."""
    return say_code(_EARLY, early)
