"""The tables of what happens at the counter beside matters: action items, enquiries, calls for the lead, ratings."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class ActionItemRow(Row, frozen=True):
    """A problem somebody is to put right, and whether another has looked at it."""

    TABLE: ClassVar[str] = "action_item"

    item_id: bytes
    words: str
    owner: str
    check_words: str
    origin: str
    about: str
    set_by: str
    set_ms: int
    opened_ms: int
    first_due: str
    due: str
    state: str
    words_done: str
    reported_ms: int | None
    verified_by: str
    verified_ms: int | None
    moved: int
    sent_back: int
    came_back: int
    head: bytes
    facts: int


class EnquiryRow(Row, frozen=True):
    """A question at the counter and what became of it: answered, still open, or carried on as a matter."""

    TABLE: ClassVar[str] = "enquiry"

    enquiry_id: bytes
    topic: str
    state: str
    first_contact: str
    handler: str
    words: str
    asked_ms: int
    due_ms: int | None
    answered_ms: int | None
    seconds: int
    number: str
    head: bytes
    facts: int


class LeadCallRow(Row, frozen=True):
    """A call for the lead: a report upward or a conflict, and whether it was answered and the answer seen."""

    TABLE: ClassVar[str] = "lead_call"

    call_id: bytes
    kind: str
    caller: str
    lead: str
    screen: str
    field: str
    matter_id: bytes
    number: str
    words: str
    raised_ms: int
    due_ms: int | None
    answer: str
    answered_by: str
    answered_ms: int | None
    seen_ms: int | None
    head: bytes
    facts: int


class TokenRow(Row, frozen=True):
    """The rating token of a visit and what became of it; ``matter`` is the one with which it was armed."""

    TABLE: ClassVar[str] = "rating_token"

    visit: bytes
    matter: bytes
    clerk: str
    series: str
    follows: bytes
    epoch: bytes
    armed_ms: int
    state: str
    shown_ms: int | None
    pad: str
    level: int | None
    reason: str
    latency_ms: int
    decided_ms: int | None
    presses_refused: int
    head: bytes
    facts: int
