"""The company's centre has closed this PC down: said quietly, and nothing else can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult

from counter_tui.i18n import _
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.sheet import Lines, Sheet
from counter_tui.widgets.cells import fold
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece

Say = Callable[[], list[str]]
"""What became of the PC, and whom to ask, in lines of the language in use."""


class ClosedScreen(CounterScreen):
    """What became of this PC and whom to ask; the program can only be left."""

    KEYS = ()
    CSS = "ClosedScreen { #closed-words { height: auto; margin: 1 2; } }"

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say

    def place(self) -> str:
        """Where am I."""
        return _("Closed down")

    def second_line(self) -> tuple[Piece | str, ...]:
        """The one thing that can be done."""
        return (Piece(_("Press {key} to quit.").format(key="^Q"), "quiet"),)

    def compose_body(self) -> ComposeResult:
        """The words."""
        yield Section(_("This PC is closed down"))
        yield Sheet(partial(_folded, self._say), id="closed-words")

    def leaving_question(self) -> str:
        """Nothing can be lost here."""
        return ""


def _folded(say: Say, cells: int, _plain: bool) -> Lines:
    lines: Lines = []
    for words in say():
        lines += [*([Piece(line, "text")] for line in fold(words, cells)), []]
    return lines
