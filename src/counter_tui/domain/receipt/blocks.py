"""A paper as blocks, one below the other: lines of text, rules, QR codes and the cut, for whatever prints them.

A block says what stands there, never how a device is told: that is each printer's own affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from counter_tui.domain.receipt.cells import cell_width, wrap


class Line(Struct, frozen=True):
    """One line that fits its paper; ``strong`` is bold, ``big`` twice as wide and high: it counts twice its cells."""

    text: str = ""
    align: Literal["left", "centre"] = "left"
    strong: bool = False
    big: bool = False


class Rule(Struct, frozen=True):
    """A line across the paper, double where it is ``heavy``."""

    heavy: bool = False


LONGEST_CODE = 660
"""So many bytes fit into a QR code that the narrowest paper can show."""


class Qr(Struct, frozen=True):
    """A QR code of this text, of at most ``LONGEST_CODE`` bytes in UTF-8.

    ``spoken`` where the text also stands on the paper, for whom no code can be drawn.
    """

    payload: str
    spoken: bool = False


class Cut(Struct, frozen=True):
    """The paper is fed past the knife or the tear bar and cut where the printer can."""


Block = Line | Rule | Qr | Cut


def plain(blocks: Sequence[Block], cells: int) -> str:
    """The blocks as plain text of so many cells; every line ends without blanks."""
    return "".join(f"{line.rstrip()}\n" for block in blocks for line in _plain(block, cells))


def _plain(block: Block, cells: int) -> Iterator[str]:
    if isinstance(block, Line):
        yield centred(block.text, cells) if block.align == "centre" else block.text
    elif isinstance(block, Rule):
        yield ("=" if block.heavy else "-") * cells
    elif isinstance(block, Qr) and not block.spoken:
        yield from wrap(block.payload, cells)


def centred(text: str, cells: int) -> str:
    """The text in the middle of a line of so many cells."""
    return " " * ((cells - cell_width(text)) // 2) + text
