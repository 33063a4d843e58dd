"""The key line: the keys that matter on this screen, one line, drawn by one widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from counter_tui.widgets.cells import width
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import plainly


class KeyBar(Widget):
    """Draws the shown bindings of the screen as far as they fit; a click on one presses its key.

    ``key_name`` writes a key as people read it; ``order`` gives the ids of bindings in the order of the line.
    The last of them always has its room, and so has the way out (Esc).

    The stock footer makes a widget per key at every change of focus and keeps the old ones alive; this
    one keeps nothing.
    """

    DEFAULT_CLASSES = "line key-bar"

    def __init__(
        self, key_name: Callable[[str], str], order: Callable[[], Sequence[str]], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._key_name, self._order = key_name, order
        self._places: list[tuple[int, int, str]] = []

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for start, end, key in self._places:
            if start <= event.x < end:
                self.app.simulate_key(key)

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def entries(self) -> list[tuple[str, str, str]]:
        """Key, its name and the label of every command shown, each command once, in the order of the screen."""
        found: dict[str, tuple[str, str, str]] = {}
        for key, active in self.screen.active_bindings.items():
            bound = active.binding
            if not bound.show or not active.enabled:
                continue
            found.setdefault(bound.id or bound.action, (key, self._key_name(key), bound.description))
        places = {id: place for place, id in enumerate(self._order())}
        # What the screen does not name comes just before its last one.
        unnamed = len(places) - 1.5
        return [entry for id, entry in sorted(found.items(), key=lambda each: places.get(each[0], unnamed))]

    def render(self) -> Content:
        """As many entries as fit, the first ones first; the way out and the last, help, always have their room."""
        plain, room = plain_look(self), self.size.width - 1
        line, entries = Content(" "), self.entries()
        held = [entry for entry in entries if entry[0] == "escape" or entry == entries[-1]]
        kept = sum(width(f"{name} {label}") + 2 for _key, name, label in held)
        self._places = []
        for entry in entries:
            key, name, label = entry
            text = plainly(f"{name} {label}") if plain else f"{name} {label}"
            if entry in held:
                kept -= width(f"{name} {label}") + 2
            if line.cell_length + width(text) + kept > room:
                continue
            drawn = Content.assemble((name, "bold $accent"), (text[len(name) :], "$foreground"))
            start = line.cell_length
            self._places.append((start, start + drawn.cell_length, key))
            line += drawn + Content("  ")
        return line
