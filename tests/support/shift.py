"""Changing the lead of the small station."""

from __future__ import annotations

from support.stations import LI, PINS, SmallStation


def handed_to(small: SmallStation, staff_no: str, pin: str) -> None:
    """Somebody takes the shift from whoever of the small station leads, by both PINs."""
    was = small.services.calls.lead_now()
    small.services.shift.take(LI, staff_no, pin, was, was, PINS[was])
