"""Data that leaves the station in a file: complete, masked unless a reason is given, signed, never calculated."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.exporting import CONTENTS, FORMATS, Format, What
from counter_tui.domain.facts.station import DataExported
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.exports import rows as export_rows
from counter_tui.services.exports.files import about_path, save_export, write_export
from support.stations import BILL, LI, WANG, ZHAO, SmallStation, open_small_station

NUMBERED = "因投诉核对 13812340001"


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """The small station, with customers and matters."""
    return open_small_station(tmp_path)


def written(
    small: SmallStation, what: What, form: Format, actor: Actor = WANG, reason: str | None = None
) -> bytes:
    """The bytes of an export."""
    stream = io.BytesIO()
    export = small.services.exports.export(
        actor, what, form, unmasked=reason is not None, reason=reason or ""
    )
    write_export(stream, export, form)
    return stream.getvalue()


def objects(data: bytes) -> list[dict[str, Any]]:
    """The lines of JSON."""
    return [json.loads(line) for line in data.splitlines()]


def table(data: bytes, form: Format) -> list[list[str]]:
    """The rows of a table, headings first."""
    if form == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def recorded(small: SmallStation) -> list[DataExported]:
    """The exports on record, oldest first."""
    with small.services.base.store.reading() as connection:
        entries = ledger.latest(connection, DataExported.type, limit=100)
    return [entry.fact for entry in reversed(entries) if isinstance(entry.fact, DataExported)]


@pytest.mark.parametrize("what", CONTENTS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_sort_leaves_in_every_format_and_is_on_record_with_its_count(
    small: SmallStation, what: What, form: Format
) -> None:
    data = written(small, what, form)
    rows = len(objects(data)) if form == "jsonl" else len(table(data, form)) - 1
    assert rows > 5
    assert recorded(small) == [DataExported(what=what, rows=rows, format=form)]


@pytest.mark.parametrize("what", CONTENTS)
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_no_personal_data_leaves_without_a_reason(small: SmallStation, what: What, form: Format) -> None:
    text = written(small, what, form, ZHAO).decode("utf-8")
    secrets = ("欧阳丽华", "13812340002", "110101199003074477", "2单元301", "半户没电")
    assert [word for word in secrets if word in text] == []


def test_with_a_reason_the_particulars_are_whole_and_the_reason_is_on_record(small: SmallStation) -> None:
    (first, *_rest) = objects(written(small, "customers", "jsonl", ZHAO, "稽核抽查"))
    assert (first["name"], first["mobile1"], first["id_number"], first["address"]) == (
        "王建国",
        "13812340001",
        "110101199003074477",
        "和平路12号2单元301",
    )
    names = {row["customer"]["name"] for row in objects(written(small, "matters", "jsonl", WANG, "audit"))}
    assert "吴秀英" in names
    assert any("何静" in str(row["body"]) for row in objects(written(small, "facts", "jsonl", WANG, "audit")))
    assert [(fact.unmasked, fact.reason) for fact in recorded(small)] == [
        (True, "稽核抽查"),
        (True, "audit"),
        (True, "audit"),
    ]


@pytest.mark.parametrize(
    ("actor", "reason", "code"),
    [
        (LI, None, "not_allowed"),
        (LI, "audit", "not_allowed"),
        (WANG, "", "reason_missing"),
        (WANG, " ", "reason_missing"),
        (WANG, NUMBERED, "reason_has_number"),
        (WANG, "长" * 61, "reason_too_long"),
    ],
)
def test_what_may_not_leave_does_not_and_leaves_no_record(
    small: SmallStation, actor: Actor, reason: str | None, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        written(small, "customers", "jsonl", actor, reason)
    assert recorded(small) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_customers_that_leave_unmasked_come_back_and_change_nothing(
    small: SmallStation, tmp_path: Path, form: Format
) -> None:
    more = tmp_path / "more.csv"
    more.write_text(
        "户号,户名,证件类型,证件号码,手机1,手机2,固定电话,地址,容量kW,更新日期\n"
        "0417000777,某某（集团）有限公司,护照,e12345678,15400000001,15400000002,0571-87654321,-1层=3号,6.5,2025-03-01\n"
        "0417000778,周立,,,,,0571-87654322,@万泉,0.005,\n",
        "utf-8",
    )
    small.services.customers.import_file(WANG, more)
    data = written(small, "customers", form, WANG, "audit")
    if form == "csv":
        assert not any(cell[:1] in ("=", "+", "-", "@") for row in table(data, form) for cell in row if cell)
    again = small.services.customers.import_data(WANG, data)
    assert (again.imported, again.rejected, again.customers) == (14, 0, (0, 0, 14))


def test_a_table_says_in_its_file_who_gave_it_out_and_when(small: SmallStation) -> None:
    headings, *rows = table(written(small, "ratings", "csv", ZHAO), "csv")
    assert headings[-2:] == ["导出人", "导出时间"]
    assert {tuple(row[-2:]) for row in rows} == {("104 赵静", "2025-11-20T10:42:00+08:00")}
    book = load_workbook(io.BytesIO(written(small, "customers", "xlsx", ZHAO, "稽核抽查")))
    assert book.sheet_names == ["客户", "导出说明"]
    about = {row[0]: row[1] for row in book.get_sheet_by_index(1).to_python()}
    assert (about["导出人"], about["个人信息"], about["原因"]) == ("104 赵静", "完整", "稽核抽查")


def test_lines_of_json_keep_their_shape_and_a_second_file_says_who(
    small: SmallStation, tmp_path: Path
) -> None:
    path = tmp_path / "out" / "matters.jsonl"
    save_export(path, small.services.exports.export(WANG, "matters", "jsonl"), "jsonl")
    assert objects(path.read_bytes()) == list(small.services.exports.matters(WANG))
    about = json.loads(about_path(path).read_text("utf-8"))
    assert (about["by"], about["rows"], about["masked"]) == ("101", 8, True)
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "matters.jsonl",
        "matters.jsonl.about.json",
    ]


def test_nothing_is_calculated_by_whoever_opens_the_table(small: SmallStation) -> None:
    small.accept(LI, BILL, name="=cmd|'/c calc'!A1", phone="13812340009", fields={"content": "电费"})
    (row,) = [
        row for row in table(written(small, "matters", "csv", WANG, "audit"), "csv") if "cmd|" in str(row)
    ]
    assert "'=cmd|'/c calc'!A1" in row
    book = written(small, "matters", "xlsx", WANG, "audit")
    assert any("=cmd|'/c calc'!A1" in row for row in table(book, "xlsx"))


@pytest.mark.parametrize("what", ["customers", "facts", "ratings"])
def test_everything_leaves_whatever_the_batch(
    small: SmallStation, what: What, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = objects(written(small, what, "jsonl"))
    monkeypatch.setattr(export_rows, "BATCH", 3)
    again = objects(written(small, what, "jsonl"))
    assert again[: len(whole)] == whole
    assert len(again) - len(whole) == (1 if what == "facts" else 0)


def test_a_file_that_cannot_be_finished_is_not_there(small: SmallStation, tmp_path: Path) -> None:
    export = small.services.exports.export(WANG, "customers", "csv")

    def broken() -> Any:
        yield next(export.records)
        raise RuleBroken("disk_full")

    with pytest.raises(RuleBroken, match="disk_full"):
        save_export(tmp_path / "out" / "c.csv", type(export)(export.about, broken()), "csv")
    assert list((tmp_path / "out").iterdir()) == []
