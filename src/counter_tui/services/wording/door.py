"""The words of the door: grounds and what is waited for, by their codes."""

from __future__ import annotations

from functools import cache

from counter_tui.domain.door.models import Door
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, language
from counter_tui.services.reference.door import load_door

WORDS = {
    "reason_forbidden": N_("“{piece}” turns nobody away: {why}"),
    "door_only": N_("Somebody has asked for this already: open the draft and say there how it ends"),
    "already_accepted": N_("This request was accepted already as {number}: open that matter"),
    "outcome_unknown": N_("There is no such end of a request: choose one of the list"),
    "ground_unknown": N_("This is no lawful ground for this kind of request: choose one of the list"),
    "resource_unknown": N_("Nothing of the kind is waited for: choose one of the list"),
    "appeal_unknown": N_("Nobody has written down where to appeal: tell the shift lead"),
    "words_too_short": N_("Write it so that others understand it: {least} characters or more"),
    "refused_alone": N_("Nobody refuses a customer alone: another lead or the head decides with an own PIN"),
    "pause_words_missing": N_(
        "Write what it rests on: what the customer said, which approval, what happened"
    ),
    "not_waiting": N_("The matter waits for nothing any more"),
    "span_backwards": N_("The first day comes after the last"),
    "span_too_long": N_("At most {days} days can be looked at at once"),
}
"""The words of the rules by code."""


@cache
def _door() -> Door:
    return load_door()


def say_resource(code: str) -> str:
    """What is lacking, by its code."""
    try:
        return _door().resource(code).name.say(language())
    except RuleBroken:
        return code


def say_unit(code: str) -> str:
    """Which unit brings what is lacking."""
    try:
        return _door().resource(code).unit.say(language())
    except RuleBroken:
        return ""


def say_ground(code: str) -> str:
    """A lawful ground, by its code."""
    return next((each.name.say(language()) for each in _door().grounds if each.code == code), code)
