"""Saying that something went wrong, with the number under which the log knows it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.widgets.cells import fold
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

INNER_CELLS = 52


class Trouble(CounterDialog[None]):
    """A panel that names the number of the log entry; any of Enter and Esc closes it."""

    BINDINGS = [Binding("enter", "dismiss", show=False)]

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def compose(self) -> ComposeResult:
        """What happened, what is safe, what to do."""
        with Vertical(id="dialog"):
            yield Line(Piece(_("Something went wrong"), "broken"))
            words = _("What you typed is still here. Tell the lead this number: {number}").format(
                number=self._number
            )
            for line in fold(words, INNER_CELLS):
                yield Line(line)
            yield Line("")
            yield Line(Piece("Enter ", "accent"), _("Go on"))
