"""Where the words of a sheet's row stand when its columns leave them no room."""

from __future__ import annotations

from counter_tui.screens.sheet import columns_and_words
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import Piece

TASKS = [
    [Piece("核对近三个月电费"), Piece("电费核算班"), Piece("已办完"), Piece("误差在允许范围内")],
    [Piece("上门查看"), Piece("张磊"), Piece("待接收"), Piece("")],
]
COLUMNS = 16 + 2 + 10 + 2 + 6 + 2
WORDS = 16


def told(cells: int) -> list[str]:
    """The lines as text."""
    return ["".join(piece.text for piece in line).rstrip() for line in columns_and_words(TASKS, cells)]


def test_with_room_for_all_the_words_stand_beside() -> None:
    assert told(COLUMNS + WORDS) == [
        "核对近三个月电费  电费核算班  已办完  误差在允许范围内",
        "上门查看          张磊        待接收",
    ]


def test_without_it_they_stand_under_their_row_and_no_column_gives_way_to_them() -> None:
    assert told(COLUMNS + WORDS - 1) == [
        "核对近三个月电费  电费核算班  已办完",
        "  误差在允许范围内",
        "上门查看          张磊        待接收",
    ]


def test_however_narrow_no_line_is_wider_than_its_room_and_no_word_is_lost() -> None:
    for cells in range(30, COLUMNS + WORDS + 3):
        lines = told(cells)
        assert max(map(width, lines)) <= cells, cells
        assert "误差在允许范围内" in "".join(line.strip() for line in lines), cells


def test_no_rows_are_no_lines() -> None:
    assert columns_and_words([], 40) == []
