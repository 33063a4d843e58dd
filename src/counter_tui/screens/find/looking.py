"""What is typed, looked up at a pause, and what keys mean while the answer is on its way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.find.parts import Words
from counter_tui.widgets.once import once

if TYPE_CHECKING:
    from counter_tui.services.views.found import Found

PAUSE = 0.18
"""Seconds without a key after which what was typed is looked up."""


class Looking(DeskScreen):
    """The asking side of ``FindScreen``: which words were asked for, and which of them an answer is for."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._asked: str | None = None
        self._shown_for: str | None = None
        self._waited_for: str | None = None
        self._then: Callable[[], None] | None = None
        self._timer: Timer | None = None

    if TYPE_CHECKING:
        # What ``FindScreen`` does with an answer.
        def show_found(self, found: Found | None) -> None:
            """Show what was found; None for nothing asked."""

        def accept_for(self, account: str) -> None:
            """A new request of this customer."""

        def into_results(self) -> None:
            """Into the first list that has rows."""

    @on(Input.Changed, "#find-words")
    def _typed(self) -> None:
        # What stands in the field now: a key may have come before the word that it changed.
        text = self._words
        if self._waited_for is not None:
            if text == self._waited_for:
                return
            self._let_go()
        self._stop_timer()
        self._timer = once(self, PAUSE, partial(self.look, text))

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
        if self._waited_for == text:
            then = self._then
            self._let_go()
            if then is not None and self.app.screen is self:
                then()

    def answered_first(self, then: Callable[[], None]) -> None:
        """Do this with the answer to the words that stand in the field, at once or when it comes.

        A key means what stands there and not the list of what was typed before: the keys that follow wait too.
        """
        text = self._words
        self._stop_timer()
        if not text:
            self.look(text)
        if text == (self._shown_for or ""):
            then()
        else:
            self._waited_for, self._then, self.ready = text, then, False
            self.look(text)

    def enter(self) -> None:
        """Enter in the words: go on with the answer to them."""
        self.answered_first(self._go_on)

    def _go_on(self) -> None:
        """Open what was found when it is one alone, else go to the results."""
        found = self._found
        if found is None:
            return
        if found.customer_count + found.matter_count != 1:
            self.into_results()
        elif found.customers:
            self.accept_for(found.customers[0].account)
        else:
            self.open_matter(found.matters[0].matter_id)

    def _let_go(self) -> None:
        """Nothing waits for an answer any more."""
        if self._waited_for is not None:
            self._waited_for, self._then, self.ready = None, None, True

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
