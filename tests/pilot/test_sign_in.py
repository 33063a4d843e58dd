"""Signing in, changing clerks, and covering the screen of whoever is away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.app.wiring import Station
from counter_tui.i18n import set_language
from counter_tui.screens.find.screen import FindScreen
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.sign_in.screen import SignInScreen
from counter_tui.screens.sign_in.who import staff_meant
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, desk_of, settled, shown, signed_in, typed
from support.dressing import differing
from support.stations import LI, PINS, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


class Seconds:
    """A clock that only runs forward, when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The seconds."""
        return self.now


async def test_number_and_pin_lead_to_the_first_screen(small: SmallStation) -> None:
    """Enter goes from the number to the PIN and then signs in."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "102")
        await pilot.press("enter")
        await typed(pilot, PINS["102"])
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert desk_of(app).actor == LI


async def test_home_made_ready_for_a_wrong_pin_comes_later_in_the_language_look_and_size_of_then(
    small: SmallStation,
) -> None:
    """The first screen is made while a PIN is checked; it waits for the right one, whoever has it."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for number, pin in (("102", "000000"), (WANG.staff_no, PINS[WANG.staff_no])):
            if number == WANG.staff_no:
                await app.apply(replace(app.settings, language="en", theme="light"))
                await pilot.resize_terminal(120, 36)
                await settled(pilot)
                await pilot.press("shift+tab", "end", "ctrl+u")
            await typed(pilot, number)
            await pilot.press("enter")
            await typed(pilot, pin)
            await pilot.press("enter")
            await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert desk_of(app).actor == WANG
        assert app.screen.has_class("-wide")
        lines = "\n".join(shown(app))
        assert "Waiting for me" in lines
        assert "我的事项" not in lines
        assert differing(app) == []


async def test_number_and_pin_can_be_typed_while_the_station_is_still_being_opened(
    small: SmallStation,
) -> None:
    """Enter waits with what was typed, and signs in as soon as the store can be asked."""
    app, may_open = app_on(small), threading.Event()
    open_station = app.wiring.open_station

    def open_slowly() -> Station:
        assert may_open.wait(60)
        return open_station()

    app.wiring = replace(app.wiring, open_station=open_slowly)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in (*"lm", "enter", *PINS["102"], "enter"):
            await pilot.press(key)
        for _look in range(1000):
            if "正在打开" in "\n".join(shown(app)):
                break
            await pilot.pause()
        assert isinstance(app.screen, SignInScreen)
        assert "正在打开" in "\n".join(shown(app))
        assert app.station is None
        may_open.set()
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert desk_of(app).actor == LI


async def test_the_pin_is_never_on_the_screen(small: SmallStation) -> None:
    """A star stands for each digit."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("tab")
        await typed(pilot, "385027")
        text = "\n".join(shown(app))
        assert "385027" not in text
        assert "******" in text


async def test_a_wrong_pin_is_refused_in_words_and_the_field_is_empty_again(small: SmallStation) -> None:
    """The number stays, the PIN goes, nobody is signed in; Enter on an empty PIN does nothing."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "102")
        await pilot.press("enter")
        await typed(pilot, "999999")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)
        assert app.screen.query_one("#staff-no", LineInput).value == "102"
        assert app.screen.query_one("#pin", LineInput).value == ""
        assert "PIN 不对" in "\n".join(shown(app))
        await pilot.press("enter")
        await settled(pilot)
        assert desk_of(app).actor is None


async def test_after_three_wrong_pins_the_seconds_are_counted_down(small: SmallStation) -> None:
    """The wait is said with what is left of it; a colleague is not kept waiting."""
    seconds = Seconds()
    app = app_on(small, seconds=seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "102")
        await pilot.press("enter")
        for _round in range(3):
            await typed(pilot, "999999")
            await pilot.press("enter")
            await settled(pilot)
        assert "5 秒" in "\n".join(shown(app))
        seconds.now += 2
        app.tick()
        await settled(pilot)
        assert "3 秒" in "\n".join(shown(app))
        await typed(pilot, PINS["102"])
        await pilot.press("enter")
        await settled(pilot)
        assert desk_of(app).actor is None
        seconds.now += 3
        small.clock.advance(timedelta(seconds=6))
        app.tick()
        await settled(pilot)
        assert "现在可以再试" in "\n".join(shown(app))
        await pilot.press("enter")
        await settled(pilot)
        assert desk_of(app).actor == LI


async def test_clerks_change_in_six_keys_besides_the_pin_from_any_screen(small: SmallStation) -> None:
    """Ctrl+L, two initials, Enter, the PIN, Enter; the other clerk's screens are gone."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "w")
        keys = ["ctrl+l", "w", "q", "enter"]
        await pilot.press(*keys)
        await settled(pilot)
        await typed(pilot, PINS["101"])
        await pilot.press("enter")
        await settled(pilot)
        assert len(keys) + 1 <= 6
        assert desk_of(app).actor == WANG
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.actor == WANG
        assert not any(isinstance(screen, FindScreen) for screen in app.screen_stack)


async def test_the_same_clerk_comes_back_to_the_screen_that_was_covered(small: SmallStation) -> None:
    """What was typed is still there."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        await typed(pilot, "wjg")
        covered = app.screen
        await pilot.press("ctrl+l")
        await settled(pilot)
        await pilot.press("enter")
        await typed(pilot, PINS["102"])
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen is covered
        assert app.screen.query_one("#find-words", LineInput).value == "wjg"


async def test_the_screen_is_covered_over_an_open_question_too(small: SmallStation) -> None:
    """Nobody types a PIN into the palette."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)


async def test_a_covered_screen_shows_nothing_and_has_no_way_back(small: SmallStation) -> None:
    """Nothing of the clerk's work is drawn; Esc, the palette and F-keys open nothing."""
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI)
        app.tell("方案已保存，由李敏回访客户。")
        await pilot.press("ctrl+l")
        await settled(pilot)
        text = "\n".join(shown(app))
        assert not len(app._notifications), "what was told was told to who has left"
        assert "1117-0001" not in text
        assert "吴**" not in text
        for key in ("escape", "f3", "f4", "ctrl+l"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, SignInScreen), key
        assert isinstance(app.screen, SignInScreen)
        assert not [command.id for command in app.screen.commands() if command.action.startswith("app.go")]


async def test_an_idle_counter_covers_itself_after_the_minutes_of_the_settings(small: SmallStation) -> None:
    """Not a second before; the PIN has the focus, the number stands there already."""
    seconds = Seconds()
    app = app_on(small, seconds=seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        seconds.now += app.settings.idle_minutes * 60 - 1
        app.tick()
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        seconds.now += 2
        app.tick()
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)
        assert app.focused is app.screen.query_one("#pin")
        assert app.screen.query_one("#staff-no", LineInput).value == "102"
        await typed(pilot, PINS["102"])
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_a_real_station_shows_no_numbers_and_no_pins(small: SmallStation) -> None:
    """Only a demo station lists its people."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = "\n".join(shown(app))
        assert "刘伟" not in text
        assert not any(pin in text for pin in PINS.values())
        assert not app.screen.query_one("#demo-people").display


async def test_a_demo_station_lists_its_people_and_a_row_signs_in(tmp_path: Path) -> None:
    """Numbers and PINs stand below the fields; Enter on a row is enough."""
    small = open_small_station(tmp_path, demo=True)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        desk_of(app).services.staff._demo_pins.update(PINS)
        screen = app.screen
        assert isinstance(screen, SignInScreen)
        screen._show_people(desk_of(app).services.staff.list())
        await settled(pilot)
        text = "\n".join(shown(app))
        assert "385027" in text
        assert "演示" in text
        table = screen.query_one("#demo-staff", FactTable)
        table.focus()
        table.mark("102")
        await pilot.press("enter")
        await settled(pilot)
        assert desk_of(app).actor == LI
    small.services.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_who_is_meant_is_told_whole_in_english(tmp_path: Path, size: tuple[int, int]) -> None:
    small = open_small_station(tmp_path)
    small.services.staff.add(WANG, "1008", "欧阳国平", "head", "718305")
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await app.action_other_language()
        await settled(pilot)
        await typed(pilot, "1008")
        await settled(pilot)
        assert "欧阳国平 · Head of station" in "\n".join(shown(app))
    small.services.close()
    set_language("zh")


def test_initials_mean_somebody_only_when_one_person_has_them(small: SmallStation) -> None:
    """A staff number is always meant; full-width digits too; initials of two people mean nobody."""
    staff = small.services.staff.list()
    by = {typed: staff_meant(staff, typed) for typed in ("102", "１０２", "lm", "LM", "王强", "x", "")}
    numbers = {typed: found.staff_no if found else "" for typed, found in by.items()}
    assert numbers == {
        "102": "102",
        "１０２": "102",
        "lm": "102",
        "LM": "102",
        "王强": "101",
        "x": "",
        "": "",
    }
    assert staff_meant((*staff, staff[0]), staff[0].initials) is None
