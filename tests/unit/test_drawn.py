"""Only what changed is sent, and a terminal that gets only that shows the same."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._cells import cell_len
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from counter_tui.app.drawn import Drawn

WIDE, HIGH = 24, 3
CONSOLE = Console(color_system="truecolor", force_terminal=True)
STYLES = [
    Style.parse(each) for each in ("#ffffff on #000000", "bold #ff0000 on #000000", "#00ff00 on #202020")
]
Grid = list[list[tuple[str, str]]]


class Paper:
    """A terminal that understands moving, colours and signs one or two cells wide."""

    def __init__(self) -> None:
        self.cells: Grid = [[("?", "")] * WIDE for _line in range(HIGH)]

    def take(self, codes: str) -> None:
        """Do what the codes say."""
        y = x = 0
        colours = ""
        for move, colour, sign in re.findall(r"\x1b\[([\d;]*)H|\x1b\[([\d;]*)m|([^\n])", codes):
            if move:
                y, x = (int(each) - 1 for each in move.split(";"))
            elif sign:
                wide = cell_len(sign)
                self.cells[y][x : x + wide] = [(sign, colours), *[("", colours)] * (wide - 1)]
                x += wide
            else:
                colours = colour.removeprefix("0;") if colour != "0" else ""


def strip(parts: list[tuple[str, int]]) -> Strip:
    """Texts and the numbers of their styles as a strip of the whole width."""
    segments = [Segment(text, STYLES[style]) for text, style in parts]
    return Strip(segments).adjust_cell_length(WIDE, STYLES[0])


def update(lines: list[Strip]) -> LayoutUpdate:
    """All lines anew."""
    return LayoutUpdate([[line] for line in lines], Region(0, 0, WIDE, len(lines)))


a_line = st.lists(st.tuples(st.text("ab 张柜·", max_size=9), st.integers(0, 2)), max_size=5).map(strip)
screens = st.lists(st.lists(a_line, min_size=HIGH, max_size=HIGH), min_size=1, max_size=5)


@given(screens)
def test_a_terminal_that_gets_only_changes_shows_the_whole(pictures: list[list[Strip]]) -> None:
    """Whatever was there before, wide signs half covered too."""
    drawn, paper, screen = Drawn(), Paper(), Screen[object]()
    for lines in pictures:
        paper.take(drawn.changes(screen, Size(WIDE, HIGH), update(lines), CONSOLE))
        whole = Paper()
        whole.take(Drawn().changes(Screen(), Size(WIDE, HIGH), update(lines), CONSOLE))
        assert paper.cells == whole.cells
        assert ["".join(sign for sign, _codes in line) for line in whole.cells] == [
            each.text for each in lines
        ]


def test_what_stands_there_already_is_not_sent() -> None:
    """The same again costs nothing; one sign costs a few bytes, not its line."""
    drawn, screen, size = Drawn(), Screen[object](), Size(WIDE, HIGH)
    assert drawn.changes(screen, size, update([strip([("12:00", 0)])] * HIGH), CONSOLE)
    assert drawn.changes(screen, size, update([strip([("12:00", 0)])] * HIGH), CONSOLE) == ""
    sent = drawn.changes(screen, size, update([strip([("12:01", 0)]), *[strip([("12:00", 0)])] * 2]), CONSOLE)
    assert re.sub(r"\x1b\[[\d;]*m", "", sent) == "\x1b[1;5H1"


def test_a_part_of_the_screen_is_compared_too() -> None:
    """Of a widget that is drawn again only what changed is sent, at its own place."""
    drawn, screen, size = Drawn(), Screen[object](), Size(WIDE, HIGH)
    drawn.changes(screen, size, update([strip([("aaaa", 0)])] * HIGH), CONSOLE)
    chop = Strip([Segment("aba", STYLES[0])])
    part = ChopsUpdate([{}, {1: chop}, {}], [(1, 1, 4)], [[], [4], []])
    sent = drawn.changes(screen, size, part, CONSOLE)
    assert re.sub(r"\x1b\[[\d;]*m", "", sent) == "\x1b[2;3Hb"


def test_another_screen_or_size_is_sent_whole() -> None:
    """What a stray program wrote over the screen goes away with the next screen."""
    drawn, one, size = Drawn(), Screen[object](), Size(WIDE, HIGH)
    picture = update([strip([("aaaa", 0)])] * HIGH)
    whole = drawn.changes(one, size, picture, CONSOLE)
    assert drawn.changes(Screen(), size, picture, CONSOLE) == whole
    assert drawn.changes(one, size, picture, CONSOLE) == whole
    drawn.forget()
    assert drawn.changes(one, size, picture, CONSOLE) == whole
    assert drawn.changes(one, size, picture, CONSOLE) == ""
