"""Ratings in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_moment

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from counter_tui.domain.catalogue.ratings import RatingScale
    from counter_tui.services.ratings.alert import LowRatings

WORDS = {
    "no_token": N_("This visit has nothing to rate: something has to be accepted first"),
    "token_used": N_("This visit was rated already, or the time for it is over"),
    "token_over": N_("This visit is too long ago to be rated now"),
    "not_shown": N_("The question does not stand before the customer on this pad"),
    "pad_held": N_("A rating pad runs on this PC already: the customer rates there"),
    "pad_asks_no_more": N_("Too late for the rating pad to ask by itself: close it, then press F4 again"),
    "pad_not_held": N_("This pad has given up its place: start it again"),
    "level_unknown": N_("There is no such level: press 1 to 5"),
    "not_the_customers_hand": N_("Only the customer rates, at a pad that has asked"),
    "not_rated": N_("There is no rating of this visit that a reason could belong to"),
    "reason_said": N_("The reason of this rating was said already"),
    "reason_late": N_("Too late for a reason: the rating counts without one"),
    "reason_unknown": N_("This reason does not belong to the level: choose one that is shown"),
}
"""The words of the rules by code."""

_TOKEN_STATES = {
    "armed": N_("Not rated yet"),
    "asked": N_("The pad asks the customer"),
    "rated": N_("Rated"),
    "declined": N_("Declined to rate"),
    "timed_out": N_("No rating in time"),
    "device_down": N_("The rating pad failed"),
    "unexplained": N_("Never asked to rate"),
}


def say_token_state(state: str) -> str:
    """What became of a visit's rating."""
    return say_code(_TOKEN_STATES, state)


_PADS = {
    "screen": N_("on the rating screen"),
    "tablet": N_("on the tablet"),
    "turned": N_("on the turned screen"),
}


def say_pad(pad: str) -> str:
    """On which pad the customer was asked."""
    return say_code(_PADS, pad)


def say_shown(since: datetime | None, now: datetime, zone: tzinfo) -> str:
    """From when a clerk sees how he was rated."""
    if since is None:
        return _("values are not shown to clerks here")
    return _("values show from {when}").format(when=say_moment(since, now, zone))


def say_low(low: LowRatings) -> str:
    """The newest bad rating nobody has dealt with: how, why, and how many there are; nobody's name."""
    return say_newest_low(low) + say_lows(low)


def say_newest_low(low: LowRatings) -> str:
    """How the newest bad rating is, and why."""
    said = low.level.say(language())
    if low.reason is None:
        return said
    return _("{level}: {reason}").format(level=said, reason=low.reason.say(language()))


def say_lows(low: LowRatings) -> str:
    """How many bad ratings there are, said after the newest; nothing where it is the only one."""
    return "" if low.count == 1 else _("; {count} in all").format(count=low.count)


def say_level(scale: RatingScale, level: int) -> str:
    """The name of a level of the rating, the number itself where the scale has none."""
    return next((known.name.say(language()) for known in scale.levels if known.level == level), str(level))


def say_rating_reason(scale: RatingScale, code: str) -> str:
    """The text of a reason of the rating."""
    reasons = (reason for level in scale.levels for reason in level.reasons)
    return next((reason.text.say(language()) for reason in reasons if reason.code == code), code)
