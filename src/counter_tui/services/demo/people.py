"""The staff of the demo station, with their PINs: the only station whose PINs anybody may know."""

from __future__ import annotations

from typing import NamedTuple

from counter_tui.domain.role import Role


class Person(NamedTuple):
    """Somebody of the demo station's staff."""

    staff_no: str
    name: str
    role: Role
    pin: str
    phone: str


PEOPLE = (
    Person("1001", "李敏", "clerk", "271604", "15400001001"),
    Person("1002", "张磊", "clerk", "835092", "15400001002"),
    Person("1003", "陈静", "guide", "460713", "15400001003"),
    Person("1005", "王强", "lead", "592847", "15400001005"),
    Person("1008", "赵国平", "head", "718305", "15400001008"),
    Person("1009", "孙玉梅", "auditor", "304968", "15400001009"),
)
DEMO_LEAD = "1005"
"""Who acts where a command names nobody."""
HEAD = "1008"
GUIDE = "1003"


def demo_pins() -> dict[str, str]:
    """The PINs of the demo station by staff number."""
    return {person.staff_no: person.pin for person in PEOPLE}


def person(staff_no: str) -> Person:
    """The person with this number; raises KeyError when there is none."""
    return {each.staff_no: each for each in PEOPLE}[staff_no]
