"""Charts of letters and the lines of spots: what is higher looks higher, nothing looks full or empty that is not."""

from __future__ import annotations

import pytest

from counter_tui.screens.brief.charts import bars, spark, upright
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import Piece, is_ambiguous
from counter_tui.widgets.spots import Spot, SpotRow, laid


@pytest.mark.parametrize(
    ("values", "top", "said", "plainly"),
    [
        ([0, 1, 5, 10], None, "▁▂▄▇", "_.-#"),
        ([100, 99, 50, 1, 0, None], 100, "▇▆▄▂▁ ", "#*-._ "),
        ([], None, "", ""),
        ([0, 0], None, "▁▁", "__"),
        ([None, None], 100, "  ", "  "),
    ],
)
def test_a_sign_for_each_value(values: list[int | None], top: int | None, said: str, plainly: str) -> None:
    assert spark(values, plain=False, top=top) == said
    assert spark(values, plain=True, top=top) == plainly


def test_columns_end_on_one_line_and_the_highest_fills_them() -> None:
    assert upright([8, 4, 1, 0], plain=False, high=2) == ["█", "█ █ ▂"]
    assert upright([8, 4, 1, 0], plain=True, high=2) == ["#", "# # #"]
    assert upright([0, 0], plain=False, high=2) == ["", ""]


def test_a_bar_is_as_long_as_its_number_and_what_is_none_has_no_bar() -> None:
    lines = [
        "".join(piece.text for piece in line)
        for line in bars([("新装", 9), ("过户", 3), ("无", 0)], 29, True)
    ]
    assert lines == ["新装          ######### 9", "过户          ### 3"]


def test_no_sign_of_the_plain_look_is_of_doubtful_width() -> None:
    drawn = spark(range(9), plain=True) + "".join(upright(range(9), plain=True))
    assert not any(map(is_ambiguous, drawn))


def test_spots_without_room_go_on_below_beside_each_other() -> None:
    row = SpotRow(
        (Piece("办理  "),),
        tuple(Spot(str(each), (Piece(f"受理 {each}"),)) for each in range(5)),
        (Piece("▁▂"),),
    )
    lines = laid([row, SpotRow((Piece("今天"),))], 30)
    said = [[(each.at, each.piece.text) for each in sorted(line)] for line in lines]
    assert said == [
        [(0, "办理  "), (6, "受理 0"), (14, "受理 1"), (28, "▁▂")],
        [(6, "受理 2"), (14, "受理 3")],
        [(6, "受理 4")],
        [(0, "今天")],
    ]


def test_a_spot_longer_than_a_line_is_cut_at_its_edge() -> None:
    ((placed,),) = laid([SpotRow(spots=(Spot("a", (Piece("很长很长的一行字"),)),))], 9)
    assert width(placed.piece.text) <= 9
