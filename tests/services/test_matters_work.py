"""Working on a matter through the services: stages, papers, pauses, the answer, the end, and taking an act back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.station import matter_subject
from support.looking import looked_over
from support.pressing import rated
from support.stations import BILL, CONNECTION, LI, LIU, WANG, SmallStation, open_small_station

PERSON = {
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "name": "王建国",
    "phone": "13812340001",
    "address": "和平路12号",
}


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def connection(small: SmallStation) -> str:
    return small.accept(LI, CONNECTION, **PERSON)


def test_a_whole_day_of_one_matter_is_told_by_its_facts(small: SmallStation) -> None:
    """Accepted, handed over and taken, answered, customer told, rated, closed: the doctor is content."""
    matters, matter = small.services.matters, bill(small)
    matters.hand_over(LI, matter, Receiver(staff_no="103"), "not_my_duty")
    matters.take(LIU, matter)
    matters.answer(LIU, matter, "电量无误")
    with pytest.raises(RuleBroken, match="not_first_contact"):
        matters.inform(LIU, matter, "phone")
    matters.inform(LI, matter, "phone")
    token = small.services.ratings.open_token(LI)
    assert token is not None
    rated(small.services, token.visit, 5)
    closed = matters.close(LI, matter)
    assert (closed.line.state, closed.informed, closed.rating) == ("closed", True, "rated")
    assert len(closed.timeline) == 7
    assert "对本次服务作了评价" in [line.what for line in closed.timeline]
    assert looked_over(small.home).clean
    with pytest.raises(RuleBroken, match="matter_ended"):
        matters.note(LI, matter, "晚了")


def test_a_matter_closes_only_when_answered_told_and_without_papers_owed(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    with pytest.raises(RuleBroken, match="not_answered"):
        matters.close(LI, matter)
    matters.answer(LI, matter, "小区未交房，客户说交房后再来", "not_possible")
    with pytest.raises(RuleBroken, match="not_informed"):
        matters.close(LI, matter)
    matters.inform(LI, matter, "phone", reached=False)
    with pytest.raises(RuleBroken, match="not_informed"):
        matters.close(LI, matter)
    view = matters.inform(WANG, matter, "in_person")
    assert [paper.state for paper in view.papers if paper.state != "owed"] == []
    with pytest.raises(RuleBroken, match="papers_owed"):
        matters.close(LI, matter)
    for paper in view.papers:
        matters.collect(LI, matter, paper.paper)
    assert matters.close(LI, matter).line.state == "closed"


def test_work_with_stages_is_answered_when_all_are_reached_or_early_for_a_reason(small: SmallStation) -> None:
    """The reason stays in the history; a further answer needs its own, until the last stage is reached."""
    matters, matter = small.services.matters, connection(small)
    for paper in matters.view(LI, matter).papers:
        matters.collect(LI, matter, paper.paper)
    for _stage in range(4):
        matters.reach_stage(LI, matter)
        with pytest.raises(RuleBroken, match="stages_left"):
            matters.answer(LI, matter, "已送电")
    view = matters.answer(LI, matter, "与 1120-0002 重复", "duplicate")
    assert view.timeline[0].what == "提前答复（重复受理）：与 1120-0002 重复"
    assert "answer" in view.can
    with pytest.raises(RuleBroken, match="stages_left"):
        matters.answer(LI, matter, "已送电")
    matters.reach_stage(LI, matter)
    matters.answer(LI, matter, "已送电")
    matters.inform(LI, matter, "phone")
    assert matters.close(LI, matter).line.state == "closed"
    assert looked_over(small.home).clean


def test_a_new_answer_has_to_be_told_again(small: SmallStation) -> None:
    matters, matter = small.services.matters, bill(small)
    matters.answer(LI, matter, "电量无误")
    matters.inform(LI, matter, "phone")
    assert not matters.answer(LI, matter, "更正：多计 3 度").informed
    with pytest.raises(RuleBroken, match="not_informed"):
        matters.close(LI, matter)


def test_a_paper_due_before_a_stage_stops_the_stage_until_it_comes_or_is_waived(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    with pytest.raises(RuleBroken, match="paper_owed"):
        matters.reach_stage(LI, matter)
    for paper in matters.view(LI, matter).papers:
        with pytest.raises(RuleBroken, match="not_allowed"):
            matters.waive(LI, matter, paper.paper, "已在系统核验")
        with pytest.raises(RuleBroken, match="reason_missing"):
            matters.waive(WANG, matter, paper.paper, "  ")
        matters.waive(WANG, matter, paper.paper, "已在系统核验")
        with pytest.raises(RuleBroken, match="paper_not_owed"):
            matters.collect(LI, matter, paper.paper)
    reached = matters.reach_stage(LI, matter)
    assert (reached.line.state, reached.stage is not None) == ("working", True)
    assert {paper.state for paper in reached.papers} == {"waived"}


def test_every_stage_is_reached_once_and_then_none_is_left(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    for paper in matters.view(LI, matter).papers:
        matters.collect(LI, matter, paper.paper)
    kind = matters.view(LI, matter).kind
    assert kind is not None
    for stage in kind.stages:
        view = matters.reach_stage(LI, matter)
        assert view.stage == stage.name
    with pytest.raises(RuleBroken, match="no_stage_left"):
        matters.reach_stage(LI, matter)


def test_a_firm_with_works_of_its_own_passes_the_checks_of_the_regulator(small: SmallStation) -> None:
    """Each check has its own clock from the day it was asked for; without works there is none of them."""
    matters, kind = small.services.matters, "BZ103"
    firm = {"id_kind": "uscc", "id_number": "913301007853256723", "name": "万泉饲料厂", "address": "村东头"}
    matter = small.accept(LI, kind, **firm, fields={"works": "own"})
    for paper in matters.view(LI, matter).papers:
        matters.collect(LI, matter, paper.paper)
    began: dict[str, tuple[str, str]] = {}
    while (view := matters.view(LI, matter)).next_stage:
        known = {promise.code for promise in view.promises}
        small.clock.advance(timedelta(hours=1))
        after = matters.reach_stage(LI, matter)
        assert after.stage is not None
        began |= {
            promise.code: (after.stage.en, str(promise.due_day))
            for promise in after.promises
            if promise.code not in known
        }
    assert began == {
        "design_limit": ("Design handed in", "2025-12-02"),
        "midcheck_limit": ("Interim check asked", "2025-11-25"),
        "check_limit": ("Completion reported", "2025-11-27"),
        "meter_limit": ("Checked and settled", "2025-11-27"),
    }
    assert {promise.state for promise in view.promises if promise.code in began} == {"met"}
    usual = small.accept(LI, kind, **firm)
    for paper in matters.view(LI, usual).papers:
        matters.collect(LI, usual, paper.paper)
    names = []
    while matters.view(LI, usual).next_stage:
        reached = matters.reach_stage(LI, usual).stage
        names.append(reached.en if reached else "")
    assert names == [
        "Site survey", "Supply scheme answered", "Checked and settled", "Meter installed", "Power on",
    ]  # fmt: skip


def test_works_that_are_put_right_bring_their_checks(small: SmallStation) -> None:
    """Taken down without works and corrected: the checks are still to do, and go when it is corrected back."""
    matters = small.services.matters
    firm = {"id_kind": "uscc", "id_number": "913301007853256723", "name": "万泉饲料厂", "address": "村东头"}
    matter = small.accept(LI, "BZ103", **firm)
    for paper in matters.view(LI, matter).papers:
        matters.collect(LI, matter, paper.paper)
    matters.reach_stage(LI, matter)
    matters.reach_stage(LI, matter)
    for works, following in (("own", "Design handed in"), ("none", "Checked and settled")):
        matters.correct(LI, matter, "field:works", works)
        stage = matters.view(LI, matter).next_stage
        assert stage is not None
        assert stage.en == following


def test_a_pause_moves_the_promise_and_only_for_a_lawful_reason(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    with pytest.raises(RuleBroken, match="pause_unlawful"):
        matters.pause(LI, matter, "too_busy")
    with pytest.raises(RuleBroken, match="not_paused"):
        matters.resume(LI, matter)
    before = matters.view(LI, matter).promises[0]
    paused = matters.pause(LI, matter, "customer_works")
    assert paused.line.paused
    assert {promise.state for promise in paused.promises} == {"paused"}
    with pytest.raises(RuleBroken, match="already_paused"):
        matters.pause(LI, matter, "customer_works")
    small.clock.advance(timedelta(days=7))
    after = matters.resume(LI, matter).promises[0]
    assert after.due_at > before.due_at
    assert looked_over(small.home).clean


def test_a_correction_keeps_both_values_and_moves_the_rows(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    view = matters.correct(LI, matter, "address", "和平路１４号", "听错")
    assert "14" in matters.reveal(LI, matter, "核对").customer.address
    assert view.line.number
    with pytest.raises(RuleBroken, match="nothing_changed"):
        matters.correct(LI, matter, "address", "和平路14号")
    with pytest.raises(RuleBroken, match="field_unknown"):
        matters.correct(LI, matter, "first_contact", "103")
    matters.correct(LI, matter, "phone", "13812349999")
    assert small.services.find.find(LI, "9999").matters[0].matter_id == matter


def test_a_withdrawal_ends_the_matter_in_the_customers_words(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
    with pytest.raises(RuleBroken, match="text_missing"):
        matters.withdraw(LI, matter, " ")
    view = matters.withdraw(LI, matter, "不装了，搬家")
    assert (view.line.state, view.offer) == ("withdrawn", None)
    assert small.services.home.view(LIU).inbox == ()
    assert looked_over(small.home).clean


def test_the_own_latest_act_is_taken_back_within_thirty_seconds(small: SmallStation) -> None:
    matters, matter = small.services.matters, bill(small)
    matters.answer(LI, matter, "错的答复")
    small.clock.advance(timedelta(seconds=30))
    view = matters.undo(LI, matter)
    assert (view.line.state, view.answer) == ("accepted", "")
    with pytest.raises(RuleBroken, match="nothing_to_undo"):
        matters.undo(LI, matter)
    assert looked_over(small.home).clean


def test_an_act_is_not_taken_back_later_nor_after_the_clock_was_put_back(small: SmallStation) -> None:
    matters, matter = small.services.matters, bill(small)
    matters.answer(LI, matter, "电量无误")
    small.clock.advance(timedelta(seconds=31))
    with pytest.raises(RuleBroken, match="nothing_to_undo"):
        matters.undo(LI, matter)
    small.clock.advance(timedelta(hours=-1))
    with pytest.raises(RuleBroken, match="nothing_to_undo"):
        matters.undo(LI, matter)


def test_an_act_is_not_taken_back_by_another_nor_after_another_has_gone_on(small: SmallStation) -> None:
    matters, matter = small.services.matters, bill(small)
    matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
    with pytest.raises(RuleBroken, match="nothing_to_undo"):
        matters.undo(WANG, matter)
    matters.take(LIU, matter)
    with pytest.raises(RuleBroken, match="nothing_to_undo"):
        matters.undo(LI, matter)
    with pytest.raises(RuleBroken, match="nothing_to_undo"):
        matters.undo(LIU, matter)
    assert matters.view(LI, matter).line.handler == "刘伟"


def test_acts_taken_back_one_after_the_other_leave_the_matter_as_it_was(small: SmallStation) -> None:
    matters, matter = small.services.matters, bill(small)
    before = matters.view(LI, matter)
    matters.note(LI, matter, "来电催办")
    matters.answer(LI, matter, "电量无误")
    matters.inform(LI, matter, "phone")
    matters.close(LI, matter)
    for _act in range(4):
        after = matters.undo(LI, matter)
    assert (after.line.state, after.answer, after.promises) == (before.line.state, "", before.promises)
    assert after.can == before.can
    assert looked_over(small.home).clean


def test_an_acceptance_is_not_taken_back(small: SmallStation) -> None:
    matter = bill(small)
    with pytest.raises(RuleBroken, match="nothing_to_undo"):
        small.services.matters.undo(LI, matter)


def test_showing_full_particulars_takes_a_reason_and_is_recorded(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    assert matters.view(LI, matter).customer.id_number != PERSON["id_number"]
    with pytest.raises(RuleBroken, match="reason_missing"):
        matters.reveal(LI, matter, " ")
    shown = matters.reveal(LI, matter, "打印合同")
    assert shown.customer.id_number == PERSON["id_number"]
    with small.services.base.store.reading() as connection_:
        last = ledger.facts_of(connection_, matter_subject(matter))[-1]
    assert (last.fact.type, last.actor) == ("DetailsShown", "102")


@pytest.mark.parametrize("matter_id", ["", "zz", "00" * 16])
def test_a_matter_that_is_not_there_is_said_to_be_unknown(small: SmallStation, matter_id: str) -> None:
    with pytest.raises(RuleBroken, match="matter_unknown"):
        small.services.matters.view(LI, matter_id)
    with pytest.raises(RuleBroken, match="matter_unknown"):
        small.services.matters.note(LI, matter_id, "在哪")


def test_what_a_writer_had_seen_is_in_the_fact(small: SmallStation) -> None:
    matters, matter = small.services.matters, bill(small)
    matters.note(LI, matter, "一")
    matters.note(LI, matter, "二")
    with small.services.base.store.reading() as connection_:
        history = ledger.facts_of(connection_, matter_subject(matter))
    assert [entry.seen for entry in history[1:]] == [entry.fact_id for entry in history[:-1]]
