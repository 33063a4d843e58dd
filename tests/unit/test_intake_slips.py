"""What a line of a day taken down on paper says, and what is wrong with it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.records import RawRecord, Reason
from counter_tui.domain.intake.slips import Slip, kind_named, read_slip, read_slip_headings, recognised
from counter_tui.services.reference.catalogue import load_catalogue

TODAY = date(2026, 11, 20)
CATALOGUE = load_catalogue()
CARD = "110101199003074477"
TITLES = (
    "纸单号",
    "受理时间",
    "首问工号",
    "业务类型",
    "客户姓名",
    "证件类型",
    "证件号码",
    "户号",
    "内容",
    "其他栏目",
)
HEADINGS = read_slip_headings(TITLES)
GOOD = {
    "纸单号": " 7 ",
    "受理时间": "2026-11-19 9:05",
    "首问工号": "a102",
    "业务类型": "低压居民新装",
    "客户姓名": " 王建国 ",
    "证件号码": CARD,
}
AT = datetime(2026, 11, 19, 9, 5)  # noqa: DTZ001


def read(*more: str, **values: str) -> tuple[Slip | None, str | None, list[Reason]]:
    """What the line with these values says."""
    line = {**GOOD, **values}
    cells = (*(line.get(title, "") for title in TITLES), *more)
    return read_slip(HEADINGS, RawRecord(1, cells), CATALOGUE, TODAY)


def test_a_line_gives_the_slip_and_the_values_of_a_draft() -> None:
    slip, number, reasons = read(户号="0417000018", 其他栏目="容量=8；相别: 三相")
    assert (number, reasons) == ("7", [])
    assert slip is not None
    assert (slip.number, slip.claimed_at, slip.first_contact) == ("7", AT, "A102")
    assert slip.values == {
        "kind": "BZ101",
        "name": "王建国",
        "phone": "",
        "phone2": "",
        "address": "",
        "account": "0417000018",
        "remark": "",
        "agent_name": "",
        "agent_id_number": "",
        "id_number": CARD,
        "id_kind": "resident_id",
        "fields": {"capacity": "8", "phase": "three"},
    }


@pytest.mark.parametrize(
    ("values", "number", "reason"),
    [
        ({"纸单号": " "}, None, Reason("missing", "slip")),
        ({"纸单号": "7" * 21}, None, Reason("unusable", "slip")),
        ({"纸单号": "7 8"}, None, Reason("unusable", "slip")),
        ({"纸单号": "-7"}, None, Reason("unusable", "slip")),
        ({"受理时间": " "}, "7", Reason("missing", "claimed_at")),
        ({"受理时间": "昨天"}, "7", Reason("unusable", "claimed_at")),
        ({"首问工号": " "}, "7", Reason("missing", "first_contact")),
        ({"业务类型": " "}, "7", Reason("missing", "kind")),
        ({"业务类型": "算命"}, "7", Reason("unknown", "kind")),
        ({"户号": "4.17E+09"}, "7", Reason("scientific", "account")),
        ({"证件类型": "图书证"}, "7", Reason("unknown", "id_kind")),
        ({"证件号码": "E12345678"}, "7", Reason("missing", "id_kind")),
        ({"内容": "半户没电"}, "7", Reason("not_of_kind", "content")),
        ({"其他栏目": "颜色=红"}, "7", Reason("not_of_kind", "others")),
        ({"其他栏目": "容量"}, "7", Reason("not_of_kind", "others")),
    ],
)
def test_what_cannot_be_used_refuses_the_line_and_keeps_the_number_of_its_slip(
    values: dict[str, str], number: str | None, reason: Reason
) -> None:
    assert read(**values) == (None, number, [reason])


def test_the_longest_number_of_a_slip_is_taken_and_a_paper_without_a_number_is_none() -> None:
    slip, number, _reasons = read(纸单号="7" * 20, 证件类型="护照", 证件号码="")
    assert number == "7" * 20
    assert slip is not None
    assert (slip.values["id_kind"], slip.values["id_number"]) == ("", "")
    named, _number, _reasons = read(证件类型="护照", 证件号码="E12345678")
    assert named is not None
    assert named.values["id_kind"] == "passport"


def test_the_content_and_the_account_go_into_the_form_where_the_kind_has_them() -> None:
    slip, _number, reasons = read(业务类型="投诉", 内容="抄错表", 其他栏目=";;")
    assert reasons == []
    assert slip is not None
    assert slip.values["fields"] == {"content": "抄错表"}
    tested, _number, reasons = read(业务类型="BZ301", 户号="0417000018")
    assert reasons == []
    assert tested is not None
    assert tested.values["fields"] == {"account": "0417000018"}


def test_a_line_of_another_width_is_refused_with_both() -> None:
    width = len(TITLES)
    assert HEADINGS.width == width
    assert read("x") == (
        None,
        None,
        [Reason("columns_too_many", facts={"cells": width + 1, "expected": width})],
    )
    assert read("")[1:] == ("7", [])
    short = RawRecord(1, ("7",), 0)
    assert read_slip(HEADINGS, short, CATALOGUE, TODAY) == (
        None,
        None,
        [Reason("columns_too_few", facts={"cells": 1, "expected": width})],
    )
    torn = RawRecord(1, ("7",), swallowed=3)
    reason = Reason("quotes_unbalanced", facts={"lines": 3})
    assert read_slip(HEADINGS, torn, CATALOGUE, TODAY) == (None, None, [reason])
    assert read_slip(HEADINGS, RawRecord(1, (" ", None)), CATALOGUE, TODAY) == (
        None,
        None,
        [Reason("blank_line")],
    )


def test_headings_are_found_in_both_languages_and_others_are_ignored() -> None:
    found = read_slip_headings(("Slip*", " claimed  AT ：", "天气", "", "FIRST CONTACT", "kind", "", ""))
    assert found == Headings(
        columns={"slip": 0, "claimed_at": 1, "first_contact": 4, "kind": 5},
        titles={
            "slip": "Slip*",
            "claimed_at": "claimed AT ：",
            "first_contact": "FIRST CONTACT",
            "kind": "kind",
        },
        ignored=("天气", "#4"),
        width=6,
    )
    assert recognised(("纸单号", "天气", None, "Kind")) == {"slip", "kind"}


def test_headings_that_are_missing_or_there_twice_are_named() -> None:
    with pytest.raises(RuleBroken) as refused:
        read_slip_headings(("纸单号", "业务类型"))
    assert refused.value.code == "import_heading_missing"
    assert refused.value.facts == {"missing": ["claimed_at", "first_contact"]}
    with pytest.raises(RuleBroken) as refused:
        read_slip_headings((*TITLES, "Slip"))
    assert refused.value.code == "import_heading_twice"
    assert refused.value.facts == {"column": "slip", "headings": ["纸单号", "Slip"]}


def test_a_kind_is_named_by_code_or_name_unless_two_have_it() -> None:
    for text in ("bz101", "低压居民新装", "ＢＺ１０１", " New home supply "):
        found = kind_named(CATALOGUE, text)
        assert found is not None
        assert found.code == "BZ101"
    for each in CATALOGUE.kinds:
        # As somebody writes it and as a file has it, whose brackets may be of either width.
        assert kind_named(CATALOGUE, each.name.zh) == each
        assert kind_named(CATALOGUE, each.name.zh.replace("（", "(").replace("）", ")")) == each
    assert kind_named(CATALOGUE, "") is None
    assert kind_named(CATALOGUE, "居民") is None
    first, second = CATALOGUE.kinds[:2]
    double = replace(CATALOGUE, kinds=(first, replace(second, name=first.name)))
    assert kind_named(double, first.name.zh) is None
    assert kind_named(double, first.code) == first
