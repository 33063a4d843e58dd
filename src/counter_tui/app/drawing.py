"""The app's side of the terminal: only what has changed is sent there, and keys are waited for."""

from __future__ import annotations

import sys
from typing import Any, cast

from rich.console import RenderableType
from textual import events, on
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._styles_cache import StylesCache
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from counter_tui.app.drawn import Changes, Drawn


class DrawingApp(App[None], inherit_bindings=False):
    """An app that knows what stands in its terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = Drawn()

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this platform; on Linux and macOS one that waits for keys without a clock."""
        found = super().get_driver_class()
        if sys.platform == "win32":
            return found
        from textual.drivers.linux_driver import LinuxDriver

        from counter_tui.app.keys_in import PatientDriver

        return PatientDriver if found is LinuxDriver else found

    @on(events.Resize)
    def _terminal_changed(self) -> None:
        # A terminal of another size, or one that comes back after the program was stopped.
        self._drawn.forget()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, LayoutUpdate):
            # Here Textual holds on to widgets that were taken down, with all their drawn lines.
            StylesCache.get_inner_outer.cache_clear()
        draws = self._running and not self._closed and not self.is_headless and not self._batch_count
        if draws and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            codes = self._drawn.changes(self.screen, self.size, renderable, self.console)
            cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
            needed = codes or cursor != self._previous_cursor_position
            renderable = cast(RenderableType, Changes(codes)) if needed else None
        super()._display(screen, renderable)
