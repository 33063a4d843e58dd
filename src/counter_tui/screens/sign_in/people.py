"""The invented people of a demo station, as a table: loaded only where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter_tui.i18n import _
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.staff import StaffView


def people_table(staff: Sequence[StaffView]) -> FactTable:
    """Those of them whose PIN may be shown, each with it."""
    columns = (
        Column(_("Staff no."), 10),
        Column(_("Name"), 10),
        Column(_("Role"), 18),
        Column(_("PIN"), 10),
    )
    table = FactTable(columns, id="demo-staff")
    table.fill(
        [
            Row(each.staff_no, (each.staff_no, each.name, say_role(each.role), Piece(each.pin, "soon")))
            for each in staff
            if each.pin
        ]
    )
    return table
