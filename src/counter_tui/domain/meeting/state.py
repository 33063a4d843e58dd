"""What the facts of a meeting tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.meeting import (
    Absent,
    AttendanceTaken,
    DrillAnswered,
    LookFailed,
    LooksChecked,
    MeetingBegun,
    MeetingEnded,
    MeetingSigned,
    NoticesPassedOn,
    PointAdded,
    PostGiven,
    PostsGiven,
    ProblemNamed,
    StepDone,
    StepSkipped,
)

StepState = Literal["open", "done", "skipped"]
SIGNING = "sign"
"""The code of the last step, in which everybody present signs."""


class Step(Struct, frozen=True):
    """A step of a meeting as it stands; ``words`` is what was said of it, or why it was passed over."""

    code: str
    required: bool
    state: StepState = "open"
    words: str = ""
    seconds: int = 0
    at: datetime | None = None
    by: str = ""


class Signed(Struct, frozen=True):
    """Who signed, and when."""

    staff_no: str
    at: datetime


class Meeting(Struct, frozen=True):
    """The meeting of a day.

    ``begun`` holds the brief it used. ``left_at`` is when the last step was left, or the meeting begun: what a step
    takes is counted from there. ``attendance`` is None until it was taken; ``looks`` are what was not in order, by
    what was looked at.
    """

    day: date
    begun: MeetingBegun
    begun_at: datetime
    left_at: datetime
    steps: tuple[Step, ...]
    head: bytes
    facts: int
    attendance: AttendanceTaken | None = None
    looks: Mapping[str, tuple[LookFailed, ...]] = {}
    problems: tuple[ProblemNamed, ...] = ()
    notices: tuple[NoticesPassedOn, ...] = ()
    points: tuple[str, ...] = ()
    posts: tuple[PostGiven, ...] = ()
    drill: tuple[DrillAnswered, ...] = ()
    signed: tuple[Signed, ...] = ()
    ended_at: datetime | None = None
    seconds: int | None = None
    end_head: str = ""

    @property
    def chair(self) -> str:
        """Who leads the meeting."""
        return self.begun.chair

    @property
    def present(self) -> tuple[str, ...]:
        """Who is there; everybody who should be until attendance was taken."""
        return self.begun.expected if self.attendance is None else self.attendance.present

    @property
    def absent(self) -> tuple[Absent, ...]:
        """Who is not there, with the reason."""
        return () if self.attendance is None else self.attendance.absent

    @property
    def signers(self) -> frozenset[str]:
        """Who has signed."""
        return frozenset(each.staff_no for each in self.signed)

    @property
    def to_sign(self) -> tuple[str, ...]:
        """Who is there and has not signed."""
        return tuple(each for each in self.present if each not in self.signers)

    @property
    def step(self) -> str:
        """The first step that is still open; empty when all are settled."""
        return next((each.code for each in self.steps if each.state == "open"), "")

    @property
    def open_steps(self) -> tuple[str, ...]:
        """The steps to settle before anybody signs."""
        return tuple(each.code for each in self.steps if each.state == "open" and each.code != SIGNING)

    def step_of(self, code: str) -> Step | None:
        """The step with this code, None where the meeting has none."""
        return next((each for each in self.steps if each.code == code), None)


def fold(recorded: Iterable[Recorded]) -> Meeting | None:
    """A meeting, of the facts about it in whatever order they come; None before it was begun."""
    meeting: Meeting | None = None
    for entry in sorted(recorded, key=lambda each: each.order):
        if meeting is None:
            meeting = _begun(entry)
            continue
        if meeting.ended_at is None and (change := _CHANGES.get(type(entry.fact))) is not None:
            meeting = change(meeting, entry.fact, entry)
        meeting = replace(meeting, head=entry.hash, facts=meeting.facts + 1)
    return meeting


def _begun(entry: Recorded) -> Meeting | None:
    fact = entry.fact
    if not isinstance(fact, MeetingBegun):
        return None
    steps = tuple(Step(each.step, each.required) for each in fact.steps)
    return Meeting(fact.day, fact, entry.at, entry.at, steps, entry.hash, 1)


def _settle(meeting: Meeting, code: str, entry: Recorded, **said: Any) -> Meeting:
    """A step is settled once."""
    steps = tuple(
        replace(each, at=entry.at, by=entry.actor, **said)
        if each.code == code and each.state == "open"
        else each
        for each in meeting.steps
    )
    return meeting if steps == meeting.steps else replace(meeting, steps=steps, left_at=entry.at)


def _step_done(meeting: Meeting, fact: StepDone, entry: Recorded) -> Meeting:
    return _settle(meeting, fact.step, entry, state="done", words=fact.words, seconds=fact.seconds)


def _step_skipped(meeting: Meeting, fact: StepSkipped, entry: Recorded) -> Meeting:
    return _settle(meeting, fact.step, entry, state="skipped", words=fact.reason, seconds=fact.seconds)


def _attendance(meeting: Meeting, fact: AttendanceTaken, _entry: Recorded) -> Meeting:
    return replace(meeting, attendance=fact)


def _looks(meeting: Meeting, fact: LooksChecked, _entry: Recorded) -> Meeting:
    return replace(meeting, looks={**meeting.looks, fact.look: fact.failed})


def _problem(meeting: Meeting, fact: ProblemNamed, _entry: Recorded) -> Meeting:
    if fact.item in {each.item for each in meeting.problems}:
        return meeting
    return replace(meeting, problems=(*meeting.problems, fact))


def _notices(meeting: Meeting, fact: NoticesPassedOn, _entry: Recorded) -> Meeting:
    return replace(meeting, notices=(*meeting.notices, fact))


def _point(meeting: Meeting, fact: PointAdded, _entry: Recorded) -> Meeting:
    return replace(meeting, points=(*meeting.points, fact.words))


def _posts(meeting: Meeting, fact: PostsGiven, _entry: Recorded) -> Meeting:
    return replace(meeting, posts=fact.posts)


def _drill(meeting: Meeting, fact: DrillAnswered, _entry: Recorded) -> Meeting:
    if fact.question in {each.question for each in meeting.drill}:
        return meeting
    return replace(meeting, drill=(*meeting.drill, fact))


def _signed(meeting: Meeting, fact: MeetingSigned, entry: Recorded) -> Meeting:
    """Nobody signs twice, nobody for another."""
    if fact.staff_no in meeting.signers or fact.staff_no != entry.actor:
        return meeting
    return replace(meeting, signed=(*meeting.signed, Signed(fact.staff_no, entry.at)))


def _ended(meeting: Meeting, fact: MeetingEnded, entry: Recorded) -> Meeting:
    return replace(meeting, ended_at=entry.at, seconds=fact.seconds, end_head=fact.head)


_CHANGES: Mapping[type, Callable[[Meeting, Any, Recorded], Meeting]] = MappingProxyType(
    {
        AttendanceTaken: _attendance,
        LooksChecked: _looks,
        StepDone: _step_done,
        StepSkipped: _step_skipped,
        ProblemNamed: _problem,
        NoticesPassedOn: _notices,
        PointAdded: _point,
        PostsGiven: _posts,
        DrillAnswered: _drill,
        MeetingSigned: _signed,
        MeetingEnded: _ended,
    }
)
"""What each fact changes of a meeting that runs."""
