"""Lines of small things to choose among: arrows go from one to the next, Enter or a click chooses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from counter_tui.i18n import N_
from counter_tui.widgets.cells import cut, width
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import STYLES, Piece, plainly

_GAP = 2
"""Cells between two spots."""


class Spot(Struct, frozen=True):
    """Something that can be chosen: an id and what stands there."""

    id: str
    pieces: tuple[Piece, ...]

    @property
    def cells(self) -> int:
        """How many cells it takes."""
        return sum(width(piece.text) for piece in self.pieces)


class SpotRow(Struct, frozen=True):
    """What stands in front, the spots after it over as many lines as they take, and what stands at the right."""

    head: tuple[Piece, ...] = ()
    spots: tuple[Spot, ...] = ()
    tail: tuple[Piece, ...] = ()


class _Placed(NamedTuple):
    """A piece of a line: at which cell, what, and of which spot."""

    at: int
    piece: Piece
    spot: str


_Line = list[_Placed]


def laid(rows: Sequence[SpotRow], cells: int) -> list[_Line]:
    """The lines of the rows in this width: spots that have no room go on below, beside each other's beginning."""
    return [line for row in rows for line in _row(row, cells)]


def _row(row: SpotRow, cells: int) -> Iterator[_Line]:
    head = sum(width(piece.text) for piece in row.head)
    tail = sum(width(piece.text) for piece in row.tail)
    room = cells - (tail + _GAP if tail else 0)
    line, at = list(_placed(row.head, 0, "", cells)), head
    line += _placed(row.tail, cells - tail, "", tail)
    for spot in row.spots:
        if at > head and at + spot.cells > room:
            yield line
            line, at = [], head
        line += _placed(spot.pieces, at, spot.id, room - at)
        at += spot.cells + _GAP
    yield line


def _placed(pieces: Sequence[Piece], at: int, spot: str, room: int) -> Iterator[_Placed]:
    for piece in pieces:
        kept = cut(piece.text, max(room, 0))
        if kept:
            yield _Placed(at, Piece(kept, piece.role), spot)
        at, room = at + width(kept), room - width(kept)


class Spots(Widget, can_focus=True):
    """Rows of spots, one of them marked; ``Chosen`` carries its id."""

    DEFAULT_CLASSES = "spots"
    DEFAULT_CSS = "Spots { height: auto; }"
    BINDINGS = [
        Binding("enter", "choose", N_("Open"), show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "line(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
    ]

    class Chosen(Message):
        """A spot was chosen."""

        def __init__(self, spot: str) -> None:
            super().__init__()
            self.spot = spot

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[SpotRow, ...] = ()
        self._marked = ""

    @property
    def marked(self) -> str:
        """The id of the marked spot, empty where there is none."""
        return self._marked

    @property
    def ids(self) -> list[str]:
        """The ids of the spots in their order."""
        return [spot.id for row in self._rows for spot in row.spots]

    def fill(self, rows: Sequence[SpotRow]) -> None:
        """Show these rows; the mark stays on its id, else it goes to the first spot."""
        self._rows = tuple(rows)
        if self._marked not in (ids := self.ids):
            self._marked = ids[0] if ids else ""
        self.refresh(layout=True)

    def mark(self, spot: str) -> None:
        """Put the mark on this spot and bring it into view."""
        self._marked = spot
        self.refresh()
        self._follow()

    def _lines(self) -> list[_Line]:
        return laid(self._rows, self.size.width)

    def _spots(self) -> list[tuple[int, int, str]]:
        """Each spot with its line and its first cell, in their order."""
        found: dict[str, tuple[int, int, str]] = {}
        for number, line in enumerate(self._lines()):
            for placed in line:
                if placed.spot:
                    found.setdefault(placed.spot, (number, placed.at, placed.spot))
        return list(found.values())

    def action_choose(self) -> None:
        """Say which one was chosen."""
        if self._marked:
            self.post_message(self.Chosen(self._marked))

    def action_step(self, by: int) -> None:
        """The next spot, or the one before; none beyond the ends."""
        if self._marked in (ids := self.ids):
            self.mark(ids[min(max(ids.index(self._marked) + by, 0), len(ids) - 1)])

    def action_line(self, by: int) -> None:
        """The nearest spot of the next line that has any."""
        spots = self._spots()
        here = next((each for each in spots if each[2] == self._marked), None)
        if here is None:
            return
        beyond = {line for line, _at, _spot in spots if (line - here[0]) * by > 0}
        if beyond:
            wanted = min(beyond, key=lambda line: abs(line - here[0]))
            near = (each for each in spots if each[0] == wanted)
            self.mark(min(near, key=lambda each: abs(each[1] - here[1]))[2])

    def action_edge(self, place: int) -> None:
        """The first spot, or the last."""
        if ids := self.ids:
            self.mark(ids[place])

    def on_click(self, event: events.Click) -> None:
        """Mark what was clicked and choose it."""
        lines = self._lines()
        for placed in lines[event.y] if event.y < len(lines) else ():
            if placed.spot and placed.at <= event.x < placed.at + width(placed.piece.text):
                self.mark(placed.spot)
                self.action_choose()
                return

    def _follow(self) -> None:
        spots = self._spots()
        line = next((line for line, _at, spot in spots if spot == self._marked), 0)
        # Above the first spot stands what it is about.
        first = 0 if spots and line == spots[0][0] else line
        region = Region(0, first, 1, line - first + 1).translate(self.virtual_region.offset)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(region, animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are at this width."""
        del container, viewport
        return len(laid(self._rows, width))

    def render(self) -> Content:
        """The lines, the marked spot on its ground while the keys go here."""
        plain = plain_look(self)
        return Content("\n").join(self._drawn(line, plain) for line in self._lines())

    def _drawn(self, line: _Line, plain: bool) -> Content:
        parts: list[tuple[str, str]] = []
        reached = 0
        for placed in sorted(line):
            text = plainly(placed.piece.text) if plain else placed.piece.text
            parts.append((" " * (placed.at - reached), ""))
            on = placed.spot and placed.spot == self._marked and self.has_focus
            style = STYLES[placed.piece.role]
            parts.append((text, f"bold {style} on $selection" if on else style))
            reached = placed.at + width(text)
        return Content.assemble(*parts)
