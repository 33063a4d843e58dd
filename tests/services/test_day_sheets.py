"""Daily and weekly sheets: what the exported facts tell of each day, sent with a digest, and acknowledged."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from python_calamine import load_workbook

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import ledger
from counter_tui.db.reading import sheets as rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.facts.sheets import SheetKind
from counter_tui.domain.sheet.models import FIGURES, days_of
from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import set_language
from counter_tui.paths import Home
from counter_tui.services.demo.station import Wish, ensure_demo
from counter_tui.settings import read_settings, write_settings
from support.clocks import NOON, SHANGHAI, StillClock
from support.prices import charged, take_book
from support.sheet_by_hand import sheet_by_hand
from support.stations import BILL, CONNECTION, LI, PINS, WANG, ZHAO, SmallStation, open_small_station

FRIDAY = date(2026, 11, 20)
LEAD = Actor("1005", "王强", "lead")
TODAY = NOON.date()
ZHOU = Actor("107", "周敏", "head")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station with people and nothing else, on a Thursday; it began the Friday before."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A demo station of a fortnight, on its last morning."""
    # It stands before any test does, whatever the last one of another folder spoke.
    set_language("zh")
    home = Home(tmp_path_factory.mktemp("sheets") / "demo")
    ensure_demo(home, Wish(FRIDAY, 7, 40, 12, days=12), open_services)
    services = open_services(home, StillClock(datetime(2026, 11, 20, 3, tzinfo=UTC)))
    yield services
    services.close()


def same_by_hand(services: Services, actor: Actor, day: date) -> dict[str, int | None]:
    """Check the sheet of a day against the exported facts; its figures."""
    have = services.sheets.sheet(actor, "daily", day).sheet.days[0].values
    export = services.exports.export(actor, "facts", "jsonl")
    reckoned = sheet_by_hand(export.records, day, services.base.clock.now())
    assert dict(have) == reckoned
    return reckoned


def bill(small: SmallStation) -> str:
    """A request taken down; the matter."""
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def deputy(small: SmallStation, who: str = "周敏") -> None:
    """The settings say who the deputy in charge is."""
    settings = replace(read_settings(small.home.settings), sheet_deputy=who)
    write_settings(small.home.settings, settings)


def told(small: SmallStation, kind: SheetKind, day: date) -> list[Fact]:
    """The facts of a sheet."""
    with small.services.base.store.reading() as connection:
        return [each.fact for each in ledger.facts_of(connection, rows.sheet_subject(kind, day))]


def test_the_sheets_of_the_demo_weeks_are_what_its_exported_facts_tell(demo: Services) -> None:
    seen: set[str] = set()
    for back in range(12):
        day = FRIDAY - timedelta(days=back)
        seen |= {code for code, value in same_by_hand(demo, LEAD, day).items() if value}
    assert {"accepted", "ended", "enquiries", "promises_kept", "rated", "rated/5"} <= seen
    assert {"papers_deferred", "papers_collected", "papers_owed"} <= seen
    for back in (0, 7):
        week = demo.sheets.sheet(LEAD, "weekly", FRIDAY - timedelta(days=back)).sheet
        alone = [
            demo.sheets.sheet(LEAD, "daily", day) for day in days_of("weekly", week.day) if day <= FRIDAY
        ]
        assert [each.values for each in week.days[: len(alone)]] == [
            each.sheet.days[0].values for each in alone
        ]
        for code, meaning in FIGURES.items():
            known = [each.sheet.row(code).total for each in alone]
            said = [value for value in known if value is not None]
            expected = None if not said else sum(said) if meaning.adds else said[-1]
            assert week.row(code).total == expected


def test_a_day_with_money_action_items_and_checks_is_what_its_exported_facts_tell(
    small: SmallStation,
) -> None:
    take_book(small)
    services, actions = small.services, small.services.actions
    first = charged(small)
    services.checks.done(LI, "opening", [CheckAnswer(item="printer", result="failed", words="坏了")])
    item = actions.set(WANG, actions.new(WANG), "公示牌过期", "102", TODAY, "看牌", about="牌").item_id
    small.clock.advance(timedelta(days=1))
    charge = services.matters.view(LI, first).charges[-1].charge_id
    services.charges.void(LI, first, charge, "客户取消", "101", PINS["101"])
    actions.report(LI, item, "已换")
    actions.verify(WANG, item)
    small.clock.advance(timedelta(days=2))
    # The same problem again: what its row tells now is not how it stood before.
    actions.set(WANG, actions.new(WANG), "公示牌过期", "102", TODAY + timedelta(days=5), "看牌", about="牌")
    figures = [same_by_hand(services, WANG, TODAY + timedelta(days=each)) for each in range(4)]
    told = [(each["charged"], each["voided"], each["checks_failed"]) for each in figures]
    assert told == [(14500, 0, 1), (0, 14500, None), (0, 0, None), (0, 0, None)]
    told = [(each["actions_opened"], each["actions_verified"], each["actions_carried"]) for each in figures]
    assert told == [(2, 0, 2), (0, 1, 1), (0, 0, 1), (1, 0, 2)]
    text = services.sheets.text(WANG, "weekly", TODAY)
    assert "145.00" in text
    assert "何静" not in text


def test_papers_are_owed_as_they_were_when_the_day_was_over(demo: Services) -> None:
    """Made a week later the sheet of a day still tells what customers owed that evening."""
    day = FRIDAY - timedelta(days=3)
    then = StillClock(datetime(2026, 11, 17, 15, 59, tzinfo=UTC))
    export = demo.exports.export(LEAD, "facts", "jsonl").records
    known = sheet_by_hand([each for each in export if each["at"] < "2026-11-18"], day, then.now())
    owed = demo.sheets.sheet(LEAD, "daily", day).sheet.row("papers_owed").total
    assert owed == known["papers_owed"]
    assert owed != demo.sheets.sheet(LEAD, "daily", FRIDAY).sheet.row("papers_owed").total


def test_papers_are_owed_from_the_day_of_the_request_to_the_day_they_come_or_it_ends(
    small: SmallStation,
) -> None:
    matters = small.services.matters
    customer = {"id_kind": "resident_id", "id_number": "110101199003074477", "name": "王建国"}
    given = {**customer, "address": "和平路12号", "phone": "13812340001"}
    first = small.accept(LI, CONNECTION, **given)
    small.clock.advance(timedelta(days=1))
    second = small.accept(LI, CONNECTION, **given)
    small.clock.advance(timedelta(days=1))
    matters.withdraw(LI, first, "不办了")
    small.clock.advance(timedelta(days=1))
    paper = next(
        each["deferred"][0]["paper"] for each in small.services.exports.matters(WANG) if each["deferred"]
    )
    matters.collect(LI, second, paper)
    week = small.services.sheets.sheet(WANG, "weekly", TODAY).sheet
    thursday, friday, saturday, sunday = week.row("papers_owed").values[3:]
    assert thursday
    assert sunday is not None
    assert (friday, saturday) == (2 * thursday, thursday)
    assert sunday < thursday
    for place, day in enumerate(days_of("weekly", TODAY)):
        assert same_by_hand(small.services, WANG, day)["papers_owed"] == week.row("papers_owed").values[place]


def test_what_has_no_source_is_said_and_is_no_number(small: SmallStation) -> None:
    first = small.services.sheets.sheet(WANG, "weekly", date(2025, 11, 14)).sheet
    assert [each.values["accepted"] for each in first.days] == [None] * 4 + [0, 0, 0]
    assert (first.row("accepted").total, first.row("accepted").days) == (0, 3)
    text = small.services.sheets.text(WANG, "daily", date(2025, 11, 15))
    (line,) = (each for each in text.splitlines() if "检查不合格项" in each)
    assert line.split() == ["检查不合格项", "无来源"]
    # The shift is led until somebody else takes it.
    assert "值长：王强" in text
    with pytest.raises(RuleBroken, match="sheet_day_before"):
        small.services.sheets.sheet(WANG, "daily", date(2025, 11, 13))
    with pytest.raises(RuleBroken, match="sheet_day_ahead"):
        small.services.sheets.sheet(WANG, "weekly", date(2025, 11, 24))


def test_a_sheet_goes_to_its_recipients_once_and_is_acknowledged_once(small: SmallStation) -> None:
    deputy(small)
    sheets = small.services.sheets
    for _twice in range(2):
        sheets.send(WANG, "weekly", TODAY, "file")
    monday = TODAY - timedelta(days=TODAY.weekday())
    facts = told(small, "weekly", monday)
    assert [(each.to, each.name, each.day, each.way) for each in facts] == [  # type: ignore[attr-defined]
        ("deputy", "周敏", monday, "file"),
        ("head", "", monday, "file"),
    ]
    with pytest.raises(RuleBroken, match="sheet_words_missing"):
        sheets.acknowledge(WANG, "weekly", TODAY)
    line = sheets.acknowledge(WANG, "weekly", TODAY, words="电话中答复已收到")
    assert [mark.sent.acknowledged_by for mark in line.marks if mark.sent] == ["周敏", ""]
    assert line.unacknowledged
    line = sheets.acknowledge(WANG, "weekly", TODAY, "head", "当面")
    again = sheets.acknowledge(WANG, "weekly", TODAY, "head", "再说一次")
    assert line == again
    assert not line.unacknowledged
    assert len(told(small, "weekly", monday)) == 4
    with pytest.raises(RuleBroken, match="sheet_not_for"):
        sheets.send(WANG, "daily", TODAY, "file", "head")
    with pytest.raises(RuleBroken, match="sheet_not_sent"):
        sheets.acknowledge(WANG, "daily", TODAY, words="电话")


def test_who_is_of_the_staff_says_himself_that_he_has_it(small: SmallStation) -> None:
    small.services.staff.add(WANG, ZHOU.staff_no, ZHOU.name, ZHOU.role, "618352", "13900000107")
    deputy(small, "李副所长")
    sheets = small.services.sheets
    view = sheets.send(WANG, "weekly", TODAY, "paper")
    # Where the settings name no head it is the first one among the staff.
    recipients = [(mark.recipient.name, mark.recipient.staff_no) for mark in view.line.marks]
    assert recipients == [("李副所长", ""), ("周敏", "107")]
    line = sheets.acknowledge(ZHOU, "weekly", TODAY)
    (other, mark) = line.marks
    assert mark.sent is not None
    assert (mark.sent.acknowledged_by, mark.sent.acknowledged_words) == ("107", "")
    assert other.sent is not None
    assert other.sent.acknowledged_at is None


def test_a_late_correction_is_told_when_the_sheet_is_made_again(small: SmallStation) -> None:
    sheets = small.services.sheets
    bill(small)
    first = sheets.send(WANG, "daily", TODAY, "file")
    assert sheets.sheet(ZHAO, "daily", TODAY).digest == first.digest
    small.clock.advance(timedelta(days=1))
    assert sheets.sheet(ZHAO, "daily", TODAY).line.marks[0].changes == ()
    slip = (
        "纸单号,受理时间,首问工号,业务类型,客户姓名,联系电话,用电地址,内容\n"
        f"停-1,{TODAY.isoformat()} 09:30,102,BZ601,何静,13812340009,万泉村3组,没电\n"
    )
    small.services.paper_days.import_data(WANG, slip.encode("gb18030"))
    view = sheets.sheet(ZHAO, "daily", TODAY)
    assert view.digest != first.digest
    told = {(each.code, each.group): (each.was, each.now) for each in view.line.marks[0].changes}
    assert told[("accepted", "")] == ((1,), (2,))
    assert told[("accepted", "BZ601")] == ((0,), (1,))
    assert "报主管副所长后有变动：受理事项 1 → 2" in " ".join(sheets.text(ZHAO, "daily", TODAY).split())
    # What is sent again is another sheet: it has to be acknowledged anew.
    sheets.acknowledge(WANG, "daily", TODAY, words="电话")
    assert sheets.send(WANG, "daily", TODAY, "file").line.unacknowledged


def test_leads_are_reminded_of_yesterday_and_last_week_once_sheets_are_sent_at_all(
    small: SmallStation,
) -> None:
    sheets, home = small.services.sheets, small.services.home
    assert (sheets.waiting(WANG), home.view(WANG).sheets_waiting) == (0, 0)
    sheets.send(WANG, "daily", TODAY, "file")
    # Neither yesterday nor last week: both were before the first sheet.
    assert sheets.waiting(WANG) == 0
    small.clock.advance(timedelta(days=1))
    assert (sheets.waiting(WANG), home.view(WANG).sheets_waiting, home.view(LI).sheets_waiting) == (1, 1, 0)
    sheets.acknowledge(WANG, "daily", TODAY, words="电话")
    assert sheets.waiting(WANG) == 0
    small.clock.set(datetime(2025, 11, 24, 8, tzinfo=SHANGHAI))
    # On a Monday: Friday's and last week's.
    assert home.view(WANG).sheets_waiting == 2
    sheets.send(WANG, "daily", date(2025, 11, 21), "paper")
    sheets.acknowledge(WANG, "daily", date(2025, 11, 21), words="当面")
    assert sheets.waiting(WANG) == 1


def test_the_list_has_each_day_and_week_since_the_station_began(small: SmallStation) -> None:
    lines = small.services.sheets.lines(ZHAO)
    assert [each.day.day for each in lines if each.kind == "daily"] == [20, 19, 18, 17, 16, 15, 14]
    assert [(each.day.day, each.over) for each in lines if each.kind == "weekly"] == [(17, False), (10, True)]
    assert all(each.unsent and not each.unacknowledged for each in lines)
    assert [each.day.day for each in lines if not each.working] == [16, 15]


def test_a_workbook_has_numbers_as_numbers_and_its_sum_in_its_own_column(small: SmallStation) -> None:
    bill(small)
    book = load_workbook(io.BytesIO(small.services.sheets.xlsx(WANG, "weekly", TODAY)))
    found = {
        str(row[0]).strip(): tuple(row[1:]) for row in book.get_sheet_by_name("周报").to_python() if row[0]
    }
    assert found["项目"][:9] == (*(f"2025-11-{day}" for day in range(17, 24)), "合计", "天数")
    assert found["受理事项"][:9] == (0, 0, 0, 1, "无来源", "无来源", "无来源", 1, 4)
    assert found["已收费"][:4] == (0, 0, 0, 0)


def test_a_pdf_says_the_same_as_the_text_in_codes_that_readers_know(small: SmallStation) -> None:
    content, text = (
        small.services.sheets.pdf(WANG, "weekly", TODAY),
        small.services.sheets.text(WANG, "weekly", TODAY),
    )
    runs = re.findall(rb"/(F[12]) [\d.]+ Tf .*? <([0-9a-f]*)> Tj", content)
    said = "".join(
        bytes.fromhex(run.decode()).decode("utf-16-be" if font == b"F1" else "cp1252") for font, run in runs
    )
    lines = (line for line in text.splitlines() if set(line) - set("=-"))
    assert "".join(said.split()) == "".join("".join(lines).split())
    # The codes are UTF-16 by name: every reader that knows the font knows which characters they are.
    assert content.count(b"/Encoding /UniGB-UTF16-H") == 1
    assert b"/Registry (Adobe) /Ordering (GB1)" in content
    assert b"/ToUnicode" not in content


def test_a_sheet_is_printed_and_saved_in_the_folder_for_papers_by_its_day_alone(small: SmallStation) -> None:
    papers = small.home.folder.parent / "papers"
    settings = replace(read_settings(small.home.settings), papers_folder=str(papers))
    write_settings(small.home.settings, settings)
    printed = small.services.sheets.print(WANG, "daily", TODAY)
    saved = small.services.sheets.save(WANG, "weekly", TODAY)
    files = {Path(printed.where), Path(printed.pdf), Path(saved)}
    assert (
        {each.name for each in files}
        == {each.name for each in papers.iterdir()}
        == {
            "sheet-daily-2025-11-20.txt",
            "sheet-daily-2025-11-20.pdf",
            "sheet-weekly-2025-11-17.xlsx",
        }
    )
    assert Path(printed.pdf).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("actor", [LI, Actor("105", "孙丽", "guide")])
def test_only_who_leads_or_audits_sees_sheets_and_only_who_leads_sends_them(
    small: SmallStation, actor: Actor
) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.sheets.sheet(actor, "daily")
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.sheets.send(ZHAO, "daily", TODAY, "file")
