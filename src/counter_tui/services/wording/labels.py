"""The words of labels of special customers."""

from __future__ import annotations

from counter_tui.i18n import N_, _

WORDS = {
    "label_kind_unknown": N_("Choose which label it is"),
    "label_number_unfit": N_("Neither an account nor an identity number: check it"),
    "label_evidence_missing": N_("“{evidence}” is missing: no label without the evidence of its process"),
    "label_evidence_foreign": N_("“{evidence}” is evidence of another label"),
    "label_approval_missing": N_("Say who approved it in that process"),
    "label_until_past": N_("The last day of the label lies in the past"),
    "label_until_far": N_("This label may last {days} days at most"),
    "label_twice": N_("This customer has this label already: look at it again, or withdraw it first"),
    "label_own_review": N_("Somebody else than who gave a label looks at it again"),
    "label_not_in_force": N_("This label does not hold any more: look at the list again"),
    "label_why_unknown": N_("Choose why the label is withdrawn"),
}
"""The words of the rules by code."""

_STATES = {"holds": N_("holds"), "expired": N_("expired"), "withdrawn": N_("withdrawn")}
_ENDS = {
    "settled": N_("what it was for is settled"),
    "review": N_("looked at again and not upheld"),
    "mistake": N_("given by mistake"),
}


def say_label_state(state: str) -> str:
    """Whether a label holds."""
    return _(_STATES[state])


def say_label_end(why: str) -> str:
    """Why a label is withdrawn."""
    return _(_ENDS[why])
