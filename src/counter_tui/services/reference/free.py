"""What may not be charged for, and what is said of whose an installation is, as the program is shipped with it."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from counter_tui.domain.catalogue.blocks import Place, build, read_toml
from counter_tui.domain.price.book import Boundary, FreeRule
from counter_tui.services.reference.files import shipped

_FILE, _BOUNDARY = "free.toml", "boundary.toml"


@cache
def load_boundary() -> Boundary:
    """What is said of the boundary of ownership, read once; raises CatalogueBroken for a damaged file."""
    return build(Boundary, read_toml(_BOUNDARY, shipped(_BOUNDARY)), Place(_BOUNDARY, "boundary"))


class _Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written."""

    free: tuple[FreeRule, ...]


@cache
def load_free() -> tuple[FreeRule, ...]:
    """The shipped rules, read once, since every quote asks; raises CatalogueBroken for a damaged file."""
    return build(_Rules, read_toml(_FILE, shipped(_FILE)), Place(_FILE, "free")).free
