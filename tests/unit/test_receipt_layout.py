"""Receipts as plain text: no line too wide, nothing cut, nothing a printer would obey."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
