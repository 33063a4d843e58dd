"""The parts of the find screen: the typed line, the lists of what was found, their columns and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import find as commands
from counter_tui.i18n import _
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.found import CustomerLine

_HEADS = 2
"""Lines above the rows of a list: its name, and those of its columns."""


class Results(FactTable):
    """Rows that were found; Enter opens one, Up on the first goes back to the typed line."""

    BINDINGS = [
        Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id),
        Binding("up", "up", show=False),
        Binding("down", "down", show=False),
    ]

    def action_up(self) -> None:
        """One row up, or out at the top."""
        if self.cursor_row <= 0:
            self.screen.focus_previous()
        else:
            self.action_cursor_up()

    def action_down(self) -> None:
        """One row down, or on to the next list at the bottom."""
        if self.cursor_row >= self.row_count - 1:
            self.screen.focus_next(Results)
        else:
            self.action_cursor_down()


class Lists(Vertical):
    """The list of customers above that of matters: whole where there is room, else as long as the other leaves it."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows = (0, 0)

    def share(self, *rows: int) -> None:
        """So many customers and matters are shown from now on."""
        self._rows = (rows[0], rows[1])
        self._give()

    @on(events.Resize)
    def _give(self) -> None:
        self.query_one("#find-customers-box").set_class(all(self._rows), "above")
        if self.size.height:
            needed = [rows + _HEADS if rows else 0 for rows in self._rows]
            given = shares(self.size.height - all(self._rows), *needed)
            for results, lines in zip(self.query(Results), given, strict=True):
                results.styles.max_height = max(lines - 1, 0)


class Words(LineInput):
    """The search words; Enter is answered at once, so that no key typed after it can go before it.

    Tab goes where Down does: never into a list of what was typed before.
    """

    BINDINGS = [
        Binding("enter", "screen.open", commands.OPEN.label, show=True, id=commands.OPEN.id),
        Binding("tab", "screen.to_results", show=False),
    ]


def customer_columns() -> tuple[Column, ...]:
    """What is shown of a customer."""
    return (
        Column(_("Account"), 13),
        Column(_("Name"), 12),
        Column(_("Phone"), 12),
        Column(_("Address"), 20),
        Column(_("On hand"), 7, "right"),
    )


def matter_columns() -> tuple[Column, ...]:
    """What is shown of a matter."""
    return (
        Column(_("Number"), 9),
        Column(_("Request"), 20),
        Column(_("Customer"), 8),
        Column(_("State"), 16),
        Column(_("Due"), 13),
    )


def customer_row(line: CustomerLine) -> Row:
    """A customer, with how many of his matters are open."""
    count = Piece(str(line.open_matters) if line.open_matters else "", "soon")
    return Row(line.account, (Piece(line.account, "secondary"), line.name, line.phone, line.address, count))


def shares(room: int, first: int, second: int) -> tuple[int, int]:
    """How many lines each of two lists gets that need so many: the first at least three fifths where both lack room."""
    given = min(first, max(room * 3 // 5, room - second))
    return given, min(second, room - given)


def how_many(shown: int, total: int) -> str:
    """How many there are, and how many of them are shown when that is not all."""
    if shown == total:
        return f"{total:,}".replace(",", " ")
    return _("shown {shown} of {total}").format(shown=shown, total=f"{total:,}".replace(",", " "))
