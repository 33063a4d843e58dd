"""The services on a home's station, each loaded when somebody first asks for it."""

from __future__ import annotations

from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from counter_tui.bootstrap.opening import open_station
from counter_tui.paths import Home

if TYPE_CHECKING:
    from counter_tui.db.ledger import RandomBytes
    from counter_tui.domain.clock import Clock
    from counter_tui.services.absences import AbsenceService
    from counter_tui.services.acceptance import AcceptanceService
    from counter_tui.services.action_words import ActionWordService
    from counter_tui.services.actions import ActionService
    from counter_tui.services.attention import AttentionService
    from counter_tui.services.breaches import BreachService
    from counter_tui.services.brief import BriefService
    from counter_tui.services.bundles import BundleService
    from counter_tui.services.calls import CallService
    from counter_tui.services.cards import CardService
    from counter_tui.services.charge_slips import ChargeSlipService
    from counter_tui.services.charges import ChargeService
    from counter_tui.services.check_words import CheckWordService
    from counter_tui.services.checks import CheckService
    from counter_tui.services.close import CloseService
    from counter_tui.services.close_words import CloseWordService
    from counter_tui.services.comments import CommentService
    from counter_tui.services.contacts import ContactService
    from counter_tui.services.context import ContextService
    from counter_tui.services.customers import CustomerImportService
    from counter_tui.services.day_sheets import DaySheetService
    from counter_tui.services.door import DoorService
    from counter_tui.services.drafts import DraftService
    from counter_tui.services.enquiries import EnquiryService
    from counter_tui.services.exports import ExportService
    from counter_tui.services.find import FindService
    from counter_tui.services.first_contact import FirstContactService
    from counter_tui.services.gaming import GamingService
    from counter_tui.services.home import HomeService
    from counter_tui.services.hourly import BackupService
    from counter_tui.services.hub.hubs import HubService
    from counter_tui.services.labels import LabelService
    from counter_tui.services.letters import LetterService
    from counter_tui.services.manners import MannersService
    from counter_tui.services.matters import MatterService
    from counter_tui.services.meeting.minutes import MinuteService
    from counter_tui.services.meeting.service import MeetingService
    from counter_tui.services.meeting.steps import MeetingStepService
    from counter_tui.services.meeting.words import MeetingWordService
    from counter_tui.services.notices import NoticeService
    from counter_tui.services.outages import OutageService
    from counter_tui.services.packs import PackService
    from counter_tui.services.pad import PadService
    from counter_tui.services.paper_day import PaperDayService
    from counter_tui.services.praise import PraiseService
    from counter_tui.services.prices import PriceService
    from counter_tui.services.proofs import ProofService
    from counter_tui.services.rating_stats import RatingStatsService
    from counter_tui.services.rating_views import RatingViewService
    from counter_tui.services.ratings import RatingService
    from counter_tui.services.reassigning import ReassignService
    from counter_tui.services.receipts import ReceiptService
    from counter_tui.services.recoveries import RecoveryService
    from counter_tui.services.recovery_words import RecoveryWordService
    from counter_tui.services.register import RegisterService
    from counter_tui.services.reveals import RevealService
    from counter_tui.services.rosters import RosterImportService
    from counter_tui.services.shift import ShiftService
    from counter_tui.services.site_card import SiteCardService
    from counter_tui.services.staff import StaffService
    from counter_tui.services.station import Station, StationService
    from counter_tui.services.station_keys import StationKeyService
    from counter_tui.services.surveys import SurveyService
    from counter_tui.services.sync import SyncService
    from counter_tui.services.tasks import TaskService
    from counter_tui.services.units import UnitService
    from counter_tui.services.verify import VerifyService


Service = TypeVar("Service")


class _Made(Generic[Service]):
    """A service on the station, by module and class: one for all who ask, whichever thread asks first."""

    def __init__(self, place: str) -> None:
        self._module, _colon, self._name = place.partition(":")

    def __get__(self, services: Services, owner: type[Services]) -> Service:
        with services.making:
            if self._name not in services.made:
                module = import_module(f"counter_tui.services.{self._module}")
                services.made[self._name] = getattr(module, self._name)(services.base)
            return cast(Service, services.made[self._name])


class Services:
    """Everything the screens and commands may ask of an open station, each loaded when it is first asked for."""

    station: _Made[StationService] = _Made("station:StationService")
    drafts: _Made[DraftService] = _Made("drafts:DraftService")
    acceptance: _Made[AcceptanceService] = _Made("acceptance:AcceptanceService")
    actions: _Made[ActionService] = _Made("actions:ActionService")
    packs: _Made[PackService] = _Made("packs:PackService")
    checks: _Made[CheckService] = _Made("checks:CheckService")
    check_words: _Made[CheckWordService] = _Made("check_words:CheckWordService")
    action_words: _Made[ActionWordService] = _Made("action_words:ActionWordService")
    close_day: _Made[CloseService] = _Made("close:CloseService")
    close_words: _Made[CloseWordService] = _Made("close_words:CloseWordService")
    comments: _Made[CommentService] = _Made("comments:CommentService")
    contacts: _Made[ContactService] = _Made("contacts:ContactService")
    context: _Made[ContextService] = _Made("context:ContextService")
    door: _Made[DoorService] = _Made("door:DoorService")
    calls: _Made[CallService] = _Made("calls:CallService")
    enquiries: _Made[EnquiryService] = _Made("enquiries:EnquiryService")
    home: _Made[HomeService] = _Made("home:HomeService")
    hubs: _Made[HubService] = _Made("hub.hubs:HubService")
    labels: _Made[LabelService] = _Made("labels:LabelService")
    breaches: _Made[BreachService] = _Made("breaches:BreachService")
    brief: _Made[BriefService] = _Made("brief:BriefService")
    meeting: _Made[MeetingService] = _Made("meeting.service:MeetingService")
    meeting_steps: _Made[MeetingStepService] = _Made("meeting.steps:MeetingStepService")
    gaming: _Made[GamingService] = _Made("gaming:GamingService")
    attention: _Made[AttentionService] = _Made("attention:AttentionService")
    sheets: _Made[DaySheetService] = _Made("day_sheets:DaySheetService")
    meeting_words: _Made[MeetingWordService] = _Made("meeting.words:MeetingWordService")
    matters: _Made[MatterService] = _Made("matters:MatterService")
    first_contact: _Made[FirstContactService] = _Made("first_contact:FirstContactService")
    reassigning: _Made[ReassignService] = _Made("reassigning:ReassignService")
    surveys: _Made[SurveyService] = _Made("surveys:SurveyService")
    tasks: _Made[TaskService] = _Made("tasks:TaskService")
    shift: _Made[ShiftService] = _Made("shift:ShiftService")
    site_card: _Made[SiteCardService] = _Made("site_card:SiteCardService")
    absences: _Made[AbsenceService] = _Made("absences:AbsenceService")
    ratings: _Made[RatingService] = _Made("ratings:RatingService")
    rating_stats: _Made[RatingStatsService] = _Made("rating_stats:RatingStatsService")
    rating_views: _Made[RatingViewService] = _Made("rating_views:RatingViewService")
    recoveries: _Made[RecoveryService] = _Made("recoveries:RecoveryService")
    recovery_words: _Made[RecoveryWordService] = _Made("recovery_words:RecoveryWordService")
    pad: _Made[PadService] = _Made("pad:PadService")
    find: _Made[FindService] = _Made("find:FindService")
    receipts: _Made[ReceiptService] = _Made("receipts:ReceiptService")
    praise: _Made[PraiseService] = _Made("praise:PraiseService")
    prices: _Made[PriceService] = _Made("prices:PriceService")
    charges: _Made[ChargeService] = _Made("charges:ChargeService")
    charge_slips: _Made[ChargeSlipService] = _Made("charge_slips:ChargeSlipService")
    register: _Made[RegisterService] = _Made("register:RegisterService")
    letters: _Made[LetterService] = _Made("letters:LetterService")
    proofs: _Made[ProofService] = _Made("proofs:ProofService")
    station_keys: _Made[StationKeyService] = _Made("station_keys:StationKeyService")
    exports: _Made[ExportService] = _Made("exports:ExportService")
    customers: _Made[CustomerImportService] = _Made("customers:CustomerImportService")
    outages: _Made[OutageService] = _Made("outages:OutageService")
    rosters: _Made[RosterImportService] = _Made("rosters:RosterImportService")
    paper_days: _Made[PaperDayService] = _Made("paper_day:PaperDayService")
    minutes: _Made[MinuteService] = _Made("meeting.minutes:MinuteService")
    notices: _Made[NoticeService] = _Made("notices:NoticeService")
    manners: _Made[MannersService] = _Made("manners:MannersService")
    cards: _Made[CardService] = _Made("cards:CardService")
    reveals: _Made[RevealService] = _Made("reveals:RevealService")
    sync: _Made[SyncService] = _Made("sync:SyncService")
    units: _Made[UnitService] = _Made("units:UnitService")
    verify: _Made[VerifyService] = _Made("verify:VerifyService")
    backups: _Made[BackupService] = _Made("hourly:BackupService")
    bundles: _Made[BundleService] = _Made("bundles:BundleService")

    def __init__(self, base: Station, staff: StaffService) -> None:
        self.base, self.staff = base, staff
        self.made: dict[str, object] = {}
        self.making = RLock()

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """What the services are called."""
        return ("staff", *(name for name, each in vars(cls).items() if isinstance(each, _Made)))

    def load(self, name: str) -> None:
        """Make the service of this name and read the rules, if nobody has: for whoever has time before it is asked."""
        getattr(self, name)
        self.base.rules_of()

    def close(self) -> None:
        """Let go of the store; a copy that is being made is broken off."""
        if "BackupService" in self.made:
            self.backups.stop()
        self.base.store.close()


def services_of(station: Station) -> Services:
    """The services on an open station."""
    from counter_tui.services.staff import StaffService

    pins: dict[str, str] = {}
    if station.demo:
        from counter_tui.services.demo.people import demo_pins

        pins = demo_pins()
    return Services(station, StaffService(station, pins))


def open_services(
    home: Home, clock: Clock | None = None, random: RandomBytes | None = None, *, passphrase: str = ""
) -> Services:
    """The services on the home's station; raises what ``open_station`` raises."""
    return services_of(open_station(home, clock, random, passphrase=passphrase))
