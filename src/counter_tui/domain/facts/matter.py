"""What happens to a matter, from its acceptance to its end."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

from counter_tui.domain.catalogue.models import CustomerClass, Unit
from counter_tui.domain.facts.base import Fact, Part
from counter_tui.domain.facts.links import EarlierMatter
from counter_tui.domain.promise import StepKind

InformedBy = Literal["in_person", "phone", "message", "letter", "no_contact"]
"""How the customer was told; ``no_contact``: a lead ends it, since the customer left no way to be told anything."""
EarlyEnd = Literal["not_possible", "duplicate"]
"""Why a matter has a result before its work has passed through every stage."""
HandOverWay = Literal["walked", "phoned", "away"]
"""How the customer was brought to the receiver: walked along, phoned ahead, taken in because he was away."""
HandOverReason = Literal["not_my_duty", "needs_site", "customer_wish", "shift_change"]


class Customer(Part, frozen=True, kw_only=True):
    """The customer as given at the counter; everything but the class is personal data."""

    customer_class: CustomerClass
    name: str
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    phone2: str = ""
    address: str = ""
    account: str = ""
    agent_name: str = ""
    agent_id_number: str = ""


class StepTaken(Part, frozen=True, kw_only=True):
    """One line of the counting that led to a due time, as ``promise.Step`` describes it; times are local."""

    kind: StepKind
    first: date
    last: date
    reason: str = ""
    n: int = 0
    at: datetime | None = None
    to: datetime | None = None


class PromiseGiven(Part, frozen=True, kw_only=True):
    """A promise as it was given: what was computed then stays, whatever the catalogue says later.

    ``steps`` explain the due time; ``due_day`` is set for limits in days. Only a pause moves a due time, through
    ``ClockResumed``.
    """

    code: str
    name_zh: str
    name_en: str
    standing: Literal["public", "internal", "ceiling"]
    limit: int
    unit: Unit
    started_at: datetime
    due_at: datetime
    due_day: date | None = None
    provisional: bool = False
    starts: str = "accepted"
    met_by: str
    source: str
    steps: tuple[StepTaken, ...] = ()


class PaperDeferred(Part, frozen=True, kw_only=True):
    """A paper accepted later: who collects it, before which stage, and by which day at the latest.

    ``letter`` is the commitment letter itself, which is signed because others are owed.
    """

    paper: str
    name_zh: str
    name_en: str
    collector: str
    before: str
    due_day: date
    letter: bool = False


class PaperOnFile(Part, frozen=True, kw_only=True):
    """A paper not asked for because the customer has given it before: for which matter, by its number, and when."""

    paper: str
    name_zh: str
    name_en: str
    number: str
    given_on: date


class OnPaper(Part, frozen=True, kw_only=True):
    """A request that was taken down on paper: the number of the slip, when the customer came, when it was entered."""

    slip: str
    claimed_at: datetime
    entered_at: datetime


class Asked(Part, frozen=True, kw_only=True):
    """The enquiry (hex) a request began as, and when it was asked first."""

    enquiry: str
    asked_at: datetime


class MatterAccepted(Fact, frozen=True, kw_only=True):
    """A customer's request was accepted on one identity paper; the first person asked answers for it from now on.

    ``shown`` are the papers in hand, the identity paper first; ``on_file`` those the station has from before.
    ``repeats`` are the customer's matters of the same sort shortly before, the newest first; ``district`` is the
    transformer district as the files knew it then, empty where they did not.
    """

    type: ClassVar[str] = "MatterAccepted"
    personal: ClassVar[frozenset[str]] = frozenset({"customer", "fields", "remark"})

    number: str
    kind: str
    catalogue: str
    visit: str
    customer: Customer
    fields: dict[str, str] = {}
    remark: str = ""
    first_contact: str
    handler: str
    shown: tuple[str, ...] = ()
    deferred: tuple[PaperDeferred, ...] = ()
    on_file: tuple[PaperOnFile, ...] = ()
    promises: tuple[PromiseGiven, ...] = ()
    lead: str = ""
    on_paper: OnPaper | None = None
    district: str = ""
    repeats: tuple[EarlierMatter, ...] = ()
    asked: Asked | None = None


class StageReached(Fact, frozen=True, kw_only=True):
    """The work reached a stage of its kind; promises that start there were given."""

    type: ClassVar[str] = "StageReached"
    personal: ClassVar[frozenset[str]] = frozenset({"note"})

    stage: str
    name_zh: str
    name_en: str
    note: str = ""
    promises: tuple[PromiseGiven, ...] = ()


class HandedOver(Fact, frozen=True, kw_only=True):
    """The work was offered to somebody: a colleague, or a person without a PC (name and phone).

    ``way`` is how the customer was brought there, if it was said with the hand-over.
    """

    type: ClassVar[str] = "HandedOver"
    personal: ClassVar[frozenset[str]] = frozenset({"note", "told"})

    to: str = ""
    person: str = ""
    phone: str = ""
    unit: str = ""
    reason: HandOverReason
    note: str = ""
    told: str = ""
    next_call_at: datetime | None = None
    way: HandOverWay | Literal[""] = ""


class HandOverAccepted(Fact, frozen=True, kw_only=True):
    """The offered work was taken on; for a person without a PC the giver records who said so.

    ``offer`` is the id (hex) of the hand-over that was settled, here and in the two facts below.
    """

    type: ClassVar[str] = "HandOverAccepted"

    offer: str = ""


class HandOverBounced(Fact, frozen=True, kw_only=True):
    """The offered work was sent back, with a reason."""

    type: ClassVar[str] = "HandOverBounced"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    reason: str
    offer: str = ""


class HandOverTakenBack(Fact, frozen=True, kw_only=True):
    """The giver took the offer back before anybody accepted it."""

    type: ClassVar[str] = "HandOverTakenBack"

    offer: str = ""


class HandlingDecided(Fact, frozen=True, kw_only=True):
    """A lead decided who handles the work, and why; nobody has to accept it, and work that went round stays there."""

    type: ClassVar[str] = "HandlingDecided"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    to: str
    reason: str


class ClockPaused(Fact, frozen=True, kw_only=True):
    """The promise clocks of the matter stand still for a lawful reason."""

    type: ClassVar[str] = "ClockPaused"
    personal: ClassVar[frozenset[str]] = frozenset({"note"})

    reason: str
    note: str = ""


class PromiseMoved(Part, frozen=True, kw_only=True):
    """The due time of a running promise after a pause."""

    code: str
    due_at: datetime
    due_day: date | None = None
    provisional: bool = False
    steps: tuple[StepTaken, ...] = ()


class ClockResumed(Fact, frozen=True, kw_only=True):
    """The promise clocks run again; each running promise has its due time after the pause."""

    type: ClassVar[str] = "ClockResumed"

    moved: tuple[PromiseMoved, ...] = ()


class NoteAdded(Fact, frozen=True, kw_only=True):
    """Somebody wrote down something that others working on the matter need to know."""

    type: ClassVar[str] = "NoteAdded"
    personal: ClassVar[frozenset[str]] = frozenset({"text"})

    text: str


class AttentionSettled(Fact, frozen=True, kw_only=True):
    """A lead looked at a fact that had come to nothing, by its id (hex), and said what is to hold; nothing else moves.

    Two PCs that did not know of each other make such facts: the one that came later by the hybrid clock did not fit.
    """

    type: ClassVar[str] = "AttentionSettled"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    fact: str
    words: str


class MatterCorrected(Fact, frozen=True, kw_only=True):
    """A mistake in what was taken down was put right; both values stay."""

    type: ClassVar[str] = "MatterCorrected"
    personal: ClassVar[frozenset[str]] = frozenset({"was", "now"})

    field: str
    was: str
    now: str
    reason: str = ""


class MatterAnswered(Fact, frozen=True, kw_only=True):
    """The handler gave the answer that the customer is to be told; ``early`` when stages of the kind were left.

    ``tasks_left`` are the tasks a lead answered in spite of.
    """

    type: ClassVar[str] = "MatterAnswered"
    personal: ClassVar[frozenset[str]] = frozenset({"answer"})

    answer: str
    early: EarlyEnd | Literal[""] = ""
    tasks_left: tuple[str, ...] = ()


class CustomerInformed(Fact, frozen=True, kw_only=True):
    """The first contact, or a named stand-in, confirmed that the customer knows the answer."""

    type: ClassVar[str] = "CustomerInformed"

    how: InformedBy
    stand_in_for: str = ""


class CustomerNotReached(Fact, frozen=True, kw_only=True):
    """The customer was called and not reached; the answer is still owed, and another try by ``next_call_at``."""

    type: ClassVar[str] = "CustomerNotReached"

    how: InformedBy
    next_call_at: datetime | None = None


class MatterClosed(Fact, frozen=True, kw_only=True):
    """The matter ended: answered, and the customer knows it. ``stages`` are those that had to be reached for it."""

    type: ClassVar[str] = "MatterClosed"

    stages: tuple[str, ...] = ()


class MatterWithdrawn(Fact, frozen=True, kw_only=True):
    """The customer took the request back, in his own words."""

    type: ClassVar[str] = "MatterWithdrawn"
    personal: ClassVar[frozenset[str]] = frozenset({"wish"})

    wish: str


class ActUndone(Fact, frozen=True, kw_only=True):
    """The act recorded just before was taken back within the time allowed; it counts as not done."""

    type: ClassVar[str] = "ActUndone"

    undone: str


class DetailsShown(Fact, frozen=True, kw_only=True):
    """The customer's full particulars were shown to somebody: why, and which of them; never what they are.

    ``reason`` is a code of ``domain.revealing``; the own words of ``own`` stand in ``words``.
    """

    type: ClassVar[str] = "DetailsShown"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    reason: str
    words: str = ""
    fields: tuple[str, ...] = ()
