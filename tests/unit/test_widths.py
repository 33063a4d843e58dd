"""Lengths of text are counted in cells, and typed bursts are told from typing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.screens.acceptance.around import folded
from counter_tui.screens.dialogs.choose import label_room
from counter_tui.screens.dialogs.pick import INNER_CELLS, answer_lines
from counter_tui.widgets.burst import GAP, BurstFilter, Scan, Stroke, code_shaped
from counter_tui.widgets.cells import cut, fold, fold_between, pad, path_lines, width
from counter_tui.widgets.choices import Choice, matching
from counter_tui.widgets.roles import Piece, content, is_ambiguous, plainly, within

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Mn", "Me", "Cf")), max_size=30)


@given(TEXTS, st.integers(0, 40))
def test_cut_never_takes_more_cells_than_it_may(text: str, cells: int) -> None:
    """Whatever the text, the cut is no wider than asked, and a text that fits stays as it is."""
    assert width(cut(text, cells)) <= cells
    if width(text) <= cells:
        assert cut(text, cells) == text


@given(TEXTS, st.integers(0, 40), st.sampled_from(["left", "right"]))
def test_pad_takes_exactly_its_cells(text: str, cells: int, align: str) -> None:
    """Columns stay aligned whatever stands in them."""
    assert width(pad(text, cells, "right" if align == "right" else "left")) == cells


@given(st.lists(TEXTS, max_size=4), st.integers(0, 40))
def test_a_line_says_where_words_had_to_go(texts: list[str], cells: int) -> None:
    """Blanks may go in silence."""
    line = content([Piece(each, "soon") for each in texts])
    kept = within(line, cells)
    assert kept.cell_length <= cells
    if line.rstrip().cell_length <= cells:
        assert kept.plain.rstrip() == line.plain.rstrip()
    elif cells >= 2:
        assert kept.plain.endswith("..")


def test_pad_aligns_chinese_by_cells() -> None:
    """Two characters of Chinese are four cells."""
    assert pad("过户", 6) == "过户  "
    assert pad("12", 4, "right") == "  12"
    assert cut("低压居民新装", 9) == "低压居.."


def test_a_number_and_its_measure_word_stay_on_one_line() -> None:
    """With a blank between and without, whichever of the two would have been the first behind the edge."""
    assert fold("受理，容缺 2 份", 14) == ["受理，容缺", "2 份"]
    assert fold("等候12分钟以上", 6) == ["等候", "12分钟", "以上"]
    assert fold("还有 3 件", 8) == ["还有", "3 件"]
    assert fold("今天 17:00 来电", 10) == ["今天 17:00", "来电"]


def test_a_bracket_begins_a_line_and_never_ends_one() -> None:
    """A bracket belongs to what it holds."""
    assert fold("周工 0571-55500101（非本岗职责）", 20) == ["周工 0571-55500101", "（非本岗职责）"]
    assert fold("指纹3e0a（目前）", 10) == ["指纹3e0a", "（目前）"]


@given(st.text("ab 12王李份，。", max_size=60), st.integers(4, 30))
def test_fold_loses_nothing_but_spaces(text: str, cells: int) -> None:
    """Folded lines are not wider than asked and hold every character in order."""
    lines = fold(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [("甲          ，", 4, ["甲", "，"]), ("ab甲", 1, ["ab", "甲"]), ("甲乙", 0, ["甲", "乙"])],
)
def test_fold_ends_where_nothing_fits(text: str, cells: int, lines: list[str]) -> None:
    """Many spaces before a stop, or a width below one wide character, still come to an end."""
    assert fold(text, cells) == lines


@given(
    st.lists(st.text("ab 王李-", min_size=1, max_size=30), max_size=8), st.integers(24, 60), st.integers(1, 3)
)
def test_a_path_keeps_the_name_of_its_file_whole(folders: list[str], cells: int, most: int) -> None:
    """All of it where it fits; else as many lines as there may be, the name at the end."""
    name = "0417A-C-251120.txt"
    path = "/".join(["", *folders, name])
    lines = path_lines(path, cells, most)
    assert len(lines) <= most
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).endswith(name)
    assert "".join(lines) == path or ".." in "".join(lines)
    if " " not in path and width(path) + most <= cells * most:
        assert "".join(lines) == path


def test_a_day_and_its_count_are_told_in_one_line_unless_one_alone_has_no_room() -> None:
    text = "尚未到中心：4321   更早 3000 条，最早 2025-11-01   2025-11-22 900   2025-11-23 421"
    assert fold_between(text, "   ", 60) == [
        "尚未到中心：4321   更早 3000 条，最早 2025-11-01",
        "2025-11-22 900   2025-11-23 421",
    ]
    assert fold_between("x   2025-11-22 900", "   ", 10) == ["x", "2025-11-22", "900"]


def test_fold_does_not_begin_a_line_with_a_stop() -> None:
    """A comma stays with the word before it."""
    assert fold("今天收到，明天", 8) == ["今天收", "到，明天"]


@given(st.text(max_size=40))
def test_plain_text_has_no_sign_of_doubtful_width(text: str) -> None:
    """What the plain look shows takes the same cells on every terminal."""
    assert not any(is_ambiguous(each) for each in plainly(text))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "7", "X", "王", "enter", "tab", "f2", "ctrl+j", "escape"]),
            st.floats(0, 0.08),
        ),
        max_size=60,
    ),
    st.booleans(),
)
def test_nothing_typed_is_lost_or_reordered(keys: list[tuple[str, float]], all_are_codes: bool) -> None:
    """Strokes come out in order and once each; only what ends a reader's line twice is dropped."""
    burst = BurstFilter[int](lambda _text: all_are_codes)
    now, out = 0.0, []
    for number, (key, wait) in enumerate(keys):
        now += wait
        character = key if len(key) == 1 else None
        out += burst.feed(Stroke(key, character, now, number))
    out += burst.expire(now + 1)
    seen = [each.event for item in out for each in (item.strokes if isinstance(item, Scan) else [item])]
    dropped = set(range(len(keys))) - set(seen)
    assert seen == sorted(seen)
    assert all(all_are_codes and keys[number][0] == "ctrl+j" for number in dropped)


@given(st.text("0123456789XAB|", min_size=6, max_size=40))
def test_a_burst_that_is_a_code_comes_out_as_one_scan(text: str) -> None:
    """Fast enough, long enough, ended with Enter and a code: one scan with exactly that text."""
    burst = BurstFilter[int](lambda found: found == text)
    out = [
        item
        for n, each in enumerate([*text, "enter"])
        for item in burst.feed(Stroke(each, each if len(each) == 1 else None, n * GAP / 3, n))
    ]
    assert [item.text for item in out if isinstance(item, Scan)] == [text]
    assert len(out) == 1


@given(st.text("0123456789X", min_size=1, max_size=22))
def test_a_persons_typing_is_never_a_scan(text: str) -> None:
    """Keys further apart than a burst's come out one by one, even when together they are a code."""
    burst = BurstFilter[int](lambda _text: True)
    out = [item for n, each in enumerate(text) for item in burst.feed(Stroke(each, each, n * 0.1, n))]
    out += burst.feed(Stroke("enter", None, len(text) * 0.1, -1))
    assert not any(isinstance(item, Scan) for item in out)
    assert len(out) == len(text) + 1


def test_a_reader_that_ends_with_tab_is_recognised_after_the_pause() -> None:
    """Tab may stand between the parts of a line; it ends the burst only when nothing follows."""
    burst = BurstFilter[int](code_shaped)
    line = [*"11010519491231002X", "tab", *"WANG", "tab"]
    out = [
        item
        for n, each in enumerate(line)
        for item in burst.feed(Stroke(each, each if len(each) == 1 else None, n * 0.005, n))
    ]
    assert out == []
    (scan,) = burst.expire(1.0)
    assert isinstance(scan, Scan)
    assert scan.text == "11010519491231002X\tWANG"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("郑小满", "110101197503051811"),
        ("村", "110101197503051811|张三|男"),
        ("万泉粮油店", "913301007853256723"),
        ("买买提·艾力", "11010519491231002X"),
    ],
)
def test_words_committed_right_before_a_readers_burst_stay_typed(words: str, code: str) -> None:
    """The words come out as they were typed, the complete code behind them as the scan."""
    burst = BurstFilter[int](code_shaped)
    line = [*words, *code, "enter"]
    out = [
        item
        for n, each in enumerate(line)
        for item in burst.feed(Stroke(each, each if len(each) == 1 else None, n * 0.001, n))
    ]
    *typed, scan = out
    assert [each.key for each in typed if isinstance(each, Stroke)] == list(words)
    assert isinstance(scan, Scan)
    assert scan.text == code


@pytest.mark.parametrize(
    "line",
    [
        "户号0417000018",
        "户号1234567890123",
        "表号" + "1" * 22,
        "电话13812340001",
        "证件 110101197503051811",
        "证件：110101197503051811",
        "NO110101197503051811",
        "12号110101197503051811",
        "证件110101197503051811号",
        "证件11010119750305181",
    ],
)
def test_words_with_something_else_behind_them_are_typed_text(line: str) -> None:
    """Only a complete number with a check digit, right against the words and up to the end, is a reader's."""
    burst = BurstFilter[int](code_shaped)
    out = [item for n, each in enumerate(line) for item in burst.feed(Stroke(each, each, n * 0.001, n))]
    out += burst.feed(Stroke("enter", None, len(line) * 0.001, -1))
    assert [each.key for each in out if isinstance(each, Stroke)] == [*line, "enter"]


def test_shapes_of_codes() -> None:
    """Identity numbers, company codes, meters and lines with one of them are codes; names, phones and PINs are not."""
    codes = [
        "11010519491231002X",
        "91350100M000100Y43",
        "1" * 22,
        "1234567890123",
        "H12345678",
        "王|11010519491231002X",
        "CT1|0417A-C-251120-0007-WN|BZ101|%E6%AC%A7**|2025-11-27|2025-11-20T10:42|3QBL-F9DP-CK3J-AASA",
    ]
    others = [
        "CT1|a",
        "王建国",
        "13800000021",
        "246810",
        "lidan",
        "万泉镇光耀村12号",
        "1110567890",
        "a,b,c",
        "",
    ]
    assert all(code_shaped(each) for each in codes)
    assert not any(code_shaped(each) for each in others)


CHOICES = [
    Choice("xz", "低压居民新装", ("dyjmxz", "xz", "xinzhuang")),
    Choice("zr", "增容", ("zr", "zengrong")),
    Choice("xzh", "销户", ("xh", "xiaohu")),
]


def test_choices_are_found_by_initials_label_and_digit() -> None:
    """Exact initials come first; a digit is the place in the list; full-width typing counts."""
    assert matching(CHOICES, "xz")[0].id == "xz"
    assert [each.id for each in matching(CHOICES, "2")] == ["zr"]
    assert [each.id for each in matching(CHOICES, "ｘｈ")] == ["xzh"]
    assert [each.id for each in matching(CHOICES, "户")] == ["xzh"]
    assert matching(CHOICES, "") == CHOICES
    assert matching(CHOICES, "没有") == []


LONG = Choice("long", "忙" * 40, (), "依据" * 20)


@pytest.mark.parametrize(
    ("choice", "lines"),
    [
        (Choice("short", "电能表", (), "明天到"), ["电能表   明天到"]),
        (Choice("plain", "电能表"), ["电能表"]),
        (LONG, ["忙" * 31, "忙" * 9, "依据" * 15 + "依", "据" + "依据" * 4]),
    ],
)
def test_an_answer_that_is_too_long_for_a_line_stands_on_lines_of_its_own(
    choice: Choice, lines: list[str]
) -> None:
    found = ["".join(piece.text for piece in line) for line in answer_lines(choice)]
    assert found == lines
    assert max(map(width, found)) <= INNER_CELLS - 5


@pytest.mark.parametrize(
    ("label", "detail", "cells"),
    [("计量", "0571", 18), ("营销部（客户服务中心）", "0571-55500101", 22), ("长" * 40, "0571", 60)],
)
def test_labels_to_choose_from_have_the_room_their_details_leave(label: str, detail: str, cells: int) -> None:
    assert label_room([Choice("a", label, (), detail), Choice("b", "短")], 18) == cells


def test_the_last_words_of_a_line_go_on_below_where_they_would_be_cut() -> None:
    line = [Piece("近 7 天 ", "quiet"), Piece("低压新装 1、校表 1、过户 2")]
    assert folded(line, 40) == [line]
    lines = ["".join(piece.text for piece in each) for each in folded(line, 24)]
    assert len(lines) == 2
    assert max(map(width, lines)) <= 24
    assert "".join(each.strip() for each in lines).replace(" ", "") == "近7天低压新装1、校表1、过户2"
