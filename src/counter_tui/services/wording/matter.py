"""Where a matter stands, in words; and how its customer was told."""

from __future__ import annotations

from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

WORDS = {
    "matter_ended": N_("Matter {number} has ended ({state}): for a new request accept a new matter"),
    "matter_unknown": N_("This matter is not on this PC: check the number"),
    "not_your_matter": N_("{handler} works on this matter: ask for a hand-over, or call the shift lead"),
    "not_first_contact": N_(
        "Only the first contact {first_contact} or the shift lead confirms that the customer knows"
    ),
    "value_unfit": N_("The new value does not fit: {verdict}"),
    "not_answered": N_("There is no answer yet: write the answer first"),
    "not_informed": N_("The customer does not know the answer yet: {first_contact} tells the customer first"),
    "papers_owed": N_("Papers still owed: {count}. Collect them, or let the shift lead waive them"),
    "paper_owed": N_("“{paper}” is needed before this stage (due {due}): collect it first"),
    "paper_before_answer": N_("“{paper}” is needed before the answer (due {due}): collect it first"),
    "waiver_asked": N_("The lead was asked already to do without “{paper}”: wait for the answer"),
    "paper_not_owed": N_("No such paper is owed: look at the list of papers"),
    "no_letter_needed": N_("No paper is owed: there is nothing to commit oneself to"),
    "stages_left": N_("Stages still to do: {count}, next “{stage}”. Record them, or say why it ends early"),
    "no_stage_left": N_("All stages are done: write the answer next"),
    "already_paused": N_("The clocks stand still already"),
    "not_paused": N_("The clocks are running: there is nothing to resume"),
    "pause_unlawful": N_("No clock may stand still for this reason: choose one of the list"),
    "text_missing": N_("Nothing is written yet: write it in a few words"),
    "reason_missing": N_("A reason is needed: write it in a few words"),
    "reason_too_long": N_("The reason is too long: at most {longest} characters, in one line"),
    "reason_has_number": N_("No phone or ID number belongs into a reason: write it without"),
    "details_not_yours": N_("{handler} works on this matter: ask for a hand-over, or let the lead look"),
    "field_unknown": N_("This cannot be corrected here: write a note instead"),
    "nothing_changed": N_("Nothing was changed"),
    "nothing_to_undo": N_("There is nothing of yours to undo: it goes for 30 seconds after the act"),
    "matter_confidential": N_("This is confidential: {handler} works on it, and the lead reads it"),
    "customer_reachable": N_("The customer left a phone, account or address: tell the customer"),
}
"""The words of the rules by code."""

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
