"""Ratings in words."""

from __future__ import annotations

from counter_tui.domain.catalogue.ratings import RatingScale
from counter_tui.i18n import N_, language
from counter_tui.services.wording.codes import say_code

_TOKEN_STATES = {
    "armed": N_("Not rated yet"),
    "rated": N_("Rated"),
    "declined": N_("Declined to rate"),
    "timed_out": N_("No rating in time"),
}


def say_token_state(state: str) -> str:
    """What became of a visit's rating."""
    return say_code(_TOKEN_STATES, state)


def say_level(scale: RatingScale, level: int) -> str:
    """The name of a level of the rating, the number itself where the scale has none."""
    return next((known.name.say(language()) for known in scale.levels if known.level == level), str(level))


def say_rating_reason(scale: RatingScale, code: str) -> str:
    """The text of a reason of the rating."""
    reasons = (reason for level in scale.levels for reason in level.reasons)
    return next((reason.text.say(language()) for reason in reasons if reason.code == code), code)
