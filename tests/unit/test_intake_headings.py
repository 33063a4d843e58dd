"""Which column is what in a customers' file."""

from __future__ import annotations

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.headings import capacity_factor, read_headings, recognised

USUAL = [
    "户号",
    "户名",
    "证件类型",
    "证件号码",
    "手机1",
    "手机2",
    "地址",
    "台区",
    "客户经理",
    "用电类别",
    "电压",
    "容量kW",
    "电表资产编号",
    "更新日期",
]


def test_the_usual_headings_name_every_field() -> None:
    found = read_headings(USUAL)
    assert list(found.columns.values()) == list(range(14))
    assert set(found.columns) == {
        "account",
        "name",
        "id_kind",
        "id_number",
        "mobile1",
        "mobile2",
        "address",
        "transformer_area",
        "manager",
        "use_class",
        "voltage",
        "capacity_w",
        "meter_asset",
        "updated_on",
    }
    assert (found.width, found.ignored, found.capacity_factor) == (14, (), 1000)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("用户编号", "account"),
        ("*客户编号（必填）", "account"),
        ("用 电\n户 号", "account"),
        ("CONS_NO", "account"),
        ("Account No.", "account"),
        ("用户名称", "name"),
        ("Customer Name", "name"),
        ("客户名称", "name"),
        ("居民身份证号码", "id_number"),
        ("手机（１）", "mobile1"),
        ("移动电话", "mobile1"),
        ("手机号码2", "mobile2"),
        ("固定电话", "landline"),
        ("用电地址", "address"),
        ("台区名称", "transformer_area"),
        ("台区编号", "transformer_area"),
        ("合同容量(kVA)", "capacity_w"),
        ("运行容量", "capacity_w"),
        ("供电电压（kV）", "voltage"),
        ("电压kV", "voltage"),
        ("电能表资产号", "meter_asset"),
        ("最后更新时间(yyyy-MM-dd)", "updated_on"),
    ],
)
def test_synonyms_and_decoration_are_understood(title: str, field: str) -> None:
    assert recognised([title]) == {field}


@pytest.mark.parametrize(
    ("cells", "missing"), [(["户号", "地址"], ["name"]), (["户名"], ["account"]), ([], ["account", "name"])]
)
def test_account_and_name_must_be_there(cells: list[str], missing: list[str]) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_headings(cells)
    assert (broken.value.code, broken.value.facts) == ("import_heading_missing", {"missing": missing})


def test_two_columns_for_one_field_are_refused_by_name() -> None:
    with pytest.raises(RuleBroken) as broken:
        read_headings(["户号", "用户编号", "户名"])
    assert broken.value.code == "import_heading_twice"
    assert broken.value.facts == {"column": "account", "headings": ["户号", "用户编号"]}


def test_two_columns_for_a_field_that_may_be_compared_are_both_kept() -> None:
    found = read_headings(["户号", "地址", "户名", "用电地址", "备注"])
    assert (found.places("address"), found.titles["address"]) == ((1, 3), "地址 / 用电地址")
    assert found.ignored == ("备注",)


def test_second_choices_yield_to_better_headings_and_are_named_as_ignored() -> None:
    found = read_headings(["客户编号", "户号", "户名", "台区编号", "台区名称", "备注", "", "地址"])
    assert found.columns["account"] == 1
    assert found.columns["transformer_area"] == 4
    assert found.ignored == ("客户编号", "台区编号", "备注", "#7")


def test_a_column_for_any_telephone_takes_the_first_free_field() -> None:
    found = read_headings(["户号", "户名", "手机号码", "联系电话"])
    assert found.columns["mobile2"] == 3
    assert found.any_phone == {"mobile2"}


def test_headings_name_units_and_the_kind_of_paper() -> None:
    found = read_headings(["户号", "户名", "身份证号", "电压(kV)", "容量(W)"])
    assert (found.id_kind, found.voltage_unit, found.capacity_factor) == ("resident_id", "kV", 1)
    general = read_headings(["户号", "户名", "身份证件号码", "Supply voltage"])
    assert (general.id_kind, general.voltage_unit) == (None, "")


@pytest.mark.parametrize(("title", "factor"), [("容量", 1000), ("容量MVA", 10**6), ("千瓦", 1000), ("瓦", 1)])
def test_the_unit_of_a_capacity_comes_from_its_heading(title: str, factor: int) -> None:
    assert capacity_factor(title) == factor
