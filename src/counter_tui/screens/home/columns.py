"""The four columns every list of the first screen has, and what fits into them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.home.lists import KINDS
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.cells import cut, pad, width
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.screens.home.lists import ListName

CELLS = {"zh": (11, 14, 9, 16), "en": (11, 18, 7, 14)}
"""Number, request, customer, due; together the 50 cells of the list."""
_MARK = 3


def columns() -> tuple[Column, ...]:
    """The four columns every list has; the headings are drawn by the screen."""
    return tuple(Column("", cells) for cells in CELLS[language()])


def heading_line(name: ListName) -> str:
    """The headings of a list, padded as its columns are."""
    words = [_(text) if text else "" for text in KINDS[name].headings]
    return " " + "".join(
        pad(word, cells)
        for word, cells in zip(words, (CELLS[language()][0] - 1, *CELLS[language()][1:]), strict=True)
    )


def list_row(id: str, first: str, second: str, third: str, last: Piece) -> Row:
    """A row of a list; what is too long for its column is cut."""
    _number, kind, customer, _last = CELLS[language()]
    cells = (Piece(f" {first}", "secondary"), cut(second, kind - 1), cut(third, customer - 1), last)
    return Row(id, cells)


def with_mark(text: str, mark: str) -> str:
    """The last cell of a row, its sign at the end of the column."""
    return pad(text, room()) + (f" {mark}" if mark else "")


def room() -> int:
    """How many cells the words of the last column have."""
    return CELLS[language()][3] - _MARK


def fitting_day(day: date, today: date) -> str:
    """A day as a person says it; of another year the bare date, where the rest has no room."""
    words = say_day(day, today)
    return words if width(words) <= room() else day.isoformat()
