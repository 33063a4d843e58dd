"""A text field of one line: filled ground, no box, no blinking."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import Input

from counter_tui.widgets.cells import width


class LineInput(Input):
    """One line of typed text.

    ``max_cells`` limits the text by its width on screen (0: no limit); ``secret`` shows a star for each
    character; ``enter_moves`` sends the focus to the next field on Enter, after ``Input.Submitted`` has
    been posted. What is in the field is never read as markup.
    """

    DEFAULT_CLASSES = "line-input"
    within_pick = False
    """Is this the typed part of a ``PickList``?"""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_cells: int = 0,
        secret: bool = False,
        enter_moves: bool = True,
        select_on_focus: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            password=secret,
            compact=True,
            select_on_focus=select_on_focus,
            id=id,
            classes=classes,
        )
        # A blinking cursor costs two kilobytes a second on a remote line.
        self.cursor_blink = False
        self.max_cells = max_cells
        self.enter_moves = enter_moves

    @property
    def _value(self) -> Text:
        if self.password:
            return Text("*" * len(self.value), no_wrap=True, overflow="ignore", end="")
        return Text(self.value, no_wrap=True, overflow="ignore", end="")

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of a part of the value; what no longer fits is refused with a signal."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        if self.max_cells:
            room = self.max_cells - width(self.value[:start] + self.value[end:])
            fitting = _head(text, room)
            if fitting != text:
                self.restricted()
            if text and not fitting:
                return
            text = fitting
        super().replace(text, start, end)

    def insert(self, text: str, index: int) -> None:
        """Insert text at the index, as far as it fits."""
        self.replace(text, index, index)

    def set_quietly(self, value: str) -> None:
        """Put a value into the field without telling anybody that it changed."""
        with self.prevent(Input.Changed):
            self.value = value
            self.cursor_position = len(value)

    def kept(self) -> str:
        """The text, to be put back into a field made anew."""
        return self.value

    def restore(self, kept: str) -> None:
        """Put back what ``kept`` gave, without telling anybody."""
        self.set_quietly(kept)

    async def action_submit(self) -> None:
        """Say that Enter was pressed, then go on to the next field."""
        await super().action_submit()
        if self.enter_moves:
            self.screen.focus_next()

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        # Lines of a pasted text become one; control characters have no place in a field.
        text = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
        self.replace("".join(each for each in text if each.isprintable()), *self.selection)


def _head(text: str, cells: int) -> str:
    """As many characters of the text as fit into so many cells."""
    kept = ""
    for character in text:
        if width(kept) + width(character) > cells:
            break
        kept += character
    return kept
