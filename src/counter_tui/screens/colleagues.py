"""Colleagues to choose from, as every question that asks for one offers them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from counter_tui.i18n import _
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.choices import Choice

if TYPE_CHECKING:
    from counter_tui.services.views.staff import StaffView


def colleagues(staff: Iterable[StaffView]) -> list[Choice]:
    """One choice a person: found by name, initials or number, with role and open matters beside it."""
    return [
        Choice(
            each.staff_no,
            each.name,
            (each.initials, each.staff_no),
            _("{role}, {count} open").format(role=say_role(each.role), count=each.open_matters),
        )
        for each in staff
    ]
