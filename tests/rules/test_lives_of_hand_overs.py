"""Five hundred random lives of passing work on among people who are away, come back and leave.

``torture/test_lives.py`` lives ten thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import combinations, pairwise
from random import Random

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter import ending, hand_over, work
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from support.clocks import NOON
from support.crew import Crew
from support.passing import CLERKS, LEAD, OUTSIDE, one_life
from support.two_pcs import LI, Pc, first_fact, meet, rules, told


def test_whatever_is_passed_on_loops_end_at_the_lead_and_somebody_always_has_the_work() -> None:
    counts: Counter[str] = Counter()
    for seed in range(500):
        one_life(Random(seed), counts)
    # Otherwise the lives would be too poor to prove much.
    assert all(counts[f"loop of {length}"] for length in (2, 3, 4, 5))
    acts = (
        "offer",
        "take",
        "bounce",
        "take_back",
        "decide",
        "end",
        "undo",
        "away",
        "back",
        "leave",
        "reassign",
    )
    assert min(counts[each] for each in acts) > 20
    assert counts["refused lead_decides"] > 20
    assert counts["told by a stand-in"] > 20
    assert counts["longest chain"] >= 3
    assert counts["ended"] > 20


def test_two_pcs_that_name_each_others_stand_ins_agree_and_the_lead_answers_for_the_round() -> None:
    """Neither knew of the other's absence: whatever order the facts come in, both say the same."""
    people = (*CLERKS[:3], LEAD)
    rounds = 0
    for seed in range(200):
        random = Random(seed)
        crews = [Crew(people, LEAD, Pc(letter)) for letter in "AB"]
        now = NOON
        for _act in range(8):
            now += timedelta(minutes=random.choice([0, 1, 20]))
            crew = random.choice(crews)
            try:
                if random.random() < 0.85:
                    crew.away(random, now, random.choice(CLERKS[:3]).staff_no)
                else:
                    crew.back(random, now)
            except RuleBroken:
                continue
            if random.random() < 0.05:
                meet(crews[0].pc, crews[1].pc)
        meet(crews[0].pc, crews[1].pc)
        told_by = crews[0].standing()
        for _order in range(3):
            random.shuffle(crews[1].pc.history)
            assert crews[1].standing() == told_by
        here = {each.staff_no for each in crews[0].here()}
        assert all(told_by.answering(each.staff_no) in here for each in people)
        # All who are away stand in for one another: that is a round.
        rounds += any({told_by.away[each] for each in ring} <= set(ring) for ring in _rings(told_by.away))
    assert rounds > 5


def _rings(away: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for length in range(2, len(away) + 1):
        yield from combinations(away, length)


class Life:
    """A matter passed on by hand, a minute between two acts; the first contact is 102."""

    def __init__(self) -> None:
        self.pc, self.now = Pc("A"), NOON
        self.pc.write(first_fact(), LI, self.now, b"")

    @property
    def matter(self) -> Matter:
        """The matter now."""
        return told(self.pc)

    def context(self, actor: Actor) -> Context:
        """One act, a minute after the last."""
        self.now += timedelta(minutes=1)
        return Context(rules(), actor, self.now)

    def offer(self, actor: Actor, to: Receiver, note: str = "") -> None:
        """Offer it."""
        fact = hand_over.decide_hand_over(self.matter, self.context(actor), to, "not_my_duty", note=note)
        self.pc.write(fact, actor, self.now, b"")

    def take(self, actor: Actor) -> None:
        """Take it."""
        self.pc.write(hand_over.decide_take(self.matter, self.context(actor)), actor, self.now, b"")

    def pass_on(self, actor: Actor, to: Actor) -> None:
        """Offer it and have it taken."""
        self.offer(actor, Receiver(to.staff_no))
        self.take(to)

    def bounce(self, actor: Actor, reason: str) -> None:
        """Send it back."""
        fact = hand_over.decide_bounce(self.matter, self.context(actor), reason)
        self.pc.write(fact, actor, self.now, b"")

    def decide(self, to: Actor, reason: str = "不再来回") -> None:
        """The lead decides."""
        fact = hand_over.decide_handling(self.matter, self.context(LEAD), to.staff_no, reason)
        self.pc.write(fact, LEAD, self.now, b"")


@pytest.mark.parametrize("length", [2, 3, 4, 5, 6])
def test_a_loop_of_any_length_is_not_closed_but_goes_to_the_lead(length: int) -> None:
    life = Life()
    ring = CLERKS[:length]
    for giver, taker in pairwise(ring):
        life.pass_on(giver, taker)
    life.offer(ring[-1], Receiver(ring[0].staff_no), note="还是您来")
    matter = life.matter
    assert (matter.offer, matter.handler, matter.first_contact) == (None, ring[-1].staff_no, LI.staff_no)
    assert [each.outcome for each in matter.for_lead] == ["accepted"] * (length - 1) + ["to_lead"]
    assert matter.for_lead[-1].offer.fact.note == "还是您来"
    assert matter.for_lead_at == life.now
    with pytest.raises(RuleBroken, match="lead_decides"):
        life.offer(ring[-1], Receiver("108"))
    for act in (hand_over.decide_take, hand_over.decide_take_back):
        with pytest.raises(RuleBroken, match="no_offer"):
            act(matter, life.context(LEAD))


def test_the_second_one_sent_back_brings_both_reasons_to_the_lead() -> None:
    """Whoever sent it back; one taken back by its giver does not count."""
    life = Life()
    _li, second, third, *_others = CLERKS
    life.offer(LI, Receiver(second.staff_no))
    life.bounce(second, "不在片区")
    assert life.matter.for_lead == ()
    life.offer(LI, Receiver(third.staff_no))
    fact = hand_over.decide_take_back(life.matter, life.context(LI))
    life.pc.write(fact, LI, life.now, b"")
    assert life.matter.for_lead == ()
    life.offer(LI, Receiver(third.staff_no))
    life.bounce(third, "不会")
    matter = life.matter
    assert [each.reason for each in matter.for_lead] == ["不在片区", "不会"]
    assert [each.settled_by for each in matter.for_lead] == [second.staff_no, third.staff_no]
    assert (matter.handler, matter.state) == (LI.staff_no, "working")


def test_who_sent_it_back_is_not_offered_it_again_without_the_lead() -> None:
    life = Life()
    life.offer(LI, Receiver("103"))
    life.bounce(CLERKS[1], "不在片区")
    life.offer(LI, Receiver("103"))
    assert [each.outcome for each in life.matter.for_lead] == ["bounced", "to_lead"]


def test_going_to_somebody_without_a_pc_and_coming_back_is_no_round() -> None:
    """He works in the handler's name; what he sends back counts."""
    life = Life()
    for _time in range(2):
        life.offer(LI, OUTSIDE)
        life.take(LI)
        life.offer(LI, Receiver(LI.staff_no))
        life.take(LI)
    assert (life.matter.for_lead, life.matter.handler_outside) == ((), "")
    for _time in range(2):
        life.offer(LI, OUTSIDE)
        life.bounce(LI, "没空")
    assert life.matter.for_lead


def stuck() -> Life:
    """102 to 103 and back: for the lead to decide."""
    life = Life()
    life.pass_on(LI, CLERKS[1])
    life.offer(CLERKS[1], Receiver(LI.staff_no))
    assert life.matter.for_lead
    return life


def test_the_lead_alone_decides_for_anybody_and_that_ends_the_round() -> None:
    """Also for whoever has it now; nobody has to accept it; the first contact stays."""
    for to in (LI, CLERKS[1], CLERKS[4], LEAD):
        life = stuck()
        with pytest.raises(RuleBroken, match="not_allowed"):
            hand_over.decide_handling(life.matter, life.context(CLERKS[1]), to.staff_no, "x")
        for reason, number, code in ((" ", to.staff_no, "reason_missing"), ("x", "", "receiver_missing")):
            with pytest.raises(RuleBroken, match=code):
                hand_over.decide_handling(life.matter, life.context(LEAD), number, reason)
        life.decide(to, " 片区\n在城东 ")
        matter = life.matter
        assert (matter.handler, matter.first_contact, matter.for_lead) == (to.staff_no, LI.staff_no, ())
        assert (matter.decisions[0].to, matter.decisions[0].by) == (to.staff_no, LEAD.staff_no)
        assert (matter.decisions[0].reason, matter.decisions[0].at) == ("片区 在城东", life.now)
        with pytest.raises(RuleBroken, match="receiver_is_handler"):
            life.decide(to)


def test_whom_the_lead_chose_passes_it_back_to_nobody_who_had_it_without_the_lead() -> None:
    life = stuck()
    chosen, new = CLERKS[2], CLERKS[3]
    life.decide(chosen)
    for had in (LI, CLERKS[1]):
        before = len(life.pc.history)
        life.offer(chosen, Receiver(had.staff_no))
        assert life.matter.for_lead[-1].outcome == "to_lead"
        life.decide(chosen)
        assert len(life.pc.history) == before + 2
    life.pass_on(chosen, new)
    assert life.matter.handler == new.staff_no
    life.pass_on(new, LI)
    assert life.matter.handler == LI.staff_no


def test_the_leads_word_settles_an_offer_that_waits_and_comes_home_from_outside() -> None:
    life = Life()
    life.offer(LI, Receiver("103"))
    life.decide(LI)
    assert (life.matter.offer, life.matter.hand_overs[0].outcome, life.matter.handler) == (
        None,
        "taken_back",
        "102",
    )
    life.offer(LI, OUTSIDE)
    life.take(LI)
    life.decide(LI)
    assert life.matter.handler_outside == ""


def test_an_answer_is_not_held_up_and_the_end_is_the_end_of_it() -> None:
    """The customer comes first: the handler goes on working while the lead decides."""
    life = stuck()
    fact = ending.decide_answer(life.matter, life.context(CLERKS[1]), "电量无误", "not_possible")
    life.pc.write(fact, CLERKS[1], life.now, b"")
    assert life.matter.for_lead
    withdrawn = ending.decide_withdraw(life.matter, life.context(LI), "不办了")
    life.pc.write(withdrawn, LI, life.now, b"")
    matter = life.matter
    assert (matter.for_lead, matter.for_lead_at) == ((), None)
    with pytest.raises(RuleBroken, match="matter_ended"):
        life.decide(LI)


def test_the_offer_and_the_decision_are_taken_back_like_any_act() -> None:
    life = stuck()
    undo = work.decide_undo(life.pc.history, Context(rules(), CLERKS[1], life.now))
    again = Pc("A", history=list(life.pc.history))
    again.write(undo, CLERKS[1], life.now, b"")
    assert told(again).for_lead == ()
    life.decide(CLERKS[4])
    undo = work.decide_undo(life.pc.history, Context(rules(), LEAD, life.now))
    life.pc.write(undo, LEAD, life.now, b"")
    assert life.matter.for_lead
    assert life.matter.handler == CLERKS[1].staff_no


def test_two_pcs_agree_on_a_round_that_neither_of_them_saw_whole() -> None:
    """One sends it back the second time while the other offers it anew: the offer is doubted, the lead decides."""
    life = Life()
    life.offer(LI, Receiver("103"))
    life.bounce(CLERKS[1], "不在片区")
    life.offer(LI, Receiver("104"))
    one, other = life.pc, Pc("B", history=list(life.pc.history))
    refused = facts.HandOverBounced(reason="不会", offer=told(one).hand_overs[-1].offer.fact_id.hex())
    one.write(refused, CLERKS[2], life.now + timedelta(minutes=1), b"")
    back = hand_over.decide_take_back(told(other), Context(rules(), LI, life.now + timedelta(minutes=2)))
    other.write(back, LI, life.now + timedelta(minutes=2), b"")
    later = Context(rules(), LI, life.now + timedelta(minutes=3))
    anew: Recorded = other.write(
        hand_over.decide_hand_over(told(other), later, Receiver("105"), "not_my_duty"), LI, later.now, b""
    )
    meet(one, other)
    assert told(one) == told(other)
    assert [each.reason for each in told(one).for_lead] == ["不在片区", "不会"]
    assert anew.fact_id in {item.fact_id for item in told(one).attention}
