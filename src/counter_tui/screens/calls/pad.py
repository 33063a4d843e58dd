"""For the clerk, on demand: lines that help with an angry customer, and a note of what happened."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import _, language
from counter_tui.screens.dialogs.pick import INNER_CELLS
from counter_tui.screens.leaving import Leaving
from counter_tui.services.calls import Called, CallService
from counter_tui.services.reference.calls import load_calming
from counter_tui.widgets.cells import fold
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

LONGEST = 500
"""Cells of a note."""


class Pad(Leaving[None]):
    """Neutral to whoever looks over the counter: no heading says what it is for."""

    CSS = """
    #dialog { max-height: 22; }
    #dialog .line-input { margin: 0; width: 1fr; }
    #pad-said { margin-top: 1; }
    #pad-keys { margin-top: 1; }
    """

    def __init__(self, calls: CallService, actor: Actor, called: Called) -> None:
        super().__init__()
        self._calls, self._actor, self._called = calls, actor, called

    def compose(self) -> ComposeResult:
        """The lines, whether the lead knows, the note."""
        with Vertical(id="dialog", classes="wide"):
            for words in load_calming():
                for line in fold(words.say(language()), INNER_CELLS):
                    yield Line(Piece(line))
            said = _("The lead has answered.") if self._called.answered else _("The lead has been told.")
            yield Line(Piece(said, "done" if self._called.answered else "quiet"), id="pad-said")
            yield LineInput(
                id="note", enter_moves=False, max_cells=LONGEST, placeholder=_("what happened, for the lead")
            )
            yield Line(
                Piece("Enter ", "accent"),
                _("Note"),
                Piece("   Esc ", "accent"),
                _("Back"),
                id="pad-keys",
            )

    @on(Input.Submitted, "#note")
    def _noted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            note = partial(self._calls.note, self._actor, self._called.call_id, event.value)
            self.write(note, lambda _none: self._kept())

    def _kept(self) -> None:
        self.query_one("#note", LineInput).clear()
        self.query_one("#pad-said", Line).show([Piece(_("Noted."), "done")])

    def refused(self, broken: RuleBroken) -> None:
        """Say it here, where everything typed still is."""
        self.query_one("#pad-said", Line).show([Piece(self.counter.say(broken), "broken")])
