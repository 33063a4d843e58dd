"""The tables of the morning meetings: a row a day, its steps, and who should be there."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class MeetingRow(Row, frozen=True):
    """The meeting of a day; ``step`` is the first one still open, empty when none is.

    ``present``, ``signed``, ``skipped`` and ``problems`` count. ``words`` is all that was said in it, folded.
    """

    TABLE: ClassVar[str] = "meeting"

    meeting: bytes
    day: str
    chair: str
    chair_for: str
    begun_ms: int
    ended_ms: int | None
    seconds: int | None
    step: str
    present: int
    signed: int
    skipped: int
    problems: int
    words: str
    head: bytes
    facts: int


class MeetingStepRow(Row, frozen=True):
    """A step of a meeting in its order; ``words`` is what was said of it, or why it was passed over."""

    TABLE: ClassVar[str] = "meeting_step"

    meeting: bytes
    ordinal: int
    step: str
    required: int
    state: str
    words: str
    seconds: int
    settled_ms: int | None
    settled_by: str


class MeetingPersonRow(Row, frozen=True):
    """Somebody who should be at a meeting, or was; ``reason`` says why he was not, ``post`` is that of the day."""

    TABLE: ClassVar[str] = "meeting_person"

    meeting: bytes
    staff_no: str
    present: int
    late: int
    reason: str
    words: str
    post: str
    signed_ms: int | None
