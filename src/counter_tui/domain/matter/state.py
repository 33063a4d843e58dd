"""What a matter is at a moment: the fold of its facts."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.first_contact import Scope
from counter_tui.domain.facts.links import EarlierMatter
from counter_tui.domain.facts.matter import Customer, EarlyEnd, PaperOnFile, PromiseGiven
from counter_tui.domain.matter.charge import Charge, Invoice, Slips
from counter_tui.domain.matter.parts import (
    OPEN_TASKS,
    Attention,
    Care,
    Decision,
    Deferred,
    HandOver,
    Offer,
    OtherUnit,
    Pause,
    Promise,
    Refusal,
    Task,
    Wait,
)

State = Literal["accepted", "working", "handed_over", "answered", "closed", "withdrawn", "not_accepted"]
MOST_BOUNCES = 2
"""So many hand-overs sent back, and the lead decides (首问负责制: 不得推诿)."""
ENDED: frozenset[State] = frozenset({"closed", "withdrawn", "not_accepted"})


class Matter(Struct, frozen=True):
    """One request of one customer, as its facts tell it.

    ``entries`` counts the entries printed for the register of first contacts.
    ``letters`` counts the commitment letters printed, ``letter`` is the latest: the version of its text and its papers.
    ``boundary_told`` is the version of the words by which the customer knows whose the installation is.
    ``had`` are the colleagues who had the work since a lead last decided, or sent it back. ``barred`` are those who had
    it before: whom the lead chose cannot pass it back to them by himself. ``word_at`` is when somebody last said a word
    on it (``words.is_word``); its acceptance is the first.
    ``scope`` is whose it is as somebody said
    (``scopes.scope_of`` says it in full), ``care`` what the first contact has done of what he owes for that.
    """

    matter_id: bytes
    number: str
    kind: str
    catalogue: str
    visit: str
    state: State
    customer: Customer
    fields: dict[str, str]
    remark: str
    first_contact: str
    handler: str
    handler_outside: str
    accepted_at: datetime
    accepted_by: str
    shown: tuple[str, ...]
    stages: tuple[tuple[str, datetime], ...] = ()
    promises: tuple[Promise, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    on_file: tuple[PaperOnFile, ...] = ()
    offer: Offer | None = None
    hand_overs: tuple[HandOver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    had: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    tasks: tuple[Task, ...] = ()
    pauses: tuple[Pause, ...] = ()
    waits: tuple[Wait, ...] = ()
    refusal: Refusal | None = None
    scope: Scope = "mine"
    scope_at: datetime | None = None
    unit: OtherUnit | None = None
    care: tuple[Care, ...] = ()
    next_call_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    early: EarlyEnd | Literal[""] = ""
    informed_at: datetime | None = None
    informed_by: str = ""
    ended_at: datetime | None = None
    receipts: int = 0
    letters: int = 0
    letter: tuple[str, tuple[str, ...]] = ("", ())
    charges: tuple[Charge, ...] = ()
    invoice: Invoice | None = None
    boundary_told: str = ""
    charge_slips: Slips = (0, (), ())
    entries: int = 0
    entry_signed_at: datetime | None = None
    touched_at: datetime | None = None
    word_at: datetime | None = None
    attention: tuple[Attention, ...] = ()
    head: bytes = b""
    facts: int = 0
    district: str = ""
    repeats: tuple[EarlierMatter, ...] = ()

    @property
    def paused(self) -> bool:
        """Whether the promise clocks stand still now."""
        return bool(self.pauses) and self.pauses[-1].until is None

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """The tasks that are not settled; none once the matter has ended."""
        return () if self.ended else tuple(each for each in self.tasks if each.state in OPEN_TASKS)

    @property
    def awaited_tasks(self) -> tuple[Task, ...]:
        """The tasks without which the answer is not whole: a completion of particulars holds up nothing."""
        return tuple(each for each in self.open_tasks if not each.completes)

    def task(self, task_id: str) -> Task | None:
        """The task with this id, None when there is none."""
        return next((each for each in self.tasks if each.task_id == task_id), None)

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """What the matter waits for now."""
        return tuple(wait.resource for wait in self.waits if wait.until is None and not self.ended)

    @property
    def live_charges(self) -> tuple[Charge, ...]:
        """The charges that count: those that were not voided."""
        return tuple(charge for charge in self.charges if charge.void is None)

    @property
    def ended(self) -> bool:
        """Whether nothing more is owed: closed, withdrawn or not accepted."""
        return self.state in ENDED

    @property
    def owed(self) -> tuple[Deferred, ...]:
        """The papers still owed."""
        return tuple(paper for paper in self.deferred if paper.state == "owed")

    @property
    def to_bring(self) -> tuple[Deferred, ...]:
        """The papers still owed that are somewhere else: all but the commitment letter, which is signed here."""
        return tuple(paper for paper in self.owed if not paper.letter)

    @property
    def round(self) -> tuple[HandOver, ...]:
        """The hand-overs since a lead last decided, without those taken back."""
        since = self.decisions[-1].hand_overs if self.decisions else 0
        return tuple(each for each in self.hand_overs[since:] if each.outcome != "taken_back")

    @property
    def for_lead(self) -> tuple[HandOver, ...]:
        """The hand-overs, with their reasons, by which the matter has come to the lead; none while it has not.

        The second one sent back brings it there, and an offer to somebody who had the work already. Until the lead
        decides, the handler keeps the work.
        """
        if self.ended or self.offer is not None or not self.round:
            return ()
        bounces = sum(each.outcome == "bounced" for each in self.round)
        return self.round if bounces >= MOST_BOUNCES or self.round[-1].outcome == "to_lead" else ()

    @property
    def for_lead_at(self) -> datetime | None:
        """Since when the lead has to decide."""
        return self.for_lead[-1].settled_at if self.for_lead else None

    def goes_round(self, to: str) -> bool:
        """Whether an offer to this colleague would bring the work back to somebody who had it, or sent it back.

        Somebody without a PC works in the handler's name: going to him and coming back is no round.
        """
        return bool(to) and to != self.handler and to in self.had | self.barred

    @property
    def given(self) -> tuple[tuple[str, datetime], ...]:
        """The papers the customer has given, and when: at the acceptance or later.

        Neither the identity paper, which is shown each time, nor the commitment letter, which is of this matter alone.
        """
        shown = self.shown[1:] if self.customer.id_number else self.shown
        later = (
            (paper.paper, paper.settled_at)
            for paper in self.deferred
            if paper.state == "collected" and paper.settled_at and not paper.letter
        )
        return (*((code, self.accepted_at) for code in shown), *later)

    def stage_reached(self, stage: str) -> bool:
        """Whether the work has reached this stage."""
        return any(code == stage for code, _at in self.stages)

    def happened(self, event: str) -> bool:
        """Whether an event that fulfils promises has happened: a stage reached after it begins nothing it would end."""
        if event.startswith("stage:"):
            return self.stage_reached(event.removeprefix("stage:"))
        return bool({"answered": self.answered_at, "informed": self.informed_at}.get(event))


def meet(matter: Matter, event: str, at: datetime) -> Matter:
    """The matter with every promise that this event fulfils marked as met then."""
    promises = tuple(
        replace(promise, met_at=at) if promise.met_at is None and promise.given.met_by == event else promise
        for promise in matter.promises
    )
    return replace(matter, promises=promises)


def give(promises: tuple[PromiseGiven, ...]) -> tuple[Promise, ...]:
    """Promises as they run from the moment they are given."""
    return tuple(
        Promise(given, given.due_at, given.due_day, given.provisional, given.steps) for given in promises
    )
