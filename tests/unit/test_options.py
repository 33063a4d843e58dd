"""A list of options takes a page's key whenever it comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult

from counter_tui.widgets.options import Options


@pytest.mark.parametrize("page", [Options.action_page_up, Options.action_page_down])
def test_a_page_before_the_list_has_its_lines_leaves_the_mark(page: Callable[[Options], None]) -> None:
    """As after a change of the language, when the list is made anew under the finger."""
    options = Options("one", "two")
    options.set_reactive(Options.highlighted, 0)
    page(options)
    assert options.highlighted == 0


async def test_a_page_moves_the_mark_of_a_list_that_stands() -> None:
    class Listed(App[None]):
        def compose(self) -> ComposeResult:
            yield Options("one", "two", "three")

    app = Listed()
    async with app.run_test() as pilot:
        app.query_one(Options).highlighted = 0
        await pilot.press("pagedown")
        assert app.query_one(Options).highlighted == 2
        await pilot.press("pageup")
        assert app.query_one(Options).highlighted == 0
