"""Leaving a question without losing words that were typed into it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.common import Result
from counter_tui.screens.dialogs import Confirm
from counter_tui.widgets.line_input import LineInput


class Leaving(CounterDialog[Result]):
    """A question with lines to write in: Esc asks first where words would go, and does nothing while it is being done.

    What nobody has changed is no loss, nor is a PIN, nor what stands in the fields named in ``NO_WORDS``.
    """

    BINDINGS = [Binding("escape", "cancel", show=False)]
    NO_WORDS: ClassVar[frozenset[str]] = frozenset()
    _ended = False

    def action_cancel(self) -> None:
        """Leave without doing it."""
        if self.writing or self._ended:
            return
        if self.has_words():
            self.app.push_screen(Confirm(_("Discard what was typed?")), self._discard)
        else:
            self._discard(True)

    def has_words(self) -> bool:
        """Whether somebody has written something here that is not sent."""
        return any(self._is_words(each) for each in self.query(LineInput) if not each.within_pick)

    def _is_words(self, line: LineInput) -> bool:
        open_text = not line.password and line.id not in self.NO_WORDS
        return open_text and not line.as_begun()

    def _discard(self, yes: bool | None) -> None:
        if yes and not self.writing and not self._ended:
            self._ended = True
            self.dismiss(None)

    def leaving_question(self) -> str:
        """What would be lost when the program is closed now."""
        return super().leaving_question() or (_("Discard what was typed?") if self.has_words() else "")
