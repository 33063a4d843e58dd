"""What the services hand to screens and commands: frozen values, personal data masked unless said otherwise.

Instants are aware and in UTC; ids are hex texts; texts in both languages are ``Words``.
"""

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
    from counter_tui.domain.matter.assess import Assessment
    from counter_tui.domain.matter.charge import Charge
    from counter_tui.domain.matter.draft import Draft
    from counter_tui.domain.matter.scopes import StepState
    from counter_tui.domain.matter.state import OtherUnit, Outcome, PaperState, State, TaskState, Wait
    from counter_tui.domain.price.book import Boundary, Quote
    from counter_tui.domain.promise import Attention, ClockState
    from counter_tui.domain.staff.roles import Role
    from counter_tui.domain.visit.rating import TokenState
    from counter_tui.services.balls import BallView
    from counter_tui.services.call_lines import CallsView
    from counter_tui.services.context_views import Linked, Whose
    from counter_tui.services.enquiry_lines import EnquiryLine
    from counter_tui.services.voice_views import NoticeView


class StationView(Struct, frozen=True):
    """What every screen's top line says of the station, and what its people are called, by staff number.

    ``peak`` says that peak mode is on.
    """

    code: str
    name: str
    device: str
    demo: bool
    profile: str
    lead: str
    unsent: int
    date_doubt: Literal["", "back", "far"]
    names: Mapping[str, str]
    peak: bool = False


class StaffView(Struct, frozen=True):
    """A person of the staff. ``pin`` is set only on a demo station.

    While the person is away: ``stand_in`` by number, why, and the last day of it as far as that is known.
    """

    staff_no: str
    name: str
    role: Role
    phone: str
    active: bool
    initials: str
    open_matters: int = 0
    drafts: int = 0
    pin: str = ""
    stand_in: str = ""
    absence: str = ""
    away_until: date | None = None


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


class HomeView(Struct, frozen=True):
    """What waits for a person: matters by nearest promise, hand-overs offered, papers due, drafts, customers to tell.

    Everything of those this person stands in for (``stands_in_for``, by name) is among it; ``stand_in`` is who stands
    in for this person, who is noted as away.

    ``given`` are the offers nobody has taken that this person made, or of matters this person answers for;
    ``for_lead`` the matters whose handler the lead has to decide: all of them for who may, the own ones for others.
    ``tasks`` are the parts of others' matters this person has to do, and those he gave that are late or came back.
    So it is with ``silent``, the matters on which nobody has said a word for too long.

    ``follow_ups`` are the matters for whose customers this person, as first contact, has something to do today.

    The counts are of everything; the lists hold what a screen can show. ``to_inform`` counts what ``to_tell`` lists:
    answers of which this person, as first contact, still has to tell the customer. ``not_accepted`` counts the requests
    of today that were not accepted, for a lead; ``put_off`` the requests that have been drafts for too long, for a lead
    those of everybody. ``enquiries`` are questions nobody has answered yet: the own ones, for a lead everybody's;
    ``notices`` are those this person has to read. ``station`` are the matters of the whole station by nearest promise,
    for who oversees it; ``station_late`` of how many the promise is past. ``viewer`` is the staff number of the person.
    """

    matters: tuple[MatterLine, ...]
    matter_count: int
    inbox: tuple[MatterLine, ...]
    given: tuple[MatterLine, ...]
    for_lead: tuple[MatterLine, ...]
    papers: tuple[PaperLine, ...]
    stopped: tuple[PaperLine, ...]
    drafts: tuple[DraftLine, ...]
    to_tell: tuple[MatterLine, ...]
    follow_ups: tuple[MatterLine, ...]
    to_inform: int
    due_today: int
    overdue: int
    offers_waiting: int
    not_accepted: int
    put_off: int
    top_kinds: tuple[Kind, ...]
    enquiries: tuple[EnquiryLine, ...] = ()
    notices: tuple[NoticeView, ...] = ()
    stands_in_for: tuple[str, ...] = ()
    stand_in: str = ""
    viewer: str = ""
    station: tuple[MatterLine, ...] = ()
    station_count: int = 0
    station_late: int = 0
    calls: CallsView | None = None
    silent: tuple[MatterLine, ...] = ()
    silent_count: int = 0
    tasks: tuple[TaskLine, ...] = ()


class Workload(Struct, frozen=True):
    """What a person handles or is offered; ``answering``: how many more he answers for as first contact only."""

    lines: tuple[MatterLine, ...]
    answering: int


class Gone(Struct, frozen=True):
    """Somebody has left: how many drafts came to who recorded it, and which matters to which colleague, by name."""

    drafts: int
    moved: tuple[tuple[MatterLine, str], ...] = ()


class Moved(Struct, frozen=True):
    """What was given to colleagues, with their names, and what a rule kept back."""

    moved: tuple[tuple[MatterLine, str], ...]
    left: tuple[tuple[MatterLine, RuleBroken], ...]


class CustomerLine(Struct, frozen=True):
    """A customer found: account in full, the rest masked."""

    account: str
    name: str
    phone: str
    address: str
    open_matters: int = 0


class Found(Struct, frozen=True):
    """What a search found: at most 200 of each, and how many there are."""

    customers: tuple[CustomerLine, ...]
    customer_count: int
    matters: tuple[MatterLine, ...]
    matter_count: int


class OnFile(Struct, frozen=True):
    """What is known of the customer of a draft: particulars on file (unmasked, to fill the form) and open matters."""

    account: str
    name: str
    phone: str
    phone2: str
    address: str
    transformer_area: str
    manager: str
    updated_on: date | None


class Assessed(Struct, frozen=True):
    """What the rules and the files make of a draft.

    ``words`` says what was made of each input, by field: ``(good, text)``. ``on_file`` are customers whose number,
    account or phone fits (best first). ``phone_of`` is the masked name the phone is known under when it is another
    than the one on the form; ``picked`` the account of the customer on file the clerk has said it is. ``whose`` is what
    the files are asked by, ``quote`` what the kind costs.
    """

    draft: Draft
    assessment: Assessment
    words: Mapping[str, tuple[bool, str]]
    on_file: tuple[OnFile, ...]
    open_matters: tuple[MatterLine, ...]
    promises: tuple[PromiseView, ...]
    papers: tuple[PaperView, ...]
    phone_of: str = ""
    picked: str = ""
    whose: Whose | None = None
    quote: Quote | None = None
    peak: bool = False


class Accepted(Struct, frozen=True):
    """An acceptance that is in the ledger. ``again`` when it had been submitted before, ``letter`` when a commitment
    letter is to be signed.
    """

    matter_id: str
    number: str
    visit: str
    rated: bool
    again: bool
    letter: bool = False


class Printed(Struct, frozen=True):
    """A receipt or a letter as it was printed: its text, where it went, and whether it is a copy.

    ``silent`` is the printer that did not print it, ``trouble`` why, as the code of a rule; the paper is in the folder
    then. ``pdf`` is the same paper as PDF in the folder, empty where there is none or the printer printed it.
    """

    text: str
    where: str
    copy_no: int
    silent: str = ""
    trouble: str = ""
    pdf: str = ""

    @property
    def file(self) -> str:
        """What somebody who wants the paper turns to: the PDF where there is one, else where it went."""
        return self.pdf or self.where


class TokenView(Struct, frozen=True):
    """A visit's rating token for the pane. The level is never in it."""

    visit: str
    kind: Words | None
    clerk: str
    state: TokenState
    armed_at: datetime
