"""A screen that was left costs nothing any more."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.worker import active_worker

from counter_tui.screens.acceptance.screen import AcceptanceScreen
from support.apps import app_on, settled, signed_in
from support.stations import LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()


@pytest.mark.every_frame
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
        gc.collect()
        assert not [kept for kept in drawn if kept() is not None]


async def test_a_thread_that_has_answered_forgets_the_screen_that_asked(small: SmallStation) -> None:
    """The one thread that works for every screen here knows none of them once it has answered."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as one:
        loop.set_default_executor(one)
        app = app_on(small)
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot, LI)
            assert await loop.run_in_executor(None, active_worker.get, None) is None
