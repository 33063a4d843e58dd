"""Rows of the morning meetings, computed from their facts. Each table's key is named as its subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from counter_tui.db.subjects import MEETING, Rows
from counter_tui.db.tables.meeting import MeetingPersonRow, MeetingRow, MeetingStepRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.meeting.state import Meeting, fold
from counter_tui.domain.meeting.words import spoken

TABLES: Mapping[str, tuple[type[Any], ...]] = MappingProxyType(
    {MEETING: (MeetingRow, MeetingStepRow, MeetingPersonRow)}
)
"""The tables of each kind of subject."""


def subject_of(day: date) -> Subject:
    """The meeting of a day as the subject of its facts."""
    return Subject(MEETING, day.isoformat().encode())


def rows(subject: Subject, history: Sequence[Recorded]) -> Rows:
    """The rows of one meeting, by table; none before it was begun."""
    meeting = fold(history)
    if meeting is None:
        return {}
    return {
        MeetingRow: [_meeting(subject, meeting)],
        MeetingStepRow: _steps(subject, meeting),
        MeetingPersonRow: _people(subject, meeting),
    }


def name_of(subject: Subject) -> str:
    """What a person knows a meeting by: its day."""
    return subject.id.decode("utf-8", "replace")


def _meeting(subject: Subject, meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": subject.id,
        "day": meeting.day.isoformat(),
        "chair": meeting.chair,
        "chair_for": meeting.begun.chair_for,
        "begun_ms": to_ms(meeting.begun_at),
        "ended_ms": to_ms(meeting.ended_at) if meeting.ended_at else None,
        "seconds": meeting.seconds,
        "step": meeting.step,
        "present": len(meeting.present),
        "signed": len(meeting.signed),
        "skipped": sum(each.state == "skipped" for each in meeting.steps),
        "problems": len(meeting.problems),
        "words": spoken(meeting),
        "head": meeting.head,
        "facts": meeting.facts,
    }


def _steps(subject: Subject, meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {
            "meeting": subject.id,
            "ordinal": ordinal,
            "step": each.code,
            "required": int(each.required),
            "state": each.state,
            "words": each.words,
            "seconds": each.seconds,
            "settled_ms": to_ms(each.at) if each.at else None,
            "settled_by": each.by,
        }
        for ordinal, each in enumerate(meeting.steps)
    ]


def _people(subject: Subject, meeting: Meeting) -> list[dict[str, Any]]:
    gone = {each.staff_no: each for each in meeting.absent}
    posts = {each.staff_no: each.post for each in meeting.posts}
    signed = {each.staff_no: to_ms(each.at) for each in meeting.signed}
    late = meeting.attendance.late if meeting.attendance else ()
    return [
        {
            "meeting": subject.id,
            "staff_no": who,
            "present": int(who not in gone),
            "late": int(who in late),
            "reason": gone[who].reason if who in gone else "",
            "words": gone[who].words if who in gone else "",
            "post": posts.get(who, ""),
            "signed_ms": signed.get(who),
        }
        for who in dict.fromkeys((*meeting.present, *gone))
    ]
