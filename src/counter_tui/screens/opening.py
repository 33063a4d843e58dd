"""What is painted while the station is being opened."""

from __future__ import annotations

from textual.app import ComposeResult

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.base import CounterScreen
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece


class Opening(CounterScreen):
    """The bands without their contents, and a word that the station is being opened."""

    KEYS = ()

    def compose_body(self) -> ComposeResult:
        """Whose program this is, and what it is doing."""
        yield Section(_("The counter of the power-supply station"))
        yield Line(Piece(_("Opening the station, please wait..."), "quiet"))

    def refused(self, broken: RuleBroken) -> None:
        """A rule that keeps the station shut is said as the program ends."""
        self.counter.give_up(broken)

    def failed(self, error: Exception) -> None:
        """Without a station there is nothing to go back to."""
        self.counter.give_up(error)
