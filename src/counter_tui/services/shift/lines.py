"""The shift as values for a screen: lines of the roster, of who led when, of the people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from counter_tui.db import people
from counter_tui.db.reading import leading
from counter_tui.db.reading import shift as rows
from counter_tui.db.store import Reading
from counter_tui.domain.clock import to_ms
from counter_tui.domain.shift.lead import Span
from counter_tui.domain.shift.roster import DutyDay
from counter_tui.domain.shift.skills import Skills, gaps
from counter_tui.services.station import Station
from counter_tui.services.views.shift import ChangeLine, Coverage, DutyLine, PersonLine, ShiftView


def shift_view(station: Station, connection: Reading, days: int) -> ShiftView:
    """The shift as it stands now."""
    now = station.clock.now()
    today = station.rules.day_of(now)
    lead, name_of = leading.lead(connection), station.names(connection)
    covered = coverage_of(station, connection, today)
    taken = rows.last_taken(connection)
    lines = duty_lines(station, connection, today, days)
    return ShiftView(
        now=now,
        lead=lead,
        lead_name=name_of(lead) if lead else "",
        since=taken.at if taken else None,
        changes=covered.changes,
        days=lines,
        people=_people(connection, rows.skills(connection)),
        groups=tuple((each.code, each.name) for each in station.rules.catalogue.families),
    )


def duty_lines(station: Station, connection: Reading, first: date, days: int) -> tuple[DutyLine, ...]:
    """The roster of so many days from a day on."""
    skills = rows.skills(connection)
    return tuple(
        _duty(station, connection, first + timedelta(days=offset), skills) for offset in range(max(0, days))
    )


def _duty(station: Station, connection: Reading, day: date, skills: Skills) -> DutyLine:
    known: DutyDay = rows.duty_day(connection, day)
    name_of, families = station.names(connection), station.rules.catalogue.families
    away = away_on(connection, day)
    on_duty = [who for who in known.on_duty if who not in away]
    missing = gaps(skills, on_duty, [each.code for each in families]) if known.roster else ()
    return DutyLine(
        day=day,
        lead=known.roster.lead if known.roster else "",
        stand_in=known.roster.stand_in if known.roster else "",
        posts=known.on_duty,
        set_by=name_of(known.set_by) if known.set_by else "",
        set_at=known.set_at,
        opened_by=name_of(known.opened_by) if known.opened_by else "",
        opened_at=known.opened_at,
        away=away,
        gaps=tuple(each.name for each in families if each.code in missing),
        head=known.head.hex(),
    )


def away_on(connection: Reading, day: date) -> frozenset[str]:
    """Who is known to be away on a day: away now, and not said to be back before it."""
    gone = (row for row in people.everybody(connection) if row.active and row.stand_in)
    return frozenset(row.staff_no for row in gone if not row.away_until or row.away_until >= day.isoformat())


def coverage_of(station: Station, connection: Reading, day: date) -> Coverage:
    """Who led on a day, as far as the day is over."""
    begins = datetime.combine(day, time(), station.zone)
    ends = min(datetime.combine(day + timedelta(days=1), time(), station.zone), station.clock.now())
    ends = max(begins, ends)
    found = rows.spans_between(connection, to_ms(begins), max(to_ms(begins), to_ms(ends)) + 1)
    name_of = station.names(connection)
    reaching = [each for each in found if each.until is None or each.until > begins]
    lines = tuple(_change(each, name_of) for each in reaching)
    first = min([each.since for each in reaching], default=ends)
    gap = ((begins, min(first, ends)),) if first > begins and ends > begins else ()
    return Coverage(day, begins, ends, lines, gap)


def _change(span: Span, name_of: Callable[[str], str]) -> ChangeLine:
    return ChangeLine(
        lead=span.lead,
        lead_name=name_of(span.lead),
        since=span.since,
        until=span.until,
        was=span.was,
        was_name=name_of(span.was) if span.was else "",
        signed_by=span.signed_by,
        signed_by_name=name_of(span.signed_by) if span.signed_by else "",
        reason=span.reason,
    )


def _people(connection: Reading, skills: Skills) -> tuple[PersonLine, ...]:
    lines = []
    for row in people.everybody(connection):
        who = people.colleague(row)
        if who is not None and who.active:
            known = tuple(sorted(skills.get(row.staff_no, ())))
            away = not who.present
            lines.append(
                PersonLine(
                    row.staff_no, row.name, row.initials, row.role, who.may_lead, who.accepts, away, known
                )
            )
    return tuple(lines)
