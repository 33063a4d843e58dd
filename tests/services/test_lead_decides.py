"""Work that goes round ends at the lead: who is told, with which reasons, and what the lead's word does."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.db.rows import projections
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station

SUN = Actor("105", "孙涛", "clerk")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    station = open_small_station(tmp_path, empty=True)
    station.services.staff.add(WANG, SUN.staff_no, SUN.name, "clerk", "618350")
    return station


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def sent_back_twice(small: SmallStation) -> str:
    """Offered to two colleagues, who send it back."""
    matter, matters = bill(small), small.services.matters
    for other, why in ((LIU, "不在片区"), (SUN, "不会查")):
        matters.hand_over(LI, matter, Receiver(other.staff_no), "not_my_duty", note="请查表")
        matters.bounce(other, matter, why)
    return matter


def waiting(small: SmallStation, actor: Actor) -> list[str]:
    """What waits for the lead, as this person is told."""
    return [line.matter_id for line in small.services.home.view(actor).for_lead]


def test_two_sent_back_are_for_the_lead_with_both_reasons(small: SmallStation) -> None:
    """Every lead and the head see it, and who answers for it; nobody else does."""
    matter = sent_back_twice(small)
    view = small.services.matters.view(WANG, matter)
    assert [(each.by, each.to, each.reason, each.note, each.back) for each in view.for_lead] == [
        ("李敏", "刘伟", "not_my_duty", "请查表", "不在片区"),
        ("李敏", "孙涛", "not_my_duty", "请查表", "不会查"),
    ]
    assert view.lead == "王强"
    assert "decide_handling" in view.can
    assert "decide_handling" not in small.services.matters.view(LI, matter).can
    assert waiting(small, WANG) == waiting(small, LI) == [matter]
    assert waiting(small, LIU) == []
    for actor in (LI, WANG):
        with pytest.raises(RuleBroken, match="lead_decides"):
            small.services.matters.hand_over(actor, matter, Receiver("103"), "not_my_duty")
    assert looked_over(small.home).clean


def test_an_offer_back_goes_to_the_lead_and_offers_nobody_anything(small: SmallStation) -> None:
    matter, matters = bill(small), small.services.matters
    matters.hand_over(LI, matter, Receiver("103"), "needs_site")
    assert matters.take(LIU, matter).goes_round == {"102"}
    view = matters.hand_over(LIU, matter, Receiver("102"), "not_my_duty")
    assert (view.offer, view.line.state, view.line.handler) == (None, "working", "刘伟")
    assert "经手过，转值长决定" in view.timeline[0].what
    assert [each.outcome for each in view.for_lead] == ["accepted", "to_lead"]
    assert small.services.home.view(LI).inbox == ()
    assert waiting(small, LIU) == waiting(small, LI) == waiting(small, WANG) == [matter]
    assert view.line.for_lead_at == small.clock.now()


def test_the_leads_word_makes_somebody_handler_at_once(small: SmallStation) -> None:
    """Without an acceptance; the first contact stays; it leaves every list of what waits for the lead."""
    matter = sent_back_twice(small)
    view = small.services.matters.decide_handling(WANG, matter, " １０５ ", "业务在他手上")
    assert (view.line.handler, view.line.first_contact, view.for_lead) == ("孙涛", "李敏", ())
    assert view.timeline[0].what == "决定由 孙涛 办理：业务在他手上"
    assert waiting(small, WANG) == waiting(small, LI) == []
    assert matter in [line.matter_id for line in small.services.home.view(SUN).matters]
    assert small.services.matters.answer(SUN, matter, "电量无误").line.state == "answered"
    assert looked_over(small.home).clean


def test_whom_the_lead_chose_does_not_get_rid_of_it_among_those_who_had_it(small: SmallStation) -> None:
    matter, matters = sent_back_twice(small), small.services.matters
    matters.decide_handling(WANG, matter, "103", "就近")
    assert matters.view(LIU, matter).goes_round == {"102", "105"}
    matters.hand_over(LIU, matter, Receiver("102"), "not_my_duty")
    assert waiting(small, WANG) == [matter]
    assert matters.decide_handling(WANG, matter, "103", "就近，不再退").line.handler == "刘伟"


@pytest.mark.parametrize(
    ("number", "code"),
    [("999", "receiver_unknown"), ("104", "receiver_cannot_work"), ("", "receiver_missing")],
)
def test_the_lead_names_a_colleague_who_can_work(small: SmallStation, number: str, code: str) -> None:
    matter = sent_back_twice(small)
    with pytest.raises(RuleBroken, match=code):
        small.services.matters.decide_handling(WANG, matter, number, "就近")
    assert waiting(small, WANG) == [matter]


def test_a_lead_may_say_who_handles_it_before_it_went_round(small: SmallStation) -> None:
    """Somebody is ill, or nobody takes an offer: the offer is settled by it."""
    matter, matters = bill(small), small.services.matters
    with pytest.raises(RuleBroken, match="receiver_is_handler"):
        matters.decide_handling(WANG, matter, "102", "就近")
    matters.hand_over(LI, matter, Receiver("103"), "needs_site")
    view = matters.decide_handling(WANG, matter, "105", "刘伟外勤")
    assert (view.offer, view.line.handler) == (None, "孙涛")
    with pytest.raises(RuleBroken, match="not_allowed"):
        matters.decide_handling(LI, matter, "102", "还是我来")


def test_the_rows_of_what_the_lead_decides_are_the_fold_of_the_facts(small: SmallStation) -> None:
    """Once decided the row says nothing of it any more."""
    matter = sent_back_twice(small)
    for waits in (True, False):
        with small.services.base.store.reading() as connection:
            rows = projections.stored_rows(connection, MatterRow, "matter_id", bytes.fromhex(matter))
        assert [row["for_lead_ms"] is not None for row in rows] == [waits]
        assert looked_over(small.home).clean
        if waits:
            small.services.matters.decide_handling(WANG, matter, "103", "就近")
