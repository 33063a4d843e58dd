"""Whose a request is at the demo station: another unit's of the company, or somebody's outside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo.hall import Hall

TOLD = "这件事由{unit}办，电话和联系人写给您了，办到哪一步我给您打电话"


class Passed(NamedTuple):
    """A request that left through the door: how many working days before the last, and to whom."""

    back: int
    clerk: str
    outcome: str
    unit: str
    words: str
    help_given: str = ""


PASSED = (
    Passed(14, "1001", "outside", "WATER", "水表在自来水公司，电话写给您了", "替客户拨通了自来水公司电话"),
    Passed(6, "1002", "taken_along", "BILLING", "钱会计接的，请客户到二楼核对退费"),
    Passed(
        2,
        "1001",
        "outside",
        "GAS",
        "煤气开户在燃气公司，地址和电话写给您了",
        "查了燃气公司营业时间，告诉客户下午去",
    ),
)


def passed_on(hall: Hall) -> list[Iterator[datetime]]:
    """The requests of others, each with who was named and how the customer was helped."""
    last = len(hall.hours.days) - 1
    return [_passed(hall, each) for each in PASSED if each.back <= last]


def _passed(hall: Hall, passed: Passed) -> Iterator[datetime]:
    yield hall.hours.some(hall.random, len(hall.hours.days) - 1 - passed.back)
    who = hall.actor(passed.clerk)
    draft = hall.services.drafts.new(who)
    hall.services.door.end(
        who, draft, passed.outcome, passed.words, unit=passed.unit, help_given=passed.help_given
    )


def give_to_unit(hall: Hall, clerk: Actor, matter_id: str, code: str, call: datetime | None) -> None:
    """The customer is told which unit answers for it, its phone and whom to ask for, and by when he is called."""
    told = TOLD.format(unit=hall.services.units.find(code).name.zh)
    hall.services.first_contact.set_scope(clerk, matter_id, "company", code, told=told, next_call_at=call)


def hand_on(hall: Hall, clerk: Actor, matter_id: str, code: str) -> None:
    """It is phoned ahead and handed on to the unit."""
    unit = hall.services.units.find(code)
    hall.services.first_contact.do_step(clerk, matter_id, "phoned_ahead", f"{unit.person}接的，明天上午安排")
    receiver = Receiver(person=unit.person, phone=unit.phone, unit=unit.name.zh)
    hall.matters.hand_over(clerk, matter_id, receiver, "not_my_duty", way="phoned")
