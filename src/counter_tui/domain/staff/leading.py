"""Who leads the shift now: until there are rosters, whoever signed in last as lead and still works here."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def lead_now(signed_in: Iterable[str], works_here: Callable[[str], bool]) -> str:
    """The staff number of who leads, of those who signed in as lead, the newest first; empty when there is nobody."""
    return next((staff_no for staff_no in signed_in if works_here(staff_no)), "")
