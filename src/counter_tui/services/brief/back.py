"""What a brief says of the days it looks back at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec.structs import replace

from counter_tui.db import ledger
from counter_tui.db.reading import brief as rows
from counter_tui.db.reading import export_pages
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import papers as paper_rows
from counter_tui.db.reading import praise as praise_rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import EnquiryRow, TokenRow
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.brief.compile import (
    COMPLAINTS,
    ENDS,
    PRAISE,
    TYPES,
    Rows,
    of_kinds,
    told_by_facts,
    undone,
)
from counter_tui.domain.brief.models import Item
from counter_tui.domain.brief.served import length_of, mark
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.ids import made_at
from counter_tui.services.brief.recoveries import made_good
from counter_tui.services.brief.today import promise_item
from counter_tui.services.matter.breaches import broken_between
from counter_tui.services.station import Station

UNDO = timedelta(minutes=1)
"""So long after a day an act of its last minute may be taken back: twice what undoing allows."""
TOKENS: Mapping[str, Literal["rated", "declined", "timed_out", "not_rated"]] = {
    "rated": "rated",
    "declined": "declined",
    "timed_out": "timed_out",
    "device_down": "not_rated",
    "armed": "not_rated",
}
"""The states of a rating token that a brief counts, and where."""


class Span:
    """A span of whole days in the station's time, as instants and as milliseconds."""

    def __init__(self, first: date, last: date, zone: tzinfo) -> None:
        self.start = datetime.combine(first, time.min, zone)
        self.end = datetime.combine(last + timedelta(days=1), time.min, zone)
        self.ms = (to_ms(self.start), to_ms(self.end))


def rows_back(station: Station, connection: Reading, back: Span, now: datetime) -> Rows:
    """The rows of the figures of these days."""
    return {
        **_work(connection, back),
        **_facts(connection, back),
        **_promises(station, connection, back, now),
        **_ratings(station, connection, back),
    }


def _work(connection: Reading, back: Span) -> Rows:
    """What was taken down in these days, and how long that took."""
    found = matter_rows.of_day(connection, *back.ms)
    recorded = _recorded(connection, found, back)
    asked = rows.enquiries(connection, *back.ms)
    accepted = [_matter(row, row.accepted_ms) for row in found if row.state != "not_accepted"]
    answered = [_asked(row) for row in asked]
    praised = of_kinds(accepted, PRAISE)
    papers = paper_rows.of(connection, [row.matter_id for row in found])
    number = {row.matter_id: row for row in found}
    return {
        "accepted": accepted,
        "not_accepted": [_matter(row, row.accepted_ms) for row in found if row.state == "not_accepted"],
        "enquiries": answered,
        "complaints": of_kinds(accepted, COMPLAINTS),
        "praise": [*praised, *_noted(connection, back, praised)],
        "served": [
            *(_served(row, recorded) for row in found if row.state != "not_accepted"),
            *(_served_asking(row) for row in asked),
        ],
        "papers_deferred": [
            Item(
                id=f"{paper.matter_id.hex()}/{paper.ordinal}",
                kind="paper",
                opens=paper.matter_id.hex(),
                name=number[paper.matter_id].number,
                group=paper.paper,
                who=paper.collector,
                at=from_ms(number[paper.matter_id].accepted_ms),
                due=date.fromisoformat(paper.due_day),
            )
            for paper in papers
        ],
    }


def _recorded(
    connection: Reading, found: Iterable[MatterRow], back: Span
) -> Mapping[bytes, tuple[str, bool]]:
    """What was wrong with the clock when each of these was recorded, and whether it was typed from paper.

    One that was recorded on another day came from paper, or its clock cannot be believed.
    """
    recorded = rows.acceptances(connection, *back.ms)
    elsewhere = [row.matter_id for row in found if row.matter_id not in recorded]
    on_paper = {row.subject_id for row in export_pages.taken_on_paper(connection, elsewhere)}
    return {**recorded, **{each: ("far", each in on_paper) for each in elsewhere}}


def _matter(row: MatterRow, at_ms: int) -> Item:
    hex_id = row.matter_id.hex()
    return Item(
        id=hex_id,
        kind="matter",
        opens=hex_id,
        name=row.number,
        group=row.kind,
        who=row.first_contact,
        at=from_ms(at_ms),
    )


def _noted(connection: Reading, back: Span, praised: Iterable[Item]) -> list[Item]:
    """The praise of the register: what was noted in these days, but for what stands there as a matter already."""
    numbers = [item.name for item in praised]
    return [
        Item(
            id=each.praise_id.hex(),
            kind="praise",
            opens=each.praise_id.hex(),
            name=each.source,
            who=each.about,
            at=each.noted_at,
        )
        for each in praise_rows.noted_between(connection, *back.ms)
        if each.state != "out" and each.proof and not any(number in each.proof for number in numbers)
    ]


def _asked(row: EnquiryRow) -> Item:
    hex_id = row.enquiry_id.hex()
    return Item(
        id=hex_id,
        kind="enquiry",
        opens=hex_id,
        name=row.number or row.topic,
        group=row.topic,
        who=row.first_contact,
        at=from_ms(row.asked_ms),
    )


def _served(row: MatterRow, recorded: Mapping[bytes, tuple[str, bool]]) -> Item:
    """How long the acceptance took: from the form's opening, which made the matter's id."""
    accepted = from_ms(row.accepted_ms)
    flag, on_paper = recorded[row.matter_id]
    seconds = length_of(made_at(row.matter_id), accepted)
    said = mark(timedelta(seconds=seconds), typed=on_paper, clock_ok=flag == "ok")
    return _marked(_matter(row, row.accepted_ms), said, seconds)


def _served_asking(row: EnquiryRow) -> Item:
    said = mark(timedelta(seconds=row.seconds), typed=False, clock_ok=True)
    return _marked(_asked(row), said, row.seconds)


def _marked(item: Item, said: str, seconds: int) -> Item:
    return replace(item, group=said, count=seconds)


def _facts(connection: Reading, back: Span) -> Rows:
    """What the facts of these days are rows of."""
    start, end = back.ms
    read = ledger.between(connection, TYPES, start, end + UNDO // timedelta(milliseconds=1))
    taken_back = undone(read)
    entries = [each for each in read if each.hlc < ledger.hlc_from(end)]
    ids = {bytes.fromhex(each) for each in _subjects(entries)}
    sent_back = {each.subject.id for each in entries if each.fact.type == "HandOverBounced"}
    told = told_by_facts(
        entries,
        taken_back,
        {each.hex(): number for each, number in rows.numbers(connection, ids).items()},
        {each.hex(): count for each, count in rows.bounces(connection, sent_back, end).items()},
    )
    ended = {each.subject.id for each in entries if each.fact.type in ENDS}
    found = matter_rows.of(connection, sorted(ended))
    over = [row for row in found if row.ended_ms is not None and start <= row.ended_ms < end]
    return {**told, "ended": [_matter(row, row.ended_ms or 0) for row in over]}


def _subjects(entries: Iterable[Recorded]) -> Iterator[str]:
    """The ids of what these facts are about, of those that may be matters."""
    for entry in entries:
        yield entry.subject.id.hex()
        yield from (
            each for each in (getattr(entry.fact, "draft", ""), getattr(entry.fact, "about", "")) if each
        )


def _promises(station: Station, connection: Reading, back: Span, now: datetime) -> Rows:
    """The promises due in these days that were kept, and the limits that were passed."""
    kept = [row for row in rows.promises(connection, *back.ms) if row.kept and row.met_ms is not None]
    numbers = rows.numbers(connection, {row.matter_id for row in kept})
    broken: dict[bool, list[Item]] = {True: [], False: []}
    for matter, breach in broken_between(station, connection, back.start, back.end, now):
        given, hex_id = breach.promise.given, matter.matter_id.hex()
        broken[given.standing == "public"].append(
            Item(
                id=f"{hex_id}/{given.code}/{to_ms(breach.at)}",
                kind="matter",
                opens=hex_id,
                name=matter.number,
                group=given.code,
                who=breach.holder.who,
                at=breach.at,
                late=breach.done_at is None,
            )
        )
    return {
        "promises_kept": [promise_item(row, numbers[row.matter_id]) for row in kept],
        "promises_broken": broken[True],
        "limits_passed": broken[False],
    }


def _ratings(station: Station, connection: Reading, back: Span) -> Rows:
    """The rating tokens of these days by what became of them."""
    armed = rows.tokens(connection, tuple(TOKENS), *back.ms)
    low = {level.level for level in station.scale.levels if level.negative}
    numbers = rows.of_visits(connection, {row.visit for row in armed})
    told: dict[str, list[Item]] = {code: [] for code in ("tokens", "low_ratings", *TOKENS.values())}
    for row in armed:
        item = _token(row, numbers[row.visit])
        if row.state == "rated" and row.level in low:
            told["low_ratings"].append(replace(item, kind="recovery"))
        if row.series != "counter":
            # Series are never counted together.
            continue
        told["tokens"].append(item)
        told[TOKENS[row.state]].append(item)
    return {**told, "recoveries": made_good(connection, *back.ms)}


def _token(row: TokenRow, number: str) -> Item:
    hex_id = row.visit.hex()
    return Item(
        id=hex_id,
        kind="visit",
        opens=hex_id,
        name=number,
        group=str(row.level) if row.level is not None else row.state,
        who=row.clerk,
        at=from_ms(row.armed_ms),
    )
