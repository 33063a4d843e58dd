"""The demo station: made once, by the real services, the same for the same seed, and never over a real one."""

from __future__ import annotations

import fcntl
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import ledger
from counter_tui.domain import identity
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.absence import CameBack, StandInNamed
from counter_tui.domain.facts.actions import (
    ActionItemCameBack,
    ActionItemMoved,
    ActionItemReported,
    ActionItemSentBack,
    ActionItemVerified,
)
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.calls import AnswerSeen, CallAnswered, CallNoted, ConflictCalled, ReportSent
from counter_tui.domain.facts.checks import CheckDone
from counter_tui.domain.facts.close import CashCounted, DayClosed, GapExplained
from counter_tui.domain.facts.door import RequestEnded
from counter_tui.domain.facts.enquiry import EnquiryAnswered, EnquiryCarriedOn, EnquiryLeftOpen
from counter_tui.domain.facts.first_contact import (
    CallPromised,
    CustomerCalled,
    FirstContactStepDone,
    ScopeSet,
)
from counter_tui.domain.facts.meeting import (
    AttendanceTaken,
    DrillAnswered,
    MeetingEnded,
    MeetingSigned,
    NoticesPassedOn,
    ProblemNamed,
)
from counter_tui.domain.facts.pack import PackOffered, PackTaken
from counter_tui.domain.facts.papers import RegisterPrinted, RegisterSigned
from counter_tui.domain.facts.sheets import SheetAcknowledged, SheetSent
from counter_tui.domain.facts.shift import HallOpened
from counter_tui.domain.facts.station import PeakBegun, PeakEnded
from counter_tui.domain.staff.pins import require_strong
from counter_tui.i18n import set_language
from counter_tui.paths import Home
from counter_tui.services.demo import station as making
from counter_tui.services.demo.customers import AREA, as_csv, invent
from counter_tui.services.demo.faces import KnownFaces
from counter_tui.services.demo.hours import OpenHours
from counter_tui.services.demo.people import DEMO_LEAD, PEOPLE
from counter_tui.services.demo.station import FINISHED, Wish, ensure_demo
from counter_tui.services.intake.files import read_bytes
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.set_up import opening
from counter_tui.services.set_up.fit_to_set_up import UNFINISHED_DEMO
from counter_tui.services.set_up.setting_up import init_station
from support.clocks import SHANGHAI, StillClock

# One worker makes the station once.
pytestmark = pytest.mark.xdist_group("a demo month")

TODAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 0, 5, tzinfo=UTC)
ENVIRON = {"COUNTER_KEYRING": "off"}
SMALL = Wish(TODAY, 1, 3, 6, days=5)
SEEN: tuple[type[Fact], ...] = (
    StandInNamed,
    CameBack,
    PeakBegun,
    PeakEnded,
    EnquiryAnswered,
    EnquiryLeftOpen,
    EnquiryCarriedOn,
    ReportSent,
    CallAnswered,
    AnswerSeen,
    ConflictCalled,
    CallNoted,
    RegisterPrinted,
    RegisterSigned,
    ScopeSet,
    FirstContactStepDone,
    CustomerCalled,
    CallPromised,
    RequestEnded,
    ActionItemReported,
    ActionItemVerified,
    ActionItemSentBack,
    ActionItemMoved,
    ActionItemCameBack,
    AttendanceTaken,
    DrillAnswered,
    MeetingEnded,
    MeetingSigned,
    NoticesPassedOn,
    ProblemNamed,
    HallOpened,
    CheckDone,
    PackOffered,
    PackTaken,
    SheetSent,
    SheetAcknowledged,
    CashCounted,
    GapExplained,
    DayClosed,
)
"""What a month at a counter holds beside matters that are worked on."""


def make(home: Home, wish: Wish = SMALL) -> bool:
    return ensure_demo(home, wish, open_services)


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    # It stands before any test does, whatever the last one of another folder spoke.
    set_language("zh")
    home = Home(tmp_path_factory.mktemp("demo") / "demo")
    assert make(home, Wish(TODAY, 1, 60, 120))
    return home


@pytest.fixture
def services(_made: Home, tmp_path: Path) -> Iterator[Services]:
    home = Home(Path(shutil.copytree(_made.folder, tmp_path / "demo")))
    opened = open_services(home, StillClock(MORNING))
    yield opened
    opened.close()


def exported(services: Services) -> list[dict[str, Any]]:
    return list(services.exports.matters(services.staff.find(DEMO_LEAD)))


def test_six_people_work_there_with_strong_pins_shown_to_everybody(services: Services) -> None:
    staff = services.staff.list()
    assert [(each.staff_no, each.name, each.role, each.pin) for each in staff] == [
        each[:4] for each in PEOPLE
    ]
    assert {"lead", "head", "auditor"} <= {each.role for each in staff}
    for each in PEOPLE:
        require_strong(each.pin, each.staff_no)
        assert services.staff.sign_in(each.staff_no, each.pin).name == each.name


def test_the_station_is_marked_as_a_demo_and_its_date_is_not_in_doubt(services: Services) -> None:
    view = services.station.view()
    assert view.demo
    assert view.profile == "state_grid"
    assert view.lead == "王强"
    assert view.date_doubt == ""


def test_as_many_matters_and_customers_as_were_asked_for(services: Services) -> None:
    assert len(exported(services)) == 60
    assert services.find.customers(services.staff.find(DEMO_LEAD), "青石桥镇")[1] == 120


def test_the_month_ends_yesterday_and_nothing_happens_out_of_hours(services: Services) -> None:
    for matter in exported(services):
        accepted = datetime.fromisoformat(matter["accepted_at"])
        assert date(2026, 10, 20) <= accepted.date() < TODAY
        assert accepted.isoweekday() <= 5
        assert 8 <= accepted.hour < 18


def test_today_finds_the_counter_with_something_of_everything_to_do(services: Services) -> None:
    clerk = services.staff.find("1001")
    home = services.home.view(clerk)
    assert len(home.inbox) >= 1
    assert len(home.drafts) == 2
    assert home.due_today >= 1
    assert 1 <= home.overdue <= 2
    assert home.to_inform >= 1
    assert any(paper.due_day == TODAY for paper in home.papers)


def test_today_finds_what_was_promised_asked_and_reported(services: Services) -> None:
    """Calls and questions of today, somebody away, an address left out at peak, the quiet call."""
    clerk, colleague, guide, lead = map(services.staff.find, ("1001", "1002", "1003", DEMO_LEAD))
    home = services.home.view(clerk)
    promised = [line.follow_at for line in home.follow_ups if line.follow == "call" and line.follow_at]
    assert [at for at in promised if at.astimezone(SHANGHAI).date() == TODAY]
    assert [task.what for task in home.tasks if "用电地址" in task.what]
    assert {line.first_contact for line in home.enquiries} == {"李敏", "陈静"}
    assert home.stands_in_for == ("陈静",)
    assert services.home.view(guide).stand_in == "李敏"
    assert len(services.calls.view(clerk).answers) == 1
    assert [line.follow for line in services.home.view(colleague).follow_ups].count("phoned_ahead") == 1
    assert services.calls.view(colleague).quiet
    assert [call.kind for call in services.calls.view(lead).to_answer] == ["conflict", "report"]
    assert any(line.late for line in services.home.view(lead).enquiries)
    assert services.breaches.ledger(lead, date(2026, 10, 20), TODAY).lines


def test_the_month_holds_something_of_everything_that_happens_at_a_counter(services: Services) -> None:
    with services.base.store.reading() as connection:
        facts = [each.fact for each in ledger.of_types(connection, *(each.type for each in SEEN))]
    seen = Counter(type(fact) for fact in facts)
    assert all(seen[each] for each in SEEN), seen
    assert any(each.refused for each in facts if isinstance(each, PackTaken))
    assert any(each.absent for each in facts if isinstance(each, AttendanceTaken))
    assert seen[StandInNamed] == seen[CameBack] + 1 == 3
    assert seen[PeakBegun] == seen[PeakEnded] >= 4
    assert seen[RegisterPrinted] > seen[RegisterSigned]
    assert {fact.outcome for fact in facts if isinstance(fact, RequestEnded)} == {"outside", "taken_along"}
    assert {fact.scope for fact in facts if isinstance(fact, ScopeSet)} == {"company"}
    lead = services.staff.find(DEMO_LEAD)
    days = [services.register.day(lead, TODAY - timedelta(days=back)) for back in range(1, 8)]
    assert 0 < sum(each.signed for each in days) < sum(len(each.lines) for each in days)


def test_every_working_day_had_its_meeting_but_one_and_one_was_late(services: Services) -> None:
    """All that stays to be done this morning is the meeting of today."""
    today, *before = services.meeting.held(services.staff.find(DEMO_LEAD))
    assert (today.day, today.standing) == (TODAY, "due")
    assert Counter(each.standing for each in before) == {
        "held": len(before) - 2,
        "held_late": 1,
        "missed": 1,
    }
    assert all(each.signed == each.present for each in before)
    assert [each for each in before if each.seconds and each.seconds > 600]


def test_problems_are_carried_as_they_are_at_a_station(services: Services) -> None:
    """One late, one that came back, one that waits to be looked at, one that runs; whoever looked was not the owner."""
    lead = services.staff.find(DEMO_LEAD)
    carried, verified = services.actions.carried(lead), services.actions.verified(lead)
    assert Counter(each.state for each in carried) == {"open": 2, "reported": 2}
    assert [each.owner_name for each in carried if each.late] == ["张磊"]
    assert [each.words[:5] for each in carried if each.came_back] == ["排队叫号机"]
    assert len(verified) >= 5
    assert all(each.verified_by != each.owner_name for each in verified)
    assert {each.origin for each in verified} >= {"meeting", "check", "relay"}


def test_every_day_was_closed_but_one_with_one_gap_nobody_explained(services: Services) -> None:
    lead = services.staff.find(DEMO_LEAD)
    first = services.close_day.view(lead, TODAY)
    assert first.unclosed == (date(2026, 11, 13),)
    day, silent, apart = date(2026, 10, 20), list[str](), list[int]()
    while day < TODAY:
        sheet = services.close_day.view(lead, day).sheet
        if sheet.at is not None:
            silent += [gap.key for gap in sheet.gaps if not gap.words]
            apart += [each.counted - each.fen for each in sheet.cash if each.counted is not None]
            assert len(apart) >= len(sheet.cash)
        day += timedelta(days=1)
    assert len(silent) == 1
    assert set(apart) == {0, -500}


def test_today_finds_a_pack_and_a_sheet_that_wait(services: Services) -> None:
    clerk, lead = services.staff.find("1001"), services.staff.find(DEMO_LEAD)
    assert [(each.giver_name, each.to_name) for each in services.packs.desk(clerk).waiting] == [
        ("陈静", "李敏")
    ]
    assert services.sheets.waiting(lead) == 1
    marks = {each.day: each.marks for each in services.sheets.lines(lead) if each.kind == "daily"}
    yesterday = marks[date(2026, 11, 19)][0].sent
    assert yesterday is not None
    assert yesterday.acknowledged_at is None


def test_a_known_face_is_known_by_the_same_pin_alone(services: Services) -> None:
    """A PIN that was right is not checked again; another one is refused, and after a new one the old one is too."""
    faces = KnownFaces(services.base)
    for _again in range(2):
        assert faces.identify("1001", "271604").name == "李敏"
    with pytest.raises(RuleBroken, match="sign_in_refused"):
        faces.identify("1001", "271605")
    faces.reset_pin(services.staff.find(DEMO_LEAD), "1001", "380462")
    with pytest.raises(RuleBroken, match="sign_in_refused"):
        faces.identify("1001", "271604")


def test_most_matters_went_well_and_some_did_not(services: Services) -> None:
    matters = exported(services)
    states = Counter(matter["state"] for matter in matters)
    ratings = Counter((matter["rating"] or {}).get("state") for matter in matters)
    broken = [matter for matter in matters if any(p["state"] == "broken" for p in matter["promises"])]
    assert states["closed"] > len(matters) / 2
    assert states["handed_over"] >= 1
    assert ratings["rated"] > len(matters) / 2
    assert 1 <= len(broken) <= 3


def test_what_was_accepted_today_is_not_there_yet_and_can_be(services: Services) -> None:
    clerk = services.staff.sign_in("1001", "271604")
    draft = services.drafts.new(clerk, kind="BZ502").with_values(customer_class="resident")
    assert services.acceptance.submit(clerk, draft).number.startswith("33010-A-261120-0001-")


def test_the_same_wish_gives_the_same_numbers_and_states(tmp_path: Path) -> None:
    def told(name: str, wish: Wish) -> list[dict[str, Any]]:
        home = Home(tmp_path / name)
        make(home, wish)
        opened = open_services(home, StillClock(MORNING))
        matters = exported(opened)
        opened.close()
        return matters

    wish = Wish(TODAY, 7, 8, 12, days=9)
    first, again = told("first", wish), told("again", wish)
    other = told("other", replace(wish, seed=8))
    assert first == again
    assert first != other
    keys = [(tmp_path / name / "station.key").read_text("ascii") for name in ("first", "again")]
    assert keys[0] != keys[1]


def test_a_second_start_does_no_work(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    assert make(home)
    before = home.store.stat().st_mtime_ns
    assert not make(home, Wish(TODAY, 2, 5, 5))
    assert home.store.stat().st_mtime_ns == before
    assert not (home.folder / UNFINISHED_DEMO).exists()


def test_a_demo_station_whose_store_was_deleted_is_made_again(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    make(home)
    home.store.unlink()
    assert make(home)
    assert home.store.exists()


def test_the_key_store_of_the_system_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask() -> None:
        raise AssertionError("asked")

    monkeypatch.setattr("keyring.get_keyring", ask)
    make(Home(tmp_path / "demo"))
    assert (tmp_path / "demo" / "station.key").read_text("ascii").startswith("key_file ")


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    ensure_demo(
        Home(tmp_path / "demo"),
        SMALL,
        open_services,
        on_progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (3, 3)
    assert told == sorted(told)


@pytest.mark.parametrize("moment", ["init_station", "invent", "write_private"])
def test_an_interrupted_making_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    home = Home(tmp_path / "demo")
    with monkeypatch.context() as patch:
        patch.setattr(making, moment, interrupt)
        with pytest.raises(KeyboardInterrupt):
            make(home)
    assert (home.folder / UNFINISHED_DEMO).exists()
    assert make(home)
    assert sorted(each.name for each in home.folder.iterdir()) == [
        FINISHED,
        "station.db",
        "station.db-pad",
        "station.key",
    ]


def test_a_demo_station_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    home.folder.mkdir()
    with (home.folder / UNFINISHED_DEMO).open("w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(RuleBroken, match="demo_in_the_making"):
            make(home)
    assert make(home)


def _real(home: Home) -> None:
    init_station(
        home,
        code="33011",
        name="枫岭供电所",
        area="rural",
        profile="state_grid",
        device="A",
        lead_no="2001",
        lead_name="周立",
        lead_pin="580213",
        papers_folder="",
        clock=StillClock(MORNING),
        environ=ENVIRON,
    )


def _half_real(home: Home) -> None:
    _real(home)
    home.store.unlink()


def _other_things(home: Home) -> None:
    home.folder.mkdir()
    (home.folder / "letter.txt").write_text("text", "utf-8")


@pytest.mark.parametrize(
    ("before", "code"),
    [(_real, "demo_home_is_real"), (_half_real, "demo_home_is_real"), (_other_things, "home_not_empty")],
)
def test_a_folder_of_something_else_is_refused_and_left_as_it_is(
    tmp_path: Path, before: Callable[[Home], None], code: str
) -> None:
    home = Home(tmp_path / "home")
    before(home)
    content = {each.name: each.read_bytes() for each in home.folder.iterdir()}
    with pytest.raises(RuleBroken, match=code):
        make(home)
    assert {each.name: each.read_bytes() for each in home.folder.iterdir()} == content


def test_a_real_station_is_not_set_up_where_a_demo_station_is(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    make(home)
    with pytest.raises(RuleBroken, match="home_in_use"):
        _real(home)
    assert opening.station_exists(home)


def test_invented_numbers_are_valid_and_nobodys() -> None:
    customers = invent(600, Random(3), TODAY)
    accounts = {customer.account for customer in customers}
    assert len(accounts) == 600
    for customer in customers:
        assert identity.check("account_sg10", customer.account, TODAY).valid
        assert identity.check("meter_asset22", customer.meter_asset, TODAY).valid
        verdict = identity.check(customer.id_kind, customer.id_number, TODAY)
        assert verdict.valid
        assert "remark" not in verdict.facts
        assert AREA in customer.id_number
        for phone in filter(None, (customer.phone, customer.phone2)):
            assert identity.check("mobile", phone, TODAY).valid
            assert phone.startswith("154")
        assert re.fullmatch("青石县青石桥镇.+号", customer.address)


def test_invented_customers_pass_the_intake_without_a_doubt() -> None:
    verdicts = read_bytes(as_csv(invent(300, Random(3), TODAY))).verdicts(TODAY)
    assert Counter(verdict.verdict for verdict in verdicts) == {"import": 300}


def test_opening_minutes_and_instants_say_the_same() -> None:
    hours = OpenHours.before(TODAY, 31, load_calendar(), SHANGHAI)
    for minute in (0, 1, 239, 241, 419, 420, 1000, 5000):
        assert hours.place(hours.moment(0, minute)) == pytest.approx(minute)
    lunch = datetime(2026, 11, 19, 12, 40, tzinfo=SHANGHAI)
    sunday = datetime(2026, 11, 15, 10, 0, tzinfo=SHANGHAI)
    assert hours.later(lunch, 5) == datetime(2026, 11, 19, 14, 35, tzinfo=SHANGHAI)
    assert hours.later(sunday, 5) == datetime(2026, 11, 16, 8, 5, tzinfo=SHANGHAI)
    assert hours.end == datetime(2026, 11, 19, 17, 30, tzinfo=SHANGHAI)


def test_a_month_with_a_long_holiday_has_only_its_working_days() -> None:
    hours = OpenHours.before(date(2026, 10, 15), 31, load_calendar(), SHANGHAI)
    assert date(2026, 10, 1) not in hours.days
    assert date(2026, 10, 10) in hours.days


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 10, 5)], ids=["monday", "in a holiday"])
def test_the_month_ends_yesterday_on_every_day(tmp_path: Path, today: date) -> None:
    """The hall was open yesterday, whatever day it was."""
    home = Home(tmp_path / "demo")
    make(home, Wish(today, 1, 12, 12, days=10))
    services = open_services(home, StillClock(datetime.combine(today, time(8, 5), SHANGHAI)))
    try:
        days = {datetime.fromisoformat(matter["accepted_at"]).date() for matter in exported(services)}
    finally:
        services.close()
    assert max(days) == today - timedelta(days=1)
