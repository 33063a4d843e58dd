"""The meeting on its screen: run by keys, left and gone on with, words that are kept, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from counter_tui.app.app import CounterApp
from counter_tui.domain.meeting.state import Meeting
from counter_tui.i18n import set_language
from counter_tui.screens.meeting.screen import MeetingScreen
from counter_tui.screens.minutes.screen import MinutesScreen
from counter_tui.widgets.line_input import LineInput
from support import keystrokes
from support.apps import app_on, settled, shown, signed_in, typed
from support.clocks import SHANGHAI
from support.keystrokes import replay
from support.matter_screen import press, strike
from support.roles import ALL_PINS, staffed
from support.stations import LI, WANG, SmallStation
from support.toasts import toast_row
from support.voice import notice


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """Six people of every role at ten to eight, with a notice nobody has read."""
    station = staffed(tmp_path)
    station.clock.set(datetime(2025, 11, 21, 7, 50, tzinfo=SHANGHAI))
    station.services.notices.publish(WANG, notice("2025-7"))
    yield station
    station.services.close()
    set_language("zh")


def meeting(small: SmallStation) -> Meeting:
    """The meeting of today."""
    known = small.services.meeting.view(WANG).meeting
    assert known is not None
    return known


def said(pilot: Pilot[None]) -> str:
    """The screen as text."""
    return "\n".join(shown(pilot.app))


async def test_six_people_meet_with_two_new_action_items_in_the_keys_of_the_document(
    small: SmallStation,
) -> None:
    pins = {f"p{place}": ALL_PINS[each] for place, each in enumerate(sorted(ALL_PINS), 1)}
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await replay(
            keystrokes.MEET,
            lambda *keys: press(pilot, *keys),
            first="公示牌电价过期 @lm +2",
            second="打印机卡纸 @103 =打一张",
            **pins,
        )
        assert "晨会结束" in said(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MinutesScreen)
    held = meeting(small)
    assert [each.staff_no for each in held.signed] == sorted(ALL_PINS)
    assert held.ended_at is not None
    assert [(each.words, each.owner, each.due.isoformat()) for each in held.problems] == [
        ("公示牌电价过期", "102", "2025-11-25"),
        ("打印机卡纸", "103", "2025-11-21"),
    ]
    assert {each.check for each in small.services.actions.carried(WANG)} == {"值长到现场查看", "打一张"}
    assert [each.right for each in held.drill] == [True] * 3
    assert small.services.notices.unread(LI) == ()
    assert [each.code for each in held.steps if each.state == "skipped"] == ["case", "slogan"]


async def test_what_was_marked_and_typed_is_there_again_and_enter_twice_goes_one_step(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "meeting")
        await press(pilot, "enter")
        await press(pilot, "down", "3")
        await press(pilot, "escape", "m")
        assert "应到 6   实到 5   缺勤 1" in said(pilot)
        assert "病假" in said(pilot)
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert meeting(small).step == "appearance"
        await press(pilot, "down", "2")
        await typed(pilot, "未戴工号牌")
        await press(pilot, "escape", "escape", "m")
        assert app.screen.query_one("#meeting-line", LineInput).value == "未戴工号牌"
        await press(pilot, "enter", "f10")
        assert meeting(small).step == "appearance"
        await press(pilot, "enter")
        assert "✗ 未戴工号牌" in said(pilot)
        await press(pilot, "enter", "enter")
        assert [each.owner for each in meeting(small).problems] == ["103"]
        assert [each.staff_no for each in meeting(small).absent] == ["102"]


async def test_the_next_line_and_pin_may_be_typed_while_the_last_is_written(small: SmallStation) -> None:
    app = app_on(small)
    services = small.services
    services.meeting.begin(WANG)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "meeting")
        await press(pilot, "enter", "enter", "enter", "space", "n")
        line = app.screen.query_one("#meeting-line", LineInput)
        strike(pilot, [*"broken lamp", "enter", *"wet floor @zz"])
        await settled(pilot)
        assert [each.words for each in meeting(small).problems] == ["broken lamp"]
        assert line.value == "wet floor @zz"
        await press(pilot, "enter")
        assert "没有这个人" in said(pilot)
        assert line.value == "wet floor @zz"
        await press(pilot, *["backspace"] * 4, "enter")
        assert [each.words for each in meeting(small).problems] == ["broken lamp", "wet floor"]
        await press(pilot, "f10", "enter", "space", "enter", "x")
        await typed(pilot, "抢修")
        for key in ("enter", "space", "space", "enter", "enter"):
            await press(pilot, key)
        assert line.has_focus, said(pilot)
        strike(pilot, [*ALL_PINS["101"], "enter", *ALL_PINS["102"]])
        await settled(pilot)
        assert line.value == ALL_PINS["102"]
        await press(pilot, "enter")
        assert [each.staff_no for each in meeting(small).signed] == ["101", "102"]


async def test_what_was_told_of_a_step_goes_with_it(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "meeting")
        await press(pilot, "enter")
        app.tell("这一环节还没有记录", "warning")
        await press(pilot, "down")
        assert len(app._notifications) == 1
        await press(pilot, "enter", "f10")
        assert len(app._notifications) == 0


@pytest.mark.parametrize("warning", ["", "张磊 请您到柜台"])
async def test_a_refusal_covers_neither_what_the_keys_do_nor_the_second_line(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch, warning: str
) -> None:
    monkeypatch.setattr(CounterApp, "warning", warning)
    async with app_on(small).run_test(size=(80, 24), notifications=True) as pilot:
        await signed_in(pilot, WANG, "meeting")
        await press(pilot, "enter", *["f10"] * 9)
        told, under = await toast_row(pilot)
        assert "还没有记录" in told
        assert not under.strip()


async def test_a_required_step_asks_for_a_reason_and_the_timer_speaks(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "meeting")
        await press(pilot, "enter")
        assert "共 10 分钟" in said(pilot)
        small.clock.advance(timedelta(minutes=8, seconds=5))
        app.screen.refresh_status()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "该收尾了，还剩 1:55" in said(pilot)
        small.clock.advance(timedelta(minutes=3))
        await press(pilot, "x", "enter")
        assert "写明" in said(pilot).replace(" ", "")
        await typed(pilot, "抢修")
        await press(pilot, "enter")
        assert isinstance(app.screen, MeetingScreen)
        assert "超时 1:05" in said(pilot)
        step = meeting(small).step_of("roll_call")
        assert step is not None
        assert (step.state, step.words) == ("skipped", "抢修")
        small.clock.advance(timedelta(days=3))
        app.screen.refresh_status()
        await settled(pilot)
        assert "按回车开始晨会" in said(pilot)


async def test_a_clerk_looks_on_and_begins_nothing(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "meeting")
        assert "由值长开始" in said(pilot)
        await press(pilot, "enter", "f10", "1")
    assert small.services.meeting.view(WANG).meeting is None
