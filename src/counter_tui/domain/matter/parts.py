"""What a matter is made of: promises, papers, hand-overs, tasks, pauses, and what was done for its customer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from counter_tui.domain.facts.first_contact import Step
from counter_tui.domain.facts.matter import HandedOver, PromiseGiven, StepTaken

PaperState = Literal["owed", "collected", "waived", "lapsed"]
"""``lapsed`` is a commitment letter that nobody signed before everything it would have named was settled."""
OPEN_PAPERS: frozenset[PaperState] = frozenset({"owed", "lapsed"})
"""A paper that may still be received or waived: a letter signed after all, perhaps recorded on another PC, fits."""
TaskState = Literal["given", "taken", "returned", "done", "cancelled", "replaced"]
"""``returned`` needs a new owner; ``replaced`` was returned and is given to somebody else as a task of its own."""
OPEN_TASKS: frozenset[TaskState] = frozenset({"given", "taken", "returned"})
Outcome = Literal["open", "accepted", "bounced", "taken_back", "to_lead"]
"""``to_lead``: the offer would have gone round, so nobody was offered anything: the lead decides."""


class Promise(Struct, frozen=True):
    """A promise given on the matter and what has become of it so far."""

    given: PromiseGiven
    due_at: datetime
    due_day: date | None
    provisional: bool
    steps: tuple[StepTaken, ...]
    met_at: datetime | None = None


class Deferred(Struct, frozen=True):
    """A paper accepted later, and where it stands; ``letter`` is the commitment letter about the others.

    ``asked_at`` is when the lead was asked to do without it.
    """

    paper: str
    name_zh: str
    name_en: str
    collector: str
    before: str
    due_day: date
    state: PaperState = "owed"
    letter: bool = False
    settled_at: datetime | None = None
    asked_at: datetime | None = None


class Offer(Struct, frozen=True):
    """A hand-over that nobody has accepted yet; the giver stays answerable until somebody does."""

    fact: HandedOver
    fact_id: bytes
    by: str
    at: datetime


class HandOver(Struct, frozen=True):
    """A hand-over and what became of it."""

    offer: Offer
    outcome: Outcome
    settled_at: datetime | None = None
    settled_by: str = ""
    reason: str = ""


class Decision(Struct, frozen=True):
    """A lead's word on who handles the work; ``hand_overs``: how many there had been."""

    to: str
    reason: str
    by: str
    at: datetime
    hand_overs: int


class Task(Struct, frozen=True):
    """A part of the work that a colleague (``to``) or a unit does, by the end of a day.

    ``after`` are the tasks before it; ``words`` its result, or why it came back or is not needed any more; ``person``
    who at the unit took it; ``completes`` the particulars it is there to complete.
    """

    task_id: str
    what: str
    to: str
    unit: str
    unit_zh: str
    unit_en: str
    due_day: date
    after: tuple[str, ...]
    by: str
    at: datetime
    instead: str = ""
    state: TaskState = "given"
    person: str = ""
    words: str = ""
    settled_at: datetime | None = None
    settled_by: str = ""
    completes: tuple[str, ...] = ()


class Attention(Struct, frozen=True):
    """A fact that did not fit when it was folded in: kept, without effect, for a person to look at.

    ``settled_by`` is the lead who looked at it, empty while nobody has.
    """

    fact_id: bytes
    kind: str
    at: datetime
    by: str
    settled_by: str = ""


class Pause(Struct, frozen=True):
    """A time in which the promise clocks stood still; ``until`` is None while they do."""

    reason: str
    since: datetime
    until: datetime | None = None


class Wait(Struct, frozen=True):
    """Something the station lacked when it accepted the matter; ``until`` is None while it still does."""

    resource: str
    since: datetime
    until: datetime | None = None


class Refusal(Struct, frozen=True):
    """Why and by whom a request was not accepted, and what the customer was told about appeal."""

    ground: str
    words: str
    told_zh: str
    told_en: str
    decided_by: str


class OtherUnit(Struct, frozen=True):
    """Another unit of the company that answers for a matter, as the customer was told of it."""

    code: str
    name_zh: str
    name_en: str
    phone: str
    person: str
    told: str


class Care(Struct, frozen=True):
    """What the first contact did for the customer, in his words."""

    step: Step
    words: str
    at: datetime
    by: str
