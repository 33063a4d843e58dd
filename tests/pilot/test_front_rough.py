"""Rough handling of the front screens: random keys, a window that shrinks, keys pressed twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from counter_tui.app import CounterApp
from counter_tui.i18n import set_language
from counter_tui.screens.dialogs import Trouble
from counter_tui.settings import read_settings
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, desk_of, rushed, settled, signed_in, typed
from support.elsewhere import with_forms_elsewhere
from support.random_keys import RANDOM_KEYS
from support.stations import WANG, SmallStation, open_small_station

KEYS = [
    *"abnrxwjg0123456789",
    *("up", "down", "left", "right", "tab", "shift+tab", "enter", "escape", "home", "end", "pagedown"),
    *("f1", "f2", "f3", "f4", "f6", "f10", "ctrl+s", "ctrl+d", "ctrl+p", "delete", "backspace", "/"),
]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


def never_left(app: CounterApp, monkeypatch: pytest.MonkeyPatch) -> CounterApp:
    """The app, which does not end where the keys come to find the command for that in the palette."""
    monkeypatch.setattr(app, "exit", lambda *_given: None)
    return app


@pytest.mark.parametrize("name", ["home", "find", "staff", "sign_in"])
async def test_random_keys_break_nothing_in_front(
    small: SmallStation, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No trouble panel, the app runs on, and the ledger has only what a person may do."""
    random = Random(f"front {name}")
    app = never_left(with_forms_elsewhere(app_on(small)), monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        for start in range(0, RANDOM_KEYS, 60):
            await signed_in(pilot, WANG, name)
            await rushed(pilot, random.choices(KEYS, k=60))
            assert app.is_running, start
            assert not any(isinstance(screen, Trouble) for screen in app.screen_stack), start
            if desk_of(app).locked:
                desk_of(app).locked = False


@pytest.mark.parametrize(("name", "below"), [("settings", "home"), ("help", "settings"), ("palette", "home")])
async def test_random_keys_on_what_every_screen_opens(
    small: SmallStation, name: str, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened again every 40 keys: no trouble panel, and the settings that were kept are those in use."""
    random = Random(f"shell {name} {below}")
    app = never_left(with_forms_elsewhere(app_on(small)), monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        for start in range(0, RANDOM_KEYS, 40):
            await signed_in(pilot, WANG, below)
            await app.run_action("app.go('settings')" if name == "settings" else f"app.{name}")
            await settled(pilot)
            await rushed(pilot, random.choices(KEYS, k=40))
            assert app.is_running, start
            assert not any(isinstance(screen, Trouble) for screen in app.screen_stack), start
            desk_of(app).locked = False
    assert read_settings(small.home.settings) == app.settings


@pytest.mark.parametrize(
    ("name", "field"), [("home", "home-search"), ("find", "find-words"), ("sign_in", "staff-no")]
)
async def test_a_window_that_shrinks_and_grows_keeps_what_was_typed(
    small: SmallStation, name: str, field: str
) -> None:
    """60 x 18 and back; text typed meanwhile goes into its field."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, name)
        app.screen.query_one(f"#{field}", LineInput).focus()
        await typed(pilot, "wjg")
        await pilot.resize_terminal(60, 18)
        await settled(pilot)
        await typed(pilot, "1")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert app.screen.query_one(f"#{field}", LineInput).value == "wjg1"
