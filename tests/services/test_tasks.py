"""Tasks of several departments: one answer is composed of all of them, and none goes out before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.matter.tasks import composed
from counter_tui.services.views.matter import TaskView
from support.clocks import NOON
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation, open_small_station

TODAY = NOON.date()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """People and no matters."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def give(small: SmallStation, matter: str, what: str, days: int = 3, **more: object) -> TaskView:
    """Give a task, by the first contact; as it stands then."""
    tasks = small.services.tasks
    view = tasks.give(LI, matter, what, TODAY + timedelta(days=days), **more)  # type: ignore[arg-type]
    return view.tasks[-1]


def refused(small: SmallStation, call: Callable[[], object], code: str) -> None:
    with small.services.base.store.reading() as connection:
        before = ledger.head(connection).seq
    with pytest.raises(RuleBroken, match=f"^{code}"):
        call()
    with small.services.base.store.reading() as connection:
        assert ledger.head(connection).seq == before


def test_no_answer_before_one_reply_is_composed_from_three_departments(small: SmallStation) -> None:
    """A colleague and two units, one after the other; the clerk cannot answer until the last result is there."""
    matters, tasks, matter = small.services.matters, small.services.tasks, bill(small)
    meter = give(small, matter, "校验电能表", unit="METERING")
    bills = give(small, matter, "核对电费", unit="BILLING", after=(meter.task_id,))
    visit = give(small, matter, "上门查用电", to="103")
    assert (meter.owner.zh, bills.waits_for, visit.owner.zh) != ("", (), "")
    ball = matters.view(LI, matter).line.ball
    assert ball is not None
    assert (ball.kind, ball.say("zh"), ball.say("en")) == ("unit", meter.owner.zh, meter.owner.en)
    for left in (3, 2, 1):
        view = matters.view(LI, matter)
        assert "answer" not in view.can
        assert view.refusals["answer"].facts["count"] == left
        refused(small, lambda: matters.answer(LI, matter, "表计合格", "not_possible"), "tasks_open")
        if left == 3:
            refused(small, lambda: tasks.done(LI, matter, bills.task_id, "无误"), "task_waits")
            tasks.take(LI, matter, meter.task_id, "表班马师傅")
            tasks.done(LI, matter, meter.task_id, "误差在范围内")
        elif left == 2:
            tasks.done(LI, matter, bills.task_id, "抄表无误")
        else:
            refused(small, lambda: tasks.done(ZHAO, matter, visit.task_id, "x"), "not_allowed")
            tasks.take(LIU, matter, visit.task_id)
            tasks.done(LIU, matter, visit.task_id, "空调用电")
    reply = composed(matters.view(LI, matter))
    assert reply == "校验电能表：误差在范围内；核对电费：抄表无误；上门查用电：空调用电"
    answered = matters.answer(LI, matter, reply, "not_possible")
    assert answered.line.state == "answered"
    matters.inform(LI, matter, "phone")
    assert matters.close(LI, matter).line.state == "closed"
    assert looked_over(small.home).clean


def test_a_lead_may_answer_before_and_the_answer_says_what_is_left(small: SmallStation) -> None:
    """The matter still does not close before the task is done or cancelled."""
    matters, matter = small.services.matters, bill(small)
    task = give(small, matter, "校验电能表", unit="METERING")
    refused(small, lambda: matters.answer(LI, matter, "先说", "not_possible", tasks_left=True), "tasks_open")
    refused(small, lambda: matters.answer(WANG, matter, "先说", "not_possible"), "tasks_open")
    answered = matters.answer(WANG, matter, "先答复电费部分", "not_possible", tasks_left=True)
    assert "还有 1 项协办没办完" in answered.timeline[0].what
    matters.inform(LI, matter, "phone")
    refused(small, lambda: matters.close(LI, matter), "tasks_left")
    small.services.tasks.cancel(LI, matter, task.task_id, "客户撤回校表")
    assert matters.close(LI, matter).line.state == "closed"


def test_a_task_that_comes_back_needs_a_new_owner_and_what_waited_for_it_waits_on(
    small: SmallStation,
) -> None:
    tasks, matter = small.services.tasks, bill(small)
    first = give(small, matter, "上门查用电", to="103")
    then = give(small, matter, "核对电费", unit="BILLING", after=(first.task_id,))
    refused(small, lambda: tasks.give_back(LIU, matter, first.task_id, " "), "reason_missing")
    tasks.give_back(LIU, matter, first.task_id, "不在片区")
    (line,) = small.services.home.view(LI).tasks
    assert (line.task_id, line.returned, line.given) == (first.task_id, True, True)
    assert small.services.home.view(LIU).tasks == ()
    refused(small, lambda: tasks.done(LIU, matter, first.task_id, "x"), "task_back")
    anew = give(small, matter, "上门查用电", to="101", instead=first.task_id)
    refused(small, lambda: tasks.done(LI, matter, then.task_id, "x"), "task_waits")
    tasks.done(WANG, matter, anew.task_id, "已查")
    tasks.done(LI, matter, then.task_id, "无误")
    view = small.services.matters.view(LI, matter)
    assert [each.state for each in view.tasks] == ["done", "done"]
    refused(small, lambda: tasks.cancel(LI, matter, first.task_id, "x"), "task_unknown")


def test_a_late_task_is_red_for_who_does_it_and_who_gave_it(small: SmallStation) -> None:
    matter = bill(small)
    give(small, matter, "上门查用电", 1, to="103")
    give(small, matter, "校验电能表", 1, unit="METERING")
    home = small.services.home
    assert [(line.what, line.late) for line in home.view(LIU).tasks] == [("上门查用电", False)]
    assert home.view(LI).tasks == ()
    small.clock.advance(timedelta(days=2))
    assert [line.late for line in home.view(LIU).tasks] == [True]
    assert sorted(line.what for line in home.view(LI).tasks) == ["上门查用电", "校验电能表"]
    assert all(line.late and line.given for line in home.view(LI).tasks)
    small.services.matters.withdraw(LI, matter, "不问了")
    assert home.view(LIU).tasks == home.view(LI).tasks == ()


def test_the_stand_in_does_the_tasks_of_who_is_away(small: SmallStation) -> None:
    matter = bill(small)
    small.services.staff.add(WANG, "105", "孙涛", "clerk", "618350")
    task = give(small, matter, "上门查用电", to="105")
    small.services.absences.away(WANG, "105", "103", "ill")
    assert [line.task_id for line in small.services.home.view(LIU).tasks] == [task.task_id]
    small.services.tasks.done(LIU, matter, task.task_id, "已查")
    refused(small, lambda: give(small, matter, "再查", to="105"), "receiver_away")


@pytest.mark.parametrize(
    ("what", "due", "more", "code"),
    [
        ("", TODAY, {"to": "103"}, "text_missing"),
        ("查", TODAY, {}, "task_owner_missing"),
        ("查", None, {"to": "103"}, "task_due_missing"),
        ("查", TODAY - timedelta(days=1), {"to": "103"}, "task_due_past"),
        ("查", TODAY, {"to": "999"}, "receiver_unknown"),
        ("查", TODAY, {"to": "104"}, "receiver_cannot_work"),
        ("查", TODAY, {"unit": "NOBODY"}, "unit_unknown"),
        ("查", TODAY, {"to": "103", "after": ("00" * 16,)}, "task_unknown"),
        ("查", TODAY, {"to": "103", "instead": "00" * 16}, "task_unknown"),
    ],
)
def test_what_does_not_fit_gives_no_task(
    small: SmallStation, what: str, due: date | None, more: dict[str, object], code: str
) -> None:
    matter, tasks = bill(small), small.services.tasks
    refused(small, lambda: tasks.give(LI, matter, what, due, **more), code)  # type: ignore[arg-type]


def test_a_strangers_task_is_not_touched_and_what_was_given_can_be_taken_back(small: SmallStation) -> None:
    matter = bill(small)
    task = give(small, matter, "上门查用电", to="101")
    refused(small, lambda: small.services.tasks.done(LIU, matter, task.task_id, "x"), "task_not_yours")
    refused(small, lambda: small.services.tasks.take(LI, matter, task.task_id), "task_not_yours")
    undone = small.services.matters.undo(LI, matter)
    assert undone.tasks == ()
    assert "answer" in undone.can
