"""Calls for the lead as lines of a list. Apart from their service, since Home and the top line need not load that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from counter_tui.db.reading import calls as rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import LeadCallRow
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.staff.roles import Actor, may
from counter_tui.services.station import Station

_MOST = 100


class CallLine(Struct, frozen=True):
    """One call: who, when, from where, and by when an answer is expected; ``number`` of the matter, if any.

    ``mine`` says that it is the reader's own: then what counts is the answer.
    """

    call_id: str
    kind: str
    caller: str
    screen: str
    field: str
    matter_id: str
    number: str
    words: str
    raised_at: datetime
    due_at: datetime | None
    answer: str
    answered_by: str
    answered: bool
    late: bool
    mine: bool


class CallsView(Struct, frozen=True):
    """What a person has to do with calls: those to answer (a lead's), own reports that wait, answers not seen yet.

    ``quiet`` says that an own conflict was called and nobody has answered it.
    """

    to_answer: tuple[CallLine, ...] = ()
    own: tuple[CallLine, ...] = ()
    answers: tuple[CallLine, ...] = ()
    quiet: bool = False


def calls_of(station: Station, connection: Reading, actor: Actor, now: datetime) -> CallsView:
    """The calls this person has to do with now. A conflict of his own is none of the lists: the screen stays quiet."""
    waiting = rows.waiting(connection, _MOST)
    unseen = rows.unseen(connection, actor.staff_no, _MOST)
    own = [row for row in waiting if row.caller == actor.staff_no]
    others = (
        [row for row in waiting if row.caller != actor.staff_no] if may(actor.role, "lead_matter") else []
    )
    return CallsView(
        to_answer=call_lines(station, connection, actor, others, now),
        own=call_lines(station, connection, actor, [row for row in own if row.kind == "report"], now),
        answers=call_lines(station, connection, actor, [row for row in unseen if row.kind == "report"], now),
        quiet=any(row.kind == "conflict" for row in own),
    )


def call_lines(
    station: Station, connection: Reading, actor: Actor, found: Sequence[LeadCallRow], now: datetime
) -> tuple[CallLine, ...]:
    """These rows as lines, people by name."""
    if not found:
        return ()
    name_of = station.names(connection)
    return tuple(
        CallLine(
            call_id=row.call_id.hex(),
            kind=row.kind,
            caller=name_of(row.caller),
            screen=row.screen,
            field=row.field,
            matter_id=row.matter_id.hex(),
            number=row.number,
            words=row.words,
            raised_at=from_ms(row.raised_ms),
            due_at=from_ms(row.due_ms) if row.due_ms is not None else None,
            answer=row.answer,
            answered_by=name_of(row.answered_by) if row.answered_by else "",
            answered=row.answered_ms is not None,
            late=row.answered_ms is None and row.due_ms is not None and row.due_ms <= to_ms(now),
            mine=row.caller == actor.staff_no,
        )
        for row in found
    )
