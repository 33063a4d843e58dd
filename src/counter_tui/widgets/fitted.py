"""Lines of pieces made for the width they are drawn in, for a form that must not be held up by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, content, within

FittedLine = tuple[Piece, ...]
Made = Callable[[int], Sequence[FittedLine]]
"""Makes the lines for so many cells."""


class FittedLines(Widget):
    """A few lines, made for the width they are drawn in and not the one there was when the answer came."""

    made: reactive[Made] = reactive(lambda: _nothing, layout=True)

    def show(self, made: Made) -> None:
        """Show what this makes of a number of cells; asked again whenever the width changes."""
        cells = self.size.width
        as_it_stands = bool(cells) and self.made(cells) == made(cells)
        if self.display and not as_it_stands:
            self.made = made
            return
        # A new layout of the form would hold up the next key; what is not displayed gets one when it is.
        self.set_reactive(FittedLines.made, made)
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are made for the width."""
        del container, viewport
        return len(self.made(width))

    def render(self) -> Content:
        """The lines, each cut at the right edge."""
        plain, cells = plain_look(self), self.size.width
        return Content("\n").join(within(content(line, plain=plain), cells) for line in self.made(cells))


def _nothing(cells: int) -> Sequence[FittedLine]:
    del cells
    return ()
