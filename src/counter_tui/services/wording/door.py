"""The words of the door: grounds and what is waited for, by their codes."""

from __future__ import annotations

from functools import cache

from counter_tui.domain.door.models import Door
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import language
from counter_tui.services.reference.door import load_door


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


def say_outcome_at_door(code: str) -> str:
    """How a request ended, by its code."""
    return next((each.name.say(language()) for each in _door().outcomes if each.code == code), code)
