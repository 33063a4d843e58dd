"""Somebody falls ill: the open matters go to colleagues, each as a lead's decision; the first contact stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.sharing import share_out
from counter_tui.domain.staff.roles import Actor
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station

SUN = Actor("105", "孙涛", "clerk")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    station = open_small_station(tmp_path, empty=True)
    station.services.staff.add(WANG, SUN.staff_no, SUN.name, "clerk", "618350")
    return station


def bill(small: SmallStation, actor: Actor = LI) -> str:
    return small.accept(actor, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def handlers(small: SmallStation, matters: list[str]) -> list[str]:
    return [small.services.matters.view(WANG, each).line.handler for each in matters]


def test_everything_in_hand_goes_to_one_colleague_with_one_reason(small: SmallStation) -> None:
    """Handled and offered; what others handle stays with them, and what has ended is left alone."""
    matters, own = small.services.matters, [bill(small) for _each in range(3)]
    offered = bill(small, SUN)
    matters.hand_over(SUN, offered, Receiver("102"), "not_my_duty")
    gone = bill(small)
    matters.hand_over(LI, gone, Receiver("105"), "needs_site")
    matters.take(SUN, gone)
    ended = bill(small)
    matters.withdraw(LI, ended, "不问了")
    workload = small.services.reassigning.workload(WANG, " １０２ ")
    assert {line.matter_id for line in workload.lines} == {*own, offered}
    assert workload.answering == 1
    done = small.services.reassigning.move(WANG, "102", ["103"], " 病\n假 ")
    assert {(line.matter_id, name) for line, name in done.moved} == {
        (each, "刘伟") for each in (*own, offered)
    }
    assert done.left == ()
    assert handlers(small, [*own, offered, gone]) == ["刘伟"] * 4 + ["孙涛"]
    view = matters.view(WANG, own[0])
    assert (view.line.first_contact, view.timeline[0].what) == ("李敏", "决定由 刘伟 办理：病 假")
    assert small.services.reassigning.workload(WANG, "102").lines == ()
    assert looked_over(small.home).clean


def test_several_share_it_so_that_nobody_has_more_than_the_others(small: SmallStation) -> None:
    """Liu has two already: Sun gets the first two."""
    own = [bill(small) for _each in range(4)]
    for _each in range(2):
        bill(small, LIU)
    done = small.services.reassigning.move(WANG, "102", ["103", "105", "103"], "病假")
    assert [name for _line, name in done.moved] == ["孙涛", "孙涛", "刘伟", "孙涛"]
    assert sorted(handlers(small, own)) == sorted(["孙涛", "孙涛", "刘伟", "孙涛"])


def test_only_those_marked_are_moved(small: SmallStation) -> None:
    first, second = bill(small), bill(small)
    small.services.reassigning.move(WANG, "102", ["103"], "病假", {second})
    assert handlers(small, [first, second]) == ["李敏", "刘伟"]


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        ([], "病假", "receiver_missing"),
        (["103"], " ", "reason_missing"),
        (["102"], "病假", "receiver_is_handler"),
        (["103", "999"], "病假", "receiver_unknown"),
        (["104"], "病假", "receiver_cannot_work"),
    ],
)
def test_what_does_not_fit_moves_nothing(small: SmallStation, to: list[str], reason: str, code: str) -> None:
    matter = bill(small)
    with pytest.raises(RuleBroken, match=code):
        small.services.reassigning.move(WANG, "102", to, reason)
    assert handlers(small, [matter]) == ["李敏"]


def test_nobody_knows_a_stranger_and_only_a_lead_moves_anything(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="staff_unknown"):
        small.services.reassigning.workload(WANG, "999")
    for act in (
        lambda: small.services.reassigning.workload(LI, "102"),
        lambda: small.services.reassigning.move(LI, "102", ["103"], "病假"),
    ):
        with pytest.raises(RuleBroken, match="not_allowed"):
            act()


def test_what_has_gone_elsewhere_meanwhile_is_passed_over(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and its turn a matter was decided on, another ended: neither is touched."""
    own = [bill(small) for _each in range(3)]
    before = small.services.reassigning.workload(WANG, "102")
    small.services.matters.decide_handling(WANG, own[0], "105", "先给他")
    small.services.matters.withdraw(LI, own[1], "不问了")
    service = small.services.reassigning
    monkeypatch.setattr(service, "workload", lambda _actor, _number: before)
    done = service.move(WANG, "102", ["103"], "病假")
    assert [line.matter_id for line, _name in done.moved] == [own[2]]
    assert handlers(small, own) == ["孙涛", "李敏", "刘伟"]


def test_the_fewest_are_counted_as_they_come() -> None:
    assert share_out(0, {"a": 1}) == ()
    assert share_out(3, {"a": 1}) == ("a", "a", "a")
    assert share_out(5, {"a": 2, "b": 0, "c": 1}) == ("b", "b", "c", "a", "b")
