"""Enquiries as lines of a list. Apart from their service, since Home need not load that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from counter_tui.db.reading import enquiries as rows
from counter_tui.db.reading import leading
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import EnquiryRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.staff.roles import Actor, may
from counter_tui.services.station import Station

_MOST = 100


class EnquiryLine(Struct, frozen=True):
    """One enquiry in a list; ``number`` is that of the matter it became, ``matter_id`` is empty before.

    ``late``: it stands open although an answer was promised by now.
    """

    enquiry_id: str
    topic: Words
    state: str
    words: str
    first_contact: str
    asked_at: datetime
    due_at: datetime | None
    seconds: int
    number: str
    late: bool


def enquiries_waiting(
    station: Station, connection: Reading, actor: Actor, now: datetime
) -> tuple[EnquiryLine, ...]:
    """Questions nobody has answered: the own and those of whom the person stands in for, everybody's for a lead."""
    own = leading.standing_now(connection).stands_in_for(actor.staff_no) | {actor.staff_no}
    whose = None if may(actor.role, "lead_matter") else own
    return enquiry_lines(station, connection, rows.still_open(connection, whose, _MOST), now)


def enquiry_lines(
    station: Station, connection: Reading, found: Sequence[EnquiryRow], now: datetime
) -> tuple[EnquiryLine, ...]:
    """These rows as lines, topics by name."""
    if not found:
        return ()
    from counter_tui.services.reference.enquiry import load_topics

    name_of = station.names(connection)
    names = {topic.code: topic.name for topic in load_topics()}
    return tuple(
        EnquiryLine(
            enquiry_id=row.enquiry_id.hex(),
            topic=names.get(row.topic, Words(zh=row.topic, en=row.topic)),
            state=row.state,
            words=row.words,
            first_contact=name_of(row.first_contact),
            asked_at=from_ms(row.asked_ms),
            due_at=from_ms(row.due_ms) if row.due_ms else None,
            seconds=row.seconds,
            number=row.number,
            late=row.state == "open" and row.due_ms is not None and row.due_ms < to_ms(now),
        )
        for row in found
    )
