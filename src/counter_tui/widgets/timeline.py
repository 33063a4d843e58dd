"""What happened, in order: when, who, what."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from counter_tui.widgets.cells import cut, fold, pad
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, Role, content

WHEN_CELLS, WHO_CELLS = 12, 9


class Entry(Struct, frozen=True):
    """One thing that happened: ``when`` as a person says it, ``who`` did it, and what, folded over lines as needed."""

    when: str
    who: str
    what: str
    role: Role = "text"


class _Entries(Widget):
    """All entries as one drawn text."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def lines(self, cells: int) -> list[list[Piece]]:
        """The entries as lines of pieces, what happened folded under itself."""
        indent = WHEN_CELLS + WHO_CELLS
        found: list[list[Piece]] = []
        for entry in self.entries:
            head = [
                Piece(pad(entry.when, WHEN_CELLS), "quiet"),
                Piece(pad(cut(entry.who, WHO_CELLS - 1), WHO_CELLS), "secondary"),
            ]
            for part in fold(entry.what, max(cells - indent, 10)):
                found.append([*head, Piece(part, entry.role)])
                head = [Piece(" " * indent)]
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the entries take at this width."""
        del container, viewport
        return len(self.lines(width))

    def render(self) -> Content:
        """The lines."""
        plain = plain_look(self)
        return Content("\n").join(content(line, plain=plain) for line in self.lines(self.size.width))


class Timeline(VerticalScroll):
    """A list of entries that scrolls; the arrows move it when it has the focus."""

    DEFAULT_CLASSES = "timeline"

    def __init__(self, entries: Sequence[Entry] = (), *, id: str | None = None) -> None:
        self._entries = _Entries()
        self._entries.entries = tuple(entries)
        super().__init__(self._entries, id=id)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries instead."""
        self._entries.entries = tuple(entries)
        self._entries.refresh(layout=True)
