"""One of a few answers by its digit, with words above them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.widgets.cells import fold, width
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.options import Options
from counter_tui.widgets.roles import Piece, content

INNER_CELLS = 68
_ROW_CELLS = INNER_CELLS - 5
"""What an answer has beside its digit and a bar to scroll by."""


class Pick(CounterDialog[str]):
    """Answers with the id of the choice whose digit was pressed, or which is marked at Enter; None on Esc."""

    CSS = """
    Pick #dialog { max-height: 22; }
    Pick #pick-list { margin-top: 1; max-height: 12; }
    Pick #pick-keys { margin-top: 1; }
    """

    def __init__(self, title: str, choices: Sequence[Choice], said: Sequence[Piece] = ()) -> None:
        super().__init__()
        self._title, self._said = title, tuple(said)
        self._choices = {str(place % 10): each for place, each in enumerate(choices, 1)}

    def compose(self) -> ComposeResult:
        """Heading, words, answers, keys."""
        with Vertical(id="dialog", classes="wide"):
            yield Line(Piece(self._title, "heading"))
            for piece in self._said:
                for line in fold(piece.text, INNER_CELLS):
                    yield Line(Piece(line, piece.role))
            options = [
                Option(self._row(digit, choice), id=choice.id) for digit, choice in self._choices.items()
            ]
            yield Options(*options, markup=False, id="pick-list")
            keys = "1-9 0" if len(self._choices) > 9 else f"1-{len(self._choices)}".removesuffix("-1")
            yield Line(
                Piece(f"{keys} ", "accent"),
                _("choose"),
                Piece("   Esc ", "accent"),
                _("Cancel"),
                id="pick-keys",
            )

    def _row(self, digit: str, choice: Choice) -> Content:
        first, *more = answer_lines(choice)
        pieces = [Piece(f"{digit}  ", "accent"), *first]
        for line in more:
            pieces += [Piece("\n   "), *line]
        return content(pieces, plain=plain_look(self))

    def on_key(self, event: events.Key) -> None:
        """A digit takes its answer."""
        if event.character in self._choices:
            self.dismiss(self._choices[str(event.character)].id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)


def answer_lines(choice: Choice) -> list[list[Piece]]:
    """The answer on one line with what is said of it, or on lines of their own, all under the first of its words."""
    if width(choice.label) + 3 + width(choice.detail) <= _ROW_CELLS:
        return [[Piece(choice.label), *([Piece(f"   {choice.detail}", "quiet")] if choice.detail else [])]]
    details = fold(choice.detail, _ROW_CELLS) if choice.detail else []
    labels = [[Piece(each)] for each in fold(choice.label, _ROW_CELLS)]
    return [*labels, *([Piece(each, "quiet")] for each in details)]
