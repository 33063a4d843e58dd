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
    "clash": N_("Does not go together with what is recorded here"),
}


def say_unread(reason: str) -> str:
    """Why a fact of another PC is not understood."""
    return _(_UNREAD.get(reason, _UNREAD["unfit"]))


def say_what_becomes(reason: str) -> str:
    """What becomes of a fact of another PC that is not understood, or not shown."""
    if reason == "clash":
        return _(
            "It is kept and passed on, and tried again at each call. If it stays, run counter-tui doctor."
        )
    return _("It is kept and passed on. It is read by itself once this PC has the later program.")
