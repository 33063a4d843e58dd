"""What is said of records of other PCs."""

from __future__ import annotations

from counter_tui.i18n import N_, _

WORDS = {
    "attention_settled": N_("Somebody settled it meanwhile"),
}
"""What each rule is said by."""

_UNREAD = {
    "unknown": N_("Written by a later program: a sort this one does not know"),
    "later": N_("Written by a later program: a version this one does not know"),
    "unfit": N_("Not as this program writes it"),
}


def say_unread(reason: str) -> str:
    """Why a fact of another PC is not understood."""
    return _(_UNREAD.get(reason, _UNREAD["unfit"]))
