"""The words of action items: what may not be done with them, where they stand, where they come from."""

from __future__ import annotations

from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

WORDS = {
    "action_unknown": N_("This action item is not on this PC: look at the list again"),
    "action_words_missing": N_("Say what is to be put right, or what was done, in a few words"),
    "action_owner_missing": N_("Say who puts it right: choose a colleague"),
    "action_owner_same": N_("This person owns it already: choose another"),
    "action_check_missing": N_("Say how it will be looked at: who sees what, where"),
    "action_due_past": N_("The day lies in the past: put it right"),
    "action_due_far": N_("The day lies too far ahead: at most {days} days from today"),
    "action_due_unfit": N_("This is not a day: write working days from today such as 3, or 2025-11-28"),
    "action_due_same": N_("This is the day it has already: choose another"),
    "action_not_yours": N_("{to} puts this right: only {to} says that it is done"),
    "action_yours": N_("You put this right yourself: somebody else has to look at it"),
    "action_not_reported": N_("Nobody has said yet that it is done: there is nothing to send back"),
    "action_verified": N_("This was looked at and is done: name it again if it comes back"),
}
"""The words of the rules by code."""

_STATES = {
    "open": N_("Being put right"),
    "reported": N_("To look at"),
    "verified": N_("Verified"),
}
_ORIGINS = {
    "meeting": N_("Morning meeting"),
    "check": N_("Hall check"),
    "close": N_("Day's close"),
    "rating": N_("Rating"),
    "lead": N_("Lead"),
    "relay": N_("Relay"),
    "comment": N_("Comment"),
}


def say_action_state(state: str) -> str:
    """Where an action item stands; an unknown state as it is written."""
    return say_code(_STATES, state)


def say_origin(origin: str) -> str:
    """Where an action item comes from; an unknown place as it is written."""
    return say_code(_ORIGINS, origin)
