"""The units that ship with the program."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Profile
from counter_tui.domain.units.models import ShippedUnit, parse_units
from counter_tui.services.reference.files import shipped


def load_units(profile: Profile) -> tuple[ShippedUnit, ...]:
    """The shipped units of this profile, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_units(shipped("units.toml"), profile)
