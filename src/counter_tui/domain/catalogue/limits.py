"""How long a limit of a promise may be at most."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Unit

LONGEST_DAYS = 3660
_IN_A_DAY: dict[Unit, int] = {"minute": 24 * 60, "hour": 24, "calendar_day": 1, "working_day": 1}


def longest_limit(unit: Unit) -> int:
    """How many of this unit a limit may have at most."""
    return LONGEST_DAYS * _IN_A_DAY[unit]
