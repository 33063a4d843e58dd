"""What the services of notices and answer cards hand to screens and commands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.voice.cards import CardState

NoticeState = Literal["coming", "holds", "over"]


class NoticeView(Struct, frozen=True):
    """A notice as its readers see it; ``summary`` by lines."""

    code: str
    edition: int
    title: str
    summary: tuple[str, ...]
    text: str
    valid_from: date
    valid_until: date | None
    published_at: datetime
    by: str


class NoticeReport(Struct, frozen=True):
    """A notice as the lead sees it: who has read it when, who of those it is for has not, and whether it holds.

    ``state`` is "coming", "holds" or "over"; ``why`` says for one that is over what ended it.
    """

    notice: NoticeView
    audience: tuple[str, ...]
    state: NoticeState
    read: tuple[tuple[str, datetime], ...]
    missing: tuple[str, ...]
    why: str = ""
    superseded_by: str = ""


class CardView(Struct, frozen=True):
    """An answer card: the question, what is said to it, and where that comes from."""

    code: str
    edition: int
    title: Words
    text: Words
    topics: tuple[str, ...]
    words: tuple[str, ...]
    source: str
    notice: str
    valid_from: date
    valid_until: date | None
    state: CardState
    shipped: bool = False


class Telling(Struct, frozen=True):
    """Somebody who was told a text that holds no more: what, by whom and when; whose matter, where one is known."""

    telling: str
    card: str
    title: Words
    edition: int
    words: str
    told_at: datetime
    by: str
    matter_id: str = ""
    number: str = ""
    customer: str = ""
    handler: str = ""
    enquiry: str = ""


class Taken(Struct, frozen=True):
    """What became of one block of a file: "taken", "same" as before, or "refused" and why."""

    place: str
    verdict: Literal["taken", "same", "refused"]
    edition: int = 0
    broken: RuleBroken | None = None
