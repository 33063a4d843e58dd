"""A receipt as what stands on it, and its layout as blocks for a width of paper.

Nothing is ever cut: what does not fit beside its label goes under it, and long texts go on on the next line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from counter_tui.domain.receipt.blocks import LONGEST_CODE, Block, Cut, Line, Qr, Rule, plain
from counter_tui.domain.receipt.cells import cell_width, wrap

Paper = Literal["58", "80", "a5", "a4", "241"]

CELLS: Mapping[Paper, int] = MappingProxyType({"58": 32, "80": 48, "a5": 72, "a4": 89, "241": 80})
"""Cells on a line of each paper: rolls of 58 and 80 mm, sheets of A5 and A4, and folded paper 241 mm wide."""

_INDENT = "  "
_WIDEST_LABEL = 14


class Row(Struct, frozen=True):
    """One thing said on a receipt, with a label before it or (empty) without."""

    label: str
    text: str


class Section(Struct, frozen=True):
    """Rows that belong together, with a heading or (empty) without; ``stacked`` puts every text under its label.

    ``qr`` is a text whose QR code stands under the rows; where no code can be drawn it is written out there, unless
    the rows say it (``qr_spoken``).
    """

    heading: str
    rows: tuple[Row, ...]
    stacked: bool = False
    qr: str = ""
    qr_spoken: bool = False


class Receipt(Struct, frozen=True):
    """What stands on a receipt, in words: who gives it, what it is, whether it is a copy, and its sections.

    ``sign`` are the labels behind which somebody writes by hand; ``foot`` closes the slip.
    """

    station: str
    title: str
    copy: str
    sections: tuple[Section, ...]
    sign: tuple[str, ...]
    foot: str


def compose(receipt: Receipt, paper: Paper) -> str:
    """The receipt as plain text for this paper; every line fits its width and ends without blanks."""
    return plain(layout(receipt, paper), CELLS[paper])


def layout(receipt: Receipt, paper: Paper) -> list[Block]:
    """The receipt as blocks for this paper; every line fits its width."""
    cells = CELLS[paper]
    blocks: list[Block] = [*_head(receipt, cells), Rule(heavy=True)]
    for section in receipt.sections:
        blocks += [*map(Line, _section(section, cells)), *_code(section, cells), Line()]
    if receipt.sections:
        blocks.pop()
    blocks.append(Rule())
    for label in receipt.sign:
        blocks += [Line(), *map(Line, signature(printable(label), cells))]
    return [*blocks, Line(), *map(Line, wrap(printable(receipt.foot), cells)), Cut()]


def _head(receipt: Receipt, cells: int) -> Iterator[Line]:
    """Station, title (big where it fits) and the remark that it is a copy."""
    title = printable(receipt.title)
    big = 2 * cell_width(title) <= cells
    yield from _centred(printable(receipt.station), cells)
    yield from (Line(line.text, "centre", strong=True, big=big) for line in _centred(title, cells))
    yield from _centred(printable(receipt.copy), cells)


def _centred(text: str, cells: int) -> Iterator[Line]:
    return (Line(line, "centre") for line in wrap(text, cells) if line)


def _code(section: Section, cells: int) -> Iterator[Block]:
    """The QR code of a section; a text too long for one is written out, so that no paper fails for it."""
    if not section.qr:
        return
    if len(section.qr.encode("utf-8")) <= LONGEST_CODE:
        yield Qr(section.qr, spoken=section.qr_spoken)
    elif not section.qr_spoken:
        yield from map(Line, wrap(printable(section.qr), cells))


def _section(section: Section, cells: int) -> Iterator[str]:
    if section.heading:
        yield from wrap(printable(section.heading), cells)
    indent = _INDENT if section.heading else ""
    room = cells - len(indent)
    rows = [Row(printable(row.label), printable(row.text)) for row in section.rows]
    labels = [width for row in rows if 0 < (width := cell_width(row.label)) <= _WIDEST_LABEL]
    column = 0 if section.stacked else max(labels, default=0)
    for row in rows:
        yield from (indent + line for line in _row(row, column, room))


def _row(row: Row, column: int, cells: int) -> list[str]:
    if not row.label:
        return wrap(row.text, cells)
    room = cells - column - 2
    longest = max((cell_width(word) for word in row.text.split() if word.isascii()), default=0)
    if cell_width(row.label) > column or longest > room:
        return [*wrap(row.label, cells), *(_INDENT + line for line in wrap(row.text, cells - len(_INDENT)))]
    head = row.label + " " * (column + 2 - cell_width(row.label))
    first, *rest = wrap(row.text, room)
    return [head + first, *(" " * (column + 2) + line for line in rest)]


def signature(label: str, cells: int) -> list[str]:
    """A label with a line behind it, or below where it does not fit, to write on by hand."""
    line = min(cells - cell_width(label) - 1, 24)
    if line < 8:
        return [*wrap(label, cells), "_" * min(cells, 24)]
    return [f"{label} {'_' * line}"]


def printable(text: str) -> str:
    """The text on one line without control characters, which a printer would obey."""
    kept = "".join(" " if char.isspace() else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
