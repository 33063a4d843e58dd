"""The words of enquiries: where one stands, and that a request began as one."""

from __future__ import annotations

from datetime import datetime, tzinfo

from counter_tui.domain.facts.matter import Asked
from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_moment

WORDS = {
    "topic_unknown": N_("There is no such topic: choose one of the list"),
    "enquiry_unknown": N_("This enquiry is not on this PC"),
    "enquiry_words_missing": N_("Write what was asked: whoever answers later has to know it"),
    "enquiry_not_open": N_("This enquiry does not stand open any more: look at the list again"),
    "enquiry_answer_missing": N_("Write what the customer was told"),
    "enquiry_carried_on": N_("This enquiry is matter {number} already"),
    "promise_unknown": N_(
        "The catalogue promises no answer to a question of this topic: tell the shift lead"
    ),
}
"""The words of the rules by code."""

_STATES = {
    "answered": N_("answer given"),
    "open": N_("not answered"),
    "carried": N_("became a matter"),
}


def say_enquiry_state(state: str) -> str:
    """Where an enquiry stands."""
    return say_code(_STATES, state)


def first_asked(asked: Asked | None, now: datetime, zone: tzinfo) -> str:
    """That the request began as an enquiry, and when; empty where it did not."""
    if asked is None:
        return ""
    return _("asked first {when}, as an enquiry").format(when=say_moment(asked.asked_at, now, zone))
