"""The context strip of the acceptance form: what is known around a request while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from counter_tui.db.reading import around
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.catalogue.queries import known_kind
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.ids import parse_number
from counter_tui.domain.matter.repeats import EVENT_DAYS, REPEAT_DAYS, Around, Came, repeats_of
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.customers.advice import account_marks, advice_of
from counter_tui.services.customers.whose import came_of_late
from counter_tui.services.lines.matters import matter_lines
from counter_tui.services.lines.outages import known_of
from counter_tui.services.station import Station
from counter_tui.services.views.context import Event, Linked, Strip, Whose


class ContextService:
    """Answers why and when at once: what the customer came with of late, and what goes on in the same district."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def strip(self, actor: Actor, whose: Whose) -> Strip:
        """What is known around a request of this customer, in one view of the store.

        Raises RuleBroken("not_allowed").
        """
        require(actor, "accept")
        station, now = self._station, self._station.clock.now()
        kind = known_kind(station.rules.catalogue, whose.kind)
        with station.store.reading() as connection:
            rows = came_of_late(connection, whose, _since(now, REPEAT_DAYS))
            again = repeats_of(kind, _came(rows), station.rules.catalogue) if kind else ()
            ids = {each.matter for each in again}
            return Strip(
                whose=whose,
                came=matter_lines(station, connection, rows),
                repeats=matter_lines(
                    station, connection, [row for row in rows if row.matter_id.hex() in ids]
                ),
                events=self._events(connection, whose, now),
                outages=known_of(station, connection, whose.district, now),
                advice=advice_of(connection, _marks(connection, whose), now.astimezone(station.zone).date()),
            )

    def _events(self, connection: Reading, whose: Whose, now: datetime) -> tuple[Event, ...]:
        counted = (
            around.in_district(connection, whose.district, _since(now, EVENT_DAYS)) if whose.district else []
        )
        return tuple(Event(self._station.words_of(kind), count) for kind, count in counted)


def _marks(connection: Reading, whose: Whose) -> tuple[str, ...]:
    return (*whose.identity_marks, *account_marks(connection, whose.account))


def around_of(connection: Reading, whose: Whose, now: datetime) -> Around:
    """What an acceptance is linked with and placed by."""
    return Around(_came(came_of_late(connection, whose, _since(now, REPEAT_DAYS))), whose.district)


def linked_of(connection: Reading, row: MatterRow, words: dict[str, Words]) -> tuple[Linked, ...]:
    """The matters this one is linked with, the oldest first; ``words`` are the names of kinds by code."""
    return tuple(_linked(each, row, words) for each in around.linked(connection, row.matter_id))


def _linked(other: MatterRow, row: MatterRow, words: dict[str, Words]) -> Linked:
    number = parse_number(other.number)
    return Linked(
        matter_id=other.matter_id.hex(),
        number=other.number,
        short=number.short if number else other.number,
        kind=words.get(other.kind) or Words(zh=other.kind, en=other.kind),
        accepted_at=from_ms(other.accepted_ms),
        later=(other.accepted_ms, other.number) > (row.accepted_ms, row.number),
    )


def _came(rows: Sequence[MatterRow]) -> tuple[Came, ...]:
    return tuple(Came(row.matter_id.hex(), row.number, row.kind) for row in rows)


def _since(now: datetime, days: int) -> int:
    return to_ms(now - timedelta(days=days))
