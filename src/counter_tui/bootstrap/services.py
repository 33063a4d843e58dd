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
    from counter_tui.services.acceptance.door import DoorService
    from counter_tui.services.acceptance.drafts import DraftService
    from counter_tui.services.acceptance.service import AcceptanceService
    from counter_tui.services.actions.service import ActionService
    from counter_tui.services.actions.words import ActionWordService
    from counter_tui.services.audit.verify import VerifyService
    from counter_tui.services.backup.hourly import BackupService
    from counter_tui.services.brief.service import BriefService
    from counter_tui.services.calls import CallService
    from counter_tui.services.centre.bundles import BundleService
    from counter_tui.services.centre.service import SyncService
    from counter_tui.services.charges.service import ChargeService
    from counter_tui.services.charges.slips import ChargeSlipService
    from counter_tui.services.checks.service import CheckService
    from counter_tui.services.checks.words import CheckWordService
    from counter_tui.services.close.service import CloseService
    from counter_tui.services.close.words import CloseWordService
    from counter_tui.services.customers.contacts import ContactService
    from counter_tui.services.customers.context import ContextService
    from counter_tui.services.customers.labels import LabelService
    from counter_tui.services.customers.reveals import RevealService
    from counter_tui.services.enquiries import EnquiryService
    from counter_tui.services.exports.service import ExportService
    from counter_tui.services.find import FindService
    from counter_tui.services.home import HomeService
    from counter_tui.services.hub.hubs import HubService
    from counter_tui.services.intake.customers import CustomerImportService
    from counter_tui.services.intake.outages import OutageService
    from counter_tui.services.intake.paper_day import PaperDayService
    from counter_tui.services.matter.attention import AttentionService
    from counter_tui.services.matter.breaches import BreachService
    from counter_tui.services.matter.first_contact import FirstContactService
    from counter_tui.services.matter.reassigning import ReassignService
    from counter_tui.services.matter.register import RegisterService
    from counter_tui.services.matter.service import MatterService
    from counter_tui.services.matter.tasks import TaskService
    from counter_tui.services.meeting.minutes import MinuteService
    from counter_tui.services.meeting.service import MeetingService
    from counter_tui.services.meeting.steps import MeetingStepService
    from counter_tui.services.meeting.words import MeetingWordService
    from counter_tui.services.packs.service import PackService
    from counter_tui.services.papers.letters import LetterService
    from counter_tui.services.papers.proofs import ProofService
    from counter_tui.services.papers.receipts import ReceiptService
    from counter_tui.services.prices import PriceService
    from counter_tui.services.ratings.comments import CommentService
    from counter_tui.services.ratings.gaming import GamingService
    from counter_tui.services.ratings.pad import PadService
    from counter_tui.services.ratings.praise import PraiseService
    from counter_tui.services.ratings.service import RatingService
    from counter_tui.services.ratings.stats import RatingStatsService
    from counter_tui.services.ratings.surveys import SurveyService
    from counter_tui.services.ratings.views import RatingViewService
    from counter_tui.services.recovery.service import RecoveryService
    from counter_tui.services.recovery.words import RecoveryWordService
    from counter_tui.services.set_up.station_keys import StationKeyService
    from counter_tui.services.sheets.service import DaySheetService
    from counter_tui.services.shift.absences import AbsenceService
    from counter_tui.services.shift.rosters import RosterImportService
    from counter_tui.services.shift.service import ShiftService
    from counter_tui.services.shift.site_card import SiteCardService
    from counter_tui.services.staff.service import StaffService
    from counter_tui.services.station import Station, StationService
    from counter_tui.services.units import UnitService
    from counter_tui.services.voice.cards import CardService
    from counter_tui.services.voice.manners import MannersService
    from counter_tui.services.voice.notices import NoticeService


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
    drafts: _Made[DraftService] = _Made("acceptance.drafts:DraftService")
    acceptance: _Made[AcceptanceService] = _Made("acceptance.service:AcceptanceService")
    actions: _Made[ActionService] = _Made("actions.service:ActionService")
    packs: _Made[PackService] = _Made("packs.service:PackService")
    checks: _Made[CheckService] = _Made("checks.service:CheckService")
    check_words: _Made[CheckWordService] = _Made("checks.words:CheckWordService")
    action_words: _Made[ActionWordService] = _Made("actions.words:ActionWordService")
    close_day: _Made[CloseService] = _Made("close.service:CloseService")
    close_words: _Made[CloseWordService] = _Made("close.words:CloseWordService")
    comments: _Made[CommentService] = _Made("ratings.comments:CommentService")
    contacts: _Made[ContactService] = _Made("customers.contacts:ContactService")
    context: _Made[ContextService] = _Made("customers.context:ContextService")
    door: _Made[DoorService] = _Made("acceptance.door:DoorService")
    calls: _Made[CallService] = _Made("calls:CallService")
    enquiries: _Made[EnquiryService] = _Made("enquiries:EnquiryService")
    home: _Made[HomeService] = _Made("home:HomeService")
    hubs: _Made[HubService] = _Made("hub.hubs:HubService")
    labels: _Made[LabelService] = _Made("customers.labels:LabelService")
    breaches: _Made[BreachService] = _Made("matter.breaches:BreachService")
    brief: _Made[BriefService] = _Made("brief.service:BriefService")
    meeting: _Made[MeetingService] = _Made("meeting.service:MeetingService")
    meeting_steps: _Made[MeetingStepService] = _Made("meeting.steps:MeetingStepService")
    gaming: _Made[GamingService] = _Made("ratings.gaming:GamingService")
    attention: _Made[AttentionService] = _Made("matter.attention:AttentionService")
    sheets: _Made[DaySheetService] = _Made("sheets.service:DaySheetService")
    meeting_words: _Made[MeetingWordService] = _Made("meeting.words:MeetingWordService")
    matters: _Made[MatterService] = _Made("matter.service:MatterService")
    first_contact: _Made[FirstContactService] = _Made("matter.first_contact:FirstContactService")
    reassigning: _Made[ReassignService] = _Made("matter.reassigning:ReassignService")
    surveys: _Made[SurveyService] = _Made("ratings.surveys:SurveyService")
    tasks: _Made[TaskService] = _Made("matter.tasks:TaskService")
    shift: _Made[ShiftService] = _Made("shift.service:ShiftService")
    site_card: _Made[SiteCardService] = _Made("shift.site_card:SiteCardService")
    absences: _Made[AbsenceService] = _Made("shift.absences:AbsenceService")
    ratings: _Made[RatingService] = _Made("ratings.service:RatingService")
    rating_stats: _Made[RatingStatsService] = _Made("ratings.stats:RatingStatsService")
    rating_views: _Made[RatingViewService] = _Made("ratings.views:RatingViewService")
    recoveries: _Made[RecoveryService] = _Made("recovery.service:RecoveryService")
    recovery_words: _Made[RecoveryWordService] = _Made("recovery.words:RecoveryWordService")
    pad: _Made[PadService] = _Made("ratings.pad:PadService")
    find: _Made[FindService] = _Made("find:FindService")
    receipts: _Made[ReceiptService] = _Made("papers.receipts:ReceiptService")
    praise: _Made[PraiseService] = _Made("ratings.praise:PraiseService")
    prices: _Made[PriceService] = _Made("prices:PriceService")
    charges: _Made[ChargeService] = _Made("charges.service:ChargeService")
    charge_slips: _Made[ChargeSlipService] = _Made("charges.slips:ChargeSlipService")
    register: _Made[RegisterService] = _Made("matter.register:RegisterService")
    letters: _Made[LetterService] = _Made("papers.letters:LetterService")
    proofs: _Made[ProofService] = _Made("papers.proofs:ProofService")
    station_keys: _Made[StationKeyService] = _Made("set_up.station_keys:StationKeyService")
    exports: _Made[ExportService] = _Made("exports.service:ExportService")
    customers: _Made[CustomerImportService] = _Made("intake.customers:CustomerImportService")
    outages: _Made[OutageService] = _Made("intake.outages:OutageService")
    rosters: _Made[RosterImportService] = _Made("shift.rosters:RosterImportService")
    paper_days: _Made[PaperDayService] = _Made("intake.paper_day:PaperDayService")
    minutes: _Made[MinuteService] = _Made("meeting.minutes:MinuteService")
    notices: _Made[NoticeService] = _Made("voice.notices:NoticeService")
    manners: _Made[MannersService] = _Made("voice.manners:MannersService")
    cards: _Made[CardService] = _Made("voice.cards:CardService")
    reveals: _Made[RevealService] = _Made("customers.reveals:RevealService")
    sync: _Made[SyncService] = _Made("centre.service:SyncService")
    units: _Made[UnitService] = _Made("units:UnitService")
    verify: _Made[VerifyService] = _Made("audit.verify:VerifyService")
    backups: _Made[BackupService] = _Made("backup.hourly:BackupService")
    bundles: _Made[BundleService] = _Made("centre.bundles:BundleService")

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
    from counter_tui.services.staff.service import StaffService

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
