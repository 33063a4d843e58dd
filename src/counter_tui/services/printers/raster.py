"""Papers as pictures for receipt printers without Chinese characters, or to print rare ones: ESC/POS raster images.

A picture is a list of rows, each row a number whose highest bit is the leftmost dot. How a character looks comes from
a ``Face``; a character always fills its cells, so columns stand under each other whatever the face.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Protocol

from counter_tui.domain.receipt.blocks import Block, Cut, Line, Qr, Rule
from counter_tui.domain.receipt.cells import cell_width
from counter_tui.services.printers.esc_pos import CUT, DOTS_PER_CELL, RESET
from counter_tui.services.printers.qr import QUIET, matrix, modules, widest_module

HEIGHT = 24
"""Dots from the top to the bottom of a character."""

_GAP = 6
_HIGHEST = 240
"""Rows sent at once: more than the memory of small printers takes comes out as letters."""

Rows = list[int]


class Face(Protocol):
    """Draws characters."""

    def glyph(self, character: str, dots: int) -> Sequence[int]:
        """``HEIGHT`` rows of so many dots (12 or 24)."""
        ...


def raster(blocks: Sequence[Block], cells: int, face: Face) -> bytes:
    """The blocks as one picture after another for a printer of so many cells a line."""
    dots = cells * DOTS_PER_CELL
    sent = [RESET]
    waiting: Rows = []
    for block in blocks:
        if isinstance(block, Cut):
            sent += [*_images(waiting, dots), CUT]
            waiting = []
        else:
            waiting += _drawn(block, dots, face)
    return b"".join([*sent, *_images(waiting, dots)])


def _drawn(block: Line | Rule | Qr, dots: int, face: Face) -> Rows:
    if isinstance(block, Line):
        return [*_line(block, dots, face), *[0] * _GAP]
    if isinstance(block, Rule):
        black = (1 << dots) - 1
        stroke = [black, black]
        return [0] * 8 + (stroke + [0] * 4 + stroke if block.heavy else stroke + [0] * 6) + [0] * 8
    return _code(block.payload, dots)


def _line(line: Line, dots: int, face: Face) -> Rows:
    text = unicodedata.normalize("NFC", line.text)
    rows, width = [0] * HEIGHT, 0
    for character in text:
        wide = cell_width(character) * DOTS_PER_CELL
        if wide:
            glyph = face.glyph(character, wide)
            rows = [row << wide | more for row, more in zip(rows, glyph, strict=True)]
            width += wide
    if line.strong:
        rows = [row | row >> 1 for row in rows]
    if line.big:
        rows, width = [_doubled(row, width) for row in rows for _twice in range(2)], 2 * width
    left = (dots - width) // 2 if line.align == "centre" else 0
    return [row << (dots - width - left) for row in rows]


def _doubled(row: int, width: int) -> int:
    doubled = 0
    for place in range(width):
        if row >> place & 1:
            doubled |= 3 << 2 * place
    return doubled


def _code(payload: str, dots: int) -> Rows:
    side = widest_module(len(payload.encode("utf-8")), dots)
    width = modules(len(payload.encode("utf-8"))) * side
    left = (dots - width) // 2
    empty = [0] * (QUIET * side)
    rows = []
    for modules_of_row in matrix(payload):
        row = 0
        for black in modules_of_row:
            row = row << side | ((1 << side) - 1 if black else 0)
        rows += [row << (dots - width - left)] * side
    return empty + rows + empty


def _images(rows: Rows, dots: int) -> list[bytes]:
    across = dots // 8
    images = []
    for first in range(0, len(rows), _HIGHEST):
        part = rows[first : first + _HIGHEST]
        size = across.to_bytes(2, "little") + len(part).to_bytes(2, "little")
        images.append(b"\x1dv0\x00" + size + b"".join(row.to_bytes(across, "big") for row in part))
    return images
