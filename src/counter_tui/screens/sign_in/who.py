"""Who is meant by a staff number or by the initials of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter_tui.services.views.staff import StaffView


def staff_meant(staff: Sequence[StaffView], typed: str) -> StaffView | None:
    """The one person with this staff number, or with these initials or this name if only one has them."""
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not text:
        return None
    for person in staff:
        if person.staff_no.casefold() == text:
            return person
    named = [each for each in staff if text in (each.name.casefold(), *each.initials.casefold().split())]
    return named[0] if len(named) == 1 else None
