"""How the demo station reaches the units of its company and a few bodies outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.units import UnitService

REACHED = (
    ("METERING", "0571-55500101", "周工", "8:30-17:00"),
    ("BILLING", "0571-55500102", "钱会计", "8:30-17:00"),
    ("OPERATION", "0571-55500103", "值班室", ""),
    ("COMMAND", "0571-55500104", "值班室", ""),
    ("PROJECTS", "0571-55500105", "项目经理组", "8:30-17:00"),
    ("WORKS", "0571-55500106", "", "8:30-17:00"),
    ("WATER", "0571-55500201", "", "8:30-17:00"),
    ("GAS", "0571-55500202", "", ""),
)
"""Code, phone, whom to ask for, hours; the numbers are nobody's."""


def enter_units(units: UnitService, lead: Actor) -> None:
    """Enter them."""
    for code, phone, person, hours in REACHED:
        units.enter(lead, code, phone=phone, person=person, hours=hours)
