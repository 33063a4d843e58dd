"""A matter, a task, a paper or a draft, each as one line of a list."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Words
    from counter_tui.domain.matter.state import State
    from counter_tui.domain.promise import Attention
    from counter_tui.services.lines.balls import BallView


class MatterLine(Struct, frozen=True):
    """One matter in a list. While a hand-over waits: ``offered_at``, and ``take_by`` by which it has to be taken.

    ``for_lead_at``: since when the lead has to decide who handles it. ``stand_in`` answers in the first contact's place
    while he is away. ``ball`` is who has to act next, None once it has ended; ``word_at`` is when somebody last said a
    word on it, while it runs. ``follow``: what the first contact does next for the customer, ``follow_at`` since or by
    when.
    """

    matter_id: str
    number: str
    short: str
    kind: Words
    customer: str
    state: State
    due_at: datetime | None
    due_day: date | None
    provisional: bool
    paused: bool
    attention: Attention
    first_contact: str
    handler: str
    offered_to: str
    owed: int
    accepted_at: datetime
    offered_at: datetime | None = None
    take_by: datetime | None = None
    for_lead_at: datetime | None = None
    stand_in: str = ""
    ball: BallView | None = None
    word_at: datetime | None = None
    follow: str = ""
    follow_at: datetime | None = None

    def untaken(self, now: datetime) -> bool:
        """Has nobody taken the offered work within the time allowed?"""
        return self.take_by is not None and now >= self.take_by


class TaskLine(Struct, frozen=True):
    """A task in a list. ``given``: the viewer gave it and it is late or came back (``returned``)."""

    task_id: str
    matter_id: str
    short: str
    what: str
    customer: str
    owner: Words
    due_day: date
    late: bool
    returned: bool
    given: bool


class DraftLine(Struct, frozen=True):
    """A draft in a list: which kind, whose name (masked), when it was last saved.

    ``come`` when a customer has come with it, ``put_off`` when that was too long ago.
    """

    draft_id: str
    kind: Words | None
    customer: str
    saved_at: datetime
    come: bool = False
    put_off: bool = False


class PaperLine(Struct, frozen=True):
    """A deferred paper that is due, in a list."""

    matter_id: str
    short: str
    customer: str
    name: Words
    due_day: date
    overdue: bool
