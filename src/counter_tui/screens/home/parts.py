"""The widgets of the first screen: the list, the digits of frequent requests, the detail beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from counter_tui.commands import home as commands
from counter_tui.widgets.cells import width
from counter_tui.widgets.fact_table import Column, FactTable
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, content

Lines = Sequence[tuple[Piece, ...]]
Made = Callable[[int], Lines]
"""Makes lines for so many cells."""


class OpenTable(FactTable):
    """A list without headings of its own; Enter opens the marked row, and the key line says so."""

    BINDINGS = [
        Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id),
    ]

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(columns, id=id)
        # Set as it begins: a change afterwards would count the heading's line once too often.
        self.set_reactive(OpenTable.show_header, False)
        self.set_reactive(OpenTable.cell_padding, 0)


class Digits(Widget):
    """Digits and what they open, in as many columns as fit; a click on one opens it."""

    choices: reactive[tuple[tuple[int, str], ...]] = reactive((), layout=True)

    class Pressed(Message):
        """A digit was clicked."""

        def __init__(self, digit: int) -> None:
            super().__init__()
            self.digit = digit

    def on_click(self, event: events.Click) -> None:
        """Say which one."""
        across = self._across(self.size.width)
        column = event.x // self._cell()
        place = event.y * across + column
        if column < across and 0 <= place < len(self.choices):
            self.post_message(self.Pressed(self.choices[place][0]))

    def show(self, choices: Sequence[tuple[int, str]]) -> None:
        """Offer these."""
        self.choices = tuple(choices)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes."""
        del container, viewport
        across = self._across(width)
        return -(-len(self.choices) // across) if self.choices else 0

    def _across(self, cells: int) -> int:
        return max(1, cells // self._cell())

    def _cell(self) -> int:
        return max((width(label) for _digit, label in self.choices), default=0) + 4

    def render(self) -> Content:
        """The grid."""
        plain, cell, across = plain_look(self), self._cell(), self._across(self.size.width)
        lines: list[Content] = []
        for start in range(0, len(self.choices), across):
            line = Content("")
            for digit, label in self.choices[start : start + across]:
                entry = content([Piece(f"{digit} ", "accent"), Piece(label)], plain=plain)
                line += entry + Content(" " * (cell - entry.cell_length))
            lines.append(line)
        return Content("\n").join(lines)


class Detail(Widget):
    """Lines of pieces, made for the width it is drawn in and each cut at its right edge."""

    made: reactive[Made] = reactive(lambda: _nothing)

    def show(self, made: Made) -> None:
        """Show what this makes of a number of cells; asked again whenever the width changes."""
        self.made = made

    def clear(self) -> None:
        """Show nothing."""
        self.made = _nothing

    def render(self) -> Content:
        """The lines."""
        plain, cells = plain_look(self), self.size.width
        return Content("\n").join(content(line, plain=plain).truncate(cells) for line in self.made(cells))


def _nothing(cells: int) -> Lines:
    del cells
    return ()


def waiting_columns() -> tuple[Column, Column]:
    """What waits, and how much of it."""
    return Column("", 18), Column("", 5, "right")
