"""Peak mode: the short form is enough, what is missing is completed the same day, and nothing is held up by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.views.matter import TaskView
from support.acceptance_form import STRANGER
from support.clocks import NOON
from support.looking import looked_over
from support.stations import CONNECTION, LI, LIU, WANG, SmallStation, open_small_station

METER_TEST, FAULT = "BZ301", "BZ601"
ASKED = {"id_kind": "resident_id", "id_number": STRANGER, "name": "郑小满", "phone": "13900001234"}
"""What the short form asks for beside the kind."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """People and no matters, at peak."""
    station = open_small_station(tmp_path, empty=True)
    station.services.station.switch_peak(WANG, on=True)
    yield station
    station.services.close()


def short(small: SmallStation, kind: str = CONNECTION) -> str:
    """A request on the short form."""
    return small.accept(LI, kind, **ASKED)


def completion(small: SmallStation, matter: str) -> TaskView:
    (task,) = small.services.matters.view(LI, matter).tasks
    return task


def test_a_lead_switches_it_on_for_everybody_and_off_again(small: SmallStation) -> None:
    station = small.services.station
    assert station.view().peak
    with pytest.raises(RuleBroken, match=r"^peak_already"):
        station.switch_peak(WANG, on=True)
    station.switch_peak(WANG, on=False)
    assert not station.view().peak
    with pytest.raises(RuleBroken, match=r"^peak_not"):
        station.switch_peak(WANG, on=False)


def test_a_clerk_does_not_switch_it(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match=r"^not_allowed"):
        small.services.station.switch_peak(LI, on=False)
    assert small.services.station.view().peak


def test_it_ends_by_itself_with_the_day(small: SmallStation) -> None:
    """At midnight another day begins: nobody has to think of it, and it can be switched on again."""
    small.clock.advance(timedelta(hours=13, minutes=17))
    assert small.services.station.view().peak
    small.clock.advance(timedelta(minutes=1))
    assert not small.services.station.view().peak
    with pytest.raises(RuleBroken, match=r"^draft_unfit"):
        short(small)
    small.services.station.switch_peak(WANG, on=True)
    assert small.services.station.view().peak


def test_without_it_the_address_is_asked_for(small: SmallStation) -> None:
    small.services.station.switch_peak(WANG, on=False)
    with pytest.raises(RuleBroken, match=r"^draft_unfit"):
        short(small)


def test_what_is_missing_is_completed_today_by_the_first_contact(small: SmallStation) -> None:
    """Promises and papers are as usual; the task stands on the first contact's first screen."""
    matter = short(small)
    view = small.services.matters.view(LI, matter)
    assert view.promises
    assert view.papers
    task = completion(small, matter)
    assert (task.owner.zh, task.due_day, task.state) == (LI.name, NOON.date(), "given")
    assert task.what == "补齐：用电地址（高峰受理）"
    assert [line.what for line in small.services.home.view(LI).tasks] == [task.what]
    assert not looked_over(small.home).findings


def test_it_is_done_when_the_particular_is_put_right(small: SmallStation) -> None:
    matter = short(small)
    view = small.services.matters.correct(LI, matter, "phone", "13900001235")
    assert view.tasks[0].state == "given"
    view = small.services.matters.correct(LI, matter, "address", "万泉镇光耀村12号")
    assert view.tasks[0].state == "done"
    assert not small.services.home.view(LI).tasks
    view = small.services.matters.undo(LI, matter)
    assert view.tasks[0].state == "given"
    assert not looked_over(small.home).findings


def test_it_may_be_said_to_be_needless(small: SmallStation) -> None:
    matter = short(small)
    task = completion(small, matter)
    view = small.services.tasks.cancel(LI, matter, task.task_id, "勘查时已到现场")
    assert view.tasks[0].state == "cancelled"


def test_given_to_somebody_else_it_stays_a_completion(small: SmallStation) -> None:
    matter, today = short(small), NOON.date()
    task = completion(small, matter)
    small.services.tasks.give_back(LI, matter, task.task_id, "客户电话不通")
    small.services.tasks.give(LI, matter, task.what, today, to=LIU.staff_no, instead=task.task_id)
    view = small.services.matters.correct(LI, matter, "address", "万泉镇光耀村12号")
    assert view.tasks[-1].state == "done"


def test_it_holds_up_nothing_and_takes_the_ball_from_nobody(small: SmallStation) -> None:
    """A meter test whose place was left open: the answer goes out, the matter ends, and its task with it."""
    matters = small.services.matters
    matter = short(small, METER_TEST)
    assert completion(small, matter).what == "补齐：用电地址或户号（高峰受理）"
    matters.hand_over(LI, matter, Receiver(LIU.staff_no), "needs_site")
    matters.take(LIU, matter)
    ball = matters.view(LI, matter).line.ball
    assert ball is not None
    assert (ball.kind, ball.name) == ("handler", LIU.name)
    matters.reach_stage(LIU, matter)
    matters.answer(LIU, matter, "电能表合格")
    matters.inform(LI, matter, "phone")
    matters.close(LIU, matter)
    assert not small.services.home.view(LI).tasks


def test_an_account_completes_the_place_of_a_supply(small: SmallStation) -> None:
    matter = short(small, METER_TEST)
    view = small.services.matters.correct(LI, matter, "field:account", "3201000000123")
    assert view.tasks[0].state == "done"


def test_where_somebody_goes_within_hours_the_place_is_asked_for(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match=r"^draft_unfit"):
        small.accept(LI, FAULT, name="何静", phone="13812340009", fields={"content": "整村没电"})


def test_the_completion_is_not_undone_as_an_act_of_its_own(small: SmallStation) -> None:
    matter = short(small)
    with pytest.raises(RuleBroken, match=r"^nothing_to_undo"):
        small.services.matters.undo(LI, matter)
    assert completion(small, matter).state == "given"


def test_the_identity_and_the_name_stay_required(small: SmallStation) -> None:
    for missing in ({"id_number": ""}, {"name": ""}):
        with pytest.raises(RuleBroken, match=r"^draft_unfit"):
            small.accept(LI, CONNECTION, **{**ASKED, **missing})


def test_a_whole_form_leaves_nothing_to_complete(small: SmallStation) -> None:
    matter = small.accept(LI, CONNECTION, **ASKED, address="万泉镇光耀村12号")
    assert not small.services.matters.view(LI, matter).tasks


def test_submitted_again_it_is_one_matter_with_one_completion(small: SmallStation) -> None:
    draft = small.draft(LI, CONNECTION, **ASKED)
    small.services.acceptance.submit(LI, draft)
    assert small.services.acceptance.submit(LI, draft).again
    assert completion(small, draft.draft_id).state == "given"
