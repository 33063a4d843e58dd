"""A wide character stays whole wherever both its cells are shown, in a whole picture and in a part drawn anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual._cells import cell_len
from textual.geometry import Region, Size
from textual.strip import Strip

from counter_tui.widgets.whole_signs import WholeSigns

WIDE, HIGH = 20, 2
SCREEN = Region(0, 0, WIDE, HIGH)


class Shown(NamedTuple):
    """A widget: where it lies, and the text that stands in each of its lines."""

    region: Region
    text: str

    @property
    def strip(self) -> Strip:
        """Its line, as wide as it is."""
        return Strip([Segment(self.text)]).adjust_cell_length(self.region.width)

    def cells(self) -> list[str]:
        """The signs of its line by their cells; the second half of a wide one has none."""
        text = "".join(segment.text for segment in self.strip)
        return [cell for sign in text for cell in (sign, *[""] * (cell_len(sign) - 1))]


class Pile(WholeSigns):
    """Widgets one above the other, the topmost first."""

    def __init__(self, widgets: list[Shown]) -> None:
        super().__init__()
        self.size, self.pile = Size(WIDE, HIGH), widgets

    @property
    def cuts(self) -> list[list[int]]:
        """The edges on each line."""
        return [
            sorted({0, WIDE, *(x for each in self.pile if y in each.region.line_range for x in _edges(each))})
            for y in range(HIGH)
        ]

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for each in self.pile:
            if crop is None or crop.overlaps(each.region):
                yield each.region, SCREEN, [each.strip] * each.region.height


def _edges(widget: Shown) -> tuple[int, int]:
    return widget.region.column_span


def painted(pile: list[Shown]) -> list[list[str]]:
    """What has to stand in each cell: of the topmost widget there, half a wide sign as a space."""
    lines = []
    for y in range(HIGH):
        tops = [next(each for each in pile if each.region.contains(x, y)) for x in range(WIDE)]
        line = []
        for x, top in enumerate(tops):
            cells, at = top.cells(), x - top.region.x
            first = at - (cells[at] == "")
            whole = all(tops[top.region.x + n] is top for n in range(first, first + cell_len(cells[first])))
            line.append(cells[at] if whole else " ")
        lines.append(line)
    return lines


def cells_of(strip: Strip) -> list[str]:
    """The signs of a strip by their cells."""
    return [
        cell for segment in strip for sign in segment.text for cell in (sign, *[""] * (cell_len(sign) - 1))
    ]


@st.composite
def regions(draw: st.DrawFn) -> Region:
    """A place on the screen."""
    x, y = draw(st.integers(0, WIDE - 1)), draw(st.integers(0, HIGH - 1))
    return Region(x, y, draw(st.integers(1, WIDE - x)), draw(st.integers(1, HIGH - y)))


@given(st.sampled_from([0, 7, WIDE]))
def test_a_widget_without_width_shows_nothing(x: int) -> None:
    beside = Shown(SCREEN, "底下一行字ab底下一行字")
    pile = Pile([Shown(Region(x, 0, 0, HIGH), ""), beside])
    assert [cells_of(strip) for strip in pile.render_strips()] == painted([beside])


piles = st.lists(st.builds(Shown, regions(), st.text("a张柜·b", max_size=14)), max_size=5).map(
    lambda above: [*above, Shown(SCREEN, "底下一行字ab底下一行字")]
)


@given(piles)
def test_every_cell_shows_what_lies_on_top_and_no_shown_sign_is_cut(pile: list[Shown]) -> None:
    assert [cells_of(strip) for strip in Pile(pile).render_strips()] == painted(pile)


@given(piles, regions())
def test_a_part_drawn_anew_changes_nothing_outside_and_shows_the_same_inside(
    pile: list[Shown], part: Region
) -> None:
    compositor = Pile(pile)
    compositor._dirty_regions = {part}
    update = compositor.render_partial_update()
    assert update is not None
    whole = painted(pile)
    asked = {(x, y) for x in part.column_range for y in part.line_range}
    assert asked <= {(x, y) for y, x1, x2 in update.spans for x in range(x1, x2)}
    for y, x1, x2 in update.spans:
        drawn: set[int] = set()
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
            if chop is not None and x < x2 and end > x1:
                assert end <= x2
                assert cells_of(chop) == whole[y][x:end]
                drawn.update(range(x, end))
        assert drawn == set(range(x1, x2))


def test_a_toast_over_two_columns_keeps_its_words() -> None:
    toast = Shown(Region(3, 0, 14, 1), "值长答复期限：")
    left, right = Shown(Region(0, 0, 8, 2), "左"), Shown(Region(8, 0, 12, 2), "右")
    line = Pile([toast, left, right, Shown(SCREEN, "")]).render_strips()[0]
    assert "".join(segment.text for segment in line) == "左 值长答复期限：   "
