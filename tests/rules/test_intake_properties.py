"""What holds for every file and every record, whatever stands in it."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.headings import read_headings
from counter_tui.domain.intake.records import Cell, CustomerRecord, RawRecord, verdict_line
from counter_tui.domain.intake.verdicts import judge
from counter_tui.services.intake.files import read_bytes
from counter_tui.services.wording.intake import reason_words

TODAY = date(2026, 9, 21)
HEADINGS = [
    "户号",
    "户名",
    "证件类型",
    "证件号码",
    "手机1",
    "手机2",
    "固定电话",
    "地址",
    "台区",
    "客户经理",
    "用电类别",
    "电压",
    "容量W",
    "电表资产编号",
    "更新日期",
]
SNIPPETS = st.sampled_from(
    [
        "3300417000012",
        "0417000012",
        "张三",
        "张　三",
        "居民身份证",
        "护照",
        "E12345678",
        "11010519491231002x",
        "'",
        "=",
        "-",
        "*",
        "+86 13812345678",
        "0571-87654321",
        "交流220V",
        "8",
        "1,000",
        "3.3E+12",
        "2025/3/1",
        "45717",
        "合计",
        "\n",
        '"',
        ",",
        "\ue000",
        "3340100000012345678901",
        "无",
        "#N/A",
        "（",
        "𠮷",
    ]
)
TEXTS = st.lists(SNIPPETS, max_size=2).map("".join) | st.text(max_size=12)
CELLS: st.SearchStrategy[Cell] = (
    TEXTS | st.none() | st.integers() | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.times()
) | st.timedeltas()
GOOD_ACCOUNTS = st.integers(0, 10**13 - 1).map(lambda number: f"{number:013d}")


@given(st.lists(st.lists(CELLS, max_size=17), max_size=8))
@settings(max_examples=150)
def test_every_record_gets_one_verdict_and_every_reason_has_words(rows: list[list[Cell]]) -> None:
    records = [RawRecord(row, tuple(cells)) for row, cells in enumerate(rows, 1)]
    verdicts = list(judge(read_headings(HEADINGS), records, TODAY))
    assert [verdict.row for verdict in verdicts] == [record.row for record in records]
    for verdict in verdicts:
        assert (verdict.customer is None) == (verdict.verdict == "reject")
        assert (verdict.verdict == "import") == (not verdict.reasons)
        assert all(reason_words(reason) for reason in verdict.reasons)
        assert verdict_line(verdict)["account"] == verdict.account


def as_cells(customer: CustomerRecord) -> tuple[Cell, ...]:
    """The customer as the record of a clean file."""
    return (
        customer.account,
        customer.name,
        customer.id_kind,
        customer.id_number,
        customer.mobile1,
        customer.mobile2,
        customer.landline,
        customer.address,
        customer.transformer_area,
        customer.manager,
        customer.use_class,
        customer.voltage,
        customer.capacity_w,
        customer.meter_asset,
        customer.updated_on,
    )


@given(GOOD_ACCOUNTS, st.lists(TEXTS, min_size=14, max_size=14))
@example("0000000000001", [" \x000", "\x00 \x00'5", "5\x00 \x00"] + [" \x000"] * 11)
@settings(max_examples=300)
def test_a_customer_once_imported_is_imported_again_unchanged(account: str, others: list[str]) -> None:
    headings = read_headings(HEADINGS)
    name = "王" + others[0]
    (first,) = judge(headings, [RawRecord(1, (account, name, *others[1:]))], TODAY)
    if first.customer is None:
        return
    (again,) = judge(headings, [RawRecord(1, as_cells(first.customer))], TODAY)
    assert again.customer == first.customer
    if first.verdict == "import":
        assert again == replace(first, reasons=())


@given(
    st.binary(max_size=300)
    | st.lists(st.lists(TEXTS, max_size=4), max_size=6).map(
        lambda rows: "\n".join(["户号,户名,地址", *(",".join(row) for row in rows)]).encode(
            "utf-8", "replace"
        )
    )
)
@settings(max_examples=200)
def test_bytes_are_read_or_refused_by_a_rule(data: bytes) -> None:
    refusal, verdicts = "", []
    try:
        verdicts = list(read_bytes(data).verdicts(TODAY))
    except RuleBroken as broken:
        refusal = broken.code
    assert not refusal or refusal.startswith("import_")
    assert [verdict.row for verdict in verdicts] == list(range(1, len(verdicts) + 1))
