"""What may be said at the door, as the program is shipped with it."""

from __future__ import annotations

from counter_tui.domain.door.models import Door, parse_door
from counter_tui.services.reference.files import shipped


def load_door() -> Door:
    """The shipped door, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_door(shipped("door.toml"))
