"""What the customer sees: levels, reasons, thanks; drawn large, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from counter_tui.domain.catalogue.models import Words
from counter_tui.i18n import language
from counter_tui.widgets.cells import cut, width
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, Pieces, content, within

REASON_CELLS = 56
_BETWEEN, _LEAST = 3, 8
"""Cells between two languages on one line, and so many of the second at least."""


class Answer(Struct, frozen=True):
    """Something the customer can press: its key, its words, the class it is drawn with, the sign where not the key."""

    key: str
    words: Words
    classes: str
    sign: str = ""


class Face(Struct, frozen=True):
    """Lines of the question, the answers that can be pressed, lines under them."""

    question: Sequence[Pieces]
    answers: Sequence[Answer] = ()
    foot: Sequence[Pieces] = ((),)


class Text(Widget):
    """A few lines of pieces, placed by the style sheet."""

    def __init__(self, lines: Sequence[Pieces] = (), *, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._lines = [tuple(line) for line in lines]

    def show(self, *lines: Pieces) -> None:
        """Show these lines instead."""
        self._lines = [tuple(line) for line in lines]
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines."""
        plain = plain_look(self)
        return Content("\n").join(content(line, plain=plain) for line in self._lines)


class InBoth(Text):
    """Words in both languages: the second below the first, or behind it where there is one line only."""

    def render(self) -> Content:
        """The words, as much of the second as fits."""
        if self.size.height > 1:
            return super().render()
        first, second = (content(line, plain=plain_look(self)) for line in self._lines)
        room = self.size.width - first.cell_length - _BETWEEN
        if room < min(_LEAST, second.cell_length):
            return first
        return Content.assemble(first, " " * _BETWEEN, within(second, room))


class Digit(Widget):
    """A key on its ground, in the colours the style sheet gives it."""

    DEFAULT_CLASSES = "digit"

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def render(self) -> Content:
        """The key."""
        return Content(self._key)


class Row(Widget):
    """One answer with its key; a click on it is a press of the key."""

    class Pressed(Message):
        """The answer was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, answer: Answer, room: int) -> None:
        super().__init__(classes=answer.classes)
        self.answer, self._room = answer, room

    def compose(self) -> ComposeResult:
        """The key on its ground, the words beside it."""
        yield Digit(self.answer.sign or self.answer.key)
        kind = Text if "level" in self.answer.classes else InBoth
        yield kind(self._words(), classes="words")

    def _words(self) -> list[Pieces]:
        """A level in both languages on one line; anything else with the other language below, or behind it."""
        first, second = in_both(self.answer.words)
        if "level" not in self.answer.classes:
            return [[Piece(cut(first, self._room))], [Piece(cut(second, self._room), "quiet")]]
        first = spaced(first)
        gap = " " * max(2, 22 - width(first))
        return [[Piece(first, "strong"), Piece(gap), Piece(second, "quiet")]]

    def on_click(self, event: events.Click) -> None:
        """Press it."""
        event.stop()
        self.post_message(self.Pressed(self.answer.key))


class RatingPane(Vertical):
    """The customer's side of a screen: a question, answers, a foot."""

    def __init__(self) -> None:
        super().__init__(id="pane")

    def compose(self) -> ComposeResult:
        """Nothing stands there until ``show``."""
        yield Text(id="question", classes="head")
        yield Vertical(id="rows")
        yield Text(id="foot", classes="foot")

    def show(self, face: Face) -> None:
        """Show this in place of what stood there."""
        if not self.query("#rows"):
            return
        self.query_one("#question", Text).show(*face.question)
        self.query_one("#foot", Text).show(*face.foot)
        rows = self.query_one("#rows", Vertical)
        with self.app.batch_update():
            rows.remove_children()
            rows.mount_all(Row(answer, REASON_CELLS) for answer in face.answers)


def in_both(words: Words) -> tuple[str, str]:
    """The text in the language in use, then in the other one."""
    return (words.en, words.zh) if language() == "en" else (words.zh, words.en)


def spaced(text: str) -> str:
    """Chinese characters with a blank between, so that they can be read from further away."""
    if all(width(each) == 2 for each in text):
        return " ".join(text)
    return text
