"""A day taken down on paper in a power cut: entered later, once, with the time of the paper and that of the entry."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import to_builtins
from python_calamine import load_workbook

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.intake.slips import SlipVerdict
from counter_tui.i18n import Language, set_language
from counter_tui.services.exports.files import write_export
from counter_tui.services.intake.paper_day import PaperDayResult
from counter_tui.services.station import matter_subject
from counter_tui.services.wording.paper_day import reason_words, template_rows
from support.looking import looked_over
from support.stations import BILL, LI, WANG, SmallStation, open_small_station

HEADINGS = "纸单号,受理时间,首问工号,业务类型,客户姓名,证件类型,证件号码,联系电话,用电地址,内容,其他栏目\n"
CONNECTION = (
    "停-01,2025-11-20 08:05,102,低压居民新装,王建国,身份证,11010119900307447７,+8613812340001,和平路12号,,"
    "相别=单相；容量=8\n"
)
REPAIR = "停-02,2025/11/20 9:30,103,BZ601,何静,,,13812340009,万泉村3组,半户没电,\n"


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """A small station without matters; it is 10:42."""
    set_language("zh")
    return open_small_station(tmp_path, empty=True)


def entered(
    small: SmallStation, lines: str, *, dry_run: bool = False
) -> tuple[PaperDayResult, list[SlipVerdict]]:
    """What became of these lines."""
    told: list[SlipVerdict] = []
    data = (HEADINGS + lines).encode("gb18030")
    result = small.services.paper_days.import_data(WANG, data, dry_run=dry_run, on_verdict=told.append)
    return result, told


def reasons(small: SmallStation, line: str) -> list[str]:
    """Why a line is refused; nothing of it may be entered."""
    result, (verdict,) = entered(small, line)
    assert (result.entered, verdict.verdict) == (0, "reject")
    assert all(reason_words(verdict))
    return [reason.key for reason in verdict.reasons]


def accepted(small: SmallStation) -> dict[str, MatterAccepted]:
    """The acceptances on the ledger, by the number of the matter."""
    with small.services.base.store.reading() as connection:
        found = [entry.fact for entry in ledger.latest(connection, MatterAccepted.type, limit=100)]
    return {fact.number: fact for fact in found if isinstance(fact, MatterAccepted)}


def test_the_promise_runs_from_the_time_on_the_paper_and_the_entry_stands_beside_it(
    small: SmallStation,
) -> None:
    result, told = entered(small, CONNECTION + REPAIR)
    assert (result.entered, result.again, result.rejected) == (2, 0, 0)
    facts = accepted(small)
    repair = facts[told[1].number]
    assert repair.on_paper is not None
    assert to_builtins(repair.on_paper) == {
        "slip": "停-02",
        "claimed_at": "2025-11-20T01:30:00Z",
        "entered_at": "2025-11-20T02:42:00Z",
    }
    assert {each.started_at.isoformat() for each in repair.promises} == {"2025-11-20T01:30:00+00:00"}
    assert (repair.first_contact, repair.handler, repair.lead) == ("103", "103", "101")
    connection = facts[told[0].number]
    assert connection.customer.id_number == "110101199003074477"
    assert connection.fields == {"phase": "single", "capacity": "8"} | connection.fields
    assert looked_over(small.home).clean


def test_the_same_paper_gives_the_same_promises_as_the_counter_would_have(small: SmallStation) -> None:
    _result, told = entered(small, CONNECTION)
    small.clock.advance(timedelta(hours=-2, minutes=-37))
    counter = small.accept(
        LI,
        "BZ101",
        id_kind="resident_id",
        id_number="110101199003074477",
        name="王建国",
        phone="13812340001",
        address="和平路12号",
        fields={"phase": "single", "capacity": "8"},
    )
    small.clock.advance(timedelta(hours=2, minutes=37))
    by_number = accepted(small)
    with small.services.base.store.reading() as connection:
        (entry,) = ledger.facts_of(connection, matter_subject(counter))
    assert isinstance(entry.fact, MatterAccepted)
    assert by_number[told[0].number].promises == entry.fact.promises
    assert by_number[told[0].number].deferred == entry.fact.deferred


def test_a_slip_is_entered_once_however_often_its_file_comes(small: SmallStation) -> None:
    _first, told = entered(small, CONNECTION)
    again, retold = entered(small, REPAIR + CONNECTION)
    assert (again.entered, again.again, again.rejected) == (1, 1, 0)
    assert (retold[1].number, retold[1].again) == (told[0].number, True)
    assert len(accepted(small)) == 2


def test_a_dry_run_says_what_would_be_and_enters_nothing(small: SmallStation) -> None:
    result, told = entered(small, CONNECTION + REPAIR, dry_run=True)
    assert (result.entered, result.dry_run, [each.number for each in told]) == (2, True, ["", ""])
    assert accepted(small) == {}


def test_the_timeline_and_the_table_say_that_it_was_entered_later(small: SmallStation) -> None:
    entered(small, REPAIR)
    (line,) = small.services.find.find(WANG, "何静").matters
    view = small.services.matters.view(WANG, line.matter_id)
    assert "补录：纸单 停-02" in view.timeline[-1].what
    assert "09:30" in view.timeline[-1].what
    assert "10:42" in view.timeline[-1].what
    assert view.line.accepted_at.isoformat() == "2025-11-20T01:30:00+00:00"
    small.accept(LI, BILL, name="周立", phone="13812340001", fields={"content": "电费"})
    stream = io.BytesIO()
    write_export(stream, small.services.exports.export(WANG, "matters", "csv"), "csv")
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert [row["补录时间"] for row in rows] == ["2025-11-20T10:42:00+08:00", ""]
    assert {len(row) for row in small.services.exports.matters(WANG)} == {9}


def test_no_rating_waits_for_a_customer_who_went_home(small: SmallStation) -> None:
    entered(small, CONNECTION)
    assert small.services.ratings.open_token(LI) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("停-02", "", ["slip_missing"]),
        ("停-02", "=1+1", ["slip_unusable"]),
        ("2025/11/20 9:30", "", ["claimed_at_missing"]),
        ("2025/11/20 9:30", "9:30", ["claimed_at_unusable"]),
        ("2025/11/20 9:30", "2025-11-20", ["claimed_at_unusable"]),
        ("2025/11/20 9:30", "2025-11-20 25:30", ["claimed_at_unusable"]),
        ("2025/11/20 9:30", "2025-11-20 10:43", ["claimed_at_ahead"]),
        ("2025/11/20 9:30", "2025-11-13 10:41", ["claimed_at_too_old"]),
        (",103,", ",,", ["first_contact_missing"]),
        (",103,", ",999,", ["first_contact_unknown"]),
        (",103,", ",104,", ["first_contact_may_not_accept"]),
        ("BZ601", "", ["kind_missing"]),
        ("BZ601", "修电", ["kind_unknown"]),
        ("13812340009", "138", ["phone_too_short"]),
        ("13812340009", "1.38E+10", ["phone_scientific"]),
        ("万泉村3组", "", ["address_address_missing"]),
        ("半户没电,", "半户没电,相别=单相", ["others_not_of_kind"]),
        ("半户没电,", "半户没电", ["columns_too_few"]),
        ("半户没电,", "半户没电,,多", ["columns_too_many"]),
        (REPAIR.strip(), ",,,,,,,,,,", ["blank_line"]),
    ],
)
def test_a_line_that_is_not_certain_is_refused_with_its_reason(
    small: SmallStation, old: str, new: str, expected: list[str]
) -> None:
    assert old in REPAIR
    found = reasons(small, REPAIR.replace(old, new))
    assert [key.replace("address_place_missing", "address_address_missing") for key in found] == expected


def test_one_identity_paper_is_needed_as_at_the_counter(small: SmallStation) -> None:
    assert reasons(small, CONNECTION.replace("11010119900307447７", "")) == ["id_number_identity_missing"]
    assert reasons(small, CONNECTION.replace("11010119900307447７", "110101199003074478")) == [
        "id_number_check_digit"
    ]
    assert reasons(small, CONNECTION.replace("身份证", "营业执照")) != []


def test_the_oldest_and_the_newest_time_allowed_are_entered(small: SmallStation) -> None:
    result, _told = entered(
        small,
        REPAIR.replace("2025/11/20 9:30", "2025-11-13 10:42")
        + REPAIR.replace("停-02", "停-03").replace("2025/11/20 9:30", "2025年11月20日 10:42:00"),
    )
    assert (result.entered, result.rejected) == (2, 0)


def test_a_slip_twice_in_a_file_is_refused_the_second_time(small: SmallStation) -> None:
    _result, told = entered(small, REPAIR + REPAIR.replace("何静", "何小静"))
    assert [each.verdict for each in told] == ["import", "reject"]
    assert [reason.key for reason in told[1].reasons] == ["slip_repeated"]


def test_what_is_not_allowed_or_no_table_is_refused_whole(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.paper_days.import_data(LI, HEADINGS.encode())
    with pytest.raises(RuleBroken, match="import_heading_missing"):
        small.services.paper_days.import_data(WANG, "户号,户名\n".encode())
    with pytest.raises(RuleBroken, match="import_heading_twice"):
        small.services.paper_days.import_data(WANG, HEADINGS.replace("内容", "纸单号").encode())


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_empty_table_is_read_again_in_both_languages(small: SmallStation, tongue: Language) -> None:
    set_language(tongue)
    (headings,) = template_rows()
    set_language("zh")
    result = small.services.paper_days.import_data(WANG, ",".join(map(str, headings)).encode("utf-8-sig"))
    assert (result.entered, result.rejected) == (0, 0)


def test_a_workbook_with_date_cells_is_entered_too(small: SmallStation) -> None:
    from datetime import datetime

    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS.strip().split(","))
    sheet.write_row(1, 0, REPAIR.strip().split(","))
    sheet.write_number(1, 2, 103)
    moment = datetime.fromisoformat("2025-11-20T09:30:00")
    sheet.write_datetime(1, 1, moment, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    book.close()
    assert load_workbook(io.BytesIO(stream.getvalue())).sheet_names
    assert small.services.paper_days.import_data(WANG, stream.getvalue()).entered == 1


def test_the_report_names_every_line_and_nobody(small: SmallStation, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    file = tmp_path / "slips.csv"
    file.write_text(HEADINGS + CONNECTION + REPAIR.replace("103", "999"), "utf-8")
    small.services.paper_days.import_file(WANG, file, report=report)
    text = report.read_text("utf-8-sig")
    assert [line.split(",")[2] for line in text.splitlines()[1:]] == ["已补录", "未导入"]
    assert not any(word in text for word in ("王建国", "何静", "13812340001", "110101199003074477"))
