"""The screen of bad ratings: planned in five keys from the alert, called back, put right, rated again, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.rating.screen import RatingScreen
from counter_tui.screens.recovery.form import RecoveryForm
from counter_tui.screens.recovery.screen import RecoveryScreen
from counter_tui.widgets.fact_table import FactTable
from support import keystrokes
from support.apps import app_on, settled, shown, signed_in, typed
from support.keystrokes import replay
from support.matter_screen import press, strike
from support.recoveries import PLAN, line_of, low
from support.roles import staffed
from support.stations import LI, WANG, SmallStation


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role."""
    station = staffed(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_lead_plans_in_five_keys_from_the_alert(small: SmallStation) -> None:
    visit = low(small, 1, "E101")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert any("差评补救" in line and "1" in line for line in shown(app))
        assert keystrokes.PLAN_RECOVERY.keys == 5
        await replay(keystrokes.PLAN_RECOVERY, lambda *keys: press(pilot, *keys))
        assert isinstance(app.screen, RecoveryScreen)
        assert "待回访" in "\n".join(shown(app))
    line = line_of(small.services, visit)
    assert (line.cause, line.remedy, line.caller) == ("waiting", "priority", "李敏")
    assert (line.call_by, line.correct_by) == (date(2025, 11, 21), date(2025, 12, 11))


async def test_sending_twice_at_once_plans_once_and_what_lacks_is_said(small: SmallStation) -> None:
    visit = low(small, 2, "E201")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        await press(pilot, "n", "客")
        assert any(note.message.endswith("只填一个字母或数字。") for note in app._notifications)
        await press(pilot, "f10")
        assert isinstance(app.screen, RecoveryForm)
        assert "请按所列数字选择" in "".join(shown(app))
        await press(pilot, "9", "f10")
        assert "请用几个字写明" in "".join(shown(app))
        await typed(pilot, "已请客户到大厅核对")
        strike(pilot, ["f10", "f10"])
        await settled(pilot)
        assert isinstance(app.screen, RecoveryScreen)
    line = line_of(small.services, visit)
    assert (line.cause, line.remedy, line.plan_words) == ("waiting", "other", "已请客户到大厅核对")


async def test_it_is_called_back_put_right_rated_again_and_closed(small: SmallStation) -> None:
    visit = low(small)
    small.services.recoveries.plan(WANG, visit, PLAN)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "f8", "n", "v", "e")
        assert isinstance(app.screen, RecoveryScreen), "who calls back neither plans nor closes"
        assert "等级稍后可见" in "".join(shown(app))
        await press(pilot, "c", "1")
        await typed(pilot, "客户说等了半小时")
        await press(pilot, "enter", "4", "f10")
        assert "录音编号" in "".join(shown(app))
        await typed(pilot, "LY-0231")
        await press(pilot, "f10", "d")
        await typed(pilot, "午间增开一个窗口")
        await press(pilot, "enter", "s")
        await typed(pilot, "系统卡住，已说明")
        await press(pilot, "enter", "r")
        assert isinstance(app.screen, RatingScreen)
        await press(pilot, "5")
        await press(pilot, "escape", "escape")
        await signed_in(pilot, WANG)
        await press(pilot, "c")
        assert "客户本人按键" in "".join(shown(app))
        await press(pilot, "v", "enter", "i")
        assert "近一个月已办结" in "".join(shown(app))
    line = line_of(small.services, visit)
    assert (line.step, line.level, line.second_level, line.calls[0].told) == ("closed", 1, 5, 4)


async def test_an_appeal_is_reviewed_by_another_and_stands_beside_the_rating(small: SmallStation) -> None:
    visit = low(small)
    small.services.recoveries.plan(WANG, visit, PLAN)
    small.services.recoveries.appeal(LI, visit, "wrong", "客户说按错了键")
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        assert "待复核，原评价不变" in "".join(shown(app))
        await press(pilot, "e", "2")
        await typed(pilot, "已电话向客户核实")
        await press(pilot, "enter")
        assert "无需整改" in "".join(shown(app))
        assert "非常不满意" in "".join(shown(app))
    assert line_of(small.services, visit).finding == "wrong"


async def test_the_mark_stands_on_the_newest_nobody_has_planned(small: SmallStation) -> None:
    low(small, 2, "E201")
    small.clock.advance(timedelta(days=5))
    newest = low(small, 1, "E101")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        marked = app.screen.query_one("#recovery-list", FactTable).marked
        assert marked == newest
        assert small.services.recoveries.open(WANG)[0].visit != newest, "what is late stands above it"


async def test_words_typed_right_after_a_digit_are_in_the_next_field(small: SmallStation) -> None:
    visit = low(small)
    small.services.recoveries.plan(WANG, visit, PLAN)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "recovery")
        await press(pilot, "c")
        strike(pilot, ["1", "2", "a", "b"])
        await settled(pilot)
        await press(pilot, "f10")
    (call,) = line_of(small.services, visit).calls
    assert (call.outcome, call.words) == ("reached", "2ab")


async def test_a_cause_pressed_now_goes_before_one_kept_of_an_earlier_try(small: SmallStation) -> None:
    visit = low(small)
    small.services.recovery_words.keep(
        WANG, visit, "plan", {"cause": "1", "remedy": "5", "words": "已请客户稍等"}
    )
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        await press(pilot, "3")
        await press(pilot, "f10")
    line = line_of(small.services, visit)
    assert (line.cause, line.remedy, line.plan_words) == ("waiting", "one_person", "已请客户稍等")


async def test_a_digit_alone_is_not_kept_when_the_question_is_left(small: SmallStation) -> None:
    """Else the next digit would go into a field further down."""
    small.services.recoveries.plan(WANG, low(small), PLAN)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        await press(pilot, "c", "1")
        strike(pilot, ["escape"])
        await settled(pilot)
        assert isinstance(app.screen, RecoveryScreen)
        await press(pilot, "c")
        assert app.focused is app.screen.query_one("#outcome")
        assert "已接通" not in "".join(line for line in shown(app) if "结果" in line)


async def test_a_question_gone_on_with_begins_where_words_are_next_and_not_at_a_digit_that_may_stay_empty(
    small: SmallStation,
) -> None:
    visit = low(small)
    small.services.recoveries.plan(WANG, visit, PLAN)
    small.services.recovery_words.keep(WANG, visit, "call", {"outcome": "1"})
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        await press(pilot, "c")
        assert app.focused is app.screen.query_one("#words")


async def test_limits_are_told_as_limits_and_the_record_by_the_day_it_was_closed(small: SmallStation) -> None:
    visit = low(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        seen = "\n".join(shown(app))
        assert "李敏，期限 明天" in seen
        assert "办结日期" not in seen
        small.services.recoveries.plan(WANG, visit, PLAN)
        small.services.recoveries.call(LI, visit, "reached", "说清楚了", 0, "")
        small.services.recoveries.correct(LI, visit, "晨会讲了")
        small.services.recoveries.close(WANG, visit, "")
        await press(pilot, "i")
        assert "办结日期" in "\n".join(shown(app))
