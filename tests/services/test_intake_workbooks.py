"""Workbooks of other programs than the usual one, and those that reach or unpack too far."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet as Sheet

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.services.intake import workbook as intake_workbook
from counter_tui.services.intake.files import read_bytes
from counter_tui.services.wording.intake import import_error_words, reason_words

TODAY = date(2026, 9, 21)
A1, A2, A3, A4 = "3300417000012", "3300417000013", "3300417000014", "3300417000015"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def workbook(fill: Callable[[Sheet], None]) -> bytes:
    """A workbook with one sheet, headings in its first line."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["户号", "户名", "地址", "容量kW"])
    fill(sheet)
    book.close()
    return stream.getvalue()


def remade(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """The workbook with the text of each of its files changed; ``change`` gets the name and the text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name).decode("utf-8")))
    return stream.getvalue()


def summary(data: bytes) -> list[tuple[str | None, str, list[str]]]:
    """Account, verdict and reasons of each record."""
    return [
        (found.account, found.verdict, [reason.key for reason in found.reasons])
        for found in read_bytes(data).verdicts(TODAY)
    ]


def why(data: bytes) -> object:
    """Why the file is refused as a whole."""
    with pytest.raises(RuleBroken, match="import_file_unreadable") as broken:
        read_bytes(data)
    assert import_error_words(broken.value)
    return broken.value.facts["why"]


def _one(sheet: Sheet) -> None:
    sheet.write_row(1, 0, [A1, "张三"])


def _calculated(sheet: Sheet) -> None:
    sheet.write_row(1, 0, [A1, "张三", "柳河村", 8])
    sheet.write_formula(2, 0, "=A2+1", None, A2)
    sheet.write_string(2, 1, "李四")
    sheet.write_string(3, 0, A3)
    sheet.write_formula(3, 1, "=B2", None, "张三")
    sheet.write_row(4, 0, [A4, "王五"])
    sheet.write_formula(4, 2, "=C2", None, "柳河村")


_SEEN = [
    (A1, "import", []),
    (None, "reject", ["account_formula"]),
    (A3, "reject", ["name_formula"]),
    (A4, "import_with_warning", ["address_calculated"]),
]


def _prefixed(name: str, text: str) -> str:
    if "worksheets" not in name:
        return text
    return re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text).replace(f'xmlns="{_MAIN}"', f'xmlns:x="{_MAIN}"')


def _strict(name: str, text: str) -> str:
    if not name.startswith("xl/"):
        return text
    for old, new in ((_MAIN, "spreadsheetml/main"), (_LINKS, "officeDocument/relationships")):
        text = text.replace(old, "http://purl.oclc.org/ooxml/" + new)
    return text


def _unplaced(name: str, text: str) -> str:
    return re.sub(r'<(c|row) r="\w+"', r"<\1", text) if "worksheets" in name else text


def test_formulas_are_seen_however_a_program_writes_its_cells() -> None:
    data = workbook(_calculated)
    assert summary(data) == _SEEN
    for change in (_prefixed, _strict):
        assert summary(remade(data, change)) == _SEEN, change
    # Without places the cells of a line move together, so only the whole lines are as they were.
    assert summary(remade(data, _unplaced))[:3] == _SEEN[:3]


def test_the_result_of_a_formula_is_kept_and_doubted_and_none_is_named() -> None:
    def fill(sheet: Sheet) -> None:
        sheet.write_row(1, 0, [A1, "张三"])
        sheet.write_formula(1, 2, '="柳河村"', None, "柳河村")
        sheet.write_formula(1, 3, "=4*2", None, "")

    (found,) = read_bytes(workbook(fill)).verdicts(TODAY)
    assert found.customer is not None
    assert (found.customer.address, found.customer.capacity_w) == ("柳河村", None)
    assert [reason_words(reason) for reason in found.reasons] == [
        "Supply address: the result of a formula, please check",
        "Contract capacity: a formula, not a value",
    ]


def test_a_cell_merged_with_that_of_another_record_stays_blank_with_a_warning() -> None:
    def fill(sheet: Sheet) -> None:
        for row, account in enumerate((A1, A2, A3, ""), 1):
            sheet.write_row(row, 0, [account, "张三", "" if row < 3 else "枫岭村"])
        sheet.merge_range(1, 2, 2, 2, "柳河村")
        sheet.merge_range(3, 0, 4, 0, A3)

    assert summary(workbook(fill)) == [
        (A1, "import", []),
        (A2, "import_with_warning", ["address_merged"]),
        (A3, "import", []),
        (None, "reject", ["account_missing"]),
    ]


def test_an_account_that_came_back_from_scientific_notation_is_not_taken() -> None:
    def fill(sheet: Sheet) -> None:
        for row, account in enumerate((1.23457e12, 1234567890123, 3300417000), 1):
            sheet.write_row(row, 0, [account, "张三"])

    assert summary(workbook(fill)) == [
        (None, "reject", ["account_scientific"]),
        ("1234567890123", "import", []),
        ("3300417000", "import", []),
    ]


def test_a_cell_far_outside_the_table_is_refused_before_the_rectangle_is_filled() -> None:
    def fill(sheet: Sheet) -> None:
        sheet.write_row(1, 0, [A1, "张三"])
        sheet.write_string(1_048_575, 16_383, " ")

    assert why(workbook(fill)) == "too_large"
    assert why(remade(workbook(fill), _widened)) == "too_large"


def _widened(name: str, text: str) -> str:
    """The same sheet, its far cell reached by empty lines and cells that do not say where they stand."""
    if "worksheets" not in name:
        return text
    head, _, _ = _unplaced(name, text).partition("</sheetData>")
    return f"{head}{'<row/>' * 20_000}<row>{'<c/>' * 1000}<c><v>1</v></c></row></sheetData></worksheet>"


def test_empty_cells_with_a_look_of_their_own_do_not_count_as_far_away() -> None:
    def change(name: str, text: str) -> str:
        far = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        return text.replace("</sheetData>", far) if "worksheets" in name else text

    data = workbook(_one)
    assert summary(remade(data, change)) == [(A1, "import", [])]


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(_one)
    monkeypatch.setattr(intake_workbook, "MOST_UNPACKED", 20_000)
    assert summary(data) == [(A1, "import", [])]
    blown = remade(
        data,
        lambda name, text: (
            text.replace("<sheetData>", "<sheetData>" + " " * 50_000) if "sheet1" in name else text
        ),
    )
    assert why(blown) == "too_large"
    # The sizes at the end of the archive say less than there is.
    with zipfile.ZipFile(io.BytesIO(blown)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    assert why(blown.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little"))) == "workbook"


def test_a_workbook_in_an_encoding_nobody_knows_is_damaged() -> None:
    data = workbook(_calculated)
    for file in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):

        def change(name: str, text: str, file: str = file) -> str:
            return text.replace('encoding="UTF-8"', 'encoding="UTFt8"') if name == file else text

        changed = remade(data, change)
        with pytest.raises(RuleBroken, match="import_file_unreadable"):
            summary(changed)


def test_workbooks_in_which_formulas_are_not_seen_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    assert why(stream.getvalue()) == "other_workbook"
    assert why(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "other_workbook"
