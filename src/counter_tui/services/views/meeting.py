"""The morning meeting as screens and commands show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks.lists import CheckItem
from counter_tui.domain.meeting.held import RED, Standing
from counter_tui.domain.meeting.state import Meeting
from counter_tui.domain.meeting.steps import PlannedStep, Question
from counter_tui.services.views.voice import NoticeView


class Attendee(Struct, frozen=True):
    """Somebody of the staff: ``expected`` at the meeting, away for ``absence`` (empty: here), ``post`` as planned."""

    staff_no: str
    name: str
    initials: str
    role: str
    expected: bool
    absence: str = ""
    post: str = "counter"


class ToTell(Struct, frozen=True):
    """A notice some of those present have not read, and who they are."""

    notice: NoticeView
    people: tuple[str, ...]


class MeetingView(Struct, frozen=True):
    """The meeting of a day; ``meeting`` is None before it was begun.

    ``until`` is until when it is begun in time, ``lead`` who leads today. ``staff`` are those who may be there,
    ``names`` those of everybody by number. ``to_tell``, ``hall`` and ``questions`` are what its steps are about,
    ``lists`` what lists of checks are called.
    """

    day: date
    now: datetime
    until: datetime
    standing: Standing
    meeting: Meeting | None
    planned: tuple[PlannedStep, ...]
    staff: tuple[Attendee, ...]
    names: Mapping[str, str]
    lead: str
    may_chair: bool
    to_tell: tuple[ToTell, ...] = ()
    hall: tuple[CheckItem, ...] = ()
    questions: tuple[Question, ...] = ()
    lists: Mapping[str, Words] = {}

    @property
    def red(self) -> bool:
        """Whether the day is red for want of its meeting."""
        return self.standing in RED

    def name(self, staff_no: str) -> str:
        """What somebody is called."""
        return self.names.get(staff_no, staff_no)


class MeetingLine(Struct, frozen=True):
    """The meeting of a day in a list."""

    day: date
    standing: Standing
    begun_at: datetime | None
    ended_at: datetime | None
    seconds: int | None
    chair: str
    present: int
    signed: int
    skipped: int
    problems: int

    @property
    def red(self) -> bool:
        """Whether the day is red for want of its meeting."""
        return self.standing in RED
