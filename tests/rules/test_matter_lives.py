"""Random lives of a matter, lived on one PC and on two that meet now and then."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts.base import Erased
from counter_tui.domain.matter import ending, work
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from support.clocks import NOON
from support.two_pcs import (
    ACTORS,
    BEGINNINGS,
    DEEDS,
    LI,
    LIU,
    Pc,
    live,
    meet,
    reached,
    rules,
    sound,
    told,
    ways,
)

STEP = st.tuples(
    st.sampled_from(sorted(DEEDS)),
    st.sampled_from(ACTORS),
    st.integers(0, 1),
    st.integers(0, 19),
    st.sampled_from([0, 1, 20, 45, 90_000]),
    st.booleans(),
)


STEPS = st.builds(
    lambda beginning, steps: [*beginning, *steps], st.sampled_from(BEGINNINGS), st.lists(STEP, max_size=30)
)


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
        first.write(paper_facts.PaperCollected(paper=paper.paper), LI, NOON, b"")
    second = Pc("B", history=list(first.history))
    first.write(facts.HandedOver(to="103", reason="needs_site"), LI, NOON, b"")
    closing = second.write(facts.MatterClosed(), LI, NOON + timedelta(minutes=1), b"")
    meet(first, second)
    matter = told(first)
    assert matter.state == "handed_over"
    assert [item.fact_id for item in matter.attention] == [closing.fact_id]
