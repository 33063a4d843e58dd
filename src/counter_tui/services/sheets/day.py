"""The figures of one day: those of the brief for that day alone, and what stood at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from counter_tui.db import ledger
from counter_tui.db import station as station_rows
from counter_tui.db.reading import actions as action_rows
from counter_tui.db.reading import charges, shift
from counter_tui.db.store import Reading
from counter_tui.db.subjects import ACTION_ITEM
from counter_tui.db.tables.counter import ActionItemRow
from counter_tui.domain.actions import state as actions
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.actions import ActionItemCameBack, ActionItemSet, ActionItemVerified
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.checks import CheckDone
from counter_tui.domain.facts.station import SignedIn
from counter_tui.domain.sheet.models import FIGURES, DayFigures, figures_of
from counter_tui.services.brief.back import Span, rows_back
from counter_tui.services.sheets.owed import papers_owed, until
from counter_tui.services.station import Station


def since(station: Station, connection: Reading) -> date:
    """The day the station began: of no day before it anything is known."""
    begun = min((each.opened_ms for each in station_rows.epochs(connection)), default=0)
    return station.rules.day_of(from_ms(begun))


def figures_of_days(
    station: Station, connection: Reading, days: Sequence[date], now: datetime
) -> tuple[DayFigures, ...]:
    """The figures of each of these days; nothing has a source on a day before the station began or after today."""
    first, today = since(station, connection), station.rules.day_of(now)
    known = [day for day in days if first <= day <= today]
    spans = {day: Span(day, day, station.zone) for day in known}
    owed = dict(zip(known, papers_owed(connection, list(spans.values())), strict=True))
    return tuple(
        _day(station, connection, spans[day], owed[day], now)
        if day in spans
        else DayFigures(day, dict.fromkeys(FIGURES))
        for day in days
    )


def _day(station: Station, connection: Reading, span: Span, owed: int, now: datetime) -> DayFigures:
    back = rows_back(station, connection, span, now)
    groups = {
        code: Counter(row.group for row in back.get(code) or () if row.group)
        for code, meaning in FIGURES.items()
        if meaning.divided
    }
    told: dict[str, Sequence[object] | int | None] = {
        **back,
        **_money(connection, span),
        **_action_items(connection, span),
        "papers_owed": owed,
        "checks_failed": _failed(connection, span),
    }
    return DayFigures(span.start.date(), figures_of(told, groups), _led(connection, span))


def _money(connection: Reading, span: Span) -> Mapping[str, int]:
    """What was taken in on the day, and what was given back on it, in fen."""
    start, end = span.ms
    lines = charges.of_day(connection, start, end)
    return {
        "charged": sum(line.fen for line in lines if start <= line.taken_ms < end),
        "voided": sum(
            line.fen for line in lines if line.voided_ms is not None and start <= line.voided_ms < end
        ),
    }


def _action_items(connection: Reading, span: Span) -> Mapping[str, int]:
    """Action items named or opened anew, verified, and carried when the day was over."""
    start, end = span.ms
    types = (ActionItemSet.type, ActionItemCameBack.type, ActionItemVerified.type)
    counted = Counter(each.fact.type for each in ledger.between(connection, types, start, end))
    return {
        "actions_opened": counted[ActionItemSet.type] + counted[ActionItemCameBack.type],
        "actions_verified": counted[ActionItemVerified.type],
        "actions_carried": sum(
            _carried_then(connection, row, span) for row in action_rows.carried_since(connection, end)
        ),
    }


def _carried_then(connection: Reading, row: ActionItemRow, span: Span) -> bool:
    """Whether an action item was carried when the day was over: of one that came back since, its row tells no more."""
    if not row.came_back:
        return row.opened_ms < span.ms[1]
    known = actions.fold(until(ledger.facts_of(connection, Subject(ACTION_ITEM, row.item_id)), span))
    return known is not None and known.state != "verified"


def _failed(connection: Reading, span: Span) -> int | None:
    """How many things were found not in order; None on a day on which nobody looked."""
    looked = ledger.between(connection, (CheckDone.type,), *span.ms)
    failed = {
        (entry.subject.id, answer.item)
        for entry in looked
        if isinstance(entry.fact, CheckDone)
        for answer in entry.fact.answers
        if answer.result == "failed"
    }
    return len(failed) if looked else None


def _led(connection: Reading, span: Span) -> tuple[str, ...]:
    """Who led on the day, in their order: who took the shift, else, where nobody ever did, who signed in as lead."""
    spans = shift.spans_between(connection, *span.ms)
    if spans:
        return tuple(dict.fromkeys(each.lead for each in spans))
    entries = ledger.between(connection, (SignedIn.type,), *span.ms)
    facts = (each.fact for each in entries if isinstance(each.fact, SignedIn))
    return tuple(dict.fromkeys(fact.staff_no for fact in facts if fact.role == "lead"))
