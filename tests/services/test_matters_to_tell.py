"""What waits for a person: Home's lists hold what its counts count."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def bill(small: SmallStation, actor: Actor = LI) -> str:
    small.clock.advance(timedelta(minutes=1))
    return small.accept(actor, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def to_tell(small: SmallStation, actor: Actor) -> list[str]:
    """The matters in the list of customers to tell, which is as long as its count says."""
    home = small.services.home.view(actor)
    assert home.to_inform == len(home.to_tell)
    return [line.matter_id for line in home.to_tell]


def test_a_customer_who_was_told_is_to_be_told_no_more(small: SmallStation) -> None:
    """Answered, not reached, told: the matter stays answered and leaves the list; a new answer brings it back."""
    matters, matter = small.services.matters, bill(small)
    assert to_tell(small, LI) == []
    matters.answer(LI, matter, "电量无误")
    assert to_tell(small, LI) == [matter]
    matters.inform(LI, matter, "phone", reached=False)
    assert to_tell(small, LI) == [matter]
    assert matters.inform(LI, matter, "phone").line.state == "answered"
    assert to_tell(small, LI) == []
    matters.answer(LI, matter, "更正：多计 3 度")
    assert to_tell(small, LI) == [matter]


def test_the_first_contact_tells_whoever_answered(small: SmallStation) -> None:
    """The handler has nobody to tell; a hand-over of the answered matter changes nothing of that."""
    matters, matter = small.services.matters, bill(small)
    matters.hand_over(LI, matter, Receiver("103"), "not_my_duty")
    matters.take(LIU, matter)
    matters.answer(LIU, matter, "电量无误")
    assert (to_tell(small, LI), to_tell(small, LIU), to_tell(small, WANG)) == ([matter], [], [])
    assert matters.hand_over(LIU, matter, Receiver("101"), "shift_change").line.state == "handed_over"
    assert (to_tell(small, LI), to_tell(small, LIU), to_tell(small, WANG)) == ([matter], [], [])


def test_an_ended_matter_has_nobody_to_tell(small: SmallStation) -> None:
    matters, withdrawn, closed = small.services.matters, bill(small), bill(small)
    for matter in (withdrawn, closed):
        matters.answer(LI, matter, "电量无误")
    matters.withdraw(LI, withdrawn, "不用了")
    matters.inform(LI, closed, "phone")
    matters.close(LI, closed)
    assert to_tell(small, LI) == []


def test_the_nearest_promise_is_told_first_then_the_oldest_answer(small: SmallStation) -> None:
    matters = small.services.matters
    first, second, third = bill(small), bill(small), bill(small)
    for matter in (third, first, second):
        small.clock.advance(timedelta(minutes=1))
        matters.answer(LI, matter, "电量无误")
    due = {line.matter_id: line.due_at for line in small.services.home.view(LI).to_tell}
    assert len(set(due.values())) == 1
    assert to_tell(small, LI) == [third, first, second]
