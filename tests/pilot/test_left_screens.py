"""A screen that was left costs nothing any more."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widget import Widget

from counter_tui.screens.acceptance.screen import AcceptanceScreen
from support.apps import app_on, settled, signed_in
from support.stations import LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()


async def test_what_a_screen_drew_goes_with_it(small: SmallStation) -> None:
    """Nothing keeps the lines of an acceptance form that was left, after the next one was opened and left too."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, AcceptanceScreen)
        drawn = [weakref.ref(widget._styles_cache) for widget in app.screen.walk_children(Widget)]
        for key in ("escape", "f2", "escape"):
            await pilot.press(key)
            await settled(pilot)
        assert len(drawn) > 20
        for _round in range(200):
            # A thread that has just answered may hold the form it was asked by for a moment longer.
            gc.collect()
            if not [kept for kept in drawn if kept() is not None]:
                break
            await pilot.pause()
        assert not [kept for kept in drawn if kept() is not None]
