"""Recoveries in words: what may not be done, where they stand, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.i18n import N_, language
from counter_tui.services.wording.codes import say_code

if TYPE_CHECKING:
    from counter_tui.domain.recovery.measures import Measures

WORDS = {
    "recovery_unknown": N_("There is no bad rating here you may know of: look at the list again"),
    "recovery_closed": N_("This was made good and closed: nothing is added any more"),
    "recovery_cause_missing": N_("Say why the customer was not content: press the digit of a cause"),
    "recovery_remedy_missing": N_("Say what is done about it: press the digit of a remedy"),
    "recovery_digit_missing": N_("Press the digit of an answer that is shown"),
    "recovery_words_missing": N_("Say it in a few words"),
    "recovery_due_past": N_("The day lies in the past: put it right"),
    "recovery_due_late": N_("The limit is {until}: choose that day or an earlier one"),
    "recovery_due_order": N_("The customer is called back before the correction is due: put the days right"),
    "recovery_not_yours": N_("{to} calls this customer back: only {to} or a lead says what came of it"),
    "recovery_told_unfit": N_("A level from 1 to 5 is kept only when the customer was reached and named it"),
    "recovery_recording_missing": N_("What was said on the phone needs the number of the recording"),
    "recovery_not_planned": N_("There is no plan yet: the lead says first why and what is done"),
    "recovery_corrected": N_("Somebody has said already that this is put right"),
    "recovery_not_corrected": N_("What was wrong is not put right yet: say first what was done"),
    "recovery_not_called": N_("The customer was not called back yet: call first"),
    "recovery_not_concerned": N_("Only the clerk concerned can do this"),
    "recovery_stated": N_("You have said how you saw it: that is done once"),
    "recovery_appealed": N_("This rating was reviewed or waits for it: that is done once"),
    "recovery_no_appeal": N_("No appeal waits for a review here"),
    "recovery_reviewer_concerned": N_(
        "Who appealed or served the customer does not review it: ask another lead"
    ),
    "recovery_yours": N_("You served this customer yourself: another lead closes it"),
    "recovery_reviewed": N_("An appeal waits for its review: that comes first"),
    "recovery_rated_again": N_("The customer has rated once more already: that is done once"),
    "recovery_is_second": N_("This was the second rating already: there is no third"),
}
"""The words of the rules by code."""

_STEPS = {
    "plan": N_("To plan"),
    "call": N_("To call back"),
    "correct": N_("To correct"),
    "close": N_("To close"),
    "closed": N_("Made good"),
    "review": N_("To review"),
}
_OUTCOMES = {
    "reached": N_("Reached"),
    "not_reached": N_("Not reached"),
    "no_wish": N_("Does not want to speak of it"),
}
_GROUNDS = {"wrong": N_("Pressed by mistake"), "malicious": N_("Given in bad faith")}
_FINDINGS = {
    "stands": N_("The rating is true"),
    "wrong": N_("Pressed by mistake"),
    "malicious": N_("Given in bad faith"),
}


def say_step(step: str) -> str:
    """What has to be done next."""
    return say_code(_STEPS, step)


def say_outcome(outcome: str) -> str:
    """What came of a call back."""
    return say_code(_OUTCOMES, outcome)


def say_ground(ground: str) -> str:
    """Why a rating is appealed against."""
    return say_code(_GROUNDS, ground)


def say_finding(finding: str) -> str:
    """What a reviewer found."""
    return say_code(_FINDINGS, finding)


def say_cause(measures: Measures, code: str) -> str:
    """Why the customer was not content; an unknown code as it is written."""
    known = measures.cause(code)
    return known.name.say(language()) if known else code


def say_remedy(measures: Measures, code: str) -> str:
    """What is done about it; an unknown code as it is written."""
    known = measures.remedy(code)
    return known.name.say(language()) if known else code
