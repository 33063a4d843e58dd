"""The tables of the station's one voice: answer cards, notices, who read and who was told them."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class CardRow(Row, frozen=True):
    """A text of an answer card the station issued; ``reason`` says why it was withdrawn."""

    TABLE: ClassVar[str] = "card"

    card: bytes
    edition: int
    topics: str
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    source: str
    notice: str
    notice_edition: int
    from_day: str
    until_day: str | None
    reason: str
    issued_ms: int
    issued_by: str


class NoticeRow(Row, frozen=True):
    """A text of a notice; ``audience`` are roles between commas, ``over_day`` the first day it holds no more.

    ``last_day`` is the last day it holds, 9999-12-31 where it has none.
    """

    TABLE: ClassVar[str] = "notice"

    notice: bytes
    edition: int
    title: str
    summary: str
    text: str
    audience: str
    from_day: str
    until_day: str | None
    published_ms: int
    published_by: str
    over_day: str | None
    reason: str
    superseded_by: str
    last_day: str


class NoticeReadRow(Row, frozen=True):
    """Who has read which text of a notice, and when; ``how`` is "read" alone, or "heard" in a meeting."""

    TABLE: ClassVar[str] = "notice_read"

    notice: bytes
    edition: int
    staff_no: str
    read_ms: int
    how: str


class TellingRow(Row, frozen=True):
    """What of a card a customer was told; ``matter_id`` is empty where no matter is known.

    ``right_ms`` is when it was put right.
    """

    TABLE: ClassVar[str] = "telling"

    telling: bytes
    card: str
    edition: int
    how: str
    words: str
    matter_id: bytes
    enquiry: str
    told_ms: int
    told_by: str
    right_ms: int | None
