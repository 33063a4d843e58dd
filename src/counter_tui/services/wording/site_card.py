"""The site card in words: what may not be set, and what is wrong with it."""

from __future__ import annotations

from counter_tui.i18n import N_, ngettext
from counter_tui.services.wording.codes import say_code

WORDS = {
    "card_nobody": N_("Name who answers for the station"),
    "card_deputy_same": N_("Nobody is his own deputy: name somebody else, or leave it empty"),
    "card_phone_missing": N_("Write the phone at which the station is reached"),
    "card_rhythm": N_("Write after how many days the station is inspected: 1 to {days}"),
}
"""The words of the rules by code."""

_GAPS = {
    "nobody": N_("No one in charge"),
    "left": N_("In charge has left"),
    "deputy_left": N_("Deputy has left"),
    "inspection": N_("Inspection due"),
}


def say_card_gap(gap: str) -> str:
    """What is wrong with the site card; an unknown one as it is written."""
    return say_code(_GAPS, gap)


def say_rhythm(days: int) -> str:
    """How often the station is inspected."""
    return ngettext("every day", "every {count} days", days).format(count=days)
