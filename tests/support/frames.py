"""Frames that nobody looks at, which took a third of the time of pilot tests."""

from __future__ import annotations

import os
from typing import Any

import pytest
from textual._context import visible_screen_stack
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from counter_tui.widgets.whole_signs import WholeSigns

EVERY_FRAME = "COUNTER_TORTURE_FRAMES" in os.environ


@pytest.fixture(autouse=True)
def frames(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No frame is drawn between two looks of a test, which Textual's headless driver would throw away unseen.

    Layout, styles and messages go on as ever, a look (`shown`, a picture) draws what stands there, and the first screen
    of each kind is drawn when it comes to rest. A test marked ``every_frame`` has them all; so has `make torture`.
    """
    if EVERY_FRAME or request.node.get_closest_marker("every_frame"):
        return
    draw = WholeSigns.render_update

    def unseen(
        compositor: WholeSigns,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> object:
        if full:
            return draw(compositor, full=True, screen_stack=screen_stack, simplify=simplify)
        visible_screen_stack.set(screen_stack or [])
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(WholeSigns, "render_update", unseen)


_DRAWN: set[type[Screen[object]]] = set()


def drawn(app: App[Any]) -> list[Strip]:
    """What stands there: the screen in front over those below that show through it."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def draw_first(app: App[Any]) -> None:
    """Draw the screen in front if none of its kind came to rest in this process: what it shows must be drawable."""
    if type(app.screen) not in _DRAWN:
        _DRAWN.add(type(app.screen))
        drawn(app)
