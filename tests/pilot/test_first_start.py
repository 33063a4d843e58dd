"""The first start without a station: demo, new, or join."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from counter_tui.app import CounterApp
from counter_tui.bootstrap import make_app
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.paths import Home
from counter_tui.screens.desk import Desk
from counter_tui.screens.dialogs import Trouble
from counter_tui.screens.first_start.screen import FirstStartScreen
from counter_tui.screens.sign_in.screen import SignInScreen
from support.apps import Looks, rushed, settled, shown
from support.clocks import StillClock
from support.random_keys import RANDOM_KEYS
from support.stations import open_small_station

KEYS = [
    *"abnrxwjg0123456789",
    *(
        "up",
        "down",
        "left",
        "right",
        "tab",
        "shift+tab",
        "enter",
        "escape",
        "home",
        "end",
        "pagedown",
        "space",
    ),
    *("f1", "f2", "f3", "f10", "ctrl+t", "ctrl+l", "ctrl+d", "ctrl+p", "ctrl+s", "delete", "backspace", "/"),
]


def first_app(folder: Path, open_demo: Callable[..., Desk] | None = None) -> CounterApp:
    """The app on an empty folder; ``open_demo`` in place of making the real demo station."""
    set_language("zh")
    app = make_app(Home(folder / "nothing"), StillClock(), tick=None, looks_like_code=None, seconds=Looks())
    if open_demo is not None:
        doors: Any = app.wiring.screens
        doors.given["first_start"] = lambda: FirstStartScreen(open_demo, "counter-tui init")
    return app


async def test_an_empty_home_asks_how_to_begin(tmp_path: Path) -> None:
    """Three ways; nothing is written by asking, and no screen of a station can be gone to."""
    app = first_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = "\n".join(shown(app))
        assert all(words in text for words in ("演示所", "新建供电所", "加入供电所"))
        await pilot.press("ctrl+l", "f3", "escape")
        await settled(pilot)
        assert isinstance(app.screen, FirstStartScreen)
    assert not (tmp_path / "nothing").exists()


async def test_new_and_join_say_what_to_do(tmp_path: Path) -> None:
    """The commands that set up a station, and its next PC."""
    app = first_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        told = "".join(line.strip() for line in shown(app))
        assert f"counter-tui init --home {tmp_path / 'nothing'}".replace(" ", "") in told.replace(" ", "")
        assert "恢复单" in told
        await pilot.press("down", "enter")
        await settled(pilot)
        told = "".join(line.strip() for line in shown(app))
        assert "share-key" in told
        assert "--join" in told


async def test_the_demo_is_made_with_its_progress_and_opened(tmp_path: Path) -> None:
    """A second Enter makes nothing twice; then its sign-in stands there."""
    made: list[int] = []
    small = open_small_station(tmp_path, demo=True)

    def open_demo(progress: Callable[[int, int], None]) -> Desk:
        made.append(1)
        progress(150, 300)
        return Desk(small.services)

    app = first_app(tmp_path, open_demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert made == [1]
        assert isinstance(app.screen, SignInScreen)


async def test_a_demo_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    """The ways stay open."""

    def open_demo(_progress: Callable[[int, int], None]) -> Desk:
        raise RuleBroken("demo_home_is_real")

    app = first_app(tmp_path, open_demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FirstStartScreen)
        text = "\n".join(shown(app))
        assert "正在准备" not in text
        assert "demo_home_is_real" not in text


@pytest.mark.parametrize("goes", [True, False])
async def test_random_keys_break_nothing_at_first_start(tmp_path: Path, goes: bool) -> None:
    """Nobody signed in, nothing written: the ways stay open, or the demo's sign-in does."""
    random, made = Random(f"somebody new {goes}"), []
    small = open_small_station(tmp_path, demo=True)

    def open_demo(_progress: Callable[[int, int], None]) -> Desk:
        made.append(1)
        if not goes:
            raise RuleBroken("demo_home_is_real")
        return Desk(small.services)

    app = first_app(tmp_path, open_demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for start in range(0, RANDOM_KEYS, 60):
            if not isinstance(app.screen_stack[1], FirstStartScreen):
                app.start_over("first_start")
                await settled(pilot)
            await rushed(pilot, random.choices(KEYS, k=60))
            assert app.is_running, start
            assert not any(isinstance(screen, Trouble) for screen in app.screen_stack), start
            assert isinstance(app.screen_stack[1], FirstStartScreen | SignInScreen)
    assert made
    assert not Home(tmp_path / "nothing").store.exists()
