"""What every screen's top line says of the station."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct


class StationView(Struct, frozen=True):
    """What every screen's top line says of the station, and what its people are called, by staff number.

    ``peak`` says that peak mode is on.
    """

    code: str
    name: str
    device: str
    demo: bool
    profile: str
    lead: str
    unsent: int
    date_doubt: Literal["", "back", "far"]
    names: Mapping[str, str]
    peak: bool = False
