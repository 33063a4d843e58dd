"""The settings of a real home: which folders for copies are taken, and what a wide window says about each row."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.db.files import disks
from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.dialogs import Confirm
from counter_tui.settings import read_settings, write_settings
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from support.apps import app_on, pressed, settled, shown, signed_in
from support.stations import WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    small = open_small_station(tmp_path)
    small.services.close()
    return small


async def saved(pilot: Pilot[None], folder: object) -> str:
    """Type this folder for copies and save; what stands on the screen then."""
    field = pilot.app.screen.query_one("#backup_folder", LineInput)
    field.value = str(folder)
    await pilot.press("f10")
    await settled(pilot)
    return "\n".join(shown(pilot.app))


def kept(small: SmallStation) -> str:
    """The folder for copies in the file."""
    return read_settings(small.home.settings).backup_folder


async def test_a_folder_for_copies_must_be_there_outside_the_home_and_take_a_file(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "settings")
        assert "✗ 没有这个文件夹，磁盘插好了吗？" in await saved(pilot, stick)
        assert "✗ 不能放在本所数据文件夹内" in await saved(pilot, small.home.backups)
        assert app.focused is app.screen.query_one("#backup_folder")
        stick.mkdir()

        def full(_folder: Path) -> None:
            raise RuleBroken("backup_folder_unwritable", folder="")

        with monkeypatch.context() as patched:
            patched.setattr(disks, "require_writable", full)
            assert "✗ 这个文件夹写不进去" in await saved(pilot, stick)
        assert kept(small) == ""
        await saved(pilot, stick)
        assert kept(small) == str(stick)
        assert "同一块磁盘" in _toasts(app)
        assert list(stick.iterdir()) == []


async def test_a_stick_that_is_out_for_the_moment_hinders_no_other_setting(
    small: SmallStation, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    write_settings(small.home.settings, replace(read_settings(small.home.settings), backup_folder=str(gone)))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "settings")
        app.screen.query_one("#idle_minutes", LineInput).value = "7"
        await pilot.press("f10")
        await settled(pilot)
        assert read_settings(small.home.settings).idle_minutes == 7
        assert kept(small) == str(gone)
        await saved(pilot, "")
        assert kept(small) == ""


async def test_a_folder_typed_short_is_kept_as_it_is_found_from_anywhere(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "settings")
        await saved(pilot, "here")
    assert kept(small) == str(tmp_path / "here")


async def test_esc_asks_before_what_was_typed_and_not_saved_goes(small: SmallStation, tmp_path: Path) -> None:
    """Nothing typed is lost by a key that is close to F1; what is saved, or as it was, is left at once."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "settings")
        screen = app.screen
        for row, typed in (("printer", "tcp://10.0.0.9"), ("theme", "亮")):
            screen.query_one(f"#{row}").focus()
            await pressed(pilot, "end", *typed, "escape")
            if not isinstance(app.screen, Confirm):
                await pressed(pilot, "escape")
            assert "放弃已填的内容吗" in "\n".join(shown(app)), row
            await pressed(pilot, "enter")
            assert app.screen is screen
            assert screen.query_one("#printer", LineInput).value == "tcp://10.0.0.9"
        await pressed(pilot, "ctrl+q")
        assert isinstance(app.screen, Confirm)
        await pressed(pilot, "escape")
        screen.query_one("#printer", LineInput).value = ""
        screen.query_one("#theme", PickList).choose("light")
        (tmp_path / "copies").mkdir()
        screen.query_one("#backup_folder", LineInput).value = f"{tmp_path / 'copies'}/."
        await pressed(pilot, "f10", "escape")
        assert app.screen.has_class("at-home")
        assert read_settings(small.home.settings).theme == "light"


async def test_a_wide_window_says_what_the_row_in_hand_is_about(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "settings")
        app.screen.query_one("#backup_folder").focus()
        await settled(pilot)
        assert any("每小时的数据库备份" in line for line in shown(app))
        app.screen.query_one("#idle_minutes").focus()
        await settled(pilot)
        assert any("这么多分钟没人按键" in line for line in shown(app))
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert not any("这么多分钟没人按键" in line for line in shown(app))


async def test_a_test_page_is_printed_as_the_rows_say_before_they_are_saved(
    small: SmallStation, tmp_path: Path
) -> None:
    device = tmp_path / "lp0"
    device.touch()
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "settings")
        await pilot.press("f6")
        await settled(pilot)
        assert "还没有填打印机" in _toasts(app)
        app.screen.query_one("#printer", LineInput).value = str(device)
        await pilot.press("f6")
        await settled(pilot)
        assert str(device) in _toasts(app)
        assert device.read_bytes().startswith(b"\x1b@")
        assert read_settings(small.home.settings).printer == ""
        await pilot.press("f10")
        await settled(pilot)
        assert read_settings(small.home.settings).printer == str(device)


async def test_printer_for_letters_font_sheet_and_opening_are_set_and_checked(
    small: SmallStation, tmp_path: Path
) -> None:
    """A printer written wrongly and a file that is no font are refused on their rows, and nothing is saved."""
    words = tmp_path / "words.ttf"
    words.write_text("no font")
    app = app_on(small)

    async def save(row: str, value: str) -> str:
        app.screen.query_one(row, LineInput).value = value
        await pilot.press("f10")
        await settled(pilot)
        return "\n".join(shown(app))

    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "settings")
        assert "✗ 应如 tcp://地址" in await save("#letter_printer", "tcp://:none")
        assert app.focused is app.screen.query_one("#letter_printer")
        await save("#letter_printer", "queue:office")
        assert "✗ 不是能用的字体文件" in await save("#printer_font", str(words))
        assert read_settings(small.home.settings).letter_printer == "queue:office"
        app.screen.query_one("#pdf_sheet Input").focus()
        await pilot.press("a", "5", "tab", "d", "k", "tab")
        await save("#printer_font", "")
    kept = read_settings(small.home.settings)
    assert (kept.printer_font, kept.pdf_sheet, kept.pdf_open) == ("", "a5", "yes")


async def test_when_clerks_see_their_ratings_and_when_the_pad_rings_are_set(small: SmallStation) -> None:
    """Both rows stand whole at 80 x 24, what is chosen is kept, and what is in no list is refused."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "settings")
        assert "当天下班后" in "\n".join(shown(app))
        app.screen.query_one("#rating_shown Input").focus()
        await pilot.press("c", "r", "tab", "w", "s", "y", "tab", "f10")
        await settled(pilot)
        words = "\n".join(shown(app))
        assert "次日起" in words
        assert "请客户评价时也响" in words
        app.screen.query_one("#pad_sound Input", LineInput).value = "loud"
        await pilot.press("f10")
        await settled(pilot)
    kept = read_settings(small.home.settings)
    assert (kept.rating_shown, kept.pad_sound) == ("day", "all")


@pytest.mark.parametrize("failing", ["open", "fsync"])
def test_a_folder_that_takes_no_file_is_refused_and_nothing_stays_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*_arguments: object, **_more: object) -> int:
        raise OSError(30, "read-only")

    with monkeypatch.context() as patched:
        patched.setattr(os, failing, fail)
        with pytest.raises(RuleBroken, match="backup_folder_unwritable"):
            disks.require_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []


def _toasts(app: CounterApp) -> str:
    return "\n".join(each.message for each in app._notifications)
