"""What a brief says of the day itself: what is due, who is away, what is carried."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from counter_tui.db import people
from counter_tui.db.reading import actions as action_rows
from counter_tui.db.reading import around, voice
from counter_tui.db.reading import brief as rows
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import DeferredRow, PromiseRow
from counter_tui.domain.brief.compile import Rows
from counter_tui.domain.brief.models import Item
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.outages import KEPT, standing
from counter_tui.services.brief.duty import card_items, skill_gaps
from counter_tui.services.brief.recoveries import due
from counter_tui.services.brief.then import REACH, rows_then, unread_item
from counter_tui.services.lines.checks import items_failed, problem_of
from counter_tui.services.station import Station

_MOST = 500
_EVER = 1 << 62


def today_rows(station: Station, connection: Reading, day: date, now: datetime) -> Rows:
    """The rows of the day's figures: of today as they stand now, of a day that is over as they stood when it began."""
    start = datetime.combine(day, time.min, station.zone)
    span = (to_ms(start), to_ms(start + timedelta(days=1)))
    told = {
        "promises_due": _promises_due(connection, *span),
        "outages": _outages(station, connection, day, now, *span),
    }
    over = day < now.astimezone(station.zone).date()
    if not over or now.astimezone(station.zone).date() - day <= REACH:
        told["recoveries_due"] = due(station, connection, day, span[0], as_it_began=over)
    if day < now.astimezone(station.zone).date():
        return {**told, **rows_then(station, connection, day, now)}
    return {**told, **_standing_now(station, connection, day, now, span[1])}


def _standing_now(station: Station, connection: Reading, day: date, now: datetime, end_ms: int) -> Rows:
    people_rows = _people(connection, day)
    owed = rows.papers_owed(connection, day.isoformat())
    numbers = rows.numbers(connection, {row.matter_id for row in owed})
    papers: dict[bool, list[Item]] = defaultdict(list)
    for row in owed:
        papers[row.due_day == day.isoformat()].append(_paper(row, numbers.get(row.matter_id, "")))
    return {
        "papers_due": papers[True],
        "papers_late": papers[False],
        "calls": [
            Item(
                id=row.matter_id.hex(),
                kind="matter",
                opens=row.matter_id.hex(),
                name=row.number,
                who=row.first_contact,
                at=from_ms(row.follow_ms or 0),
                late=(row.follow_ms or 0) < to_ms(now),
            )
            for row in rows.calls(connection, end_ms)
        ],
        "answers_due": [
            Item(
                id=row.enquiry_id.hex(),
                kind="enquiry",
                opens=row.enquiry_id.hex(),
                name=row.topic,
                group=row.topic,
                who=row.first_contact,
                at=from_ms(row.due_ms or 0),
                late=(row.due_ms or 0) < to_ms(now),
            )
            for row in rows.answers_due(connection, end_ms)
        ],
        **people_rows,
        "skill_gaps": skill_gaps(station, connection, day, {each.id for each in people_rows["staff_away"]}),
        "site_card": card_items(station, connection, day),
        "actions": _actions(station, connection, day),
    }


def _promises_due(connection: Reading, start_ms: int, end_ms: int) -> list[Item]:
    """The promises due on the day that had not been settled when it began; a paused one is due on no day."""
    due = [
        row
        for row in rows.promises(connection, start_ms, end_ms)
        if not row.paused and (row.met_ms is None or row.met_ms >= start_ms)
    ]
    known = {row.matter_id: row for row in matter_rows.of(connection, sorted({row.matter_id for row in due}))}
    return [
        promise_item(row, known[row.matter_id].number)
        for row in due
        if row.matter_id in known and (known[row.matter_id].ended_ms or end_ms) >= start_ms
    ]


def promise_item(row: PromiseRow, number: str) -> Item:
    """A promise as a row of a figure."""
    return Item(
        id=f"{row.matter_id.hex()}/{row.code}/{row.due_ms}",
        kind="matter",
        opens=row.matter_id.hex(),
        name=number,
        group=row.code,
        at=from_ms(row.due_ms),
        due=date.fromisoformat(row.due_day) if row.due_day else None,
    )


def _paper(row: DeferredRow, number: str) -> Item:
    return Item(
        id=f"{row.matter_id.hex()}/{row.ordinal}",
        kind="paper",
        opens=row.matter_id.hex(),
        name=number,
        group=row.paper,
        who=row.collector,
        due=date.fromisoformat(row.due_day),
    )


def _outages(
    station: Station, connection: Reading, day: date, now: datetime, start_ms: int, end_ms: int
) -> list[Item] | None:
    """The outages of the day; None where no list says anything of it."""
    newest = around.outage_list(connection)
    if newest is None:
        return None
    taken_at = from_ms(newest.taken_ms)
    if day >= now.astimezone(station.zone).date():
        known = standing(taken_at, now, station.outage_days) == "current"
    else:
        # A list that held then tells of it, as long as what is over is kept beside the facts.
        since_ms = start_ms - timedelta(days=station.outage_days) // timedelta(milliseconds=1)
        kept = newest.taken_ms <= end_ms + KEPT // timedelta(milliseconds=1)
        known = kept and rows.told_of_outages(connection, since_ms, end_ms)
    if not known:
        return None
    found: dict[tuple[str, str], Item] = {}
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows.outages(connection, start_ms, end_ms):
        key = (row.source, row.reference)
        places[key].append(row.place or row.lines)
        found[key] = Item(
            id=f"{row.source}/{row.reference}",
            kind="outage",
            opens=row.reference,
            name="、".join(sorted(places[key])),
            group=row.kind,
            at=from_ms(row.starts_ms),
        )
    return list(found.values())


def _people(connection: Reading, day: date) -> dict[str, list[Item]]:
    """Who is away on the day, and which notices those who are there have not read."""
    staff = [row for row in people.everybody(connection) if row.active]
    away = [
        row for row in staff if row.stand_in and (row.away_until is None or row.away_until >= day.isoformat())
    ]
    gone = {row.staff_no for row in away}
    return {
        "staff_away": [
            Item(
                id=row.staff_no,
                kind="person",
                opens=row.staff_no,
                name=row.name,
                group=row.absence,
                who=row.stand_in,
                at=from_ms(row.away_ms or 0),
                due=date.fromisoformat(row.away_until) if row.away_until else None,
            )
            for row in away
        ],
        "notices_unread": [
            unread_item(notice, row.staff_no)
            for row in staff
            if row.staff_no not in gone
            for notice in voice.unread(connection, row.staff_no, row.role, day.isoformat(), _EVER)
        ],
    }


def _actions(station: Station, connection: Reading, day: date) -> list[Item]:
    found = action_rows.carried(connection, _MOST)
    items = items_failed(connection, found)
    return [
        Item(
            id=row.item_id.hex(),
            kind="action",
            opens=row.item_id.hex(),
            name=problem_of(row, items),
            group=row.state,
            who=row.owner,
            at=from_ms(row.opened_ms),
            due=date.fromisoformat(row.due),
            count=max(0, (day - from_ms(row.opened_ms).astimezone(station.zone).date()).days),
            late=date.fromisoformat(row.due) < day,
        )
        for row in found
    ]
