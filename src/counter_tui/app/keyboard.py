"""The app's side of typing: every key goes through the flow, and any of them says that somebody is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.message_pump import MessagePump

from counter_tui.app.dressed import DressedApp
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.common import Common
from counter_tui.widgets.burst import BurstFilter
from counter_tui.widgets.key_flow import KeyFlow, Typed

if TYPE_CHECKING:
    from counter_tui.widgets.line_input import LineInput


class KeyboardApp(DressedApp, inherit_bindings=False):
    """An app whose keys arrive one after another, readers' bursts as scans, and that knows when it was last used."""

    def __init__(self, looks_like_code: Callable[[str], bool] | None, seconds: Callable[[], float]) -> None:
        super().__init__()
        self.seconds = seconds
        self._touched = seconds()
        burst = BurstFilter[Typed](looks_like_code) if looks_like_code else None
        self._flow = KeyFlow(self, self._send, burst, seconds)
        self._echoing: LineInput | None = None

    @property
    def keys_waiting(self) -> bool:
        """Is any key still on its way to its field?"""
        return self._flow.waiting

    def idle_seconds(self) -> float:
        """How long ago the last key or click was."""
        return self.seconds() - self._touched

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self.seconds()

    async def on_event(self, event: events.Event) -> None:
        """Keys and pasted texts go through the flow, everything else its usual way."""
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            self.touch()
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            await self._flow.came_back(event)
        elif self._wanted(event):
            await self._flow.arrived(event)

    def _wanted(self, event: Typed) -> bool:
        """Under the message that the window is too small, text goes into its field and no command is given."""
        screen = self.screen
        if not isinstance(screen, CounterScreen) or not screen.too_small:
            return True
        if isinstance(event, events.Key) and event.key in ("ctrl+q", "backspace"):
            return True
        return self.takes_as_text(event)

    def ready_for_keys(self) -> bool:
        """Has the screen in front all its widgets and its focus? Once the app is closing there is none any more."""
        if not self.screen_stack:
            return False
        return not isinstance(self.screen, Common) or (self.screen.ready and self.screen.stands)

    def takes_as_text(self, event: Typed) -> bool:
        """Will the focused field simply insert this?"""
        focused = self.focused
        if focused is None:
            return False
        return isinstance(event, events.Paste) or focused.check_consume_key(event.key, event.character)

    async def _send(self, event: Typed) -> None:
        if self.focused is not self._echoing:
            self.end_echo()
        self._see_at_once()
        await super().on_event(event)

    def _field(self) -> LineInput | None:
        """The focused field, if it is one."""
        # Loaded with the first key: the first frame has no fields, and waits for all that is loaded before it.
        from counter_tui.widgets.line_input import LineInput

        return self.focused if isinstance(self.focused, LineInput) else None

    def _see_at_once(self) -> None:
        if (field := self._field()) is not None and isinstance(self.screen, Common):
            self.screen.see_at_once(field)

    def echo(self, event: Typed) -> None:
        """Show the key in the focused field; a field that keeps what it gets in another way shows it when it has it."""
        if (field := self._field()) is not None and isinstance(event, events.Key):
            self._echoing = field
            field.echo(event)
            self._see_at_once()

    def end_echo(self) -> None:
        """The field shows again what it holds."""
        field, self._echoing = self._echoing, None
        if field is not None:
            field.end_echo()

    def take_scan(self, text: str) -> bool:
        """Give a scanned text to the screen in front."""
        return isinstance(self.screen, Common) and self.screen.take_scan(text)

    def pump(self) -> MessagePump:
        """The app's own queue."""
        return self

    def target(self) -> MessagePump:
        """The focused widget, else the screen in front."""
        return self.focused or self.screen

    def front(self) -> MessagePump:
        """The screen in front."""
        return self.screen
