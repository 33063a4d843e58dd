"""A station with a passphrase: asked before anybody signs in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import make_app
from counter_tui.i18n import set_language
from counter_tui.screens.passphrase import PassphraseScreen
from counter_tui.screens.sign_in.screen import SignInScreen
from counter_tui.services.set_up.passphrase import set_passphrase
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, desk_of, settled, shown, typed
from support.stations import ENVIRON, PINS, WANG, SmallStation, open_small_station

PASSPHRASE = "correct horse battery"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    set_passphrase(station.services.base, WANG, PASSPHRASE, ENVIRON)
    station.services.close()
    yield station
    set_language("zh")


class Seconds:
    """A clock that only runs forward, when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The seconds."""
        return self.now


async def test_the_right_passphrase_leads_to_sign_in_and_is_never_shown(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, PassphraseScreen)
        await typed(pilot, PASSPHRASE)
        assert "*" * len(PASSPHRASE) in "\n".join(shown(app))
        assert "correct" not in "\n".join(shown(app))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)
        await typed(pilot, "101")
        await pilot.press("enter")
        await typed(pilot, PINS["101"])
        await pilot.press("enter")
        await settled(pilot)
        assert desk_of(app).actor == WANG
        assert len(app.screen_stack) == 2


async def test_a_wrong_one_is_said_and_the_next_try_waits_longer_each_time(small: SmallStation) -> None:
    """Also the right one is not tried while the wait runs; then it opens."""
    seconds = Seconds()
    app = app_on(small, seconds=seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for wait in (2, 4):
            await typed(pilot, "wrong")
            await pilot.press("enter")
            await settled(pilot)
            assert f"口令不对，{wait} 秒后可以再试。" in "\n".join(shown(app))
            assert "恢复单" in "\n".join(shown(app))
            assert app.screen.query_one("#passphrase", LineInput).value == ""
            seconds.now += wait - 1
            app.tick()
            await settled(pilot)
            assert "1 秒后" in "\n".join(shown(app))
            if wait == 4:
                await typed(pilot, PASSPHRASE)
                await pilot.press("enter")
                await settled(pilot)
                assert isinstance(app.screen, PassphraseScreen)
            seconds.now += 1
            app.tick()
            await settled(pilot)
            assert "现在可以再试" in "\n".join(shown(app))
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_escape_quits_and_no_key_gets_past(small: SmallStation, language: str) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        if language == "en":
            await pilot.press("f2")
            await settled(pilot)
            assert "This station is locked" in "\n".join(shown(app))
        await pilot.press("enter", "f10", "ctrl+l", "f3", "ctrl+d", "tab", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PassphraseScreen)
        await pilot.press("escape")
        await settled(pilot)
    assert app.return_code == 0


@pytest.mark.parametrize(("given", "code"), [(PASSPHRASE, None), ("wrong", 4)])
async def test_a_passphrase_from_a_file_is_not_asked_for(
    small: SmallStation, given: str, code: int | None
) -> None:
    """A wrong one ends the program with its words."""
    app = make_app(small.home, small.clock, passphrase=given, tick=None, looks_like_code=None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert code or isinstance(app.screen, SignInScreen)
    assert app.return_code == code
