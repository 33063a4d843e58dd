"""What stands in the terminal, so that only what has changed is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from textual._cells import cell_len
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

BRIDGED = 6
"""Unchanged cells between two changes that are sent again: moving past them costs as many bytes."""


class Cell(NamedTuple):
    """A sign and the codes of its colours; the second half of a wide sign has no text."""

    text: str
    codes: str


Line = list[Cell | None]
"""The cells of a line; None where nobody knows what stands there."""


class Changes(CompositorUpdate):
    """Codes ready to be sent."""

    def __init__(self, codes: str) -> None:
        self.codes = codes

    def render_segments(self, console: Console) -> str:
        """The codes."""
        del console
        return self.codes


class Drawn:
    """The cells of the terminal as they were sent last.

    The clock alone would send the whole top line every minute, and a list that is filled anew the whole screen. After
    another screen has come to the front, or the size has changed, everything is sent: what somebody else may have
    written over the screen goes away then.
    """

    def __init__(self) -> None:
        self._screen: Screen[object] | None = None
        self._size = Size(0, 0)
        self._lines: list[Line] = []
        # Lines that were sent whole, as they were sent: their cells are looked at when something is to be drawn there.
        self._whole: dict[int, list[Strip]] = {}

    def forget(self) -> None:
        """Nobody knows any more what stands in the terminal."""
        self._screen = None

    def changes(
        self, screen: Screen[object], size: Size, update: LayoutUpdate | ChopsUpdate, console: Console
    ) -> str:
        """The codes that make the terminal show this update; empty when it shows it already."""
        if screen is not self._screen or size != self._size:
            self._screen, self._size = screen, size
            self._lines, self._whole = [[] for _line in range(size.height)], {}
            if isinstance(update, LayoutUpdate) and update.region == size.region:
                self._whole = {y: list(strips) for y, strips in enumerate(update.strips)}
                return update.render_segments(console)
        system = console._color_system or ColorSystem.TRUECOLOR
        sent: list[str] = []
        for y, x, strip in _pieces(update):
            if y < size.height:
                self._draw(y, x, strip, system, sent)
        return "".join(sent)

    def _draw(self, y: int, x: int, strip: Strip, system: ColorSystem, sent: list[str]) -> None:
        line, width = self._line(y, system), self._size.width
        new = _cells(strip, system)[: width - x]
        changed = [place for place, cell in enumerate(new, x) if line[place] != cell]
        for start, end in _runs(changed):
            # Half a wide sign cannot be sent alone.
            while start > x and not new[start - x].text:
                start -= 1
            sent.append(f"\x1b[{y + 1};{start + 1}H{_codes(new[start - x : end - x])}")
        line[x : x + len(new)] = new

    def _line(self, y: int, system: ColorSystem) -> Line:
        if not self._lines[y]:
            known = [cell for strip in self._whole.pop(y, []) for cell in _cells(strip, system)]
            self._lines[y] = [*known, *[None] * (self._size.width - len(known))]
        return self._lines[y]


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Line, column and strip of each piece of an update."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, x1, x2 in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x <= x2 and end > x1:
                whole = x2 > x >= x1 and end <= x2
                yield y, x, chop if whole else chop.crop(0, min(end, x2) - x)


def _cells(strip: Strip, system: ColorSystem) -> list[Cell]:
    cells: list[Cell] = []
    for text, style, _control in strip:
        codes = Strip.render_ansi(style, system) if style is not None else ""
        if text.isascii():
            cells += [Cell(sign, codes) for sign in text]
            continue
        for sign in text:
            wide = cell_len(sign)
            if wide == 0 and cells:
                cells[-1] = Cell(cells[-1].text + sign, cells[-1].codes)
            else:
                cells += [Cell(sign, codes), *[Cell("", codes)] * (wide - 1)]
    return cells


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """From where to where (not included) the changed places reach, near ones together."""
    start = end = -1
    for place in places:
        if end >= 0 and place - end > BRIDGED:
            yield start, end
            start = place
        elif end < 0:
            start = place
        end = place + 1
    if end >= 0:
        yield start, end


def _codes(cells: list[Cell]) -> str:
    """The signs with their colours, each colour said once."""
    parts: list[str] = []
    before = ""
    for text, codes in cells:
        if codes != before:
            parts.append(f"\x1b[0;{codes}m" if codes else "\x1b[0m")
            before = codes
        parts.append(text)
    if before:
        parts.append("\x1b[0m")
    return "".join(parts)
