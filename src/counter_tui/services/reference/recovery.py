"""What bad ratings are made good by, as the program is shipped with it."""

from __future__ import annotations

from functools import cache

from counter_tui.domain.recovery.measures import Measures, parse_measures
from counter_tui.services.reference.files import shipped


@cache
def shipped_measures() -> Measures:
    """The same, read once for all."""
    return load_measures()


def load_measures() -> Measures:
    """The shipped causes, remedies and limits, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_measures(shipped("recovery.toml"))
