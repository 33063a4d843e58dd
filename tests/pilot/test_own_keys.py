"""A PC with keys of its own: they work, they are shown, and a file with a mistake locks nobody out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.find.screen import FindScreen
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.settings import SettingsScreen
from support.apps import app_on, settled, shown, signed_in
from support.stations import LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


async def test_other_keys_work_and_are_shown(small: SmallStation) -> None:
    """On the key line, in help, in the palette and in the hints; the usual key does nothing any more."""
    small.home.keys.write_text(
        '"home.find" = ["F6", "q"]\n"home.accept" = "F7"\n"shell.settings" = "F12"\n"home.close" = "Ctrl+T"\n'
        '"close.sync" = ["y", "Ctrl+Y"]\n',
        "utf-8",
    )
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert "F6 查找" in shown(app)[-1]
        assert "F7 受理" in shown(app)[-1]
        await pilot.press("f3")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        for key in ("f6", "q"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, FindScreen)
            await pilot.press("escape")
            await settled(pilot)
        await pilot.press("f1")
        await settled(pilot)
        assert any(line.split()[:3] == ["F6", "q", "查找"] for line in shown(app) if line.strip())
        await pilot.press("escape", "ctrl+p")
        await settled(pilot)
        assert any("F6 q" in line for line in shown(app))
        await pilot.press("escape", "f12")
        await settled(pilot)
        assert isinstance(app.screen, SettingsScreen)
        assert any("5 个命令换了键" in line for line in shown(app))


async def test_the_banner_of_a_wrong_date_names_the_key_in_use(small: SmallStation) -> None:
    """Whoever may vouch for the date reads what to press on this PC, not the usual key."""
    small.home.keys.write_text('"home.date" = "F6"\n', "utf-8")
    small.clock.advance(timedelta(days=400))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert shown(app)[1].rstrip().endswith("在首页按 F6。")
        await pilot.press("f6")
        await settled(pilot)
        assert small.services.station.view().date_doubt == ""


async def test_a_hint_names_the_key_in_use(small: SmallStation) -> None:
    """The empty list says which key accepts here."""
    small.home.keys.write_text('"home.accept" = "F7"\n', "utf-8")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert any("数字键或 F7 受理" in line for line in shown(app))


async def test_a_letter_of_ones_own_is_text_in_a_field(small: SmallStation) -> None:
    """What may be typed is typed; the F-key beside it works there."""
    small.home.keys.write_text('"home.find" = ["F7", "q"]\n', "utf-8")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        app.screen.query_one("#home-search").focus()
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert any(" q " in line for line in shown(app))
        await pilot.press("f7")
        await settled(pilot)
        assert isinstance(app.screen, FindScreen)


async def test_a_file_with_a_mistake_locks_nobody_out(small: SmallStation) -> None:
    """The usual keys work, a banner says so, the settings screen says what is wrong."""
    small.home.keys.write_text('"home.find" = "F2"\n"matter.note" = "F6"\n', "utf-8")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert any("keys.toml 有误" in line for line in shown(app)[:2])
        assert "F3 查找" in shown(app)[-1]
        app.go("settings")
        await settled(pilot)
        assert any("F2 重复：home.accept (受理) 和 home.find (查找)" in line for line in shown(app))
        app.screen.query_one("#pad_sound Input").focus()
        await settled(pilot)
        assert any("评价提示音" in line for line in shown(app)), "the last row comes into sight"
