"""The tables of a matter: what lists show, its promises, papers and tasks, and what it is found by."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class MatterRow(Row, frozen=True):
    """What lists show of a matter: the fold of its facts, rewritten whenever one is added.

    ``word_ms`` is when somebody last said a word on it, while it runs.
    ``follow`` is what the first contact does next for the customer, ``follow_ms`` since or by when.
    """

    TABLE: ClassVar[str] = "matter"

    matter_id: bytes
    number: str
    kind: str
    state: str
    first_contact: str
    handler: str
    handler_outside: str
    offered_to: str
    offered_by: str
    offered_ms: int | None
    for_lead_ms: int | None
    ball: str
    ball_with: str
    ball_with_en: str
    customer_class: str
    customer_name: str
    customer_phone: str
    account: str
    identity_key: str
    visit: bytes
    device_letter: str
    local_day: str
    ordinal: int
    accepted_ms: int
    due_ms: int | None
    due_day: str | None
    due_provisional: int
    amber_ms: int | None
    paused: int
    owed: int
    owed_day: str | None
    stage: str
    answered_ms: int | None
    informed_ms: int | None
    ended_ms: int | None
    follow: str
    follow_ms: int | None
    touched_ms: int
    district: str
    word_ms: int | None
    head: bytes
    facts: int


class PromiseRow(Row, frozen=True):
    """A promise given on a matter and what has become of it; ``kept`` is 1 or 0 once that is certain."""

    TABLE: ClassVar[str] = "promise"

    matter_id: bytes
    ordinal: int
    code: str
    standing: str
    due_ms: int
    due_day: str | None
    provisional: int
    paused: int
    met_ms: int | None
    kept: int | None


class DeferredRow(Row, frozen=True):
    """A paper accepted later on a matter, and where it stands; ``asked_ms`` while the lead has to decide on it."""

    TABLE: ClassVar[str] = "deferred_paper"

    matter_id: bytes
    ordinal: int
    paper: str
    name_zh: str
    name_en: str
    collector: str
    before_stage: str
    due_day: str
    state: str
    asked_ms: int | None


class MatterTaskRow(Row, frozen=True):
    """A task of a matter: who does it by when, who gave it; ``open`` while it is not settled and the matter runs."""

    TABLE: ClassVar[str] = "matter_task"

    task_id: bytes
    matter_id: bytes
    owner: str
    unit: str
    unit_zh: str
    unit_en: str
    what: str
    due_day: str
    given_by: str
    state: str
    open: int


class GivenPaperRow(Row, frozen=True):
    """A paper the customer of a matter has given, by the identity shown; ``address`` is folded."""

    TABLE: ClassVar[str] = "given_paper"

    matter_id: bytes
    ordinal: int
    paper: str
    number: str
    identity_key: str
    account: str
    address: str
    given_ms: int


class MatterKeyRow(Row, frozen=True):
    """A text by which a matter is found: number, name, initials, reversed phone or account.

    ``shared`` is how many characters it begins with as the matter's key before it does, in their order: of the keys of
    one matter that begin with a text, only the first shares fewer characters than the text has. ``accepted_ms`` is that
    of the matter, so that the newest stand in the keys.
    """

    TABLE: ClassVar[str] = "matter_key"

    key: str
    matter_id: bytes
    shared: int
    accepted_ms: int


class MatterLinkRow(Row, frozen=True):
    """A matter that comes up again, and an earlier one it goes back to."""

    TABLE: ClassVar[str] = "matter_link"

    matter_id: bytes
    earlier: bytes


class AttentionRow(Row, frozen=True):
    """A fact that did not fit when it was folded in, for a person to look at."""

    TABLE: ClassVar[str] = "attention"

    fact_id: bytes
    matter_id: bytes
    kind: str
    at_ms: int
    by: str
