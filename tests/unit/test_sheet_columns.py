"""Which column of a sheet gives way where there is no room for all."""

from __future__ import annotations

import pytest

from counter_tui.screens.sheet import columns
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import Piece

TASKS = [
    [Piece("核对近三个月电费"), Piece("电费核算班"), Piece("已办完"), Piece("误差在允许范围内")],
    [Piece("上门查看"), Piece("张磊"), Piece("待接收"), Piece("")],
]
WHOLE = 16 + 2 + 10 + 2 + 6 + 2 + 16


def told(cells: int) -> list[list[str]]:
    """What each column shows."""
    return [[piece.text.rstrip() for piece in line] for line in columns(TASKS, cells, spare=3)]


def test_with_room_for_all_nothing_is_cut() -> None:
    assert told(WHOLE) == [[piece.text for piece in row] for row in TASKS]


@pytest.mark.parametrize(
    ("cells", "what", "words"),
    [
        (WHOLE - 1, "核对近三个月电费", "误差在允许范.."),
        (WHOLE - 8, "核对近三个月电费", "误差在.."),
        (WHOLE - 9, "核对近三个月电费", None),
        (WHOLE - 19, "核对近三个月..", None),
    ],
)
def test_the_spare_column_gives_way_first_and_goes_whole_before_the_others_are_cut(
    cells: int, what: str, words: str | None
) -> None:
    first, _second = told(cells)
    assert first == [what, "电费核算班", "已办完", *([words] if words else [])]


def test_no_line_is_wider_than_its_room() -> None:
    for cells in range(30, WHOLE + 3):
        for line in columns(TASKS, cells, spare=3):
            assert width("".join(piece.text for piece in line).rstrip()) <= cells, cells
