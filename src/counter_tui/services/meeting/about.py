"""What a meeting is about, read from the store: people, notices, the hall's items, who leads, the brief it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from counter_tui.db import people
from counter_tui.db.reading import checklists, leading, shift, voice
from counter_tui.db.store import Reading
from counter_tui.domain.brief.models import Brief
from counter_tui.domain.checks.lists import CheckItem, CheckList, in_force
from counter_tui.domain.facts.meeting import CaseUsed, FigureUsed, MeetingBegun, ShareUsed, StepPlanned
from counter_tui.domain.meeting.steps import PlannedStep
from counter_tui.services.station import Station
from counter_tui.services.views.meeting import Attendee, ToTell
from counter_tui.services.voice.notices import notice_view

HALL = "five_s"
"""The list of checks that is the look at the hall: it is done for the day with the meeting."""
CASES = 5
"""So many cases are spoken of at most: more than two minutes hold."""
_EVER = 1 << 62
_POST_OF = {"lead": "lead", "guide": "guide", "clerk": "counter"}


def lead_of(connection: Reading, day: date) -> str:
    """Who leads on the day by its roster, else now; empty when nobody does."""
    roster = shift.duty_day(connection, day).roster
    return roster.lead if roster else leading.lead(connection)


def people_of(connection: Reading, day: date) -> tuple[Attendee, ...]:
    """Everybody of the staff, by number. Expected are those of the day's roster, else all; not who is away."""
    on_duty = shift.duty_day(connection, day).on_duty
    return tuple(
        Attendee(
            staff_no=row.staff_no,
            name=row.name,
            initials=row.initials,
            role=row.role,
            expected=not row.stand_in and (not on_duty or row.staff_no in on_duty),
            absence=row.absence,
            post=on_duty.get(row.staff_no) or ("none" if on_duty else _POST_OF.get(row.role, "none")),
        )
        for row in people.everybody(connection)
        if row.active
    )


def to_tell(station: Station, connection: Reading, present: Sequence[str], day: date) -> tuple[ToTell, ...]:
    """The notices that some of those present have not read, the oldest first, each with who they are."""
    found: dict[tuple[bytes, int], list[str]] = defaultdict(list)
    rows = {}
    roles = {row.staff_no: row.role for row in people.everybody(connection)}
    for who in present:
        for row in voice.unread(connection, who, roles.get(who, ""), day.isoformat(), _EVER):
            rows[row.notice, row.edition] = row
            found[row.notice, row.edition].append(who)
    name_of = station.names(connection)
    ordered = sorted(rows.values(), key=lambda row: (row.published_ms, row.notice))
    return tuple(ToTell(notice_view(row, name_of), tuple(found[row.notice, row.edition])) for row in ordered)


def hall_items(connection: Reading, check: CheckList) -> tuple[CheckItem, ...]:
    """What is looked at on the round through the hall."""
    return in_force(check, checklists.changes(connection))


def planned(brief: Brief, steps: Sequence[PlannedStep], expected: Sequence[str]) -> MeetingBegun:
    """The meeting of the brief's day as it begins; who chairs it is decided later."""
    return MeetingBegun(
        day=brief.day,
        chair="",
        expected=tuple(expected),
        steps=tuple(StepPlanned(step=each.code, required=each.required) for each in steps),
        first=brief.first,
        last=brief.last,
        figures=tuple(FigureUsed(code=each.code, value=each.value) for each in brief.figures),
        shares=tuple(ShareUsed(code=each.code, part=each.part, whole=each.whole) for each in brief.shares),
        typical_seconds=brief.typical_seconds,
        cases=tuple(
            CaseUsed(
                figure=each.figure,
                kind=each.item.kind,
                opens=each.item.opens,
                name=each.item.name,
                why=each.why,
                who=each.item.who,
            )
            for each in brief.cases[:CASES]
        ),
    )
