"""What may not be done with a request that is being taken down, in words."""

from __future__ import annotations

from counter_tui.i18n import N_

WORDS = {
    "draft_unfit": N_("To put right: {count}. First {problem}"),
    "draft_unknown": N_("This draft is gone: it was submitted or discarded; start a new one"),
    "not_your_draft": N_("This draft is a colleague's: only that person can go on with it"),
    "customer_unknown": N_("No customer has this account: check the number"),
    "kind_missing": N_("Choose what the customer wants first"),
    "kind_unknown": N_("This kind of request is not in the catalogue: choose another"),
    "identity_kind_unknown": N_("This kind of paper is not known: choose one of the list"),
}
"""The words of the rules by code."""
