"""The app lives on: errors, other programs' writes, idle people, long days, random keys; and the plain look."""

from __future__ import annotations

import ast
import asyncio
import gc
import random
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.keys import _character_to_key
from textual.widget import Widget

import counter_tui
from counter_tui.app.watching import HUNG_UP
from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.common import Common
from counter_tui.screens.dialogs import Trouble
from counter_tui.screens.opening import Opening
from counter_tui.screens.settings import SettingsScreen
from counter_tui.settings import Settings
from counter_tui.widgets.roles import is_ambiguous
from counter_tui.widgets.status import StatusView
from counter_tui.widgets.timeline import Entry, Timeline
from pilot.conftest import MakeApp
from pilot.trial import NOON, FormScreen, ListScreen, StillStation, lines
from support.apps import PATIENCE, settled, until
from support.idle import idle
from support.random_keys import RANDOM_KEYS

SOURCE = Path(counter_tui.__file__).parent


async def test_the_first_frame_is_drawn_before_the_station_is_open(
    make_app: MakeApp, station: StillStation
) -> None:
    """Bands and a word stand there while the store is still being opened; then the first screen comes."""
    may_open = threading.Event()

    def open_slowly() -> StillStation:
        may_open.wait(PATIENCE)
        return station

    app = make_app(open_station=open_slowly)
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, Opening)
        assert "正在打开" in "\n".join(lines(app))
        may_open.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ListScreen)
        assert "万泉供电所" in lines(app)[0]


async def test_a_station_that_cannot_be_opened_ends_the_program_with_words(make_app: MakeApp) -> None:
    """Exit code 4, and the words bootstrap gave."""

    def fail() -> StillStation:
        raise OSError("disk")

    app = make_app(open_station=fail, unusable=lambda error: f"cannot: {type(error).__name__}")
    async with app.run_test(size=(80, 24)):
        await until(lambda: app.return_code is not None)
    assert app.return_code == 4


async def test_what_changes_while_the_station_is_looked_at_is_shown_after_that_look(
    make_app: MakeApp, station: StillStation
) -> None:
    """Who signs in while a slow look goes on stands in the top line without waiting for the next minute."""
    looked_at, may_answer = threading.Event(), threading.Event()
    someone, nobody = station.view, replace(station.view, clerk="")
    answers = [nobody, someone]

    def slow_status() -> StatusView:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        looked_at.set()
        may_answer.wait(PATIENCE)
        return answer

    station.status = slow_status  # type: ignore[method-assign]
    app = make_app(tick=None)
    async with app.run_test(size=(80, 24)) as pilot:
        assert await asyncio.to_thread(looked_at.wait, PATIENCE)
        app.poll()
        may_answer.set()
        await settled(pilot)
        assert "李敏" in lines(app)[0]


async def test_toasts_of_the_plain_look_have_no_sign_of_doubtful_width(make_app: MakeApp) -> None:
    """As everything else there: such a sign would shift what stands behind it."""
    app = make_app(first="form", settings=Settings(theme="plain"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        app.tell("进入此环节前须收“物权证件”…")
        await settled(pilot)
        toast = next(line for line in lines(app) if "物权证件" in line)
        assert not any(map(is_ambiguous, toast)), toast


async def test_a_broken_rule_is_said_in_words_and_an_error_with_its_number(
    make_app: MakeApp, caplog: pytest.LogCaptureFixture
) -> None:
    """The app lives on after both, what was typed stays, and the log has no word of the error's text."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        form = app.screen
        assert isinstance(form, FormScreen)
        await pilot.press(*"4403")

        def forbid() -> None:
            raise RuleBroken("already_closed")

        def fail() -> None:
            raise ValueError("王建国 4403")

        form.ask(forbid, lambda _answer: None)
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert "不行: already_closed [/b" in "\n".join(lines(app))
        form.ask(fail, lambda _answer: None)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, Trouble)
        number = caplog.records[-1].getMessage().split()[1].rstrip(":")
        assert number in "\n".join(lines(app))
        assert "王建国" not in caplog.text
        await pilot.press("enter")
        assert not isinstance(app.screen, Trouble)
        assert form.text("identity") == "4403"


async def test_a_deed_is_done_once_while_it_runs_and_only_the_last_question_is_answered(
    make_app: MakeApp,
) -> None:
    """A second Enter writes nothing; an earlier question's answer is dropped."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        form = app.screen
        assert isinstance(form, Common)
        go_on = threading.Event()
        done: list[int] = []
        answers: list[object] = []

        def deed() -> int:
            go_on.wait(PATIENCE)
            done.append(1)
            return len(done)

        assert form.write(deed, answers.append)
        assert not form.write(deed, answers.append)
        assert form.leaving_question()
        go_on.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert (done, answers) == ([1], [1])
        assert form.leaving_question() == ""
        held = threading.Event()
        form.ask(lambda: held.wait(PATIENCE) and "first", answers.append)
        form.ask(lambda: "second", answers.append)
        held.set()
        await settled(pilot)
        assert answers[1:] == ["second"]


async def test_the_tick_shows_the_station_and_tells_of_other_programs_writes(
    make_app: MakeApp, station: StillStation
) -> None:
    """Unsent facts and a warning appear; a screen hears that the store changed."""
    heard: list[str] = []

    class Listening(ListScreen):
        def store_changed(self) -> None:
            heard.append("changed")

    app = make_app(screens={"list": Listening})
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        heard.clear()
        station.view = replace(station.view, unsent=99, warning="电脑日期不对")
        station.changed = True
        app.tick()
        await settled(pilot)
        assert "未传 99" in lines(app)[0]
        assert "电脑日期不对" in lines(app)[1]
        assert heard == ["changed"]


async def test_what_a_call_brings_page_by_page_is_shown_every_few_seconds_and_at_its_end(
    make_app: MakeApp, station: StillStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Screens do not ask anew at each page, and nothing of it stays unshown."""
    heard: list[float] = []
    now, over = [100.0], threading.Event()

    class Listening(ListScreen):
        def store_changed(self) -> None:
            heard.append(now[0])

    monkeypatch.setattr(station, "keep_in_touch", lambda _call: over.wait(PATIENCE))
    app = make_app(screens={"list": Listening}, seconds=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:

        async def looked() -> None:
            app.tick()
            await app.workers.wait_for_complete()
            await pilot.pause()

        await settled(pilot)
        now[0] = 200.0
        await looked()
        heard.clear()
        for second in range(200, 212):
            now[0], station.changed = float(second), True
            await looked()
        assert heard == [200.0, 205.0, 210.0]
        over.set()
        assert app._in_touch is not None
        app._in_touch.join()
        await looked()
        assert heard == [200.0, 205.0, 210.0, 211.0]


async def test_a_station_whose_files_are_at_rest_is_asked_only_when_the_minute_changes(
    make_app: MakeApp, station: StillStation
) -> None:
    """What it says of the date goes by the clock; where a write may come yet it is asked whether one did."""
    now = [NOON]
    app = make_app(now=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:

        async def unsent(count: int) -> bool:
            station.view = replace(station.view, unsent=count)
            app.tick()
            await app.workers.wait_for_complete()
            await pilot.pause()
            return f"未传 {count}" in lines(app)[0]

        await app.workers.wait_for_complete()
        await pilot.pause()
        assert await unsent(21)
        station.files = "at rest"
        assert not await unsent(22)
        now[0] += timedelta(minutes=1)
        assert await unsent(23)
        now[0] -= timedelta(days=400)
        assert await unsent(24)
        station.files = "unsettled"
        assert not await unsent(25)
        station.changed = True
        assert await unsent(26)


async def test_idle_is_noticed_after_the_minutes_of_the_settings_and_a_key_resets_it(
    make_app: MakeApp,
) -> None:
    """Time is passed in; a key starts the minutes anew."""
    now, locked = [0.0], []
    app = make_app(
        seconds=lambda: now[0], idle=lambda _app: locked.append(now[0]), settings=Settings(idle_minutes=2)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        now[0] = 100
        await pilot.press("7")
        now[0] = 200
        app.tick()
        assert locked == []
        now[0] = 221
        app.tick()
        app.tick()
        assert locked == [221]


async def test_a_long_day_leaves_no_widgets_behind(make_app: MakeApp) -> None:
    """100 changes of focus and 20 screens opened and closed: as many live widgets as before."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:

        async def round_trip(focus_changes: int) -> None:
            app.go("form")
            await until(lambda: isinstance(app.screen, FormScreen) and app.screen.ready)
            for _step in range(focus_changes):
                app.screen.focus_next()
                app.screen.refresh_bindings()
            await idle()
            app.back()
            await until(lambda: isinstance(app.screen, ListScreen))
            await idle()

        def living() -> int:
            gc.collect()
            return sum(isinstance(each, Widget) for each in gc.get_objects())

        await settled(pilot)
        for _warm in range(10):
            await round_trip(5)
        await settled(pilot)
        before = living()
        for _turn in range(20):
            await round_trip(5)
        # The last one that was closed may still be going.
        await until(lambda: living() <= before + 8)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_random_keys_do_no_harm_in_the_shell(make_app: MakeApp, seed: int) -> None:
    """Keys of every sort on every screen of the shell: the app still answers."""
    chance = random.Random(seed)
    keys = [*"aZ7王?:/ [", "enter", "tab", "shift+tab", "escape", "up", "down", "left", "home", "pagedown"]
    keys += ["backspace", "delete", "f1", "f2", "f5", "f10", "ctrl+p", "ctrl+s", "ctrl+b", "ctrl+c", "ctrl+u"]
    app = make_app(screens={"list": ListScreen, "form": FormScreen, "settings": SettingsScreen})
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for name in ("list", "form", "settings"):
            app.start_over(name)
            await pilot.pause()
            for _turn in range(RANDOM_KEYS // 40):
                for key in chance.choices(keys, k=10):
                    name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
                    app.post_message(events.Key(name, key if len(key) == 1 else None))
                await until(lambda: not app.keys_waiting)
            await pilot.resize_terminal(*chance.choice([(60, 18), (80, 24), (120, 36)]))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.is_running
        assert isinstance(app.screen, Common)


async def test_the_plain_look_shows_no_sign_of_doubtful_width(make_app: MakeApp) -> None:
    """Lists, forms, an open list to pick from, help, palette, timeline, toast: ASCII and Chinese only."""

    class Past(CounterScreen):
        def compose_body(self) -> ComposeResult:
            entries = [Entry("今天 10:42", "李敏", "受理·低压居民新装 → 现场勘查 “一证受理”…" * 3, "soon")]
            yield Timeline(entries)

    app = make_app(
        plain=True, screens={"list": ListScreen, "form": FormScreen, "settings": SettingsScreen, "past": Past}
    )
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert app.plain
        for name, keys in (("list", ()), ("form", ("tab", "tab", "x")), ("settings", ()), ("past", ())):
            for after in ((), ("f1",), ("escape", "ctrl+p")):
                if not after:
                    app.start_over(name)
                    await pilot.pause()
                    await pilot.press(*keys)
                    app.tell("好", "error")
                await pilot.press(*after)
                await settled(pilot)
                odd = {each for line in lines(app) for each in line if is_ambiguous(each)}
                assert not odd, (name, after, odd)


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


MARKUP_UNLESS_SAID = {"Static", "Label", "notify", "Option", "OptionList", "Button", "Toast"}


def test_no_call_of_the_source_reads_text_as_markup() -> None:
    """Whatever would read brackets as markup is called with ``markup=False`` or not at all."""
    files = [file for part in ("widgets", "screens", "app") for file in (SOURCE / part).rglob("*.py")]
    for file in files:
        for call in _calls(ast.parse(file.read_text("utf-8"))):
            name, where = _name(call), f"{file.name}:{call.lineno}"
            assert name not in {"from_markup", "to_content"}, where
            if name in MARKUP_UNLESS_SAID - {"Option"}:
                said = [each for each in call.keywords if each.arg == "markup"]
                assert said, f"{where} {name} needs markup=False"
                assert isinstance(said[0].value, ast.Constant), where
                assert said[0].value.value is False, where


async def test_without_a_terminal_the_app_ends_instead_of_reading_nothing_for_ever(make_app: MakeApp) -> None:
    """A window that was closed: the next tick notices."""
    there = [True]
    app = make_app(connected=lambda: there[0])
    async with app.run_test(size=(80, 24)) as pilot:
        app.tick()
        await pilot.pause()
        assert app.is_running
        there[0] = False
        app.tick()
        await pilot.pause()
    assert app.return_code == HUNG_UP
