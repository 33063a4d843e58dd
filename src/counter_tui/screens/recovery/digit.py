"""A field that takes one digit."""

from __future__ import annotations

from typing import Any

from textual import events

from counter_tui.widgets.line_input import LineInput


class DigitLine(LineInput):
    """A field of one digit: the digit takes its choice and goes on before the next key comes."""

    def __init__(self, value: str, count: int, **more: Any) -> None:
        super().__init__(value, max_cells=1, select_on_focus=True, **more)
        self._count = count

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A digit is no text: the next key waits until it has been answered."""
        return self._place(character) == 0 and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        place = self._place(event.character)
        if not place:
            await super()._on_key(event)
            return
        event.prevent_default()
        self.value = str(place)
        self.screen.focus_next()

    def _place(self, character: str | None) -> int:
        text = character or ""
        place = int(text) if text.isascii() and text.isdigit() else 0
        return place if place <= self._count else 0
