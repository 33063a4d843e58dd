"""A person of the staff, what he has before him, and what became of it when he left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.domain.errors import RuleBroken
    from counter_tui.domain.role import Role
    from counter_tui.services.views.lines import MatterLine


class StaffView(Struct, frozen=True):
    """A person of the staff. ``pin`` is set only on a demo station.

    While the person is away: ``stand_in`` by number, why, and the last day of it as far as that is known.
    """

    staff_no: str
    name: str
    role: Role
    phone: str
    active: bool
    initials: str
    open_matters: int = 0
    drafts: int = 0
    pin: str = ""
    stand_in: str = ""
    absence: str = ""
    away_until: date | None = None


class Workload(Struct, frozen=True):
    """What a person handles or is offered; ``answering``: how many more he answers for as first contact only."""

    lines: tuple[MatterLine, ...]
    answering: int


class Gone(Struct, frozen=True):
    """Somebody has left: how many drafts came to who recorded it, and which matters to which colleague, by name."""

    drafts: int
    moved: tuple[tuple[MatterLine, str], ...] = ()


class Moved(Struct, frozen=True):
    """What was given to colleagues, with their names, and what a rule kept back."""

    moved: tuple[tuple[MatterLine, str], ...]
    left: tuple[tuple[MatterLine, RuleBroken], ...]
