"""Leaving the staff: what has to hold before, and what goes to whoever records it."""

from __future__ import annotations

from counter_tui.db import begun, people
from counter_tui.db import drafts as draft_rows
from counter_tui.db.reading import leading
from counter_tui.db.store import Writing
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import StaffLeft
from counter_tui.domain.staff.absence import Colleague, require_not_leading
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.station import Station

_CAN_MANAGE = ("lead", "head")


def require_may_leave(writing: Writing, actor: Actor, number: str) -> StaffRow:
    """The row of a person who may leave the staff as far as he has nothing in hand.

    Raises RuleBroken: "staff_unknown", "last_lead", "leads_shift", or "holds_drafts" when somebody who has drafts
    records the own leaving.
    """
    connection = writing.connection
    row = people.person(connection, number)
    if row is None or not row.active:
        raise RuleBroken("staff_unknown", staff_no=number)
    others = [p for p in people.everybody(connection) if p.active and p.staff_no != number]
    if row.role in _CAN_MANAGE and not any(p.role in _CAN_MANAGE for p in others):
        raise RuleBroken("last_lead")
    require_not_leading(Colleague(row.staff_no, row.role, True, row.stand_in), leading.lead(connection))
    drafts = draft_rows.counts(connection).get(number, 0)
    if drafts and actor.staff_no == number:
        raise RuleBroken("holds_drafts", count=drafts)
    return row


def let_go(station: Station, writing: Writing, actor: Actor, number: str) -> int:
    """Record that a person has left; how many drafts go to whoever records it."""
    people.let_go(writing.connection, number)
    begun.let_go(writing.connection, number)
    writing.append(station.subject, [StaffLeft(staff_no=number)], actor.staff_no)
    return draft_rows.pass_on(writing.connection, number, actor.staff_no, writing.sealing)
