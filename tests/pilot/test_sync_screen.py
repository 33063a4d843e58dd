"""Sync on the screen: how it stands, a call with one key, a call that fails, and calls that make themselves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from textual.pilot import Pilot

from counter_centre.releasing import Wished
from counter_tui.app import CounterApp
from counter_tui.app.watching import CALLS_EVERY
from counter_tui.db.ledger import head
from counter_tui.domain.clock import to_ms
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sync.screen import SyncScreen
from counter_tui.services.centre.calls import Says
from counter_tui.services.centre.orders import calling_alone
from counter_tui.services.centre.releases import ReleaseState
from counter_tui.services.views.sync import Called
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.http import HttpLine
from counter_tui.sync.peer import change_peer
from counter_tui.sync.talk import Progress
from support.apps import app_on, desk_of, settled, shown, signed_in
from support.clocks import SHANGHAI
from support.ordering import give
from support.release_halls import CARD, NOTICE
from support.served_centre import MACHINE, ServedCentre, served_centre
from support.stations import CODE, LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    small = open_small_station(tmp_path)
    small.services.close()
    return small


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[ServedCentre]:
    with served_centre(tmp_path / "centre", CODE) as centre:
        yield centre


def enrol(pilot: Pilot[None], centre: ServedCentre) -> None:
    store = desk_of(cast(CounterApp, pilot.app)).services.base.store
    with HttpLine(centre.address) as line:
        enrolled = ask_in(store, line, centre.code(CODE), MACHINE, "test")
    belong(store, enrolled, centre.address, "", MACHINE)


async def called(pilot: Pilot[None]) -> None:
    """Press the key of a call, made in this process by the test's clock, and wait for its end."""
    desk_of(cast(CounterApp, pilot.app)).call = None
    await pilot.press("f10")
    await settled(pilot)
    await over(pilot)


async def over(pilot: Pilot[None]) -> None:
    """Wait until no call goes on."""
    thread = cast(CounterApp, pilot.app)._in_touch
    assert thread is not None
    await asyncio.to_thread(thread.join)
    await settled(pilot)


def facts(pilot: Pilot[None]) -> int:
    with desk_of(cast(CounterApp, pilot.app)).services.base.store.reading() as connection:
        return head(connection).seq


def said(pilot: Pilot[None]) -> str:
    return "\n".join(shown(pilot.app))


async def test_a_pc_without_a_centre_says_so_and_offers_no_call(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "sync")
        assert "sync enrol" in said(pilot)
        assert "F10" not in said(pilot)


async def test_a_demo_station_says_that_its_own_centre_is_being_started(tmp_path: Path) -> None:
    small = open_small_station(tmp_path / "demo", demo=True)
    small.services.close()
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "sync")
        assert "演示所自带的中心正在启动" in said(pilot)
        assert "sync enrol" not in said(pilot)


async def test_what_to_do_without_a_centre_goes_once_there_is_one(
    small: SmallStation, centre: ServedCentre
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "sync")
        enrol(pilot, centre)
        cast(DeskScreen, pilot.app.screen).store_changed()
        await settled(pilot)
        assert "sync enrol" not in said(pilot)
        assert "没有进行中的呼叫" in said(pilot)
        assert "F10" in said(pilot)


async def test_it_says_when_the_schedule_calls_next(small: SmallStation, centre: ServedCentre) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "sync")
        enrol(pilot, centre)
        cast(DeskScreen, pilot.app.screen).store_changed()
        await settled(pilot)
        await called(pilot)
        due = desk_of(cast(CounterApp, pilot.app)).services.sync.due(0.0).astimezone(SHANGHAI)
        later = due + timedelta(seconds=90)
        assert re.search(f"下次自动呼叫：今天 ({due:%H:%M}|{later:%H:%M})", said(pilot))


async def test_one_key_brings_everything_to_the_centre(small: SmallStation, centre: ServedCentre) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        await pilot.press("y")
        await settled(pilot)
        assert f"尚未到中心：{facts(pilot)}" in said(pilot)
        await called(pilot)
        assert "中心已齐全" in said(pilot)
        assert "尚未到中心：0" in said(pilot)
        assert len(centre.told()) == facts(pilot)


async def test_what_became_of_the_last_calls_stands_there_the_newest_first(
    small: SmallStation, centre: ServedCentre
) -> None:
    async with app_on(small).run_test(size=(80, 36)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        sync = desk_of(cast(CounterApp, pilot.app)).services.sync
        sent = sync.call_now().sent
        centre.revoke_all()
        sync.call_now()
        await pilot.press("y")
        await settled(pilot)
        log = said(pilot).partition("此前的呼叫")[2]
        assert "未完成：中心不再接收本机的数据" in log.partition("中心已齐全")[0]
        assert f"发出 {sent} 条" in log.partition("中心已齐全")[2]


async def test_what_a_call_in_its_own_process_took_in_is_shown_here_and_on_home(
    small: SmallStation, centre: ServedCentre
) -> None:
    here = centre.centre
    for kind, content in (("notices", NOTICE), ("cards", CARD)):
        here.shelf.publish(Wished(kind, content.encode()), here.enroller.keys.signing, here.now_ms())
    async with app_on(small).run_test(size=(80, 36)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        assert "通知" not in said(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert "现在没有" not in said(pilot)
        await pilot.press("f10")
        await settled(pilot)
        await over(pilot)
        shown_here = said(pilot)
        state, _gap, log = shown_here.partition("此前的呼叫")
        assert "收下中心下发 2 份" in state
        assert "收下中心下发 2" in log
        assert "所内通知" in state
        await pilot.press("escape")
        await settled(pilot)
        assert "待阅通知 1" in said(pilot)


async def test_a_long_list_of_what_came_leaves_the_call_in_sight_and_can_be_scrolled(
    small: SmallStation, centre: ServedCentre
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "sync")
        enrol(pilot, centre)
        screen = cast(SyncScreen, pilot.app.screen)
        services = desk_of(cast(CounterApp, pilot.app)).services
        came = [
            ReleaseState(
                kind="notices",
                number=2025112000 + number,
                title="",
                state="taken",
                reason="",
                taken_at=None,
                valid_from=None,
                expires=None,
                expired=False,
                left_out=0,
            )
            for number in range(1, 31)
        ]
        screen._show((services.sync.state(), tuple(came)))
        await settled(pilot)
        await called(pilot)
        screen._show((services.sync.state(), tuple(came)))
        await settled(pilot)
        assert "中心已齐全" in said(pilot)
        assert "2025112001" in said(pilot)
        assert "此前的呼叫" not in said(pilot)
        await pilot.press("end")
        await settled(pilot)
        assert "此前的呼叫" in said(pilot)


class Far:
    """A call made elsewhere that has come so far and stays there until it is let go on, or ended."""

    def __init__(self) -> None:
        self.came, self.go_on = Event(), Event()
        self.stopped = False

    def __call__(self, _key: bytes, says: Says, is_stopped: Callable[[], bool]) -> Called:
        """Come so far, and wait."""
        says(Progress(300, 1200, 0, 0))
        self.came.set()
        while not self.go_on.wait(0.01):
            if is_stopped():
                return Called("stopped", sent=300)
        return Called("done", sent=1200)


async def begun(pilot: Pilot[None], centre: ServedCentre) -> Far:
    """A call that was begun by hand and has come half its way."""
    enrol(pilot, centre)
    far = desk_of(cast(CounterApp, pilot.app)).call = Far()
    await pilot.press("y")
    await settled(pilot)
    await pilot.press("f10")
    assert await asyncio.to_thread(far.came.wait, 20)
    await settled(pilot)
    assert "已上传 300/1200 条" in said(pilot)
    return far


async def test_a_call_goes_on_while_its_screen_is_left_and_is_shown_when_somebody_comes_back(
    small: SmallStation, centre: ServedCentre
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        far = await begun(pilot, centre)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert "已上传 300/1200 条" in said(pilot)
        assert "F10" not in said(pilot)
        far.go_on.set()
        await over(pilot)
        assert "中心已齐全   发出 1200 条" in said(pilot)
        assert "F10" in said(pilot)


async def test_the_key_of_the_close_pressed_twice_shows_sync(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "home")
        await pilot.press("f12")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, SyncScreen)
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SyncScreen)


async def test_a_call_is_stopped_with_one_key(small: SmallStation, centre: ServedCentre) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        await begun(pilot, centre)
        await pilot.press("x")
        await over(pilot)
        assert "已停止；其余下次再发   发出 300 条" in said(pilot)


async def test_a_call_that_makes_itself_is_shown_and_can_be_stopped(
    small: SmallStation, centre: ServedCentre
) -> None:
    seconds = [0.0]
    app = app_on(small, seconds=lambda: seconds[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        desk = desk_of(app)
        desk.call = far = Far()
        await pilot.press("y")
        await settled(pilot)
        small.clock.advance(desk.services.sync.due(1.0) - small.clock.now())
        seconds[0] += CALLS_EVERY
        app.tick()
        assert await asyncio.to_thread(far.came.wait, 20)
        await settled(pilot)
        assert "已上传 300/1200 条" in said(pilot)
        await pilot.press("x")
        await over(pilot)
        assert "已停止" in said(pilot)


async def test_that_somebody_else_calls_is_said_until_that_call_is_over(
    small: SmallStation, centre: ServedCentre
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        await pilot.press("y")
        await settled(pilot)
        store = desk_of(cast(CounterApp, pilot.app)).services.base.store
        with calling_alone(store):
            await called(pilot)
            assert "正在联系中心" in said(pilot)
            cast(DeskScreen, pilot.app.screen).store_changed()
            await settled(pilot)
            assert "正在联系中心" in said(pilot)
        change_peer(store, called_ms=to_ms(small.clock.now()))
        cast(DeskScreen, pilot.app.screen).store_changed()
        await settled(pilot)
        assert "正在联系中心" not in said(pilot)


async def test_a_call_that_breaks_says_its_number_in_the_log(
    small: SmallStation, centre: ServedCentre
) -> None:
    def broken(*_how: object) -> Called:
        raise OSError

    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        desk_of(cast(CounterApp, pilot.app)).call = broken
        await pilot.press("y")
        await settled(pilot)
        await pilot.press("f10")
        await over(pilot)
        assert re.search("呼叫中断.*编号 [0-9A-F]{6}", said(pilot))
        assert "F10" in said(pilot)


async def test_a_call_that_fails_says_what_to_do_and_loses_nothing(
    small: SmallStation, centre: ServedCentre
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        centre.revoke_all()
        before = facts(pilot)
        await pilot.press("f12", "y")
        await settled(pilot)
        await called(pilot)
        assert "中心不再接收本机的数据" in said(pilot)
        assert facts(pilot) == before


async def test_the_centre_is_called_by_itself_where_that_is_due(
    small: SmallStation, centre: ServedCentre
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        sync = desk_of(cast(CounterApp, pilot.app)).services.sync
        for _look in range(4):
            small.clock.advance(sync.due(1.0) - small.clock.now())
            sync.call_if_due()
        assert len(centre.told()) == facts(pilot)
        assert sync.call_if_due() is None


async def test_a_pc_that_the_centre_closes_down_shows_that_and_can_only_be_left(
    small: SmallStation, centre: ServedCentre
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        enrol(pilot, centre)
        give(centre, "wipe")
        await pilot.press("y")
        await settled(pilot)
        await called(pilot)
        app.poll()
        await settled(pilot)
        assert "本机已停用" in said(pilot)
        assert centre.address in said(pilot)
        assert "李敏" not in said(pilot)
        await pilot.press("escape", "f12", "ctrl+l")
        await settled(pilot)
        assert "本机已停用" in said(pilot)
        await pilot.press("ctrl+q")
    assert app.return_code == 4


@pytest.mark.parametrize("look", ["plain", ""])
async def test_the_top_line_says_in_a_word_and_a_sign_whether_the_centre_answers(
    small: SmallStation, centre: ServedCentre, look: str
) -> None:
    app = app_on(small, plain=bool(look))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        top = partial(_top, pilot)
        assert "在线" not in await top()
        enrol(pilot, centre)
        never = await top()
        desk_of(app).services.sync.call_now()
        online = await top()
        store = desk_of(app).services.base.store
        change_peer(store, address="http://127.0.0.1:1")
        desk_of(app).services.sync.call_now()
        offline = await top()
        signs = ("o", "*", "o") if look else ("○", "●", "○")
        words = ("从未在线", "在线", "离线")
        for line, mark, word in zip((never, online, offline), signs, words, strict=True):
            assert f" {mark} {word}" in line
            # Who works here, where, what waits and the time stand there all the same.
            assert all(each in line for each in ("李敏", "未传"))
            assert re.search(r"\d\d:\d\d *$", line)


async def _top(pilot: Pilot[None]) -> str:
    cast(CounterApp, pilot.app).poll()
    await settled(pilot)
    return shown(pilot.app)[0]
