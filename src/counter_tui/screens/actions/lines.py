"""How an action item stands in the list, and in full below or beside it."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language, ngettext
from counter_tui.screens.sheet import LABEL_CELLS, Lines, folded, labelled
from counter_tui.services.wording.actions import say_action_state, say_origin
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.cells import cut, pad, width
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.services.actions.service import ActionLine

_DUE, _OWNER, _AGE = 13, 7, 7
_STATE = {"zh": 7, "en": 15}
_REST = 39
"""Cells for the problem and where it stands."""


def columns() -> tuple[Column, ...]:
    """By when, who, what, for how long, where it stands."""
    state = _STATE[language()]
    return (
        Column(_("By when"), _DUE),
        Column(_("Owner"), _OWNER),
        Column(_("Problem"), _REST - state),
        Column(_("Carried"), _AGE),
        Column(_("Stands"), state),
    )


def row(line: ActionLine, today: date) -> Row:
    """The item as a row; one whose day is over has a sign as well as a colour."""
    state = _STATE[language()]
    stands: Role = "soon" if line.state == "reported" else "secondary"
    cells = (
        _due(line, today),
        cut(line.owner_name, _OWNER),
        cut(line.words, _REST - state),
        Piece(_days(line.age), "secondary"),
        Piece(say_action_state(line.state), stands),
    )
    return Row(line.item_id, cells)


def _due(line: ActionLine, today: date) -> Piece:
    said = say_day(line.due, today)
    if width(said) > _DUE - 2:
        said = line.due.isoformat()
    if line.late:
        return Piece(pad(said, _DUE - 1) + "▲", "broken")
    return Piece(said, "soon" if line.state != "verified" and line.due == today else "text")


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)


def in_full(line: ActionLine, today: date, zone: tzinfo, cells: int) -> Lines:
    """Everything that is known of the item, over as many lines as it takes."""
    room = cells - LABEL_CELLS
    made: Lines = labelled(_("Problem"), folded(line.words, room, "strong"))
    named = _("named by {name}, {day}").format(
        name=line.set_by, day=say_day(line.opened_at.astimezone(zone).date(), today)
    )
    made += labelled(_("Owner"), folded(f"{line.owner_name}   {named}   {say_origin(line.origin)}", room))
    role: Role = "broken" if line.late else "text"
    made += labelled(_("By when"), folded(_said_due(line, today), room, role))
    made += labelled(_("Look at"), folded(line.check, room))
    if line.words_done:
        made += labelled(_("Said done"), folded(line.words_done, room))
    return made + labelled(_("Stands"), folded(_said_state(line, today, zone), room))


def _said_due(line: ActionLine, today: date) -> str:
    parts = [say_day(line.due, today)]
    if line.late:
        parts.append(_("overdue"))
    if line.moved:
        parts.append(_("moved {count}").format(count=line.moved))
    if line.due != line.first_due:
        parts.append(_("at first {day}").format(day=say_day(line.first_due, today)))
    return "   ".join(parts)


def _said_state(line: ActionLine, today: date, zone: tzinfo) -> str:
    parts = [say_action_state(line.state)]
    if line.verified_at is not None:
        day = say_day(line.verified_at.astimezone(zone).date(), today)
        parts.append(_("{name}, {day}").format(name=line.verified_by, day=day))
    elif line.state != "verified":
        parts.append(_days(line.age))
    if line.sent_back:
        parts.append(_("sent back {count}").format(count=line.sent_back))
    if line.came_back:
        parts.append(_("came back {count}").format(count=line.came_back))
    return "   ".join(parts)
