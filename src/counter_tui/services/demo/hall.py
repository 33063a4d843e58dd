"""The hall of the demo station at work: who is there, whom they serve, and the real services they use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol

from msgspec import Struct, field

from counter_tui.domain.catalogue.models import FormField, Kind
from counter_tui.domain.checks.lists import CheckList
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.acceptance.door import DoorService
from counter_tui.services.acceptance.drafts import DraftService
from counter_tui.services.acceptance.service import AcceptanceService
from counter_tui.services.actions.service import ActionService
from counter_tui.services.calls import CallService
from counter_tui.services.charges.service import ChargeService
from counter_tui.services.checks.service import CheckService
from counter_tui.services.customers.labels import LabelService
from counter_tui.services.demo import texts
from counter_tui.services.demo.customers import Invented, someone
from counter_tui.services.demo.faces import ByPin
from counter_tui.services.demo.hours import MovingClock, OpenHours
from counter_tui.services.demo.people import DEMO_LEAD, PEOPLE
from counter_tui.services.enquiries import EnquiryService
from counter_tui.services.home import HomeService
from counter_tui.services.intake.customers import CustomerImportService
from counter_tui.services.intake.outages import OutageService
from counter_tui.services.matter.first_contact import FirstContactService
from counter_tui.services.matter.register import RegisterService
from counter_tui.services.matter.service import MatterService
from counter_tui.services.matter.tasks import TaskService
from counter_tui.services.meeting.steps import MeetingStepService
from counter_tui.services.prices import PriceService
from counter_tui.services.ratings.pad import PadService
from counter_tui.services.ratings.service import RatingService
from counter_tui.services.recovery.service import RecoveryService
from counter_tui.services.sheets.service import DaySheetService
from counter_tui.services.shift.absences import AbsenceService
from counter_tui.services.shift.site_card import SiteCardService
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Station, StationService
from counter_tui.services.units import UnitService
from counter_tui.services.views.matter import MatterView
from counter_tui.services.voice.cards import CardService
from counter_tui.services.voice.notices import NoticeService


class UnseenMatters(MatterService):
    """Matters worked on by people who do not look at them after every act, which saves half of the time.

    An act returns the matter as somebody last looked at it; ``look`` looks. Words that were found polite are not looked
    at again.
    """

    _seen: MatterView | None = None

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._polite: set[str] = set()

    def _require_polite(self, actor: Actor, matter_id: str, place: str, words: str) -> None:
        if words not in self._polite:
            super()._require_polite(actor, matter_id, place, words)
            self._polite.add(words)

    def view(self, actor: Actor, matter_id: str, *, full: bool = False) -> MatterView:
        """The matter somebody last looked at, whichever it was."""
        return self._seen or super().view(actor, matter_id, full=full)

    def look(self, actor: Actor, matter_id: str) -> MatterView:
        """The matter as it is."""
        self._seen = super().view(actor, matter_id)
        return self._seen


class DemoServices(Protocol):
    """The services a demo station is made with."""

    @property
    def base(self) -> Station:
        """The open station they stand on."""

    @property
    def station(self) -> StationService:
        """The station as a whole."""

    @property
    def staff(self) -> StaffService:
        """Its people."""

    @property
    def drafts(self) -> DraftService:
        """What is being taken down."""

    @property
    def acceptance(self) -> AcceptanceService:
        """Accepting."""

    @property
    def labels(self) -> LabelService:
        """Labels of special customers."""

    @property
    def outages(self) -> OutageService:
        """What is known of outages."""

    @property
    def home(self) -> HomeService:
        """The first screen."""

    @property
    def tasks(self) -> TaskService:
        """Tasks of several departments."""

    @property
    def ratings(self) -> RatingService:
        """Tokens as the counter sees them."""

    @property
    def pad(self) -> PadService:
        """The pad customers press."""

    @property
    def recoveries(self) -> RecoveryService:
        """What follows bad ratings."""

    @property
    def customers(self) -> CustomerImportService:
        """Taking in customers."""

    @property
    def units(self) -> UnitService:
        """The directory of units."""

    @property
    def prices(self) -> PriceService:
        """The price book."""

    @property
    def charges(self) -> ChargeService:
        """Charging."""

    @property
    def notices(self) -> NoticeService:
        """What the people are told."""

    @property
    def cards(self) -> CardService:
        """What customers are told."""

    @property
    def absences(self) -> AbsenceService:
        """Being away."""

    @property
    def enquiries(self) -> EnquiryService:
        """Questions without identity."""

    @property
    def site_card(self) -> SiteCardService:
        """Who answers for it."""

    @property
    def actions(self) -> ActionService:
        """What is to be put right."""

    @property
    def checks(self) -> CheckService:
        """The checks of the hall."""

    @property
    def meeting_steps(self) -> MeetingStepService:
        """What the steps of a meeting write."""

    @property
    def sheets(self) -> DaySheetService:
        """What is reported of a day or a week."""

    @property
    def calls(self) -> CallService:
        """Calling the lead."""

    @property
    def door(self) -> DoorService:
        """Leaving unaccepted."""

    @property
    def first_contact(self) -> FirstContactService:
        """What a first contact does for a customer."""

    @property
    def register(self) -> RegisterService:
        """The register of first contacts."""

    def close(self) -> None:
        """Let go of the store."""


class Hall(Struct, frozen=True):
    """Everything a story of the demo station acts with; ``today`` is the day after its last."""

    services: DemoServices
    matters: UnseenMatters
    clock: MovingClock
    hours: OpenHours
    random: Random
    customers: list[Invented]
    today: date
    by_pin: ByPin
    lists: tuple[CheckList, ...]
    kinds: dict[str, Kind] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """Where the clock stands."""
        return self.clock.at

    def day(self, back: int) -> date:
        """The day so many working days before the last."""
        return self.hours.days[len(self.hours.days) - 1 - back]

    def actor(self, staff_no: str) -> Actor:
        """A person of the staff, without signing in again."""
        person = next(each for each in PEOPLE if each.staff_no == staff_no)
        return Actor(person.staff_no, person.name, person.role)

    @property
    def lead(self) -> Actor:
        """The shift lead."""
        return self.actor(DEMO_LEAD)

    def after(self, least: float, most: float) -> datetime:
        """An instant some opening minutes from now."""
        return self.hours.later(self.now, self.random.uniform(least, most))

    def soon(self, least: float, most: float) -> datetime:
        """An instant some minutes from now, open or not."""
        return self.now + timedelta(minutes=self.random.uniform(least, most))

    def pick_customer(self, kind: Kind) -> Invented:
        """A customer this kind is for."""
        company = "resident" not in kind.classes or (len(kind.classes) > 1 and self.random.random() < 0.06)
        fitting = [each for each in self.customers if each.company == company]
        if fitting:
            return self.random.choice(fitting)
        # Somebody who is no customer yet.
        return someone(99_000_000 + self.random.randrange(10**6), company, self.random, self.hours.days[-1])

    def draft(self, who: Actor, kind: Kind, customer: Invented, visit: str = "") -> Draft:
        """The request of a customer, taken down."""
        draft = self.services.drafts.new(who, visit=visit, kind=kind.code)
        known = kind.identity != "none" or self.random.random() < 0.9
        new_supply = kind.code in ("BZ101", "BZ103", "BZ104", "BZ106", "BZ107", "BZ108")
        paper = kind.identity == "one_paper"
        business = "business" if "business" in kind.classes else "small_business"
        return draft.with_values(
            customer_class=business if customer.company else "resident",
            id_kind=customer.id_kind if paper else "",
            id_number=customer.id_number if paper else "",
            name=customer.name if known else "",
            phone=customer.phone if known else "",
            address=customer.address,
            account="" if new_supply or not known else customer.account,
            fields={each.code: value for each in kind.fields if (value := self._value(kind, each))},
        )

    def _value(self, kind: Kind, field: FormField) -> str:
        """What stands in a form field: mostly what was filled in beforehand."""
        if field.type == "text" and field.required:
            return texts.WORDS[kind.code]
        makers: dict[str, Callable[[], str]] = {
            "number": lambda: str(int(max(field.minimum or 1, 1)) * self.random.choice((1, 2, 4))),
            "choice": lambda: self.random.choice(field.choices).code,
        }
        if any(field.code in stage.when for stage in kind.stages):
            # The lives of the demo's matters pass the usual stages.
            return field.default
        if field.default and self.random.random() < 0.8:
            return field.default
        if field.default or field.required:
            return makers.get(field.type, lambda: field.default)()
        return ""
