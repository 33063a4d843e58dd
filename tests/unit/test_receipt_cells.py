"""Widths in cells, and where a line of a receipt breaks."""

from __future__ import annotations

import pytest

from counter_tui.domain.receipt.cells import cell_width, wrap


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("ab 7", 4),
        ("电表", 4),
        ("“→·", 6),
        ("e\u0301", 1),
        ("a\u20dd", 1),
        ("a\u200b\x1b", 1),
        ("𠮷", 2),
        ("ｱ", 1),
    ],
)
def test_a_chinese_character_takes_two_cells_and_what_is_not_seen_none(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 4, [""]),
        ("abcde", 5, ["abcde"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
        ("abcdefghi", 4, ["abcd", "efgh", "i"]),
        ("abcd efgh", 4, ["abcd", "efgh"]),
        ("ab cd ef", 5, ["ab cd", "ef"]),
        ("  ab", 4, ["ab"]),
        ("abcd  电表", 4, ["abcd", "电表"]),
        ("电表电表电", 4, ["电表", "电表", "电"]),
        ("ab 电表，电", 6, ["ab 电", "表，电"]),
        ("一二三，", 6, ["一二", "三，"]),
        ("一（二三", 4, ["一", "（二", "三"]),
        ("补交2025年11月24日前", 16, ["补交", "2025年11月24日前"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_a_line_breaks_at_blanks_and_between_characters_and_keeps_stops_and_dates_whole(
    text: str, cells: int, lines: list[str]
) -> None:
    assert wrap(text, cells) == lines
