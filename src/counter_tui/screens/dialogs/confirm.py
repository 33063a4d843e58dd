"""Asking before something that cannot be undone."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.widgets.cells import fold
from counter_tui.widgets.lines import Line
from counter_tui.widgets.options import Options
from counter_tui.widgets.roles import Piece

INNER_CELLS = 52


class Confirm(CounterDialog[bool]):
    """A question with two answers; the safe one (no) is marked first, and Esc means it too (``None`` or False)."""

    def __init__(self, question: str, yes: str = "", no: str = "") -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(id="dialog"):
            for line in fold(self._question, INNER_CELLS):
                yield Line(Piece(line, "strong"))
            yield Line("")
            yield Options(
                Option(self._no or _("No, go back"), id="no"),
                Option(self._yes or _("Yes"), id="yes"),
                markup=False,
                compact=True,
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id == "yes")
