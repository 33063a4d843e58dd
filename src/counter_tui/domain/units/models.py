"""The units that ship with the program, as data."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Profile, Words

CODE_FORM = r"^[A-Z0-9]{2,12}$"


class ShippedUnit(Block, frozen=True, kw_only=True):
    """A unit of the company, or with ``outside`` a body that does not belong to it, and what it answers for.

    At stations of every profile unless ``profiles`` names some. ``phone`` is one of the whole country.
    """

    code: Annotated[str, Meta(pattern=CODE_FORM)]
    name: Words
    answers: Words
    outside: bool = False
    profiles: tuple[Profile, ...] = ()
    phone: str = ""
    source: str


def parse_units(text: str, profile: Profile, file: str = "units.toml") -> tuple[ShippedUnit, ...]:
    """The units of this TOML text that a station of this profile has, in the order of the file.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    top, place = read_toml(file, text), Place(file, "top")
    for key in top:
        if key != "unit":
            place.refuse(key, "unknown_field")
    made = (
        build(ShippedUnit, table, place.inner("unit", table, number))
        for number, table in tables(top, "unit", place)
    )
    units = tuple(unit for unit in made if not unit.profiles or profile in unit.profiles)
    if double := twice([unit.code for unit in units]):
        place.refuse("unit", "twice", double)
    return units
