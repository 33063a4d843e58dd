"""Handing work over through the services: it counts when accepted, and only somebody who can work gets it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from support.looking import looked_over
from support.stations import BILL, LI, LIU, PINS, WANG, ZHAO, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def test_the_giver_stays_handler_until_the_receiver_accepts(small: SmallStation) -> None:
    matter = bill(small)
    offered = small.services.matters.hand_over(LI, matter, Receiver(staff_no="103"), "not_my_duty")
    assert (offered.line.state, offered.line.handler, offered.line.offered_to) == (
        "handed_over",
        "李敏",
        "刘伟",
    )
    taken = small.services.matters.take(LIU, matter)
    assert (taken.line.state, taken.line.handler, taken.line.first_contact) == ("working", "刘伟", "李敏")
    assert taken.offer is None
    assert looked_over(small.home).clean


def test_a_bounced_offer_leaves_the_work_with_the_giver(small: SmallStation) -> None:
    matter = bill(small)
    small.services.matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
    bounced = small.services.matters.bounce(LIU, matter, "不在我的片区")
    assert (bounced.line.handler, bounced.offer) == ("李敏", None)


def test_an_offer_taken_back_can_no_longer_be_accepted(small: SmallStation) -> None:
    matter = bill(small)
    small.services.matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
    small.services.matters.take_back(LI, matter)
    with pytest.raises(RuleBroken, match="no_offer"):
        small.services.matters.take(LIU, matter)


def test_only_the_receiver_or_a_lead_may_accept(small: SmallStation) -> None:
    small.services.staff.add(WANG, "105", "孙涛", "clerk", "618350")
    matter = bill(small)
    small.services.matters.hand_over(LI, matter, Receiver(staff_no="105"), "needs_site")
    with pytest.raises(RuleBroken, match="offer_for_another"):
        small.services.matters.take(LIU, matter)
    assert small.services.matters.take(WANG, matter).line.handler == "孙涛"


@pytest.mark.parametrize(
    ("number", "code"),
    [("999", "receiver_unknown"), ("104", "receiver_cannot_work"), ("１０２", "is_handler")],
)
def test_work_goes_only_to_a_colleague_who_can_take_it(small: SmallStation, number: str, code: str) -> None:
    """Nobody has the number 999, 104 is the auditor, and 102 has the work already."""
    matter = bill(small)
    with pytest.raises(RuleBroken, match=code):
        small.services.matters.hand_over(LI, matter, Receiver(staff_no=number), "needs_site")
    assert small.services.matters.view(LI, matter).offer is None


def test_work_is_not_handed_to_somebody_who_has_left(small: SmallStation) -> None:
    matter = bill(small)
    small.services.staff.leave(WANG, "103")
    with pytest.raises(RuleBroken, match="receiver_unknown"):
        small.services.matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")


def test_a_staff_number_is_read_however_it_was_typed(small: SmallStation) -> None:
    small.services.staff.add(WANG, "A7", "孙涛", "clerk", "618350")
    view = small.services.matters.hand_over(LI, bill(small), Receiver(staff_no=" ａ7 "), "needs_site")
    assert view.line.offered_to == "孙涛"


def test_somebody_without_a_pc_gets_the_work_when_the_giver_says_he_took_it(small: SmallStation) -> None:
    matter = bill(small)
    outside = Receiver(person="马师傅", phone="139 1234 5678", unit="抢修班")
    offered = small.services.matters.hand_over(
        LI, matter, outside, "needs_site", next_call_at=small.clock.now() + timedelta(hours=2)
    )
    assert offered.next_call_at == small.clock.now() + timedelta(hours=2)
    with pytest.raises(RuleBroken, match="offer_for_another"):
        small.services.matters.take(LIU, matter)
    taken = small.services.matters.take(LI, matter)
    assert (taken.handler_outside, taken.line.first_contact) == ("马师傅", "李敏")
    assert small.services.matters.answer(LI, matter, "已换表").line.state == "answered"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (Receiver(), "receiver_missing"),
        (Receiver(person="马师傅"), "receiver_missing"),
        (Receiver(person="马师傅", phone="1391234567"), "receiver_phone_unfit"),
    ],
)
def test_somebody_without_a_pc_has_a_name_and_a_phone(small: SmallStation, to: Receiver, code: str) -> None:
    matter = bill(small)
    with pytest.raises(RuleBroken, match=code):
        small.services.matters.hand_over(LI, matter, to, "needs_site")


def test_a_call_is_not_promised_for_the_past(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="call_in_the_past"):
        small.services.matters.hand_over(
            LI,
            bill(small),
            Receiver(staff_no="103"),
            "needs_site",
            next_call_at=small.clock.now() - timedelta(minutes=1),
        )


def test_while_an_offer_waits_the_work_stands_still(small: SmallStation) -> None:
    matter = bill(small)
    small.services.matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
    with pytest.raises(RuleBroken, match="offer_open"):
        small.services.matters.answer(LI, matter, "已处理")
    with pytest.raises(RuleBroken, match="offer_open"):
        small.services.matters.hand_over(LI, matter, Receiver(staff_no="101"), "needs_site")


def test_the_auditor_and_a_stranger_to_the_matter_may_not_work_on_it(small: SmallStation) -> None:
    matter = bill(small)
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.matters.answer(ZHAO, matter, "已处理")
    with pytest.raises(RuleBroken, match="not_your_matter"):
        small.services.matters.answer(LIU, matter, "已处理")


def test_nobody_leaves_with_work_or_with_an_offer_waiting(small: SmallStation) -> None:
    matter = bill(small)
    with pytest.raises(RuleBroken, match="holds_matters"):
        small.services.staff.leave(WANG, "102")
    small.services.matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
    with pytest.raises(RuleBroken, match="holds_matters") as held:
        small.services.staff.leave(WANG, "103")
    assert held.value.facts == {"count": 1}
    small.services.matters.take_back(LI, matter)
    small.services.staff.leave(WANG, "103")
    with pytest.raises(RuleBroken, match="sign_in_refused"):
        small.services.staff.sign_in("103", PINS["103"])
    assert looked_over(small.home).clean


def test_of_taking_and_taking_back_at_the_same_moment_one_counts(small: SmallStation) -> None:
    """Two windows: whoever comes second is told that no offer waits any more."""
    matters = small.services.matters
    for _time in range(8):
        matter = bill(small)
        matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
        start, told = threading.Barrier(2), list[str]()

        def at_once(
            act: Callable[[Actor, str], object],
            actor: Actor,
            matter: str = matter,
            start: threading.Barrier = start,
            told: list[str] = told,
        ) -> None:
            start.wait()
            try:
                act(actor, matter)
                told.append("done")
            except RuleBroken as broken:
                told.append(broken.code)

        threads = [
            threading.Thread(target=at_once, args=(matters.take, LIU)),
            threading.Thread(target=at_once, args=(matters.take_back, LI)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) == ["done", "no_offer"]
    assert looked_over(small.home).clean
