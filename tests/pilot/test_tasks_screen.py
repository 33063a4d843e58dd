"""Giving tasks from the Matter screen, doing one, and composing the answer from their results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.dialogs import Choose, Confirm
from counter_tui.screens.matter.ask import TextDialog
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.matter.tasks import TaskDialog
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, shown, signed_in, typed
from support.clocks import NOON
from support.matter_screen import press
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """People and no matters."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()
    set_language("zh")


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


async def test_a_task_is_given_to_a_unit_with_a_day_counted_from_today(small: SmallStation) -> None:
    """Q; what, the unit by its code, 3 days; it stands on the matter."""
    bill(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "enter", "q")
        assert isinstance(app.screen, TaskDialog)
        await typed(pilot, "校验电能表")
        await press(pilot, "enter")
        await typed(pilot, "METERING")
        await press(pilot, "enter")
        await typed(pilot, "3")
        await press(pilot, "f10")
        assert isinstance(app.screen, MatterScreen)
        text = "\n".join(shown(app))
        assert "校验电能表" in text
        assert app.screen.view is not None
        (task,) = app.screen.view.tasks
        assert (task.to_unit, task.due_day) == (True, NOON.date() + timedelta(days=3))
        await press(pilot, "r")
        assert isinstance(app.screen, MatterScreen)
        assert any("还有 1 项协办没办完" in note.message for note in app._notifications)


async def test_what_is_missing_is_said_and_the_focus_goes_there(small: SmallStation) -> None:
    bill(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "enter", "q", "f10")
        assert "请选协办人" in "\n".join(shown(app))
        assert app.focused is not None
        app.screen.query_one("#owner").focus()
        await typed(pilot, "103")
        await press(pilot, "enter", "f10")
        assert "请写期限" in "\n".join(shown(app))
        assert app.focused is app.screen.query_one("#due")


async def test_a_colleague_finds_the_task_on_the_first_screen_and_says_its_result(
    small: SmallStation,
) -> None:
    matter = bill(small)
    due = NOON.date() + timedelta(days=1)
    small.services.tasks.give(LI, matter, "上门查用电", due, to="103")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU)
        assert "我的协办" in "\n".join(shown(app))
        app.screen.show_list("tasks")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "q")
        assert isinstance(app.screen, Choose)
        await typed(pilot, "任务办完")
        await press(pilot, "enter")
        assert isinstance(app.screen, TextDialog)
        await typed(pilot, "空调用电")
        await press(pilot, "enter")
        assert isinstance(app.screen, MatterScreen)
    assert [each.state for each in small.services.matters.view(LI, matter).tasks] == ["done"]


async def test_the_answer_begins_with_the_results_and_a_lead_may_answer_before(small: SmallStation) -> None:
    """The clerk gets all results to make one text of; the lead is asked whether he means it."""
    matter, tasks = bill(small), small.services.tasks
    due = NOON.date() + timedelta(days=1)
    first = tasks.give(LI, matter, "校验电能表", due, unit="METERING").tasks[0]
    tasks.give(LI, matter, "核对电费", due, unit="BILLING")
    tasks.done(LI, matter, first.task_id, "误差合格")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        app.screen.open_matter(matter)  # type: ignore[attr-defined]
        await press(pilot)
        await press(pilot, "r")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "down", "enter")
        assert app.screen.query_one("#text", LineInput).value == "校验电能表：误差合格"
        await press(pilot, "f10")
    view = small.services.matters.view(LI, matter)
    assert view.line.state == "answered"
    assert "还有 1 项协办没办完" in view.timeline[0].what
