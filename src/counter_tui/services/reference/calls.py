"""What helps when a customer is getting angry, as the program is shipped with it."""

from __future__ import annotations

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables
from counter_tui.domain.catalogue.models import Words
from counter_tui.services.reference.files import shipped


def load_calming() -> tuple[Words, ...]:
    """The shipped lines in their order, read anew at every call; raises CatalogueBroken for a damaged file."""
    place = Place("lines.toml", "top")
    listed = tables(read_toml(place.file, shipped("calls", "lines.toml")), "line", place)
    return tuple(build(Words, table, place.inner("line", table, number)) for number, table in listed)
