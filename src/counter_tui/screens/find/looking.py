"""What is typed, looked up at a pause, and what Enter means while the answer is on its way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.find.parts import Words

if TYPE_CHECKING:
    from counter_tui.services.views import Found

PAUSE = 0.18
"""Seconds without a key after which what was typed is looked up."""


class Looking(DeskScreen):
    """The asking side of ``FindScreen``: which words were asked for, and which of them an answer is for."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._asked: str | None = None
        self._shown_for: str | None = None
        self._entered_for: str | None = None
        self._timer: Timer | None = None

    def show_found(self, found: Found | None) -> None:
        """Show what was found; None for nothing asked."""
        raise NotImplementedError

    def accept_for(self, account: str) -> None:
        """A new request of this customer."""
        raise NotImplementedError

    def action_to_results(self) -> None:
        """Into the first list that has rows."""
        raise NotImplementedError

    @on(Input.Changed, "#find-words")
    def _typed(self) -> None:
        # What stands in the field now: Enter may have come before the word that it changed.
        text = self._words
        if self._entered_for is not None:
            if text == self._entered_for:
                return
            self._let_go()
        self._stop_timer()
        self._timer = self.set_timer(PAUSE, partial(self.look, text))

    @property
    def _words(self) -> str:
        return self.query_one("#find-words", Words).value.strip()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()

    def look(self, text: str) -> None:
        """Look these words up."""
        self._asked = text
        if not text:
            self.show_found(None)
            self._let_go()
            return
        self.ask(
            partial(self.services.find.find, self.actor, text), partial(self._answer, text), group="find"
        )

    def _answer(self, text: str, found: Found) -> None:
        # An answer to what was typed before is no answer to what stands there now.
        if text != self._asked:
            return
        self.show_found(found)
        self._shown_for = text
        if self._entered_for == text:
            self._let_go()
            self._go_on()

    def enter(self) -> None:
        """Enter in the words: go on with the answer to them, at once or when it comes."""
        text = self._words
        self._stop_timer()
        if text and text == self._shown_for:
            self._go_on()
        elif text:
            # Enter means the answer to what stands there: the keys that follow wait for it.
            self._entered_for, self.ready = text, False
            self.look(text)

    def _go_on(self) -> None:
        """Open what was found when it is one alone, else go to the results."""
        found = self._found
        if found is None or self.app.screen is not self:
            return
        if found.customer_count + found.matter_count != 1:
            self.action_to_results()
        elif found.customers:
            self.accept_for(found.customers[0].account)
        else:
            self.open_matter(found.matters[0].matter_id)

    def _let_go(self) -> None:
        """Nothing waits for an answer any more."""
        if self._entered_for is not None:
            self._entered_for, self.ready = None, True

    def refused(self, broken: RuleBroken) -> None:
        """Keys work again, whatever was refused."""
        self._let_go()
        super().refused(broken)

    def failed(self, error: Exception) -> None:
        """Keys work again, whatever happened."""
        self._let_go()
        super().failed(error)

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        if self._asked:
            self.look(self._asked)
