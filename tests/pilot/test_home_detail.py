"""The detail beside Home's list is folded for the width it is drawn in, whenever the answer came."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from counter_tui.screens.home.parts import Detail, Lines
from counter_tui.widgets.cells import fold, width
from counter_tui.widgets.roles import Piece

TEXT = "十月电费含空调用电，电量无误；换表后请再核对一次读数，如仍有疑问可申请校验电能表，费用不由您承担。"


def folded(cells: int) -> Lines:
    """The text for so many cells."""
    return [(Piece(part),) for part in fold(TEXT, cells)]


class Beside(App[None]):
    """A detail that has its answer before it is laid out, at the right of something that takes 20 cells."""

    CSS = "Screen { layout: horizontal; } Static { width: 20; } Detail { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        """Both, the detail filled already."""
        yield Static("")
        detail = Detail()
        detail.show(folded)
        yield detail


def drawn(app: App[None]) -> list[str]:
    """The lines of the detail as they stand on the screen."""
    detail = app.screen.query_one(Detail)
    region = detail.region
    strips = app.screen._compositor.render_strips()
    return ["".join(part.text for part in strip.crop(20, 20 + region.width)).rstrip() for strip in strips]


@pytest.mark.parametrize("columns", [60, 47, 100])
async def test_an_answer_that_came_before_the_layout_is_folded_for_the_width_it_is_drawn_in(
    columns: int,
) -> None:
    """Nothing is cut, no line is shorter than it need be; another width folds it anew."""
    app = Beside()
    async with app.run_test(size=(columns, 24)) as pilot:
        for wide in (columns, 53, columns + 17):
            await pilot.resize_terminal(wide, 24)
            await pilot.pause()
            cells = wide - 20
            assert app.screen.query_one(Detail).size.width == cells
            lines = [line for line in drawn(app) if line]
            assert lines == fold(TEXT, cells)
            assert max(map(width, lines)) <= cells
