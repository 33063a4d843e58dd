"""Choosing one of a list by typing: the command palette, and whatever a screen wants chosen in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.widgets.cells import pad, width
from counter_tui.widgets.choices import Choice, matching
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.options import Options
from counter_tui.widgets.roles import Piece, content

LABEL_CELLS, DETAIL_CELLS = 18, 46
_FEW = 9


class Choose(CounterDialog[str]):
    """A line to type into and the choices it may mean; answers with the id of the one taken, None on Esc."""

    label_cells: ClassVar[int] = LABEL_CELLS
    """The least room of a label; what the details leave free is the labels' as well."""
    BINDINGS = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], placeholder: str = "") -> None:
        super().__init__()
        self._title, self._choices, self._placeholder = title, tuple(choices), placeholder
        self._label_cells = label_room(self._choices, self.label_cells)
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Heading, typed line, list."""
        with Vertical(id="dialog", classes="wide"):
            yield Line(Piece(self._title, "heading"))
            yield LineInput(placeholder=self._placeholder, enter_moves=False, id="choose-input")
            options = Options(markup=False, id="choose-list")
            options.can_focus = False
            yield options
            yield Line(id="choose-said")

    def on_mount(self) -> None:
        """Show all of them at first."""
        self._show("")

    @on(Input.Changed, "#choose-input")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        # The last letter may arrive while the window is being taken down.
        if self.query("#choose-list"):
            self._show(event.value)

    @on(Input.Submitted, "#choose-input")
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if self.query("#choose-list") and (found := matching(self._choices, event.value)):
            marked = self.query_one(OptionList).highlighted or 0
            self.dismiss(found[min(marked, len(found) - 1)].id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._shown[event.option_index].id)

    def action_move(self, step: int) -> None:
        """Mark another choice."""
        if self._shown and self.query("#choose-list"):
            options = self.query_one(OptionList)
            options.highlighted = max(0, min((options.highlighted or 0) + step, len(self._shown) - 1))

    def _show(self, typed: str) -> None:
        self._shown = matching(self._choices, typed)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._row(choice)) for choice in self._shown])
        options.highlighted = 0 if self._shown else None
        keys = [Piece("Enter ", "accent"), Piece(_("Choose")), Piece("   Esc ", "accent"), Piece(_("Cancel"))]
        said = self.query_one("#choose-said", Line)
        said.show(keys if self._shown else [Piece(_("Nothing found"), "quiet")])

    def _row(self, choice: Choice) -> Content:
        # A list that is short is chosen from by digit.
        few = len(self._choices) <= _FEW
        return content(
            [
                Piece(f"{self._choices.index(choice) + 1}  " if few else "", "accent"),
                Piece(pad(choice.label, self._label_cells)),
                Piece("  " + pad(choice.detail, LABEL_CELLS + DETAIL_CELLS - self._label_cells), "quiet"),
            ],
            plain=plain_look(self),
        )


def label_room(choices: Sequence[Choice], least: int) -> int:
    """Cells of the labels: as the longest needs, as far as the longest detail leaves them free."""
    labels = max((width(each.label) for each in choices), default=0)
    details = max((width(each.detail) for each in choices), default=0)
    return max(least, min(labels, LABEL_CELLS + DETAIL_CELLS - details))
