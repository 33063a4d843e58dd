"""The dimensions of a third party's survey, as the program is shipped with them."""

from __future__ import annotations

from counter_tui.domain.survey.models import Dimension, parse_dimensions
from counter_tui.services.reference.files import shipped


def load_dimensions() -> tuple[Dimension, ...]:
    """The shipped dimensions, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_dimensions(shipped("survey.toml"))
