"""Double records: what two PCs recorded without knowing of each other, and what only a later program understands."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from counter_tui.db import ledger
from counter_tui.db.reading import attention as rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import AttentionRow
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.attention import decide_settle, not_seen
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.station import Station
from counter_tui.services.views.matter import TimelineLine
from counter_tui.services.wording.timeline.lines import lines

_MOST = 200


class UnfitLine(Struct, frozen=True):
    """A fact that came to nothing: ``what`` its writer recorded, and what others had recorded ``before`` it."""

    fact_id: str
    matter_id: str
    number: str
    short: str
    kind: Words
    customer: str
    what: TimelineLine
    before: tuple[TimelineLine, ...]


class UnreadLine(Struct, frozen=True):
    """A fact of another PC that is not shown: its sort and why, who recorded it when, the letter of the PC."""

    fact_id: str
    type: str
    reason: str
    who: str
    at: datetime
    device: str


class AttentionView(Struct, frozen=True):
    """What waits for a lead, the oldest first; what is not understood waits for a program, the newest first."""

    unfit: tuple[UnfitLine, ...]
    unread: tuple[UnreadLine, ...]


class AttentionService:
    """Looking at what came to nothing, and settling it."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def waiting(self, actor: Actor) -> AttentionView:
        """All that waits. Raises RuleBroken("not_allowed")."""
        require(actor, "lead_matter")
        station = self._station
        with station.store.reading() as connection:
            name_of = station.names(connection)
            found = (self._unfit(connection, row) for row in rows.waiting(connection, _MOST))
            unread = tuple(
                UnreadLine(
                    row.fact_id.hex(), row.type, reason, name_of(row.actor), from_ms(row.wall_ms), letter
                )
                for row, reason, letter in rows.unread(connection, _MOST)
            )
            return AttentionView(tuple(each for each in found if each is not None), unread)

    def settle(self, actor: Actor, matter_id: str, fact_id: str, words: str) -> None:
        """Say what is to hold; raises "matter_unknown" and what ``decide_settle`` raises."""
        station = self._station
        with station.changing(matter_id) as (writing, matter, history):
            fact = decide_settle(matter, station.context(actor, writing.connection), fact_id, words)
            station.write(writing, matter, fact, actor, history)

    def _unfit(self, connection: Reading, row: AttentionRow) -> UnfitLine | None:
        station = self._station
        history = ledger.facts_of(connection, Subject("matter", row.matter_id))
        matter = fold(history)
        entry = next((each for each in history if each.fact_id == row.fact_id), None)
        if matter is None or entry is None:
            return None
        told = {
            each.fact_id: each
            for each in lines(
                history,
                kind=queries.known_kind(station.rules.catalogue, matter.kind),
                name_of=station.names(connection),
                now=station.clock.now(),
                zone=station.zone,
            )
        }
        number = parse_number(matter.number)
        return UnfitLine(
            fact_id=row.fact_id.hex(),
            matter_id=row.matter_id.hex(),
            number=matter.number,
            short=number.short if number else matter.number,
            kind=station.words_of(matter.kind),
            customer=mask_name(matter.customer.name),
            what=told[row.fact_id.hex()],
            before=tuple(told[each.fact_id.hex()] for each in not_seen(history, entry)),
        )
