"""A sheet as a table on paper: labels, the days beside each other where the paper has room, what they come to."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.receipt.blocks import Block, Cut, Line, Rule
from counter_tui.domain.receipt.cells import cell_width, wrap
from counter_tui.domain.receipt.slip import CELLS, Paper, printable, signature

_GAPS = (2, 1)
"""Blanks between columns, and how many are enough where the paper is narrow."""


class Cells(Struct, frozen=True):
    """A line of the table: its label, a text for each day (none on the sheet of one day), the sum, a remark."""

    label: str
    days: tuple[str, ...]
    total: str
    note: str = ""


class Part(Struct, frozen=True):
    """Lines that belong together under a heading."""

    heading: str
    lines: tuple[Cells, ...]


class Table(Struct, frozen=True):
    """What stands on a sheet, in words; ``head`` names the columns, ``notes`` stand under the table."""

    station: str
    title: str
    said: tuple[str, ...]
    head: Cells
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    sign: tuple[str, ...]
    foot: str


def layout(table: Table, paper: Paper) -> list[Block]:
    """The table as blocks for this paper; where the days do not fit beside each other the sums stand alone."""
    cells = CELLS[paper]
    title = printable(table.title)
    blocks: list[Block] = [
        Line(printable(table.station), "centre"),
        Line(title, "centre", strong=True, big=2 * cell_width(title) <= cells),
        *(Line(line) for said in table.said for line in wrap(printable(said), cells)),
        Rule(heavy=True),
    ]
    blocks += (Line(text, strong=is_heading) for is_heading, text in table_lines(table, cells))
    blocks.append(Rule())
    blocks += (Line(line) for note in table.notes for line in wrap(printable(note), cells))
    for label in table.sign:
        blocks += [Line(), *map(Line, signature(printable(label), cells))]
    return [*blocks, Line(), *map(Line, wrap(printable(table.foot), cells)), Cut()]


def table_lines(table: Table, cells: int) -> Iterator[tuple[bool, str]]:
    """The head and the parts, their columns under each other; with each line whether it is a heading."""
    narrower = (table, _without_days(table))
    tries = [(each, columns) for each in narrower for columns in _columns(each)]
    fitting, columns = next((each for each in tries if sum(each[1]) <= cells), tries[-1])
    for row in _with_headings(fitting):
        if isinstance(row, str):
            yield True, printable(row)
        else:
            yield row is fitting.head, _line(row, columns)


def _columns(table: Table) -> Iterator[list[int]]:
    """How wide the columns are, label first, with a wide gap between them and with a narrow one."""
    rows = [_texts(row) for row in _with_headings(table) if not isinstance(row, str)]
    widest = [max(cell_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for gap in _GAPS:
        yield [widest[0], *(each + gap if each else 0 for each in widest[1:])]


def _with_headings(table: Table) -> Iterator[Cells | str]:
    yield table.head
    for part in table.parts:
        yield part.heading
        yield from part.lines


def _texts(row: Cells) -> tuple[str, ...]:
    return tuple(map(printable, (row.label, *row.days, row.total, row.note)))


def _summed(row: Cells) -> Cells:
    return Cells(row.label, (), row.total, row.note)


def _without_days(table: Table) -> Table:
    parts = tuple(Part(part.heading, tuple(map(_summed, part.lines))) for part in table.parts)
    return replace(table, head=_summed(table.head), parts=parts)


def _line(row: Cells, columns: list[int]) -> str:
    """Label at the left, everything else at the right of its column."""
    label, *others = _texts(row)
    line = label + " " * (columns[0] - cell_width(label))
    for text, width in zip(others, columns[1:], strict=True):
        line += " " * (width - cell_width(text)) + text
    return line
