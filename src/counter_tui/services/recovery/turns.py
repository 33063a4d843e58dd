"""How many bad ratings wait for a person, counted from rows alone: Home asks this at every start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache, partial

from counter_tui.db.reading import close as close_rows
from counter_tui.db.reading import recoveries as rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.recovery import RecoveryRow
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.recovery import CallOutcome, RecoveryPlanned
from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery.state import Appeal, Call, Recovery, Said, is_late
from counter_tui.domain.recovery.turns import Turn, is_turn_of, knows
from counter_tui.domain.staff.roles import may
from counter_tui.services.reference.recovery import shipped_measures
from counter_tui.services.station import Station

MOST = 200
"""So many bad ratings are listed and counted at most."""


def waiting(station: Station, connection: Reading, context: Context) -> tuple[int, int]:
    """How many bad ratings wait for this person's next step, and how many of what he may know of are late."""
    measures, rules = shipped_measures(), context.rules
    tries = measures.limit(rules.profile).tries
    limits_of = cache(lambda day: measures.limits_of(day, rules))
    to_do = late = 0
    for turn, pressed in _known(station, connection, context):
        to_do += is_turn_of(turn, turn.recovery.step(tries), context)
        late += is_late(turn.recovery, limits_of(rules.day_of(pressed)), tries, context.today)
    return to_do, late


def _known(station: Station, connection: Reading, context: Context) -> Iterator[tuple[Turn, datetime]]:
    """What is open and this person may know of, with when it was pressed."""
    lows = rows.open_lows(connection, MOST)
    done = rows.of(connection, [low.visit for low in lows])
    contacts = rows.first_contacts(connection, [low.matter for low in lows])
    for low in lows:
        known = _recovery(low, done.get(low.visit))
        turn = Turn(known, low.clerk, contacts.get(low.matter, low.clerk))
        pressed = from_ms(low.decided_ms or low.armed_ms)
        sees = may_see(station, connection, context, low.clerk, pressed)
        if knows(turn, context, sees=sees, is_time=partial(is_time, station, connection, context, pressed)):
            yield turn, pressed


def may_see(station: Station, connection: Reading, context: Context, clerk: str, pressed: datetime) -> bool:
    """Whether this person may see the value: who oversees at once, the clerk concerned when it is time."""
    if may(context.actor.role, "oversee"):
        return True
    return clerk == context.actor.staff_no and is_time(station, connection, context, pressed)


def is_time(station: Station, connection: Reading, context: Context, pressed: datetime) -> bool:
    """Whether what was pressed at this instant is shown to clerks by now."""
    closed_ms = close_rows.closed_at(connection, context.rules.day_of(pressed).isoformat())
    closed = from_ms(closed_ms) if closed_ms is not None else None
    return station.seeing.sees(pressed, closed, context.now, station.zone)


def _recovery(low: TokenRow, row: RecoveryRow | None) -> Recovery:
    """What the row tells of what was done, without anybody's words: enough to know whose turn it is."""
    if row is None:
        return Recovery(low.visit)
    return Recovery(
        low.visit,
        plan=_plan(row),
        calls=_calls(row),
        corrected=_said(row.corrected_by, row.corrected_ms),
        appeal=_appeal(row),
    )


def _plan(row: RecoveryRow) -> RecoveryPlanned | None:
    if row.call_by is None or row.correct_by is None:
        return None
    call_by, correct_by = date.fromisoformat(row.call_by), date.fromisoformat(row.correct_by)
    return RecoveryPlanned(
        cause=row.cause,
        remedy=row.remedy,
        caller=row.caller,
        call_by=call_by,
        correct_by=correct_by,
        call_limit=call_by,
        correct_limit=correct_by,
    )


def _calls(row: RecoveryRow) -> tuple[Call, ...]:
    if row.tried_ms is None:
        return ()
    outcome: CallOutcome = "reached" if row.answered_ms is not None else "not_reached"
    return (Call("", from_ms(row.tried_ms), outcome, "", row.told, ""),) * row.tries


def _appeal(row: RecoveryRow) -> Appeal | None:
    said = _said(row.appealed_by, row.appealed_ms)
    if said is None:
        return None
    return Appeal(row.ground, said, row.finding, _said(row.decided_by, row.decided_ms))  # type: ignore[arg-type]


def _said(by: str, at_ms: int | None) -> Said | None:
    return Said(by, from_ms(at_ms), "") if at_ms is not None else None
