"""A person of the staff as row and as fact."""

from __future__ import annotations

import re

from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import StaffAdded
from counter_tui.domain.role import Role
from counter_tui.domain.staff.pins import pin_mark, require_strong
from counter_tui.domain.staff.roles import ROLES
from counter_tui.domain.text import fold, fold_code
from counter_tui.services.reference.initials import initials_of
from counter_tui.services.staff.pin_hashing import hash_pin

LONGEST_NAME = 40
"""Characters of a person's name."""
_STAFF_NO = re.compile(r"^[0-9A-Z]{2,12}$")


def new_person(staff_no: str, name: str, role: str, pin: str, phone: str, salt: bytes) -> StaffRow:
    """The row of a new person with a phone that was checked.

    Raises RuleBroken for a number, name, role or PIN that does not fit.
    """
    number = fold_code(staff_no)
    if not _STAFF_NO.match(number):
        raise RuleBroken("staff_no_unfit", staff_no=number)
    if not fold(name):
        raise RuleBroken("name_missing")
    if len(fold(name)) > LONGEST_NAME:
        raise RuleBroken("staff_name_too_long", longest=LONGEST_NAME)
    require_strong(fold_code(pin), number)
    return StaffRow(
        staff_no=number,
        name=fold(name),
        initials=initials_of(fold(name)),
        role=role_of(role),
        phone=phone,
        pin_hash=hash_pin(fold_code(pin), salt),
        active=1,
        failures=0,
        wait_until_ms=0,
        rev=1,
    )


def added(row: StaffRow, sealed: str) -> StaffAdded:
    """The fact that a person joined the staff, with what is kept of the PIN as it was ``sealed``."""
    return StaffAdded(
        staff_no=row.staff_no,
        name=row.name,
        role=role_of(row.role),
        phone=row.phone,
        pin_mark=pin_mark(row.pin_hash),
        pin_sealed=sealed,
    )


def role_of(text: str) -> Role:
    """The role of this name. Raises RuleBroken("role_unknown")."""
    for role in ROLES:
        if role == text:
            return role
    raise RuleBroken("role_unknown", role=text)
