"""The words of being away and standing in."""

from __future__ import annotations

from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

WORDS = {
    "stand_in_missing": N_("Say who stands in: somebody of the staff who is here"),
    "stand_in_himself": N_("Nobody stands in for himself: choose a colleague"),
    "stand_in_cannot_work": N_("{to} takes on no work by the role: choose another to stand in"),
    "stand_in_away": N_("{to} is away too, {stand_in} stands in there: choose somebody who is here"),
    "absence_reason_missing": N_("Choose why the person is away"),
    "until_past": N_("The last day of the absence lies in the past: put it right"),
    "until_unfit": N_("The last day is not a day: write it as 2025-11-28, or leave it empty"),
    "not_away": N_("{to} is not noted as away"),
    "stands_in": N_("{to} stands in for somebody who is away: name another stand-in with the leaving"),
    "receiver_away": N_("{to} is away, {stand_in} stands in there: choose somebody who is here"),
}
"""The words of the rules by code."""

_REASONS = {
    "ill": N_("ill"),
    "leave": N_("on leave"),
    "training": N_("in training"),
    "other_duty": N_("on other duty"),
    "left": N_("left for good"),
}


def say_absence(reason: str) -> str:
    """Why somebody is away; an unknown reason as it is written."""
    return say_code(_REASONS, reason)
