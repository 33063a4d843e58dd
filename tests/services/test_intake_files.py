"""Files of customers as marketing systems and spreadsheets really write them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.services.intake.files import read_bytes, read_records
from counter_tui.services.wording.intake import import_error_words, report_csv

TODAY = date(2026, 9, 21)
A1, A2, A3 = "3300417000012", "3300417000013", "3300417000014"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def summary(data: bytes) -> list[tuple[str | None, str, list[str]]]:
    """Account, verdict and reasons of each record."""
    return [
        (found.account, found.verdict, [reason.key for reason in found.reasons])
        for found in read_bytes(data).verdicts(TODAY)
    ]


def names(data: bytes) -> list[str]:
    """The names of the customers that may be imported."""
    return [found.customer.name for found in read_bytes(data).verdicts(TODAY) if found.customer]


def workbook(*fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    """A workbook with one sheet for each function that fills one."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for function in fill:
        function(book, book.add_worksheet())
    book.close()
    return stream.getvalue()


def refused(data: bytes) -> RuleBroken:
    """The rule that refuses the file."""
    with pytest.raises(RuleBroken) as broken:
        read_bytes(data)
    assert import_error_words(broken.value)
    return broken.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_gives_the_same_names(encoding: str) -> None:
    text = f"户号,户名\r\n{A1},𠮷田㐂\r\n{A2},买买提·艾力（集团）\r\n"
    assert names(text.encode(encoding)) == ["𠮷田㐂", "买买提·艾力（集团）"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_seen_from_the_header(delimiter: str, line_end: str) -> None:
    text = line_end.join([delimiter.join(cells) for cells in (("户号", "户名"), (A1, "张三"), (A2, "李四"))])
    assert names(text.encode()) == ["张三", "李四"]


def test_title_lines_are_skipped_and_rows_count_after_the_header() -> None:
    source = read_bytes(
        f"客户档案清单\n\n导出时间：2026-09-01\n户号,户名,备注\n{A1},张三,x\n\n合计,1,\n".encode()
    )
    assert (source.title_lines, source.headings.ignored, source.encoding) == (3, ("备注",), "utf-8")
    rows = [(found.row, found.verdict) for found in source.verdicts(TODAY)]
    assert rows == [(1, "import"), (2, "reject"), (3, "reject")]


def test_a_header_below_the_twentieth_line_is_not_found() -> None:
    assert names(("x\n" * 19 + f"户号,户名\n{A1},张三\n").encode()) == ["张三"]
    broken = refused(("x\n" * 20 + f"户号,户名\n{A1},张三\n").encode())
    assert (broken.code, broken.facts) == ("import_heading_missing", {"missing": ["account", "name"]})


def test_a_quoted_line_break_stays_in_its_record() -> None:
    data = f'户号,户名,地址\n{A1},张三,"和平路\n12号, 东"\n{A2},李四,幸福路\n'.encode()
    found = list(read_bytes(data).verdicts(TODAY))
    assert [verdict.verdict for verdict in found] == ["import", "import"]
    assert found[0].customer is not None
    assert found[0].customer.address == "和平路 12号, 东"


def test_a_quoted_line_break_among_commas_stays_in_its_record() -> None:
    data = f'户号,户名,地址\n{A1},张三,"浙江省,杭州市,西湖区\n文三路,1号,2幢"\n{A2},李四,""\n'.encode()
    assert summary(data) == [(A1, "import", []), (A2, "import", [])]
    data = f'户号,户名\n{A1},"某某,公司\n分公司"\n{A2},李四\n'.encode()
    assert names(data) == ["某某,公司 分公司", "李四"]


def test_a_mark_open_at_the_end_of_the_file_draws_nothing_into_its_record() -> None:
    torn = (None, "reject", ["quotes_unbalanced"])
    data = f'户号,户名,地址\n{A1},张三,"甲\n\n合计\n'.encode()
    assert summary(data) == [torn, (None, "reject", ["blank_line"]), (None, "reject", ["total_line"])]
    assert summary(f'户号,户名,地址\n{A1},张三,甲\n{A2},李四,"乙'.encode()) == [(A1, "import", []), torn]


def test_a_stray_quotation_mark_costs_its_own_record_only() -> None:
    data = f'户号,户名,地址\n{A1},"张三,和平路\n{A2},李四,幸福路\n{A3},"王五",东街\n'.encode()
    assert summary(data) == [
        (None, "reject", ["quotes_unbalanced"]),
        (A2, "import", []),
        (A3, "import", []),
    ]


def test_a_mark_never_closed_in_a_large_file_loses_no_record() -> None:
    rows = "".join(f"33004{number:08d},张三,和平路\n" for number in range(8000))
    found = summary(f'户号,户名,地址\n{A1},"张三,和平路\n{rows}'.encode())
    assert len(found) == 8001
    assert found[0][2] == ["quotes_unbalanced"]
    assert {verdict for _, verdict, _ in found[1:]} == {"import"}


def test_records_that_do_not_line_up_are_rejected() -> None:
    data = f"户号,户名,地址\n{A1},张三,和平路,12号\n{A2},李四\n{A3},王五,东街\n".encode()
    assert summary(data) == [
        (None, "reject", ["columns_too_many"]),
        (None, "reject", ["columns_too_few"]),
        (A3, "import", []),
    ]


@pytest.mark.parametrize("header", ["户号,户名,地址", "户号,户名,地址,,"])
def test_empty_cells_at_the_end_of_every_line_are_no_fault(header: str) -> None:
    data = f"{header}\n{A1},张三,东街,,\n{A2},李四,,,\n".encode()
    assert summary(data) == [(A1, "import", []), (A2, "import", [])]


def test_what_a_spreadsheet_does_to_csv_is_seen() -> None:
    data = (
        f"户号,户名,手机1\n3.30042E+12,张三,\n'{A1},'李四,'13812345678\n{A2},=1+1,\n{A3},王五,138****5678\n"
    )
    assert summary(data.encode("gb18030")) == [
        (None, "reject", ["account_scientific"]),
        (A1, "import", []),
        (A2, "reject", ["name_formula"]),
        (A3, "import_with_warning", ["mobile1_masked"]),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"a\x00b", "binary"),
        (b"<html><table>", "web_page"),
        (b"PK\x03\x04broken", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "other_workbook"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("户\x00号,户名".encode("utf-16"), "binary"),
        ("户号".encode("utf-32"), "binary"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, why: str) -> None:
    broken = refused(data)
    assert (broken.code, broken.facts) == ("import_file_unreadable", {"why": why})


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="import_file_unreadable"):
        read_records(tmp_path / "none.csv")


def test_a_damaged_byte_is_named_by_position_and_line() -> None:
    good = f"户号,户名\n{A1},张三\n".encode()
    broken = refused(good + b"\xff\xff\n")
    assert (broken.code, broken.facts) == ("import_encoding", {"position": len(good) + 1, "line": 3})
    with_mark = refused(b"\xef\xbb\xbf" + good + b"\xb0\n")
    assert with_mark.facts["line"] == 3


def test_a_file_that_is_nearly_utf8_is_not_taken_for_gb18030() -> None:
    """All its bytes would be GB18030 too, as other characters."""
    good = f"户号,户名\n{A1},张三\n".encode()
    broken = refused(good + f"{A2},".encode() + b"\xb0\xa1\n")
    assert (broken.code, broken.facts["line"]) == ("import_encoding", 3)


def fill_typed(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """Cells of every type, headings in the third line."""
    sheet.write_string(0, 0, "客户档案")
    sheet.write_row(2, 0, ["户号", "户名", "手机1", "容量kW", "更新日期"])
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(3, 0, [3300417000012, "张三", 13812345678, 5.6])
    sheet.write_datetime(3, 4, datetime.fromisoformat("2025-03-01T00:00:00"), day)
    sheet.write_row(4, 0, [1234567890123456, "李四"])
    sheet.write_row(5, 0, [A2, True])
    sheet.write_formula(6, 0, '="33004"&"17000012"', None, A2)
    sheet.write_string(6, 1, "王五")
    sheet.write_string(7, 0, A3)
    sheet.write_string(7, 1, "赵六_x000D_\n")
    sheet.write_formula(7, 2, "=NA()", None, "#N/A")
    sheet.write_formula(7, 3, "=4*2", None, 8)
    sheet.write_row(9, 0, ["合计", 5])


def test_typed_cells_of_a_workbook_are_judged_by_what_is_certain() -> None:
    assert summary(workbook(fill_typed)) == [
        (A1, "import", []),
        (None, "reject", ["account_scientific"]),
        (A2, "reject", ["name_sheet_error"]),
        (None, "reject", ["account_formula"]),
        (A3, "import_with_warning", ["mobile1_sheet_error", "capacity_w_calculated"]),
        (None, "reject", ["blank_line"]),
        (None, "reject", ["total_line"]),
    ]


def test_the_cells_of_a_workbook_become_plain_values() -> None:
    verdicts = list(read_bytes(workbook(fill_typed)).verdicts(TODAY))
    first, last = verdicts[0].customer, verdicts[4].customer
    assert first is not None
    assert (first.mobile1, first.capacity_w, first.updated_on) == ("13812345678", 5600, date(2025, 3, 1))
    assert last is not None
    assert (last.name, last.capacity_w) == ("赵六", 8000)


def test_the_first_visible_sheet_with_headings_is_read_and_the_others_named() -> None:
    def hidden(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["户号", "户名"])
        sheet.hide()

    def empty(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.activate()

    source = read_bytes(workbook(empty, hidden, fill_typed))
    assert (source.sheet, source.other_sheets, source.title_lines) == ("Sheet3", ("Sheet1",), 2)
    assert refused(workbook(empty)).code == "import_heading_missing"


def test_a_workbook_under_the_name_of_a_csv_file_is_read_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(workbook(fill_typed))
    assert read_records(path).sheet == "Sheet1"


def test_two_columns_for_one_field_are_refused_in_words() -> None:
    broken = refused(f"户号,户名,用户名称\n{A1},张三,张三\n".encode())
    assert import_error_words(broken) == "Two columns give the same field (“户名”, “用户名称”): remove one"


def test_the_report_names_rows_and_columns_and_holds_no_other_data() -> None:
    data = f"户号,户名,手机1\n{A1},张三,138****5678\n,李四,13912345678\n".encode()
    source = read_bytes(data)
    report = b"".join(report_csv(source.verdicts(TODAY), source.headings.titles)).decode("utf-8-sig")
    assert report.splitlines() == [
        "Record no.,Account number,Verdict,Reasons",
        f'1,\'{A1},"import, please check",手机1: masked with * in the file',
        "2,,not imported,户号: empty",
    ]


def test_a_heading_that_is_a_formula_is_not_calculated_in_the_report() -> None:
    titles = {"account": "=户号"}
    report = b"".join(report_csv(read_bytes("户号,户名\n,张三\n".encode()).verdicts(TODAY), titles))
    assert "'=户号: empty" in report.decode("utf-8-sig")


def test_a_table_that_does_not_begin_in_the_first_cell_keeps_its_places() -> None:
    def fill(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(2, 1, ["户号", "户名", "地址"])
        sheet.write_row(3, 1, [A1, "张三", "柳河村"])
        sheet.write_formula(5, 1, "=A1", None, A2)
        sheet.write_row(5, 2, ["李四", "枫岭村"])
        sheet.write_row(6, 1, [A3, "王五"])
        sheet.write_formula(6, 3, "=1/0", None, "#DIV/0!")

    assert summary(workbook(fill)) == [
        (A1, "import", []),
        (None, "reject", ["blank_line"]),
        (None, "reject", ["account_formula"]),
        (A3, "import_with_warning", ["address_sheet_error"]),
    ]


def test_a_lost_byte_costs_its_own_record_and_doubled_line_ends_cost_nothing() -> None:
    text = f"户号,户名\r\r\n{A1},张三\r\r\n{A2},李\0四\r\r\n{A3},王五\0\0\r\r\n" + f"\r\r\n{A1},赵六" * 20
    found = summary(text.encode("gb18030"))
    assert found[:3] == [
        (A1, "import", []),
        (A2, "reject", ["name_characters_lost"]),
        (A3, "import", []),
    ]
    assert len(found) == 24
