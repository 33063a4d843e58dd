"""What bad ratings are made good by, as the program is shipped with it; compiled, since a start may read it."""

from __future__ import annotations

from functools import cache

from counter_tui.domain.reading import read_json
from counter_tui.domain.recovery.measures import Measures
from counter_tui.services.reference.files import shipped


@cache
def shipped_measures() -> Measures:
    """The same, read once for all."""
    return load_measures()


def load_measures() -> Measures:
    """The shipped causes, remedies and limits, read anew at every call; raises ValueError for a damaged file."""
    return read_json(shipped("compiled", "recovery.json"), Measures)


def measures_text() -> str:
    """The TOML text people write them as."""
    return shipped("recovery.toml")
