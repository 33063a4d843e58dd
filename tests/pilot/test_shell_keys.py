"""Keys, the key line, the palette and help, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList

from counter_tui.commands import shell
from counter_tui.commands.document import areas, document
from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.common import Common
from counter_tui.screens.dialogs import Choose, Confirm
from counter_tui.screens.help import Help
from counter_tui.screens.settings import SettingsScreen
from counter_tui.settings import Settings
from counter_tui.widgets.cells import width
from counter_tui.widgets.key_bar import KeyBar
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.themes import THEMES
from pilot.conftest import MakeApp
from pilot.trial import FormScreen, ListScreen, StillStation, lines
from support.apps import settled

DOCS = Path(__file__).parents[2] / "docs"


def test_the_document_of_keys_is_what_the_commands_say() -> None:
    """docs/keys.md is made from the declarations."""
    assert (DOCS / "keys.md").read_text("utf-8") == document()


def test_command_ids_are_unique_and_no_key_means_two_things_in_an_area() -> None:
    """Keys can be changed by id, and one area never binds a key twice; none uses Alt."""
    commands = [command for area in areas() for command in area.commands]
    ids = [command.id for command in commands]
    assert len(ids) == len(set(ids))
    for area in areas():
        # A screen with nothing to go back to may leave by Esc.
        leaves = any(each.keys == shell.BACK.keys for each in area.commands)
        common = [each for each in shell.AREA.commands if not leaves or each is not shell.BACK]
        keys = [key for command in {*area.commands, *common} for key in command.keys]
        assert len(keys) == len(set(keys)), area.id
        assert not any("alt" in key for key in keys)


def test_every_function_key_has_a_twin() -> None:
    """Some terminals keep F-keys for themselves; palette-only commands need no key."""
    for area in areas():
        for command in area.commands:
            if any(key[0] == "f" and key[1:].isdigit() for key in command.keys):
                assert len(command.keys) > 1, command.id


async def test_keys_lead_from_the_list_to_the_form_and_back(make_app: MakeApp) -> None:
    """F2 opens, its letter does too, Esc goes back, and Esc on the first screen stays there."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in ("f2", "n"):
            await pilot.press(key)
            assert isinstance(app.screen, FormScreen)
            await pilot.press("escape")
            assert isinstance(app.screen, ListScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, ListScreen)


async def test_the_key_line_changes_its_language_at_run_time(make_app: MakeApp) -> None:
    """Chinese, English, Chinese; the form's texts, choice and focus stay as they are."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"44", "tab", "王", "tab", *"xz", "enter", *"138")
        assert "键位" in lines(app)[-1]
        await app.action_other_language()
        await pilot.pause()
        assert "Keys" in lines(app)[-1]
        assert "键位" not in lines(app)[-1]
        form = app.screen
        assert isinstance(form, FormScreen)
        assert (form.text("identity"), form.text("name"), form.text("phone")) == ("44", "王", "138")
        chosen = form.query_one("#kind", PickList).chosen
        assert chosen is not None
        assert chosen.id == "xz"
        assert app.focused is form.query_one("#phone")
        await app.action_other_language()
        await pilot.pause()
        assert "键位" in lines(app)[-1]


async def test_a_screen_below_is_translated_when_it_comes_back(make_app: MakeApp) -> None:
    """A change of language reaches screens that were covered."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2")
        await app.action_other_language()
        await pilot.press("escape")
        await pilot.pause()
        assert "unsent" in lines(app)[0]
        assert isinstance(app.screen, ListScreen)


async def test_a_screen_that_is_left_while_it_is_built_in_another_language_shows_nothing_more(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its widgets are gone, and nothing is put in their place: whoever looks for them would end the program."""
    app, told = make_app(), list[str]()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2")
        form = app.screen
        assert isinstance(form, FormScreen)
        build = form.recompose

        async def left_meanwhile() -> None:
            await app.pop_screen()
            await build()

        monkeypatch.setattr(form, "recompose", left_meanwhile)
        monkeypatch.setattr(form, "after_retranslation", lambda: told.append("filled"))
        await app.action_other_language()
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)
        assert "unsent" in lines(app)[0]
        assert told == []


async def test_a_click_on_the_key_line_presses_the_key(make_app: MakeApp) -> None:
    """Everything can be reached with the mouse."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click(KeyBar, offset=(2, 0))
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)


async def test_help_shows_the_keys_of_its_screen_and_the_fields_hint(make_app: MakeApp) -> None:
    """F1 in a form names the form's commands and what the focused field expects."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f1")
        assert isinstance(app.screen, Help)
        shown = "\n".join(lines(app))
        assert "F10 ^S" in shown
        assert "18 位" in shown
        await pilot.press("f1", "escape")
        assert isinstance(app.screen, FormScreen)


async def test_the_same_words_again_do_not_pile_up(make_app: MakeApp) -> None:
    """Whoever presses a key five times reads once why it does nothing."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for words in ("so", "so", "not so", "so"):
            app.tell(words)
            await settled(pilot)
        assert sorted(each.message for each in app._notifications) == ["not so", "so"]


async def test_the_palette_finds_by_pinyin_initials_and_runs_on_the_screen(make_app: MakeApp) -> None:
    """`tj` finds the submit command of the form, and Enter runs it there."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p", *"tj")
        assert isinstance(app.screen, Choose)
        assert app.screen.query_one(OptionList).option_count == 1
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.submitted == 1


async def test_the_palette_says_when_nothing_is_found_and_esc_closes_it(make_app: MakeApp) -> None:
    """No English of the toolkit's own appears."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("colon", *"zzzz")
        assert "没有找到" in "\n".join(lines(app))
        assert "Esc 取消" not in "\n".join(lines(app))
        await pilot.press("enter")
        assert isinstance(app.screen, Choose)
        await pilot.press("escape")
        assert isinstance(app.screen, ListScreen)


async def test_the_palette_offers_only_what_can_be_used_now(make_app: MakeApp) -> None:
    """A screen nobody made is not offered, neither is going where one is."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, Common)
        assert shell.SETTINGS not in screen.commands()
        assert shell.QUIT in screen.commands()


async def test_settings_are_checked_row_by_row_and_used_at_once(make_app: MakeApp) -> None:
    """A wrong value is said on its row; a right form is saved and changes language and look."""
    saved: list[object] = []
    app = make_app(screens={"settings": SettingsScreen}, first="settings", save_settings=saved.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        field = app.screen.query_one("#idle_minutes", LineInput)
        field.value = "999"
        await pilot.press("f10")
        assert saved == []
        assert "✗ 请填 1 到 240" in "\n".join(lines(app))
        assert app.focused is field
        field.value = "30"
        await pilot.pause()
        assert "✗" not in "\n".join(lines(app))
        for hours in ("", "25:00-26:00", "14:00-15:00 08:00-12:00"):
            app.screen.query_one("#opening_hours", LineInput).value = hours
            await pilot.press("f10")
            assert "✗ 如 08:00-12:00，先后不重叠" in "\n".join(lines(app))
        app.screen.query_one("#opening_hours", LineInput).value = "08:00-12:00"
        app.screen.query_one("#language", PickList).choose("en")
        app.screen.query_one("#theme", PickList).choose("plain")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert saved == [app.settings]
        assert (app.settings.language, app.settings.idle_minutes, app.plain) == ("en", 30, True)
        assert "Save" in lines(app)[-1]


async def test_a_folder_for_papers_that_may_not_be_used_is_refused_at_its_row(make_app: MakeApp) -> None:
    saved: list[object] = []

    def refuse(settings: Settings) -> str:
        if settings.papers_folder:
            raise RuleBroken("papers_folder_inside_home")
        return ""

    app = make_app(
        screens={"settings": SettingsScreen},
        first="settings",
        save_settings=saved.append,
        check_settings=refuse,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        field = app.screen.query_one("#papers_folder", LineInput)
        field.value = "here"
        await pilot.press("f10")
        assert "✗ 不能放在本所数据文件夹内" in "\n".join(lines(app))
        assert (app.focused, saved) == (field, [])


async def test_what_has_no_row_stays_as_it_was_written_by_hand(make_app: MakeApp) -> None:
    by_hand = Settings(printer="/dev/usb/lp0", supervision_phone="95598", backup_folder="/media/stick")
    saved: list[Settings] = []
    app = make_app(
        screens={"settings": SettingsScreen}, first="settings", settings=by_hand, save_settings=saved.append
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.query_one("#idle_minutes", LineInput).value = "5"
        await pilot.press("f10")
        await pilot.pause()
        assert saved == [replace(by_hand, idle_minutes=5)]


async def test_quitting_asks_while_something_is_being_saved(make_app: MakeApp, station: StillStation) -> None:
    """The safe answer is the first; with nothing unfinished the program closes at once."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, Common)
        screen.writing.add("write")
        await pilot.press("ctrl+q", "ctrl+q")
        assert isinstance(app.screen, Confirm)
        await pilot.press("enter")
        assert isinstance(app.screen, ListScreen)
        screen.writing.clear()
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0
    assert station.closed


async def test_nothing_is_clipped_at_the_smallest_size(make_app: MakeApp) -> None:
    """No line is wider than the screen, the clock stands at its end, and all keys of the bar fit."""
    app = make_app(screens={"settings": SettingsScreen, "list": ListScreen, "form": FormScreen})
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for name in ("list", "form", "settings"):
            app.start_over(name)
            for _language in range(2):
                await app.action_other_language()
                await pilot.pause()
                shown = lines(app)
                assert all(width(line) == 80 for line in shown)
                assert shown[0].endswith("10:42 ")
                bar = app.screen.query_one(KeyBar)
                assert all(label in shown[-1] for _key, _name, label in bar.entries())


async def test_the_key_for_looks_goes_round_all_of_them_and_overrules_the_terminal(make_app: MakeApp) -> None:
    """An old console starts plain; from the first choice on the settings say which look it is."""
    kept: list[Settings] = []
    app = make_app(plain=True, save_settings=kept.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        worn = [app.theme]
        for _look in range(len(THEMES)):
            await app.action_other_theme()
            await pilot.pause()
            worn.append(app.theme)
            assert app.plain == app.has_class("plain") == (app.theme == "plain")
        assert worn == ["plain", "dark", "light", "colour-blind", "plain"]
        assert [each.theme for each in kept] == worn[1:]
