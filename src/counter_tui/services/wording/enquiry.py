"""The words of enquiries: where one stands, and that a request began as one."""

from __future__ import annotations

from datetime import datetime, tzinfo

from counter_tui.domain.facts.matter import Asked
from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_moment

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
