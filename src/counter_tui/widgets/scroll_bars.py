"""The bar beside what is longer than its place, in a look that has no signs of doubtful width."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class WholeCells(ScrollBarRender):
    """A bar of whole cells: the eighths of a cell at its ends are signs terminals disagree about."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def draw_bars(*, plain: bool) -> None:
    """From now on the bars of this process are drawn so."""
    ScrollBar.renderer = WholeCells if plain else ScrollBarRender
