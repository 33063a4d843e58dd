"""What every screen's top line says of the station."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct


class Contact(Struct, frozen=True):
    """Whether the company's centre answered the last call, and when it answered last."""

    answers: bool
    answered_at: datetime | None


class StationView(Struct, frozen=True):
    """What every screen's top line says of the station, and what its people are called, by staff number.

    ``peak`` says that peak mode is on; ``centre`` is None where this PC belongs to none.
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
    centre: Contact | None = None
