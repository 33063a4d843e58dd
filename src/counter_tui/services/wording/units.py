"""Units in words."""

from __future__ import annotations

from counter_tui.domain.units.directory import Unit
from counter_tui.i18n import _, language


def say_side(outside: bool) -> str:
    """Which side of the company a unit is on."""
    return _("Outside") if outside else _("Company")


def say_reach(unit: Unit) -> str:
    """How a unit is reached, in one line; what nobody has entered is left out."""
    parts = (unit.phone, unit.person, unit.hours)
    return "  ".join(part for part in parts if part) or _("no phone entered yet")


def say_unit_line(unit: Unit) -> str:
    """A unit in one line: name, duty and how it is reached."""
    name, answers = unit.name.say(language()), unit.answers.say(language())
    return _("{name}: {answers} ({reach})").format(name=name, answers=answers, reach=say_reach(unit))
