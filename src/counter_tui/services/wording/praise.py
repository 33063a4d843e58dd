"""The words of the praise register: what may not be done, where praise came from, where it stands."""

from __future__ import annotations

from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code

WORDS = {
    "praise_unknown": N_("This praise is not on this PC: look at the list again"),
    "praise_source_missing": N_(
        "Say how the praise came: letter, banner, telephone, counter, 95598 or media"
    ),
    "praise_words_missing": N_("Say in a few words what was praised"),
    "praise_day_ahead": N_("The day of the praise is still to come: put it right"),
    "praise_proof_missing": N_("Say what proves it and where that is kept"),
    "praise_unproven": N_("Nothing proves this yet: first say what does and where that is kept"),
    "praise_confirmed": N_("This is confirmed already"),
    "praise_yours": N_("This praises you, or whom you stand in for: another lead confirms it"),
    "praise_out": N_("This was taken out: note it again if that was wrong"),
}
"""The words of the rules by code."""

_SOURCES = {
    "letter": N_("Letter of thanks"),
    "banner": N_("Banner"),
    "phone": N_("Telephone"),
    "counter": N_("Said at the counter"),
    "95598": N_("95598 order"),
    "media": N_("Media"),
}
_STATES = {
    "noted": N_("Not confirmed"),
    "confirmed": N_("Confirmed"),
    "out": N_("Taken out"),
}


def say_praise_source(source: str) -> str:
    """How praise came; an unknown way as it is written."""
    return say_code(_SOURCES, source)


def say_praise_state(state: str, *, proven: bool = True) -> str:
    """Where a praise stands; of one not confirmed also that nothing proves it."""
    if state == "noted" and not proven:
        return _("No proof yet")
    return say_code(_STATES, state)


def say_praised(name: str) -> str:
    """Who is praised."""
    return name or _("The whole station")
