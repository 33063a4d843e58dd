"""What the dispatchers have said to the demo station of outages today and tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from counter_tui.services.demo.customers import Invented

if TYPE_CHECKING:
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.intake.outages import OutageService

_HEADINGS = "停电编号,停电类型,台区,线路,开始时间,结束时间,停电原因"
_SOURCE = "县调度"


def take_outages(outages: OutageService, lead: Actor, customers: Sequence[Invented], today: date) -> None:
    """Take in a list in which some districts have a planned outage today, some tomorrow, and some had a fault."""
    districts = sorted({customer.transformer_area for customer in customers})
    before, after = today - timedelta(days=2), today + timedelta(days=1)
    lines = (
        f"JH-101,计划停电,{'、'.join(districts[::4])},10kV青石线,{today} 14:00,{today} 17:00,更换变压器",
        f"JH-102,计划停电,{'、'.join(districts[1::6])},10kV新塘线,{after} 08:30,{after} 11:30,线路检修",
        f"GZ-31,故障停电,{'、'.join(districts[2::5])},10kV柳河线,{before} 19:10,{before} 20:45,大风刮断导线",
    )
    outages.import_data(lead, "\n".join((_HEADINGS, *lines)).encode("utf-8"), source=_SOURCE)
