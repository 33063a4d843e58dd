"""A text field of one line: filled ground, no box, no blinking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.validation import ValidationResult
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

from counter_tui.widgets.cells import width


class LineInput(Input):
    """One line of typed text.

    ``max_cells`` limits the text by its width on screen (0: no limit), and ``LineInput.Full`` says that some was left
    out for that; ``secret`` shows a star for each
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
        self._begun = value
        # A blinking cursor costs two kilobytes a second on a remote line.
        self.cursor_blink = False
        self.max_cells = max_cells
        self.enter_moves = enter_moves
        self._echoed: list[events.Key] = []
        self._full_with: str | None = None

    @property
    def _value(self) -> Text:
        if self.password:
            return Text("*" * len(self.value), no_wrap=True, overflow="ignore", end="")
        return Text(self.value, no_wrap=True, overflow="ignore", end="")

    class Full(Message):
        """The field had no room for all that was put in; ``cells`` is how much it takes."""

        def __init__(self, cells: int) -> None:
            super().__init__()
            self.cells = cells

    def restricted(self) -> None:
        """Say that not all of it went in; once, however many keys are struck after that."""
        super().restricted()
        if self._full_with != self.value:
            self._full_with = self.value
            self.post_message(self.Full(self.max_cells))

    def validate(self, value: str) -> ValidationResult | None:
        """Nothing is judged by the field itself, so it need not be dressed anew for that at each first character."""
        return super().validate(value) if self.validators else None

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of a part of the value; what no longer fits is refused with a signal."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        fitting = self._fitting(text, start, end)
        if fitting or not text:
            super().replace(fitting, start, end)
        if fitting != text:
            self.restricted()

    def _fitting(self, text: str, start: int, end: int) -> str:
        """As much of the text as there is room for in place of a part of the value."""
        if not self.max_cells:
            return text
        return _head(text, self.max_cells - width(self.value[:start] + self.value[end:]))

    def insert(self, text: str, index: int) -> None:
        """Insert text at the index, as far as it fits."""
        self.replace(text, index, index)

    def echo(self, key: events.Key) -> None:
        """Show a key that is on its way as if it had been inserted. Value and selection stay, and nobody is told.

        It ends with the key itself, with ``end_echo``, or when the focus goes.
        """
        if key not in self._echoed:
            self._echoed.append(key)
            self.refresh()

    def end_echo(self) -> None:
        """Show what is in the field."""
        if self._echoed:
            self._echoed.clear()
            self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A key that was shown before is in the field from now on."""
        if event in self._echoed:
            self._echoed.remove(event)
            self.refresh()

    def on_blur(self) -> None:
        """The next key goes elsewhere."""
        self.end_echo()

    def render_line(self, y: int) -> Strip:
        """The line with what is on its way."""
        if not self._echoed:
            return super().render_line(y)
        with self._as_if_inserted():
            return super().render_line(y)

    @contextmanager
    def _as_if_inserted(self) -> Iterator[None]:
        value, selection, scroll = self.value, self.selection, self.scroll_x
        start, end = sorted(selection)
        text = self._fitting("".join(each.character or "" for each in self._echoed), start, end)
        if not text:
            yield
            return
        self.set_reactive(Input.value, value[:start] + text + value[end:])
        self.set_reactive(Input.selection, Selection.cursor(start + len(text)))
        self.set_reactive(Widget.scroll_x, self._scroll_to_cursor())
        try:
            yield
        finally:
            self.set_reactive(Input.value, value)
            self.set_reactive(Input.selection, selection)
            self.set_reactive(Widget.scroll_x, scroll)

    def _scroll_to_cursor(self) -> float:
        shown, cursor = self.scrollable_content_region.width, self._cursor_offset
        scroll = min(max(self.scroll_x, cursor + 1 - shown), cursor)
        return max(0, min(scroll, self.content_width - shown))

    def _watch_value(self, value: str) -> None:
        # A field is one line as wide as its place: Textual would lay the whole screen out anew at every key.
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))
        super()._watch_value(value)

    def set_quietly(self, value: str) -> None:
        """Put a value into the field without telling anybody that it changed."""
        with self.prevent(Input.Changed):
            self.value = value
            self.cursor_position = len(value)

    def as_begun(self) -> bool:
        """Does it hold what it was made with?"""
        return self.value == self._begun

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
