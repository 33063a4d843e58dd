"""Why personal data was shown in full, in words."""

from __future__ import annotations

from counter_tui.domain.revealing import OWN
from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

_REASONS = {
    "call": N_("calling the customer"),
    "papers": N_("checking the papers"),
    "site": N_("going to the customer's site"),
    "audit": N_("checking the records"),
}


def say_reveal_reason(reason: str, words: str = "") -> str:
    """The reason by its code, or the own words; a text that is no code stands as it was written."""
    if reason == OWN:
        return words
    return say_code(_REASONS, reason)
