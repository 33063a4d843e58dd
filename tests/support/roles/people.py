"""Somebody of every role on the small station."""

from __future__ import annotations

from pathlib import Path

from counter_tui.domain.role import Role
from counter_tui.domain.staff.roles import Actor
from support.bundles import PAPER_CENTRE, belong_to
from support.stations import LI, PINS, WANG, ZHAO, SmallStation, open_small_station

GUIDE, HEAD = Actor("105", "林导", "guide"), Actor("106", "赵所", "head")
PEOPLE: dict[Role, Actor] = {"clerk": LI, "lead": WANG, "guide": GUIDE, "head": HEAD, "auditor": ZHAO}
ALL_PINS = {**PINS, "105": "618350", "106": "729461"}


def staffed(folder: Path) -> SmallStation:
    """The small station with somebody of every role; its PC belongs to a centre that only signs."""
    small = open_small_station(folder)
    for person in (GUIDE, HEAD):
        small.services.staff.add(WANG, person.staff_no, person.name, person.role, ALL_PINS[person.staff_no])
    belong_to(small.services, PAPER_CENTRE)
    return small
