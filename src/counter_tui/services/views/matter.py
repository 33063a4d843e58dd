"""One matter with everything its screen shows: promises, papers, tasks, hand-overs and its timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, field

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Kind, Words
    from counter_tui.domain.errors import RuleBroken
    from counter_tui.domain.facts.first_contact import Scope
    from counter_tui.domain.facts.matter import Customer, PaperOnFile
    from counter_tui.domain.matter.charge import Charge
    from counter_tui.domain.matter.parts import OtherUnit, Outcome, PaperState, TaskState, Wait
    from counter_tui.domain.matter.scopes import StepState
    from counter_tui.domain.price.book import Boundary, Quote
    from counter_tui.domain.promise import Attention, ClockState
    from counter_tui.domain.visit.rating import AtPad, TokenState
    from counter_tui.services.views.context import Linked
    from counter_tui.services.views.lines import MatterLine


class PromiseView(Struct, frozen=True):
    """A promise of a matter, where it stands, and why it is due then (one sentence a line)."""

    code: str
    name: Words
    standing: Literal["public", "internal", "ceiling"]
    due_at: datetime
    due_day: date | None
    provisional: bool
    state: ClockState
    attention: Attention
    source: str
    why: tuple[str, ...]


class PaperView(Struct, frozen=True):
    """A deferred paper of a matter: who collects it, before what, by when, and where it stands.

    ``letter`` is the commitment letter about the others; ``asked`` while the lead was asked to do without it.
    """

    paper: str
    name: Words
    collector: str
    before: str
    due_day: date
    state: PaperState
    overdue: bool
    letter: bool = False
    asked: bool = False


class OfferView(Struct, frozen=True):
    """A hand-over waiting to be accepted, until when it may wait. ``mine`` when the viewer may accept or bounce it."""

    by: str
    to: str
    reason: str
    note: str
    offered_at: datetime
    take_by: datetime
    mine: bool

    def untaken(self, now: datetime) -> bool:
        """Has nobody taken it within the time allowed?"""
        return now >= self.take_by


class PassedOn(Struct, frozen=True):
    """One hand-over of work that went round: who to whom and why, and who sent it back and why."""

    by: str
    to: str
    reason: str
    note: str
    outcome: Outcome
    settled_by: str
    back: str


class TimelineLine(Struct, frozen=True):
    """One fact of a matter's history in words. ``undone`` when it was taken back, ``doubtful`` when it did not fit."""

    fact_id: str
    at: datetime
    who: str
    what: str
    undone: bool = False
    doubtful: bool = False


class MatterView(Struct, frozen=True):
    """One matter with everything its screen shows. ``customer`` is masked unless ``full`` was asked for with a reason.

    ``can`` are the acts the viewer may try now (``reach_stage``, ``answer``, ``inform``, ``close``, ``withdraw``,
    ``hand_over``, ``take``, ``bounce``, ``take_back``, ``collect``, ``waive``, ``pause``, ``resume``, ``note``,
    ``correct``, ``arrived``, ``decide_handling``, ``print``, ``letter``, ``undo``, ``reveal``); ``refusals`` says of
    the others which rule stands in the way. ``begun`` is what the viewer has typed and not sent, by act and field.
    ``concealed``: the viewer may not read what it is about; ``anonymous``: nobody knows who the customer is.
    ``undoes`` is the recorded name of the fact that ``undo`` would take back, empty when there is none. ``for_lead``
    are the hand-overs after which ``lead`` has to decide who handles it, none while nobody has to; ``goes_round`` the
    staff numbers of those to whom an offer would bring it there. ``waits`` is what the matter waits for, ``scope``
    whose it is, with ``unit`` for another unit's, and ``steps`` what its first contact owes the customer for that.
    ``linked`` are the matters it goes back to and those that go back to it. ``quote`` is what its kind costs today,
    ``charges`` what was taken, ``invoice`` what became of the e-invoice. ``stand_in_since`` is since when the first
    contact is away, ``ball_since`` since when the ball of ``line`` has been where it is; ``silent`` says that nobody
    has said a word on it for too long. ``advice`` is how this customer is served, for who has to do with the matter; it
    changes nothing. ``entry_printed``: its entry in the register of first contacts was.
    """

    line: MatterLine
    kind: Kind | None
    customer: Customer
    full: bool
    fields: tuple[tuple[Words, Words], ...]
    remark: str
    stage: Words | None
    next_stage: Words | None
    promises: tuple[PromiseView, ...]
    papers: tuple[PaperView, ...]
    on_file: tuple[PaperOnFile, ...]
    offer: OfferView | None
    handler_outside: str
    answer: str
    informed: bool
    next_call_at: datetime | None
    visit: str
    rating: TokenState | Literal[""]
    receipts: int
    timeline: tuple[TimelineLine, ...]
    can: frozenset[str]
    linked: tuple[Linked, ...] = ()
    waits: tuple[Wait, ...] = ()
    stand_in_since: datetime | None = None
    ball_since: datetime | None = None
    silent: bool = False
    scope: Scope = "mine"
    unit: OtherUnit | None = None
    steps: tuple[StepState, ...] = ()
    advice: tuple[Words, ...] = ()
    tasks: tuple[TaskView, ...] = ()
    at_pad: AtPad = ""
    for_lead: tuple[PassedOn, ...] = ()
    lead: str = ""
    goes_round: frozenset[str] = frozenset()
    undoes: str = ""
    begun: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    refusals: Mapping[str, RuleBroken] = field(default_factory=dict)
    concealed: bool = False
    anonymous: bool = False
    quote: Quote | None = None
    charges: tuple[Charge, ...] = ()
    invoice: str = ""
    boundary: Boundary | None = None
    boundary_told: bool = False
    entry_printed: bool = False

    @property
    def before_answer(self) -> PaperView | None:
        """The first paper still owed that is due before the answer."""
        owed = (paper for paper in self.papers if paper.state == "owed")
        return next((paper for paper in owed if paper.before == "answer"), None)


class TaskView(Struct, frozen=True):
    """A task of a matter: what, who does it by when, and what has to be done before it.

    ``words`` is its result, or why it came back or is not needed; ``can`` what the viewer may do with it: ``take``,
    ``done``, ``give_back``, ``anew``, ``cancel``.
    """

    task_id: str
    what: str
    owner: Words
    to_unit: bool
    person: str
    due_day: date
    late: bool
    state: TaskState
    words: str
    waits_for: tuple[str, ...]
    can: frozenset[str]

    @property
    def is_open(self) -> bool:
        """Whether the answer to the customer waits for it."""
        return self.state in ("given", "taken", "returned")
