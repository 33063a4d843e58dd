"""What a day that is over had before it as it began: read back from the facts, as far as that costs little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from counter_tui.db import ledger, people
from counter_tui.db.reading import actions as action_rows
from counter_tui.db.reading import brief as rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import ACTION_ITEM, ENQUIRY, MATTER
from counter_tui.db.tables.voice import NoticeRow
from counter_tui.domain.actions.state import fold as item_of
from counter_tui.domain.brief.compile import Rows
from counter_tui.domain.brief.models import Item
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.enquiry.state import fold as enquiry_of
from counter_tui.domain.facts.absence import CameBack, StandInNamed
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.papers import PaperCollected, PaperWaived
from counter_tui.domain.facts.station import StaffAdded, StaffLeft
from counter_tui.domain.matter.evolve import fold as matter_of
from counter_tui.services.brief.duty import skill_gaps
from counter_tui.services.lines.checks import items_failed, problem_of
from counter_tui.services.station import Station

REACH = timedelta(days=31)
"""How long ago a day may be: what happened since then has to be taken back."""
_YEAR = timedelta(days=366)
"""Nobody is away longer without a word, and no question waits longer: what is older is looked for among what stands."""

Folded = TypeVar("Folded")


class Then:
    """A day that is over, as it began."""

    def __init__(self, station: Station, connection: Reading, day: date, now: datetime) -> None:
        self.station, self.connection, self.day = station, connection, day
        self.start = datetime.combine(day, time.min, station.zone)
        self.start_ms, self.now_ms = to_ms(self.start), to_ms(now)
        self._before = ledger.hlc_from(self.start_ms)

    def folded(
        self, kind: str, subjects: Iterable[bytes], fold: Callable[[Iterable[Recorded]], Folded | None]
    ) -> list[Folded]:
        """What the facts of these subjects told as the day began; those that did not exist yet are left out."""
        told = (ledger.facts_of(self.connection, Subject(kind, each)) for each in sorted(set(subjects)))
        found = (fold([each for each in facts if each.hlc < self._before]) for facts in told)
        return [each for each in found if each is not None]


def rows_then(station: Station, connection: Reading, day: date, now: datetime) -> Rows:
    """The rows of the figures that stand beside the day; none for a day that is too long ago.

    Calls promised to customers are not told, since what became of one is no fact of its own; nor is the site card,
    which is the station's now.
    """
    then = Then(station, connection, day, now)
    if now.astimezone(station.zone).date() - day > REACH:
        return {}
    away = _away(then)
    return {
        **_papers(then),
        "answers_due": _answers(then),
        "staff_away": list(away.values()),
        "skill_gaps": skill_gaps(station, connection, day, away),
        "notices_unread": _unread(then, away),
        "actions": _actions(then),
    }


def _papers(then: Then) -> Rows:
    """The papers owed by the day on matters that ran as it began."""
    settled = ledger.between(
        then.connection, (PaperCollected.type, PaperWaived.type), then.start_ms, then.now_ms + 1
    )
    day = then.day.isoformat()
    late_from = (then.day - _YEAR).isoformat()
    asked = rows.matters_with_papers(
        then.connection, day, late_from, then.start_ms, {each.subject.id for each in settled}
    )
    papers: dict[bool, list[Item]] = {True: [], False: []}
    for matter in then.folded(MATTER, asked, matter_of):
        for ordinal, paper in enumerate(matter.deferred if not matter.ended else ()):
            if paper.state == "owed" and paper.due_day <= then.day:
                hex_id = matter.matter_id.hex()
                papers[paper.due_day == then.day].append(
                    Item(
                        id=f"{hex_id}/{ordinal}",
                        kind="paper",
                        opens=hex_id,
                        name=matter.number,
                        group=paper.paper,
                        who=paper.collector,
                        due=paper.due_day,
                    )
                )
    return {"papers_due": papers[True], "papers_late": papers[False]}


def _answers(then: Then) -> list[Item]:
    """The questions that stood open with an answer promised by the end of the day."""
    end_ms = to_ms(then.start + timedelta(days=1))
    since_ms = then.start_ms - _YEAR // timedelta(milliseconds=1)
    asked = rows.waited_for_answer(then.connection, since_ms, then.start_ms, end_ms)
    return [
        Item(
            id=each.enquiry_id.hex(),
            kind="enquiry",
            opens=each.enquiry_id.hex(),
            name=each.topic,
            group=each.topic,
            who=each.first_contact,
            at=each.due_at,
            late=each.due_at < then.start,
        )
        for each in then.folded(ENQUIRY, asked, enquiry_of)
        if each.state == "open" and each.due_at is not None and to_ms(each.due_at) < end_ms
    ]


def _away(then: Then) -> Mapping[str, Item]:
    """Who was away as the day began, by staff number."""
    types = (StandInNamed.type, CameBack.type)
    since_ms = then.start_ms - _YEAR // timedelta(milliseconds=1)
    newest: dict[str, Recorded] = {}
    for entry in ledger.between(then.connection, types, since_ms, then.start_ms):
        if isinstance(entry.fact, StandInNamed | CameBack):
            newest[entry.fact.staff_no] = entry
    names = people.names(then.connection)
    return {
        number: Item(
            id=number,
            kind="person",
            opens=number,
            name=names.get(number, number),
            group=entry.fact.reason,
            who=entry.fact.stand_in,
            at=entry.at,
            due=entry.fact.until,
        )
        for number, entry in sorted(newest.items())
        if isinstance(entry.fact, StandInNamed)
        and entry.fact.reason != "left"
        and (entry.fact.until is None or entry.fact.until >= then.day)
    }


def _unread(then: Then, away: Mapping[str, Item]) -> list[Item]:
    """The notices that held on the day and had been given out by then, with those who had not read them."""
    after = ledger.between(then.connection, (StaffAdded.type, StaffLeft.type), then.start_ms, then.now_ms + 1)
    came = {each.fact.staff_no for each in after if isinstance(each.fact, StaffAdded)}
    left = {each.fact.staff_no for each in after if isinstance(each.fact, StaffLeft)}
    there = [
        row
        for row in people.everybody(then.connection)
        if (row.active or row.staff_no in left) and row.staff_no not in came and row.staff_no not in away
    ]
    day = then.day.isoformat()
    return [
        unread_item(notice, row.staff_no)
        for row in there
        for notice in rows.unread_then(then.connection, row.staff_no, row.role, day, then.start_ms)
    ]


def unread_item(notice: NoticeRow, staff_no: str) -> Item:
    """A notice somebody has not read, as a row of a figure."""
    code = notice.notice.decode()
    return Item(
        id=f"{code}/{notice.edition}/{staff_no}",
        kind="notice",
        opens=code,
        name=notice.title,
        group=staff_no,
        who=staff_no,
        at=from_ms(notice.published_ms),
    )


def _actions(then: Then) -> list[Item]:
    """The action items that were carried as the day began."""
    found = action_rows.carried_since(then.connection, then.start_ms)
    items = items_failed(then.connection, found)
    told = then.folded(ACTION_ITEM, (row.item_id for row in found), item_of)
    zone = then.station.zone
    return [
        Item(
            id=each.item_id.hex(),
            kind="action",
            opens=each.item_id.hex(),
            name=problem_of(each, items),
            group=each.state,
            who=each.owner,
            at=each.opened_at,
            due=each.due,
            count=each.age(then.day, each.opened_at.astimezone(zone).date()),
            late=each.due < then.day,
        )
        for each in told
        if each.state != "verified"
    ]
