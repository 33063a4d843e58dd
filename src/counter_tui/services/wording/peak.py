"""The words of peak mode."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.i18n import N_, _

WORDS = {
    "peak_already": N_("Peak mode is on already: somebody was quicker"),
    "peak_not": N_("Peak mode is off already: somebody was quicker, or the day is over"),
}
"""The words of the rules by code."""

_LATER = {"address": N_("address"), "place": N_("address or account")}


def say_completion(later: Iterable[str]) -> str:
    """What is to be completed, as a task says it; empty for nothing."""
    names = _(", ").join(_(_LATER[each]) for each in later)
    return _("Complete: {names} (accepted at peak)").format(names=names) if names else ""
