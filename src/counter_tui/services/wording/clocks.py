"""The clocks of a matter in words: what has become of a promise, for whom it is, why it stands still."""

from __future__ import annotations

from counter_tui.i18n import N_, ngettext
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.promise import pause_words

_CLOCK_STATES = {
    "running": N_("Running"),
    "paused": N_("Paused"),
    "met": N_("Kept"),
    "broken": N_("Overdue"),
    "ended": N_("Ended with the matter"),
}
_STANDINGS = {
    "public": N_("Public promise"),
    "internal": N_("Internal limit"),
    "ceiling": N_("Regulator's limit"),
}


def say_clock_state(state: str) -> str:
    """What has become of a promise."""
    return say_code(_CLOCK_STATES, state)


def say_standing(standing: str) -> str:
    """Whether a limit is promised to customers, internal, or the regulator's."""
    return say_code(_STANDINGS, standing)


def say_pause_reason(reason: str) -> str:
    """Why the clocks of a matter stand still."""
    try:
        return pause_words(reason)
    except KeyError:
        return reason


def say_limit(limit: int, unit: str) -> str:
    """A limit with its unit, such as 5 working days."""
    if unit == "minute":
        return ngettext("{count} minute", "{count} minutes", limit).format(count=limit)
    if unit == "hour":
        return ngettext("{count} hour", "{count} hours", limit).format(count=limit)
    if unit == "calendar_day":
        return ngettext("{count} day", "{count} days", limit).format(count=limit)
    return ngettext("{count} working day", "{count} working days", limit).format(count=limit)
