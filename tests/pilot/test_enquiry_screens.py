"""Logging questions by keys, settling what stands open, and making a request of one."""

from __future__ import annotations

import pytest

from counter_tui.screens.acceptance import AcceptanceScreen
from counter_tui.screens.enquiry.ask import Ask
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.widgets.line_input import LineInput
from support import keystrokes
from support.apps import app_on, pressed, settled, shown, signed_in
from support.keystrokes import Flow, replay
from support.stations import BILL, LI, SmallStation


def left_open(small: SmallStation) -> str:
    enquiry = small.services.enquiries.new(LI)
    small.services.enquiries.leave_open(LI, enquiry, "bill", words="电费怎么多了")
    return enquiry


@pytest.mark.parametrize(
    ("flow", "topic"),
    [(keystrokes.ASK_BY_DIGIT, "bill"), (keystrokes.ASK_BY_INITIALS, "price")],
    ids=["digit", "initials"],
)
async def test_a_question_answered_at_once_takes_four_keys_at_most(
    small: SmallStation, flow: Flow, topic: str
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await replay(flow, lambda *keys: pressed(pilot, *keys))
        assert isinstance(app.screen, HomeScreen)
    day = small.services.enquiries.day(LI)
    assert [(code, count) for code, _name, count in day.topics] == [(topic, 1)]
    assert day.answered == 1


async def test_keys_typed_ahead_log_the_same_question(small: SmallStation) -> None:
    """The digit waits for the topics and does not open the form of the request with that digit."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pilot.press("w", "1", "enter")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
    assert small.services.enquiries.day(LI).answered == 1


async def test_nothing_is_logged_without_a_topic(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "w", "enter")
        assert isinstance(app.screen, Ask)
        assert "请先选主题" in "\n".join(shown(app))
        await pressed(pilot, *"qq")
        assert "没有找到" in "\n".join(shown(app))
        # What an input method sends right after the digit is what was asked.
        app.screen.query_one("#topic", LineInput).value = "１为什么多了"
        await settled(pilot)
        assert (app.screen.text("topic"), app.screen.text("words")) == ("１", "为什么多了")
        assert app.screen.focused is app.screen.query_one("#words")
        await pressed(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, HomeScreen)
    assert small.services.enquiries.day(LI).total == 0


async def test_a_question_without_an_answer_opens_the_form_with_its_words(small: SmallStation) -> None:
    """Leaving the form again leaves the question open on the first screen."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "w", "1", "f2")
        assert "请写下所问内容" in "\n".join(shown(app))
        await pressed(pilot, *"电费怎么多了", "f2")
        assert isinstance(app.screen, AcceptanceScreen)
        assert app.screen.form.text("field:content") == "电费怎么多了"
        await pressed(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "未结咨询 1" in "\n".join(shown(app))
        assert len(small.services.home.view(LI).enquiries) == 1


async def test_the_form_makes_a_matter_of_it(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "w", "1", *"电费怎么多了", "f2", "f10")
        assert small.services.enquiries.day(LI).carried == 1
        assert small.services.home.view(LI).enquiries == ()


async def test_an_open_question_is_answered_from_the_first_screen(small: SmallStation) -> None:
    left_open(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert isinstance(app.screen, HomeScreen)
        app.screen.show_list("enquiries")
        await settled(pilot)
        await pressed(pilot, "enter")
        assert "电费怎么多了" in "\n".join(shown(app))
        await pressed(pilot, *"阶梯电价", "enter")
        assert isinstance(app.screen, HomeScreen)
    assert small.services.home.view(LI).enquiries == ()


async def test_the_days_list_makes_a_request_with_one_key(small: SmallStation) -> None:
    small.services.enquiries.answer(LI, small.services.enquiries.new(LI), "bill", words="想核对抄表")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "enquiries")
        text = "\n".join(shown(app))
        assert "想核对抄表" in text
        assert "电费多少、怎么算 1" in text
        assert "Enter" not in shown(app)[-1], "it is answered"
        await pressed(pilot, "f2")
        assert isinstance(app.screen, AcceptanceScreen)
        assert app.screen.form.kind_picked == BILL


async def test_in_a_wide_window_what_was_asked_stands_whole(small: SmallStation) -> None:
    """An open one is answered by Enter."""
    words = "上周申请的充电桩办到哪一步了，什么时候能装表，还要不要再来"
    small.services.enquiries.leave_open(LI, small.services.enquiries.new(LI), "bill", words=words)
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "enquiries")
        assert any(words in line for line in shown(app))
        assert "Enter 答复" in shown(app)[-1]


async def test_the_day_before_can_be_looked_at(small: SmallStation) -> None:
    left_open(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "enquiries")
        await pressed(pilot, "minus")
        assert "这一天没有咨询" in "\n".join(shown(app))
        await pressed(pilot, "plus", "plus")
        assert "电费怎么多了" in "\n".join(shown(app))
