"""Random lives of a matter, lived on one PC and on two that meet now and then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_tui.domain.catalogue import queries
from counter_tui.domain.clock import Hlc, from_ms, next_reading, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.base import Erased, Fact, Recorded, Subject
from counter_tui.domain.ids import make_number
from counter_tui.domain.matter import correct, ending, hand_over, work
from counter_tui.domain.matter.accept import decide_accept
from counter_tui.domain.matter.context import Context, Rules
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.reference.catalogue import load_catalogue
from support.clocks import NOON, SHANGHAI

LI, LIU, WANG = Actor("102", "李敏", "clerk"), Actor("103", "刘伟", "clerk"), Actor("101", "王强", "lead")
ACTORS = (LI, LIU, WANG)
MATTER = Subject("matter", b"m" * 16)
RECEIVERS = (Receiver("102"), Receiver("103"), Receiver(person="马师傅", phone="13912345678", unit="抢修班"))


@cache
def rules() -> Rules:
    return Rules(load_catalogue(), load_calendar(), "state_grid", "urban", SHANGHAI)


@dataclass
class Pc:
    """One PC: the facts it has, and its wall clock, which may be wrong."""

    letter: str
    wrong_by: timedelta = timedelta(0)
    history: list[Recorded] = field(default_factory=list)

    def wall(self, now: datetime) -> datetime:
        """What this PC takes the time to be."""
        return now + self.wrong_by

    def write(self, fact: Fact, actor: Actor, now: datetime, seen: bytes) -> Recorded:
        """Record a fact above all this PC has."""
        newest = max((Hlc.parse(entry.hlc) for entry in self.history), default=None)
        wall = to_ms(self.wall(now))
        reading, flag = next_reading(newest, wall, to_ms(NOON), self.letter)
        seq = 1 + sum(entry.epoch == self.letter.encode() for entry in self.history)
        fact_id = sha256(f"{self.letter}{seq}".encode()).digest()[:16]
        entry = Recorded(
            fact=fact,
            fact_id=fact_id,
            subject=MATTER,
            epoch=self.letter.encode(),
            seq=seq,
            hlc=reading.text(),
            at=from_ms(wall),
            actor=actor.staff_no,
            seen=seen,
            hash=sha256(fact_id).digest(),
            clock_flag=flag,
        )
        self.history.append(entry)
        return entry


def first_fact() -> facts.MatterAccepted:
    draft = Draft(
        draft_id=MATTER.id.hex(),
        visit="0" * 32,
        kind="BZ101",
        id_kind="resident_id",
        id_number="110101199003074477",
        name="王建国",
        phone="13812340001",
        address="和平路12号",
    )
    context = Context(rules(), LI, NOON)
    return decide_accept(draft, context, make_number("0417A", "C", NOON.date(), 1, MATTER.id), "101")


def some_paper(matter: Matter, pick: int) -> str:
    return matter.deferred[pick % len(matter.deferred)].paper if matter.deferred else "none"


EARLY: tuple[facts.EarlyEnd | Literal[""], ...] = ("", "not_possible", "duplicate")
Deed = Callable[[Matter, list[Recorded], Context, int], Fact]
DEEDS: dict[str, Deed] = {
    "stage": lambda m, _h, c, _p: work.decide_reach_stage(m, c),
    "answer": lambda m, _h, c, p: ending.decide_answer(m, c, f"答复{p}", EARLY[p % 3]),
    "inform": lambda m, _h, c, p: ending.decide_inform(m, c, "phone", p % 4 != 0),
    "close": lambda m, _h, c, _p: ending.decide_close(m, c),
    "withdraw": lambda m, _h, c, p: ending.decide_withdraw(m, c, "不办了" if p % 5 == 0 else ""),
    "offer": lambda m, _h, c, p: hand_over.decide_hand_over(m, c, RECEIVERS[p % 3], "needs_site"),
    "take": lambda m, _h, c, _p: hand_over.decide_take(m, c),
    "bounce": lambda m, _h, c, _p: hand_over.decide_bounce(m, c, "不是我的片区"),
    "take_back": lambda m, _h, c, _p: hand_over.decide_take_back(m, c),
    "collect": lambda m, _h, c, p: work.decide_collect(m, c, some_paper(m, p)),
    "waive": lambda m, _h, c, p: work.decide_waive(m, c, some_paper(m, p), "已核验"),
    "pause": lambda m, _h, c, _p: work.decide_pause(m, c, "customer_works"),
    "resume": lambda m, _h, c, _p: work.decide_resume(m, c),
    "note": lambda m, _h, c, p: work.decide_note(m, c, f"备注{p}"),
    "correct": lambda m, _h, c, p: correct.decide_correct(m, c, "address", f"和平路{p}号"),
    "receipt": lambda m, _h, _c, _p: facts.ReceiptPrinted(copy_no=m.receipts, format="58"),
    "undo": lambda _m, h, c, _p: work.decide_undo(h, c),
}
STEP = st.tuples(
    st.sampled_from(sorted(DEEDS)),
    st.sampled_from(ACTORS),
    st.integers(0, 1),
    st.integers(0, 19),
    st.sampled_from([0, 1, 20, 45, 90_000]),
    st.booleans(),
)


def begun(*deeds: tuple[str, int]) -> list[Any]:
    """The beginning of a life: deeds of the first contact, known to both PCs."""
    return [(name, LI, 0, pick, 60, True) for name, pick in deeds]


PAPERS = [("collect", 0), ("collect", 1), ("collect", 2), ("collect", 3)]
STAGES = [("stage", 0)] * 5
BEGINNINGS = [
    begun(),
    begun(("offer", 1)),
    begun(("pause", 0), ("answer", 1)),
    begun(*PAPERS, *STAGES[:4]),
    begun(*PAPERS, *STAGES, ("answer", 0), ("inform", 1)),
    begun(*PAPERS, *STAGES, ("answer", 0), ("inform", 1), ("close", 0)),
    begun(*PAPERS, ("answer", 1), ("inform", 1)),
    begun(*PAPERS, ("stage", 0), ("answer", 2), ("inform", 1), ("close", 0)),
]
STEPS = st.builds(
    lambda beginning, steps: [*beginning, *steps], st.sampled_from(BEGINNINGS), st.lists(STEP, max_size=30)
)


def meet(one: Pc, other: Pc) -> None:
    """Both PCs have all facts afterwards."""
    known = {entry.fact_id: entry for entry in (*one.history, *other.history)}
    one.history, other.history = list(known.values()), list(known.values())


def told(pc: Pc) -> Matter:
    matter = fold(pc.history)
    assert matter is not None
    return matter


def live(steps: list[Any], pcs: tuple[Pc, Pc], check: Callable[[Matter, Matter], None]) -> None:
    """Try each step on its PC; what the rules refuse does not happen."""
    now = NOON
    pcs[0].write(first_fact(), LI, now, b"")
    meet(*pcs)
    for name, actor, place, pick, seconds, meets in steps:
        now += timedelta(seconds=seconds)
        pc = pcs[place]
        before = told(pc)
        context = Context(rules(), actor, pc.wall(now))
        try:
            fact = DEEDS[name](before, pc.history, context, pick)
        except RuleBroken:
            continue
        pc.write(fact, actor, now, before.head)
        check(before, told(pc))
        if meets:
            meet(*pcs)
    meet(*pcs)


@cache
def ways() -> tuple[str, ...]:
    """The stages of the kind, in order."""
    kind = queries.known_kind(rules().catalogue, "BZ101")
    assert kind is not None
    return tuple(stage.code for stage in kind.stages)


def reached(matter: Matter) -> set[str]:
    return {code for code, _at in matter.stages}


def sound(before: Matter, after: Matter) -> None:
    """What holds of a matter whatever happened."""
    assert after.first_contact == before.first_contact == LI.staff_no
    assert after.handler
    assert after.facts == before.facts + 1
    if after.state == "closed":
        assert after.informed_at is not None
        assert after.answered_at is not None
        assert not after.owed
        assert after.offer is None
        assert after.early or reached(after) >= set(ways())
    assert (after.state == "handed_over") == (after.offer is not None)
    assert after.ended == (after.ended_at is not None)
    assert all(one.until is not None for one, _later in pairwise(after.pauses))


@settings(max_examples=120, deadline=None)
@given(STEPS)
def test_on_one_pc_whatever_the_rules_allow_also_fits(steps: list[Any]) -> None:
    pc = Pc("A")

    def check(before: Matter, after: Matter) -> None:
        sound(before, after)
        assert after.attention == ()
        assert tuple(code for code, _at in after.stages) == ways()[: len(after.stages)]
        if after.answered_at is not None:
            assert after.early or reached(after) == set(ways())

    live(steps, (pc, pc), check)


@settings(max_examples=150, deadline=None)
@given(STEPS, st.sampled_from([-900_000, -7_000, 0, 7_000]), st.randoms(use_true_random=False))
def test_two_pcs_tell_the_same_matter_in_whatever_order_facts_come(
    steps: list[Any], wrong_by: int, random: Random
) -> None:
    """A fact that does not fit raises an attention item, never an error, and both PCs agree."""
    pcs = Pc("A"), Pc("B", timedelta(seconds=wrong_by))
    live(steps, pcs, sound)
    final = told(pcs[0])
    shuffled = random.sample(pcs[0].history, len(pcs[0].history))
    assert fold(shuffled) == fold(reversed(pcs[1].history)) == final
    assert final.facts == len(pcs[0].history)
    assert final.first_contact == LI.staff_no
    ids = [item.fact_id for item in final.attention]
    assert len(ids) == len(set(ids))


@settings(max_examples=60, deadline=None)
@given(STEPS, st.sets(st.integers(0, 39)))
def test_an_erased_body_folds_as_nothing_and_breaks_nothing(steps: list[Any], erased: set[int]) -> None:
    pc = Pc("A")
    live(steps, (pc, pc), sound)
    blanked = [
        replace(entry, fact=Erased(original=entry.fact.type)) if place in erased else entry
        for place, entry in enumerate(pc.history)
    ]
    matter = fold(blanked)
    if 0 in erased:
        assert matter is None
    else:
        assert matter is not None
        assert matter.first_contact == LI.staff_no


def lived(*deeds: tuple[str, Actor, int]) -> Pc:
    """A PC on which these deeds happened a second apart."""
    pc = Pc("A")
    live([(name, actor, 0, pick, 1, False) for name, actor, pick in deeds], (pc, pc), sound)
    assert told(pc).facts == 1 + len(deeds)
    return pc


def test_an_undoing_of_an_acceptance_takes_nothing_back_and_is_doubted() -> None:
    pc = lived()
    undoing = pc.write(facts.ActUndone(undone=pc.history[0].fact_id.hex()), LI, NOON, b"")
    matter = told(pc)
    assert matter.first_contact == LI.staff_no
    assert [item.fact_id for item in matter.attention] == [undoing.fact_id]


def test_an_undoing_of_somebody_elses_act_takes_nothing_back_and_is_doubted() -> None:
    pc = lived(("answer", LI, 1))
    undoing = pc.write(facts.ActUndone(undone=pc.history[1].fact_id.hex()), LIU, NOON, b"")
    matter = told(pc)
    assert matter.answered_at is not None
    assert [item.fact_id for item in matter.attention] == [undoing.fact_id]


def test_an_act_is_taken_back_once() -> None:
    pc = lived(("answer", LI, 1), ("undo", LI, 0))
    assert told(pc).answered_at is None
    again = pc.write(facts.ActUndone(undone=pc.history[1].fact_id.hex()), LI, NOON, b"")
    assert [item.fact_id for item in told(pc).attention] == [again.fact_id]


def test_without_a_reason_no_answer_comes_before_the_last_stage() -> None:
    pc = lived(*[("collect", LI, 0), ("collect", LI, 1)], *[("stage", LI, 0)] * 4)
    context = Context(rules(), LI, NOON + timedelta(hours=1))
    with pytest.raises(RuleBroken) as broken:
        ending.decide_answer(told(pc), context, "已送电")
    assert (broken.value.code, broken.value.facts["count"]) == ("stages_left", 1)
    assert broken.value.facts["stage_zh"] == "送电"
    assert ending.decide_answer(told(pc), context, "小区未交房", "not_possible").early == "not_possible"
    last = pc.write(work.decide_reach_stage(told(pc), context), LI, context.now, b"")
    assert ending.decide_answer(told(pc), context, "已送电", "duplicate").early == ""
    pc.write(ending.decide_answer(told(pc), context, "已送电"), LI, context.now, b"")
    pc.write(ending.decide_inform(told(pc), context, "phone"), LI, context.now, b"")
    pc.write(facts.ActUndone(undone=last.fact_id.hex()), LI, context.now, b"")
    with pytest.raises(RuleBroken, match="stages_left"):
        ending.decide_close(told(pc), context)


def test_a_matter_is_not_closed_over_a_stage_that_was_taken_back_elsewhere() -> None:
    """Two PCs: one takes the last stage back, the other closes the matter; the close is doubted."""
    first = lived(
        *[("collect", LI, 0), ("collect", LI, 1)],
        *[("stage", LI, 0)] * 5,
        *[("answer", LI, 0), ("inform", LI, 1)],
    )
    second = Pc("B", history=list(first.history))
    stage = next(e for e in reversed(first.history) if isinstance(e.fact, facts.StageReached))
    first.write(facts.ActUndone(undone=stage.fact_id.hex()), LI, NOON, b"")
    context = Context(rules(), LI, NOON + timedelta(minutes=1))
    closing = second.write(ending.decide_close(told(second), context), LI, context.now, b"")
    assert told(second).state == "closed"
    meet(first, second)
    assert told(first).state == "answered"
    assert [item.fact_id for item in told(first).attention] == [closing.fact_id]


def test_a_matter_is_not_closed_over_an_offer_that_came_first() -> None:
    """Two PCs: one offers the work, the other closes the matter; the close is doubted, the offer waits."""
    first = lived(("collect", LI, 0), ("collect", LI, 1), ("answer", LI, 1), ("inform", LI, 1))
    for paper in told(first).owed:
        first.write(facts.PaperCollected(paper=paper.paper), LI, NOON, b"")
    second = Pc("B", history=list(first.history))
    first.write(facts.HandedOver(to="103", reason="needs_site"), LI, NOON, b"")
    closing = second.write(facts.MatterClosed(), LI, NOON + timedelta(minutes=1), b"")
    meet(first, second)
    matter = told(first)
    assert matter.state == "handed_over"
    assert [item.fact_id for item in matter.attention] == [closing.fact_id]
