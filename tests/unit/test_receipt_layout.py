"""Receipts as plain text: no line too wide, nothing cut, nothing a printer would obey."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from counter_tui.domain.receipt.cells import cell_width, wrap
from counter_tui.domain.receipt.slip import CELLS, Paper, Receipt, Row, Section, compose

PAPERS: tuple[Paper, ...] = get_args(Paper)
TEXTS = st.text(st.sampled_from("受理回执电表（）“，。王*·→ab 7-é\u0301𠮷\t\x1b"), max_size=90)
SLIP = Receipt(
    station="万泉供电所",
    title="受理回执",
    copy="",
    sections=(
        Section("", (Row("编号", "0417A-C-251120-0007-WN"), Row("业务", "低压居民新装"))),
        Section("请您补交", (Row("用电地址物权证件", "2025年11月24日（周一）前"),), stacked=True),
    ),
    sign=("客户签字",),
    foot="打印 2025-11-20 10:42",
)


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """Any receipt."""
    rows = st.lists(st.builds(Row, TEXTS, TEXTS), min_size=1, max_size=4).map(tuple)
    sections = st.lists(st.builds(Section, TEXTS, rows, st.booleans()), min_size=1, max_size=3)
    return Receipt(draw(TEXTS), draw(TEXTS), draw(TEXTS), tuple(draw(sections)), (draw(TEXTS),), draw(TEXTS))


def visible(text: str) -> str:
    """What can be seen of a text, without blanks."""
    return "".join(char for char in text if not char.isspace() and char != "\x1b")


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("受理", 4), ("（王）", 6), ("e\u0301", 1), ("é", 2), ("“a”", 5), ("𠮷", 2)],
)
def test_chinese_characters_take_two_cells_and_combining_ones_none(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@given(TEXTS, st.integers(2, 80))
def test_wrapping_fits_every_line_and_loses_nothing_but_blanks(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_at_blanks_and_stops_stay_with_what_they_end() -> None:
    assert wrap("Power on by Friday", 11) == ["Power on by", "Friday"]
    assert wrap("交现场勘查人员，谢谢", 14) == ["交现场勘查人", "员，谢谢"]
    assert wrap("电话（王）", 8) == ["电话", "（王）"]


def test_one_or_two_characters_behind_a_stop_go_with_what_follows() -> None:
    assert wrap("（周二）前，已完成", 16) == ["（周二）前，", "已完成"]
    assert wrap("（周二）前，已完成", 18) == ["（周二）前，已完成"]
    assert wrap("前，现场勘查人员", 10) == ["前，现场勘", "查人员"]
    assert wrap("前，a b现场勘查人员", 10) == ["前，a b现", "场勘查人员"]
    assert wrap("甲乙丙丁，戊", 12) == ["甲乙丙丁，戊"]


def test_a_date_is_not_torn_apart() -> None:
    assert wrap("请在2025年11月24日前", 14) == ["请在", "2025年11月24日", "前"]


@given(receipts(), st.sampled_from(PAPERS))
def test_no_line_is_wider_than_its_paper_and_every_character_is_printed(slip: Receipt, paper: Paper) -> None:
    text = compose(slip, paper)
    assert all(cell_width(line) <= CELLS[paper] for line in text.splitlines())
    assert "\x1b" not in text
    rows = [part for section in slip.sections for row in section.rows for part in (row.label, row.text)]
    printed = sorted(visible(text))
    for char in visible("".join((slip.station, slip.title, slip.copy, *rows, *slip.sign, slip.foot))):
        printed.remove(char)


def test_a_number_too_long_to_stand_beside_its_label_goes_under_it() -> None:
    long = replace(SLIP, sections=(Section("", (Row("编号", "0417ABCDEFGH-C-251120-0007-WN"),)),))
    assert "编号\n  0417ABCDEFGH-C-251120-0007-WN\n" in compose(long, "58")
    assert "编号  0417ABCDEFGH-C-251120-0007-WN\n" in compose(long, "80")


def test_a_copy_says_so_under_the_title() -> None:
    first, copy = compose(SLIP, "58"), compose(replace(SLIP, copy="副本 2"), "58")
    assert "副本" not in first
    assert copy == first.replace("受理回执\n", "受理回执\n" + " " * 13 + "副本 2\n")


def test_a_slip_of_58_mm_looks_like_this() -> None:
    assert compose(SLIP, "58") == (
        "           万泉供电所\n"
        "            受理回执\n"
        "================================\n"
        "编号  0417A-C-251120-0007-WN\n"
        "业务  低压居民新装\n"
        "\n"
        "请您补交\n"
        "  用电地址物权证件\n"
        "    2025年11月24日（周一）前\n"
        "--------------------------------\n"
        "\n"
        "客户签字 _______________________\n"
        "\n"
        "打印 2025-11-20 10:42\n"
    )


def body(*sections: Section, paper: Paper = "58", sign: tuple[str, ...] = ()) -> list[str]:
    """The lines of a slip between its two rules, and those to sign on behind them."""
    lines = compose(replace(SLIP, sections=sections, sign=sign), paper).splitlines()
    cells = CELLS[paper]
    first, last = lines.index("=" * cells), lines.index("-" * cells)
    return [*lines[first + 1 : last], *lines[last + 1 : -2]]


def test_texts_stand_in_one_column_behind_the_widest_label_that_is_not_too_wide() -> None:
    rows = (Row("号", "1"), Row("一二三四五六七", "2"), Row("一二三四五六七八", "3"), Row("", "4"))
    assert body(Section("", rows)) == [
        "号              1",
        "一二三四五六七  2",
        "一二三四五六七八",
        "  3",
        "4",
    ]
    assert body(Section("", (Row("a", "1"),))) == ["a  1"]


def test_a_text_goes_on_under_itself_and_under_its_heading() -> None:
    rows = (Row("地址", "和平路和平路和平路和平路和平路和平路"), Row("", "无"))
    assert body(Section("客户", rows)) == [
        "客户",
        "  地址  和平路和平路和平路和平路",
        "        和平路和平路",
        "  无",
    ]


def test_a_stacked_section_puts_every_text_under_its_label() -> None:
    assert body(Section("", (Row("a", "1"), Row("", "2"), Row("c", "")), stacked=True)) == [
        "a",
        "  1",
        "2",
        "c",
        "",
    ]


@pytest.mark.parametrize(
    ("label", "paper", "lines"),
    [
        ("签字", "80", ["签字 " + "_" * 24]),
        ("一" * 11 + "a", "58", ["一" * 11 + "a " + "_" * 8]),
        ("一" * 12, "58", ["一" * 12, "_" * 24]),
    ],
)
def test_the_place_to_sign_is_a_line_of_its_own_where_the_label_leaves_none(
    label: str, paper: Paper, lines: list[str]
) -> None:
    section = Section("", (Row("a", "1"),))
    assert body(section, sign=(label,), paper=paper) == ["a  1", "", *lines]


def test_what_a_printer_would_obey_and_what_cannot_be_seen_is_left_out() -> None:
    assert body(Section("a\x1bb\u200bc\td", (Row("e\nf", "g\ud800h"),))) == ["abc d", "  e f  gh"]
