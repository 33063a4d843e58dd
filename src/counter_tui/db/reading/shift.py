"""Reading rosters, who led when, and skills: all of it straight from the facts, of which there are few a day."""

from __future__ import annotations

from datetime import date

from counter_tui.db import ledger, sql
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import SHIFT_DAY
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.shift import ShiftTaken, SkillGiven, SkillWithdrawn
from counter_tui.domain.shift.lead import Span, spans
from counter_tui.domain.shift.roster import DutyDay, fold
from counter_tui.domain.shift.skills import Skills
from counter_tui.domain.shift.skills import fold as fold_skills


def day_subject(day: date) -> Subject:
    """A day as the subject of its roster and of the opening of the hall."""
    return Subject(SHIFT_DAY, day.isoformat().encode("ascii"))


def duty_day(connection: Connection, day: date) -> DutyDay:
    """A day as far as its facts tell."""
    return fold(ledger.facts_of(connection, day_subject(day)))


def roster_before(connection: Connection, day: date) -> DutyDay | None:
    """The last day before this one that has a roster, of the sixty before it; None where none has."""
    text = (
        "SELECT DISTINCT subject_id FROM fact WHERE subject_kind = ? AND subject_id < ? AND subject_id >= ?"
        " ORDER BY subject_id DESC"
    )
    first = date.fromordinal(max(1, day.toordinal() - _LOOKED_BACK))
    span = (SHIFT_DAY, day_subject(day).id, day_subject(first).id)
    for (subject,) in connection.execute(text, span):
        found = fold(ledger.facts_of(connection, Subject(SHIFT_DAY, subject)))
        if found.roster is not None:
            return found
    return None


def taken_between(connection: Connection, start_ms: int, end_ms: int) -> list[Recorded]:
    """The takings of the shift of a span of time, with the last one before it, which reaches into it."""
    rest = "INDEXED BY fact_by_type WHERE type = ? AND hlc < ? ORDER BY hlc DESC LIMIT 1"
    before = sql.read(connection, FactRow, rest, (ShiftTaken.type, ledger.hlc_from(start_ms)))
    return [
        *map(ledger.read_row, before),
        *ledger.between(connection, (ShiftTaken.type,), start_ms, end_ms),
    ]


def spans_between(connection: Connection, start_ms: int, end_ms: int) -> tuple[Span, ...]:
    """Who led in a span of time, as far as somebody ever took the shift."""
    return spans(taken_between(connection, start_ms, end_ms))


def last_taken(connection: Connection) -> Recorded | None:
    """The newest taking of the shift; None where nobody ever took it."""
    return next(iter(ledger.latest(connection, ShiftTaken.type)), None)


def skills(connection: Connection) -> Skills:
    """What each person can do, by staff number."""
    return fold_skills(ledger.of_types(connection, SkillGiven.type, SkillWithdrawn.type))


_LOOKED_BACK = 60
"""Days looked back at for a roster to copy."""
