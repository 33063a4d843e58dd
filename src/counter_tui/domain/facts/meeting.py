"""What happens in the morning meeting of a day (晨会): one meeting a day of the station, its steps, its signatures."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact, Part

AbsentReason = Literal["ill", "leave", "training", "other_duty", "rest", "unknown"]
"""Why somebody who should be there is not; ``rest`` is his day off, ``unknown`` that nobody knows."""
Look = Literal["appearance", "hall"]
"""What is looked at: each person's appearance, the hall."""


class StepPlanned(Part, frozen=True, kw_only=True):
    """A step of the meeting as it was planned then; a required one is skipped for a reason only."""

    step: str
    required: bool = False


class FigureUsed(Part, frozen=True, kw_only=True):
    """A figure of the brief the meeting used; ``value`` is None where it had no source, which is never 0."""

    code: str
    value: int | None = None


class ShareUsed(Part, frozen=True, kw_only=True):
    """A share of the brief the meeting used: how many of how many."""

    code: str
    part: int
    whole: int


class CaseUsed(Part, frozen=True, kw_only=True):
    """A case of the brief the meeting used, without personal data of customers: what it is of, and why.

    ``opens`` is the id of what it is about, of the sort ``kind``, ``name`` what people call that, ``who`` a staff
    number.
    """

    figure: str
    kind: str
    opens: str
    name: str
    why: tuple[str, ...]
    who: str = ""


class MeetingBegun(Fact, frozen=True, kw_only=True):
    """The meeting of a day was begun; ``chair`` leads it, in place of ``chair_for`` where that lead is away.

    ``expected`` should be there. ``first`` to ``last`` is what the brief looked back at; its figures, shares and first
    cases stand here as they were then, so that the minutes keep the brief the meeting used.
    """

    type: ClassVar[str] = "MeetingBegun"

    day: date
    chair: str
    expected: tuple[str, ...]
    steps: tuple[StepPlanned, ...]
    first: date
    last: date
    figures: tuple[FigureUsed, ...]
    shares: tuple[ShareUsed, ...] = ()
    typical_seconds: int | None = None
    cases: tuple[CaseUsed, ...] = ()
    chair_for: str = ""


class Absent(Part, frozen=True, kw_only=True):
    """Somebody who should be there and is not."""

    staff_no: str
    reason: AbsentReason
    words: str = ""


class AttendanceTaken(Fact, frozen=True, kw_only=True):
    """Who is there and who is not, with the reason; ``late`` are those of the present who came late.

    The later one counts.
    """

    type: ClassVar[str] = "AttendanceTaken"

    present: tuple[str, ...]
    absent: tuple[Absent, ...] = ()
    late: tuple[str, ...] = ()


class LookFailed(Part, frozen=True, kw_only=True):
    """What was not in order: with a person (a staff number), or of the hall (an item of its walk-round)."""

    of: str
    words: str


class LooksChecked(Fact, frozen=True, kw_only=True):
    """Appearance or hall was looked at; whatever is not among the failed was in order. The later one counts."""

    type: ClassVar[str] = "LooksChecked"

    look: Look
    failed: tuple[LookFailed, ...] = ()


class StepDone(Fact, frozen=True, kw_only=True):
    """A step was done, in so many seconds; ``words`` is what there is to say of it."""

    type: ClassVar[str] = "StepDone"

    step: str
    seconds: int
    words: str = ""


class StepSkipped(Fact, frozen=True, kw_only=True):
    """A step was passed over, a required one for a reason."""

    type: ClassVar[str] = "StepSkipped"

    step: str
    seconds: int
    reason: str = ""


class ProblemNamed(Fact, frozen=True, kw_only=True):
    """The meeting named a problem; ``item`` is the id (hex) of the action item that carries it.

    ``about`` is what it is of, as a code (an item of a check, say), empty for one of its own. ``how`` says whether it
    is new, was carried already, or came back within thirty days.
    """

    type: ClassVar[str] = "ProblemNamed"

    item: str
    words: str
    owner: str
    due: date
    about: str = ""
    how: Literal["new", "carried", "came_back"] = "new"


class NoticeTold(Part, frozen=True, kw_only=True):
    """An edition of a notice, and its title."""

    notice: str
    edition: int
    title: str


class NoticesPassedOn(Fact, frozen=True, kw_only=True):
    """These notices were passed on to the people present, each of whom has a receipt beside it."""

    type: ClassVar[str] = "NoticesPassedOn"

    notices: tuple[NoticeTold, ...]
    people: tuple[str, ...]


class PointAdded(Fact, frozen=True, kw_only=True):
    """Something the shift is to watch today, beside what the brief lists."""

    type: ClassVar[str] = "PointAdded"

    words: str


class PostGiven(Part, frozen=True, kw_only=True):
    """The post a person has today: counter, guide, duty or lead, as in the roster, or none."""

    staff_no: str
    post: str


class PostsGiven(Fact, frozen=True, kw_only=True):
    """The posts of the day of those present; the later one counts."""

    type: ClassVar[str] = "PostsGiven"

    posts: tuple[PostGiven, ...]


class DrillAnswered(Fact, frozen=True, kw_only=True):
    """A question of the drill was put to somebody, who knew it or did not."""

    type: ClassVar[str] = "DrillAnswered"

    question: str
    right: bool
    who: str = ""


class MeetingSigned(Fact, frozen=True, kw_only=True):
    """Somebody present signed by PIN, once."""

    type: ClassVar[str] = "MeetingSigned"

    staff_no: str


class MeetingEnded(Fact, frozen=True, kw_only=True):
    """The meeting is over after so many seconds.

    ``head`` is the hash (hex) of the meeting's newest fact before this one: what its paper says it is the paper of.
    """

    type: ClassVar[str] = "MeetingEnded"

    seconds: int
    head: str
