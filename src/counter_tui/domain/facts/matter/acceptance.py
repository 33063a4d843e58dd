"""A customer's request as it was accepted: who asks for what, on which papers, with which promises."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from counter_tui.domain.catalogue.models import CustomerClass
from counter_tui.domain.facts.base import Fact, Part
from counter_tui.domain.facts.links import EarlierMatter
from counter_tui.domain.facts.matter.promises import PromiseGiven


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
