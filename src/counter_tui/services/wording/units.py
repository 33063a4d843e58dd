"""Units in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, language

if TYPE_CHECKING:
    from counter_tui.domain.units.directory import Unit

WORDS = {
    "unit_unknown": N_("No unit has the code {unit}: look at the list of units"),
    "unit_code_unfit": N_("The code of a unit has 2 to 12 capitals and digits"),
    "unit_answers_missing": N_("Write what this unit answers for"),
    "unit_phone_unfit": N_("The phone of a unit has 3 to 12 digits, an extension after a hyphen"),
    "unit_text_too_long": N_("Too long: at most {longest} characters"),
}
"""The words of the rules by code."""


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
