"""Who may change the phone of a person of the staff, and what becomes of what was typed."""

from __future__ import annotations

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import StaffPhoneChanged
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.phone import decide_phone
from counter_tui.domain.staff.roles import ROLES, Actor, may
from support.clocks import NOON
from support.every import every
from support.stations import LI, WANG

CLERK = Colleague(LI.staff_no, LI.role)
TODAY = NOON.date()


@every("role", ROLES)
def test_whoever_manages_the_staff_changes_phones_and_nobody_else_also_not_the_own(role: str) -> None:
    actor = Actor(LI.staff_no, LI.name, next(each for each in ROLES if each == role))
    if may(actor.role, "manage_staff"):
        assert decide_phone(actor, CLERK, "", "13900000199", TODAY) is not None
    else:
        with pytest.raises(RuleBroken, match="not_allowed"):
            decide_phone(actor, CLERK, "", "13900000199", TODAY)


@every(
    "was, typed, kept",
    [
        ("", "139 0000 0199", "13900000199"),
        ("13900000199", "(0551) 62668800", "0551-62668800"),
        ("13900000199", " ", ""),
        ("13900000199", "+86 139-0000-0199", None),
        ("", "", None),
    ],
)
def test_a_phone_is_kept_folded_and_the_same_one_is_no_change(was: str, typed: str, kept: str | None) -> None:
    wanted = None if kept is None else StaffPhoneChanged(staff_no=LI.staff_no, phone=kept)
    assert decide_phone(WANG, CLERK, was, typed, TODAY) == wanted


def test_whoever_has_left_has_no_phone_to_change() -> None:
    with pytest.raises(RuleBroken, match="staff_unknown"):
        decide_phone(WANG, Colleague("103", "clerk", active=False), "", "13900000199", TODAY)
