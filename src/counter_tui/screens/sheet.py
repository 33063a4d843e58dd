"""Lines of pieces with a label at their left, drawn as one widget as wide as there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from counter_tui.widgets.cells import fold, pad, width
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, Role, content, within

LABEL_CELLS = 10
"""The column of labels, as wide as in forms."""
_INDENT = 2
"""What belongs to the row above stands so far in."""

Lines = list[list[Piece]]
Draw = Callable[[int, bool], Lines]
"""Lines for so many cells; True asks for the plain look's signs."""


def nothing(_cells: int, _plain: bool) -> Lines:
    """No lines at all."""
    return []


class Sheet(Widget):
    """Draws the lines of a function of its width; as high as they are."""

    DEFAULT_CLASSES = "sheet"

    def __init__(self, draw: Draw = nothing, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw = draw

    def show(self, draw: Draw) -> None:
        """Draw these lines from now on."""
        self._draw = draw
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are at this width."""
        del container, viewport
        return len(self._draw(width, plain_look(self)))

    def render(self) -> Content:
        """The lines, each cut at the right edge."""
        plain, cells = plain_look(self), self.size.width
        lines = [within(content(line, plain=plain), cells) for line in self._draw(cells, plain)]
        return Content("\n").join(lines)


def labelled(label: str, lines: Lines) -> Lines:
    """The lines beside one label, which stands on the first of them."""
    heads = [label] + [""] * (len(lines) - 1)
    return [
        [Piece(pad(head, LABEL_CELLS), "secondary"), *line] for head, line in zip(heads, lines, strict=True)
    ]


def folded(text: str, cells: int, role: Role = "text", most: int = 0) -> Lines:
    """The text over as many lines as it needs, at most ``most`` (0: all), the last one marked as cut."""
    lines = fold(text, max(cells, 10))
    if most and len(lines) > most:
        lines = [*lines[: most - 1], pad(lines[most - 1] + " ..", cells).rstrip()]
    return [[Piece(line, role)] for line in lines]


def columns(rows: Sequence[Sequence[Piece]], cells: int, stretch: int = 0, gap: int = 2) -> Lines:
    """Rows of pieces as aligned columns; the column ``stretch`` gives way where there is no room."""
    if not rows:
        return []
    widest = [max(width(row[place].text) for row in rows) for place in range(len(rows[0]))]
    rest = sum(each + gap for place, each in enumerate(widest) if place != stretch and each)
    widest[stretch] = max(min(widest[stretch], cells - rest), 8)
    return [
        [
            Piece(pad(piece.text, cells_wide) + " " * gap, piece.role)
            for piece, cells_wide in zip(row, widest, strict=True)
            if cells_wide
        ]
        for row in rows
    ]


def columns_and_words(rows: Sequence[Sequence[Piece]], cells: int) -> Lines:
    """Rows of columns whose last piece is words: beside them where all have room, else each under its row, whole."""
    heads = columns([row[:-1] for row in rows], cells)
    words = [row[-1] for row in rows]
    room = min((cells - width("".join(piece.text for piece in head)) for head in heads), default=0)
    if all(width(each.text) <= room for each in words):
        return [[*head, each] for head, each in zip(heads, words, strict=True)]
    lines: Lines = []
    for head, each in zip(heads, words, strict=True):
        under = folded(each.text, cells - _INDENT, each.role) if each.text else []
        lines += [head, *([Piece(" " * _INDENT), *line] for line in under)]
    return lines
