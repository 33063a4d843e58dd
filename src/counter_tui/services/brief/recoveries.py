"""What a brief says of bad ratings: those made good in the days it looks back at, and those due on its own day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from counter_tui.db.reading import brief as brief_rows
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import recoveries as rows
from counter_tui.db.reading import tokens as token_rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.brief.models import Item
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.recovery.state import due_of, is_late
from counter_tui.services.recovery.lines import known_recovery
from counter_tui.services.reference.recovery import shipped_measures
from counter_tui.services.station import Station

_MOST = 500


def made_good(connection: Reading, start_ms: int, end_ms: int) -> list[Item]:
    """The bad ratings that were made good in this time."""
    closed = rows.closed_between(connection, start_ms, end_ms)
    tokens = token_rows.of_visits(connection, [row.recovery for row in closed])
    numbers = _numbers(connection, list(tokens.values()))
    return [
        Item(
            id=row.recovery.hex(),
            kind="recovery",
            opens=row.recovery.hex(),
            name=numbers.get(tokens[row.recovery].matter, ""),
            group=str(tokens[row.recovery].level),
            who=row.closed_by,
            at=from_ms(row.closed_ms or 0),
        )
        for row in closed
        if row.recovery in tokens
    ]


def due(station: Station, connection: Reading, day: date, start_ms: int, *, as_it_began: bool) -> list[Item]:
    """The bad ratings whose next step is due by the day, or late, as things stand now or stood when it began."""
    found = rows.open_lows(connection, _MOST)
    if as_it_began:
        since = rows.closed_between(connection, start_ms, to_ms(station.clock.now()) + 1)
        found += token_rows.of_visits(connection, [row.recovery for row in since]).values()
        found = [row for row in found if row.decided_ms is not None and row.decided_ms < start_ms]
    until = from_ms(start_ms) if as_it_began else None
    numbers = _numbers(connection, found)
    items = (_item(station, connection, row, numbers, day, until) for row in found)
    return [each for each in items if each is not None]


def _item(
    station: Station,
    connection: Reading,
    row: TokenRow,
    numbers: Mapping[bytes, str],
    day: date,
    until: datetime | None,
) -> Item | None:
    known, measures = known_recovery(connection, row.visit, until), shipped_measures()
    pressed = from_ms(row.decided_ms or row.armed_ms)
    limits = measures.limits_from(pressed, station.rules)
    tries = measures.limit(station.profile).tries
    due_day, late = due_of(known, limits, tries), is_late(known, limits, tries, day)
    if known.closed is not None or (due_day > day and not late):
        return None
    matter = matter_rows.read(connection, row.matter)
    return Item(
        id=row.visit.hex(),
        kind="recovery",
        opens=row.visit.hex(),
        name=numbers.get(row.matter, ""),
        group=known.step(tries),
        who=known.plan.caller if known.plan else matter.first_contact if matter else row.clerk,
        at=pressed,
        due=due_day,
        late=late,
    )


def _numbers(connection: Reading, found: Sequence[TokenRow]) -> dict[bytes, str]:
    return brief_rows.numbers(connection, {row.matter for row in found})
