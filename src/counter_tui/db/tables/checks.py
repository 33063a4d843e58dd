"""The tables of the checks of the hall: lists by day, what was found, what the station changed of a list."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class CheckDayRow(Row, frozen=True):
    """A list as far as it was done for a day; ``required`` and ``missing`` are codes of items between commas."""

    TABLE: ClassVar[str] = "check_day"

    check_day: bytes
    list: str
    day: str
    required: str
    missing: str
    done_ms: int | None
    head: bytes
    facts: int


class CheckAnswerRow(Row, frozen=True):
    """What somebody found at an item, in the order of the answers of that list and day."""

    TABLE: ClassVar[str] = "check_answer"

    check_day: bytes
    ordinal: int
    item: str
    result: str
    words: str
    answered_by: str
    answered_ms: int


class CheckItemRow(Row, frozen=True):
    """An item the station added to a list (``own``), or dropped from one."""

    TABLE: ClassVar[str] = "check_item"

    check_item: bytes
    list: str
    item: str
    own: int
    name: str
    who: str
    failed: str
    required: int
    added_by: str
    added_ms: int | None
    added_order: str
    dropped: int
    reason: str
    dropped_by: str
    dropped_ms: int | None
    head: bytes
    facts: int
