"""The verdict on a record, cell by cell."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from counter_tui.domain.intake.headings import read_headings
from counter_tui.domain.intake.records import Cell, CustomerRecord, RawRecord, RecordVerdict, verdict_line
from counter_tui.domain.intake.verdicts import judge, judge_record

TODAY = date(2026, 9, 21)
ACCOUNT = "3300417000012"
RESIDENT = "11010519491231002X"
MOMENT = datetime.fromisoformat("2025-03-01T12:00:00")
METER = "3340100000012345678901"


def judged(**cells: Cell) -> RecordVerdict:
    """The verdict on a good record with these cells, by heading, in place of the good ones."""
    values: dict[str, Cell] = {"户号": ACCOUNT, "户名": "张三", **cells}
    return judge_record(read_headings(list(values)), RawRecord(1, tuple(values.values())), TODAY)


def customer(**cells: Cell) -> CustomerRecord:
    """The customer of a record that is imported without a warning."""
    verdict = judged(**cells)
    assert verdict.verdict == "import", verdict.reasons
    assert verdict.customer is not None
    return verdict.customer


def keys(verdict: RecordVerdict) -> list[str]:
    """The reasons as words for scripts."""
    return [reason.key for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("cell", "account"),
    [
        ("3300417000012", ACCOUNT),
        ("'3300417000012", ACCOUNT),
        ("３３００４１７００００１２", ACCOUNT),
        (" 330 0417 000 012\u200b", ACCOUNT),
        (3300417000012.0, ACCOUNT),
        (3300417000012, ACCOUNT),
        ("3300417000012.0", ACCOUNT),
        ("0417000012", "0417000012"),
        ("0301234567890123", "0301234567890123"),
    ],
)
def test_an_account_is_folded_and_imported(cell: Cell, account: str) -> None:
    assert customer(户号=cell).account == account


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("", "account_missing"),
        (None, "account_missing"),
        ("—", "account_missing"),
        ("3.30042E+12", "account_scientific"),
        ("3.30E12", "account_scientific"),
        (0.30123456789012e16, "account_scientific"),
        ("=3300417000012", "account_formula"),
        ('="3300417000012"', "account_formula"),
        ("+3300417000012", "account_formula"),
        ("＝A1", "account_formula"),
        ("'=A1", "account_formula"),
        ("330041700001", "account_wrong_length"),
        (417000012, "account_wrong_length"),
        ("330041700001O", "account_not_digits"),
        ("330-0417000012", "account_not_digits"),
        ("٣٣٠٠٤١٧٠٠٠٠١٢", "account_not_digits"),
        ("33004****0012", "account_masked"),
        (True, "account_not_digits"),
        (MOMENT, "account_not_digits"),
        (float("nan"), "account_not_digits"),
    ],
)
def test_a_record_without_a_certain_account_is_rejected(cell: Cell, key: str) -> None:
    verdict = judged(户号=cell)
    assert (verdict.verdict, keys(verdict), verdict.account, verdict.customer) == (
        "reject",
        [key],
        None,
        None,
    )


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张　三", "张三"),
        ("张三 李四", "张三 李四"),
        (" 张三\n", "张三"),
        ("'张三", "张三"),
        ("ＡＢＣ有限公司", "ABC有限公司"),
        ("某某（集团）有限公司", "某某（集团）有限公司"),
        ("买买提·艾力", "买买提·艾力"),
        ("𠮷田㐂", "𠮷田㐂"),
        ("\uf9e4", "\uf9e4"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("第\n一\n小学校", "第 一 小学校"),
    ],
)
def test_a_name_is_folded_without_changing_its_characters(cell: str, name: str) -> None:
    assert customer(户名=cell).name == name


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("", "name_missing"),
        ("无", "name_missing"),
        ("\u3164", "name_missing"),
        ("=cmd|'/c calc'!A1", "name_formula"),
        ("@SUM(A1)", "name_formula"),
        ("-张三", "name_formula"),
        ("+张三", "name_formula"),
        ("王*", "name_masked"),
        ("王＊＊", "name_masked"),
        ("张?", "name_characters_lost"),
        ("张\ufffd", "name_characters_lost"),
        ("12345", "name_not_a_name"),
        (12345.0, "name_not_a_name"),
        (date(2025, 3, 1), "name_not_a_name"),
        ("#N/A", "name_sheet_error"),
        (True, "name_sheet_error"),
        ("长" * 101, "name_too_long"),
    ],
)
def test_a_record_without_a_certain_name_is_rejected_with_its_account_named(cell: Cell, key: str) -> None:
    verdict = judged(户名=cell)
    assert (verdict.verdict, keys(verdict), verdict.account) == ("reject", [key], ACCOUNT)


def test_a_private_rare_character_is_kept_and_doubted() -> None:
    verdict = judged(户名="张\ue000")
    assert keys(verdict) == ["name_private_characters"]
    assert verdict.customer is not None
    assert verdict.customer.name == "张\ue000"


@pytest.mark.parametrize(
    ("cell", "mobile"),
    [
        ("13812345678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("0086-13812345678", "13812345678"),
        ("'13812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        (13812345678.0, "13812345678"),
        ("", None),
    ],
)
def test_a_mobile_number_is_folded(cell: Cell, mobile: str | None) -> None:
    assert customer(手机1=cell).mobile1 == mobile


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("138****5678", "mobile1_masked"),
        ("00000000000", "mobile1_placeholder"),
        ("11111111111", "mobile1_placeholder"),
        ("13800000000", "mobile1_placeholder"),
        ("1.38E+10", "mobile1_scientific"),
        ("13812345678/13912345678", "mobile1_several"),
        ("13812345678 13912345678", "mobile1_several"),
        ("1381234567", "mobile1_unusable"),
        ("#N/A", "mobile1_sheet_error"),
        ("-", "mobile1_no_value"),
        ("无", "mobile1_no_value"),
    ],
)
def test_an_unusable_mobile_number_stays_blank_with_a_warning(cell: str, key: str) -> None:
    verdict = judged(手机1=cell)
    assert (verdict.verdict, keys(verdict)) == ("import_with_warning", [key])
    assert verdict.customer is not None
    assert verdict.customer.phones == ()


def test_the_same_number_twice_is_kept_once_without_a_warning() -> None:
    found = customer(手机1="13812345678", 手机2="+8613812345678")
    assert (found.mobile1, found.mobile2) == ("13812345678", None)


def test_a_landline_in_a_mobile_column_moves_with_a_warning() -> None:
    verdict = judged(手机1="0571-87654321")
    assert keys(verdict) == ["mobile1_other_phone_kind"]
    assert verdict.customer is not None
    assert (verdict.customer.mobile1, verdict.customer.landline) == (None, "0571-87654321")


def test_a_column_for_any_telephone_takes_a_landline_without_a_warning() -> None:
    assert customer(联系电话="0571-87654321").landline == "0571-87654321"


def test_a_third_number_without_room_is_named() -> None:
    verdict = judged(手机1="13812345678", 手机2="13912345678", 固定电话="13712345678")
    assert keys(verdict) == ["landline_no_room"]


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("居民身份证", "11010519491231002x", ("resident_id", RESIDENT)),
        ("[01]身份证", "110105 19491231 002Ｘ", ("resident_id", RESIDENT)),
        ("", RESIDENT, ("resident_id", RESIDENT)),
        ("营业执照", "91350100M000100Y43", ("uscc", "91350100M000100Y43")),
        ("护照", "e12345678", ("passport", "E12345678")),
        ("居民身份证", "", ("resident_id", None)),
    ],
)
def test_a_paper_is_folded_and_checked(
    kind: str, number: str, expected: tuple[str | None, str | None]
) -> None:
    found = customer(证件类型=kind, 证件号码=number)
    assert (found.id_kind, found.id_number) == expected


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("居民身份证", "110105194912310021", ["id_number_unusable"]),
        ("居民身份证", "110105********002X", ["id_number_masked"]),
        ("居民身份证", "1.10105E+17", ["id_number_scientific"]),
        ("居民身份证", 110105194912310020.0, ["id_number_scientific"]),
        ("会员卡", RESIDENT, ["id_kind_unknown", "id_number_kind_missing"]),
        ("", "E12345678", ["id_number_kind_missing"]),
        ("", "无", ["id_number_no_value"]),
        ("不详", "E12345678", ["id_kind_no_value", "id_number_kind_missing"]),
    ],
)
def test_a_doubtful_paper_stays_blank_with_a_warning(kind: str, number: Cell, expected: list[str]) -> None:
    verdict = judged(证件类型=kind, 证件号码=number)
    assert (verdict.verdict, keys(verdict)) == ("import_with_warning", expected)
    assert verdict.customer is not None
    assert verdict.customer.id_number is None


@pytest.mark.parametrize(
    "cell",
    [
        "2025-03-01",
        "2025/3/1",
        "2025.3.1",
        "20250301",
        "2025年3月1日",
        "２０２５－３－１",
        "2025-03-01 00:00:00",
        "2025-3-1 0:00",
        "2025-03-01 00:00:00.0",
        "2025-03-01T08:00:00",
        "20250301120000",
        "45717",
        45717.0,
        45717.5,
        20250301,
        date(2025, 3, 1),
        MOMENT,
        "'2025-03-01",
        "2025年03月01日 10:11:12",
    ],
)
def test_a_date_is_read_in_every_usual_form(cell: Cell) -> None:
    assert customer(更新日期=cell).updated_on == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("3/1/2025", "updated_on_unusable"),
        ("25/3/1", "updated_on_unusable"),
        ("2025-02-30", "updated_on_unusable"),
        ("2025年3月", "updated_on_unusable"),
        ("2026-09-22", "updated_on_in_future"),
        ("#VALUE!", "updated_on_sheet_error"),
    ],
)
def test_an_ambiguous_or_impossible_date_stays_blank(cell: str, key: str) -> None:
    verdict = judged(更新日期=cell)
    assert keys(verdict) == [key]
    assert verdict.customer is not None
    assert verdict.customer.updated_on is None


@pytest.mark.parametrize(
    ("cell", "watts"),
    [
        ("8", 8000),
        (8.0, 8000),
        ("8.5kW", 8500),
        ("８ 千瓦", 8000),
        ("1,250", 1250000),
        ("800W", 800),
        (5.6000000000000005, 5600),
    ],
)
def test_a_capacity_is_whole_watts(cell: Cell, watts: int) -> None:
    assert customer(容量kW=cell).capacity_w == watts


@pytest.mark.parametrize(
    ("cell", "key", "watts"),
    [
        ("-8", "capacity_w_unusable", None),
        ("0", "capacity_w_unusable", None),
        ("八", "capacity_w_unusable", None),
        ("9" * 400, "capacity_w_unusable", None),
        ("1E+3", "capacity_w_scientific", None),
        (date(2025, 3, 1), "capacity_w_became_date", None),
        ("3.33333", "capacity_w_not_whole_watts", 3333),
    ],
)
def test_a_doubtful_capacity_is_a_warning(cell: Cell, key: str, watts: int | None) -> None:
    verdict = judged(容量kW=cell)
    assert keys(verdict) == [key]
    assert verdict.customer is not None
    assert verdict.customer.capacity_w == watts


def test_a_bare_voltage_gets_the_unit_of_its_heading_and_nothing_else_is_guessed() -> None:
    assert customer(**{"电压(kV)": "10"}).voltage == "10kV"
    assert customer(电压="220").voltage == "220"
    assert customer(电压="交流220V").voltage == "交流220V"
    assert keys(judged(电压="很高")) == ["voltage_unusable"]
    assert keys(judged(电压="0V")) == ["voltage_unusable"]


def test_a_meter_number_is_folded_or_left_blank() -> None:
    assert customer(电表资产编号=f"'{METER[:10]} {METER[10:]}").meter_asset == METER
    assert keys(judged(电表资产编号="3.34E+21")) == ["meter_asset_scientific"]
    assert keys(judged(电表资产编号="33401")) == ["meter_asset_unusable"]


@pytest.mark.parametrize(
    ("cell", "key", "kept"),
    [
        ("=HYPERLINK(1)", "address_formula", None),
        ("+cmd|' /C calc'!A0", "address_formula", None),
        (date(2026, 3, 1), "address_became_date", None),
        ("和平路***号", "address_masked", None),
        ("长" * 201, "address_too_long", None),
        ("和平?路", "address_characters_lost", "和平?路"),
    ],
)
def test_a_doubtful_address_is_a_warning(cell: Cell, key: str, kept: str | None) -> None:
    verdict = judged(地址=cell)
    assert (verdict.verdict, keys(verdict)) == ("import_with_warning", [key])
    assert verdict.customer is not None
    assert verdict.customer.address == kept


def test_two_columns_of_one_field_are_taken_where_they_do_not_differ() -> None:
    headings = read_headings(["户号", "户名", "地址", "用电地址"])

    def address(first: str, second: str) -> tuple[str | None, list[str]]:
        verdict = judge_record(headings, RawRecord(1, ("3300417000012", "张三", first, second)), TODAY)
        assert verdict.customer is not None
        return verdict.customer.address, keys(verdict)

    assert address("柳河村１号", " 柳河村1号") == ("柳河村1号", [])
    assert address("", "柳河村") == ("柳河村", [])
    assert address("柳河村", "枫岭村") == (None, ["address_different"])
    assert address("", "") == (None, [])


def test_an_address_keeps_its_words() -> None:
    assert customer(地址="和平路\n１２号 Ⅱ期").address == "和平路 12号 Ⅱ期"
    assert customer(地址="-1层商铺").address == "-1层商铺"


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ((), "blank_line"),
        (("", " ", "\u3000"), "blank_line"),
        (("合计", "", "12"), "total_line"),
        (("", "小 计：", ""), "total_line"),
        (("总计12户", "", ""), "total_line"),
        (("共 20000 条",), "total_line"),
        ((ACCOUNT, "合计", ""), "total_line"),
        (("户号", "户名", "地址"), "heading_line"),
        ((ACCOUNT, "张三"), "columns_too_few"),
        ((ACCOUNT, "张三", "和平路", "12号"), "columns_too_many"),
        ((ACCOUNT, "张三", "和平路", ""), "columns_too_many"),
    ],
)
def test_lines_that_are_no_customer_are_rejected(cells: tuple[Cell, ...], key: str) -> None:
    verdict = judge_record(read_headings(["户号", "户名", "地址"]), RawRecord(1, cells), TODAY)
    assert (verdict.verdict, keys(verdict)) == ("reject", [key])


def test_a_customer_whose_name_begins_like_a_total_is_a_customer() -> None:
    assert customer(户名="合计算力有限公司").name == "合计算力有限公司"


def judged_rows(*rows: tuple[str, str]) -> list[RecordVerdict]:
    """The verdicts on records of account and name."""
    records = [RawRecord(row, cells) for row, cells in enumerate(rows, 1)]
    return list(judge(read_headings(["户号", "户名"]), records, TODAY))


def test_the_first_record_of_an_account_stands_and_later_ones_name_it() -> None:
    first, same, other = judged_rows((ACCOUNT, "张三"), (f"'{ACCOUNT}", "张 三"), (ACCOUNT, "李四"))
    assert first.verdict == "import"
    assert [verdict_line(same), verdict_line(other)] == [
        {"row": 2, "account": ACCOUNT, "verdict": "reject", "reasons": ["account_repeated"]},
        {"row": 3, "account": ACCOUNT, "verdict": "reject", "reasons": ["account_duplicate"]},
    ]
    assert other.reasons[0].facts == {"first_row": 1}
    assert other.customer is None


def test_a_rejected_record_still_takes_its_account() -> None:
    _, later = judged_rows((ACCOUNT, "=1"), (ACCOUNT, "张三"))
    assert keys(later) == ["account_duplicate"]


def test_the_same_ending_with_and_without_province_is_doubted() -> None:
    _, later = judged_rows((ACCOUNT, "张三"), (ACCOUNT[3:], "张三"))
    assert (later.verdict, keys(later)) == ("import_with_warning", ["account_other_length"])


def test_a_line_for_scripts_holds_no_name_and_no_number_but_the_account() -> None:
    line = verdict_line(judged(手机1="138****5678"))
    assert line == {
        "row": 1,
        "account": ACCOUNT,
        "verdict": "import_with_warning",
        "reasons": ["mobile1_masked"],
    }
