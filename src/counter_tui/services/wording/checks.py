"""The words of the checks of the hall: what may not be done, how a list stands, what was found."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Words
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code

WORDS = {
    "check_list_unknown": N_("There is no such check: choose one of the list"),
    "check_item_unknown": N_("This item is not on the check any more: look at the check again"),
    "check_item_again": N_("“{item}” is answered twice: keep one answer"),
    "check_result_unknown": N_("Say whether it is in order, failed or not here"),
    "check_words_missing": N_("Say in a few words what is wrong with “{item}”, or why it is not here"),
    "check_empty": N_("Nothing was looked at: answer at least one item"),
    "check_for_lead": N_("“{item}” is for a shift lead or the head: let one of them look"),
    "check_no_lead": N_(
        "Nobody leads the shift: a hall without a lead does not open. Take the shift first (key s on Home)"
    ),
    "check_owner_other": N_("Only a shift lead gives this to {to}: take it yourself or leave it to the lead"),
    "check_name_missing": N_("Say what is to be looked at"),
    "check_failed_missing": N_("Say what counts as failed"),
    "check_who_missing": N_("Say who looks: clerk, guide, shift lead or head"),
    "check_item_there": N_("“{item}” is on this check already: choose another name"),
    "check_reason_missing": N_("“{item}” has to be looked at: say why this hall does without it"),
    "check_item_not_dropped": N_("This item was not dropped: there is nothing to restore"),
}
"""The words of the rules by code."""

_STANDINGS = {
    "not_due": N_("not due"),
    "due": N_("due"),
    "late": N_("not done in time"),
    "done": N_("done"),
    "done_late": N_("done late"),
}
_RESULTS = {
    "": N_("not looked at"),
    "ok": N_("in order"),
    "failed": N_("failed"),
    "not_here": N_("not here"),
}


_LEANINGS = {
    "more": N_("more often"),
    "same": N_("as before"),
    "less": N_("less often"),
}


def say_leaning(leaning: str) -> str:
    """Whether an item fails more often of late; an unknown leaning as it is written."""
    return say_code(_LEANINGS, leaning)


def say_standing(standing: str) -> str:
    """How a list of checks stands; an unknown standing as it is written."""
    return say_code(_STANDINGS, standing)


def say_result(result: str) -> str:
    """What was found at an item; an unknown result as it is written."""
    return say_code(_RESULTS, result)


def problem_words(name: Words, words: str) -> str:
    """A failed item as what is to be put right."""
    return _("{item}: {words}").format(item=name.say(language()), words=words)


def again_words(name: Words) -> str:
    """How it will be looked at whether a failed item was put right."""
    return _("Look at “{item}” again").format(item=name.say(language()))
