"""The words of anonymous comments."""

from __future__ import annotations

from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

WORDS = {
    "comment_unknown": N_("This comment is not on this PC: look at the list again"),
    "comment_settled": N_("This comment is settled already"),
    "comment_number": N_(
        "Comment {place} has a telephone, account or identity number in it: leave it out, nobody may be found out"
    ),
    "comments_came_missing": N_("Say where the comments come from: the box, or sheets"),
    "comments_none": N_("Type at least one comment"),
    "comments_many": N_("At most {most} comments at once: take the others in as another batch"),
    "comments_day": N_("The day the box was emptied lies at most {days} days back: write it as 2025-11-28"),
}
"""The words of the rules by code."""

_CAME = {"box": N_("Box"), "sheets": N_("Sheets")}


def say_came(came: str) -> str:
    """Where comments come from; an unknown place as it is written."""
    return say_code(_CAME, came)
