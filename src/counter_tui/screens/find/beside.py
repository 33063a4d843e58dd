"""What stands beside the hits where the terminal is wide enough: the marked customer or matter."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.sheet import Lines, columns, folded, labelled
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.matter import say_state
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.services.views.found import CustomerLine
    from counter_tui.services.views.lines import MatterLine

MOST = 12
"""So many matters of a customer are listed."""


def late_mark(line: MatterLine, plain: bool) -> str:
    """The sign of a matter that is late, after a blank; it says without colour what the colour says."""
    return f" {sign('bad', plain)}" if line.attention == "late" else ""


def customer_lines(
    customer: CustomerLine,
    matters: tuple[MatterLine, ...],
    now: datetime,
    zone: tzinfo,
    cells: int,
    plain: bool,
) -> Lines:
    """The customer, masked as in the list but nothing cut, and the newest matters known under the account."""
    room = cells - 10
    made: Lines = [[Piece(customer.name, "heading")], [Piece(customer.account, "secondary")], []]
    for label, text in ((_("Phone"), customer.phone), (_("Address"), customer.address)):
        made += labelled(label, folded(text, room)) if text else []
    if customer.open_matters:
        made += labelled(_("On hand"), [[Piece(str(customer.open_matters), "soon")]])
    if not matters:
        return made
    today = now.astimezone(zone).date()
    rows = [_row(line, today, zone, plain) for line in matters[:MOST]]
    return [*made, [], [Piece(_("Matters"), "heading")], *columns(rows, cells, stretch=1)]


def _row(line: MatterLine, today: date, zone: tzinfo, plain: bool) -> list[Piece]:
    role: Role = "broken" if line.attention == "late" else "text"
    due = say_day(line.due_at.astimezone(zone).date(), today) if line.due_at else ""
    return [
        Piece(line.short, "secondary"),
        Piece(line.kind.say(language())),
        Piece(say_state(line.state)),
        Piece(due + late_mark(line, plain), role),
    ]
