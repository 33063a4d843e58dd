"""What may not be done with a matter: by whom, when, and with everything the words need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.matter import correct, ending, hand_over, work
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from support.clocks import NOON, SHANGHAI
from support.two_pcs import LI, LIU, WANG, Pc, live, rules, sound, told

AUDITOR = Actor("104", "赵静", "auditor")
LATER = NOON + timedelta(hours=1)


def context(actor: Actor = LI, now: datetime = LATER) -> Context:
    """An act of this person an hour after the acceptance."""
    return Context(rules(), actor, now)


def lived(*deeds: tuple[str, int]) -> Matter:
    """The matter after these deeds of its first contact, a second apart."""
    pc = Pc("A")
    live([(name, LI, 0, pick, 1, False) for name, pick in deeds], (pc, pc), sound)
    matter = told(pc)
    assert matter.facts == 1 + len(deeds)
    return matter


def refused(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    """The code and the facts of the refusal of an act."""
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.code, dict(broken.value.facts)


ACTS: dict[str, Callable[[Matter, Context], object]] = {
    "reach_stage": work.decide_reach_stage,
    "collect": lambda matter, by: work.decide_collect(matter, by, "house_ownership"),
    "pause": lambda matter, by: work.decide_pause(matter, by, "customer_works"),
    "resume": work.decide_resume,
    "answer": lambda matter, by: ending.decide_answer(matter, by, "已送电"),
    "close": ending.decide_close,
    "withdraw": lambda matter, by: ending.decide_withdraw(matter, by, "不办了"),
    "hand_over": lambda matter, by: hand_over.decide_hand_over(matter, by, Receiver("103"), "needs_site"),
    "correct": lambda matter, by: correct.decide_correct(matter, by, "name", "王建军"),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_handler_first_contact_and_leads_work_on_a_matter_and_only_while_it_runs(act: str) -> None:
    matter = lived()
    assert refused(lambda: ACTS[act](matter, context(AUDITOR))) == (
        "not_allowed",
        {"action": "work", "role": "auditor"},
    )
    assert refused(lambda: ACTS[act](matter, context(LIU))) == (
        "not_your_matter",
        {"handler": "102", "first_contact": "102"},
    )
    ended = replace(matter, state="withdrawn")
    for actor in (LI, WANG):
        assert refused(lambda actor=actor: ACTS[act](ended, context(actor))) == (  # type: ignore[misc]
            "matter_ended",
            {"number": matter.number, "state": "withdrawn"},
        )


def test_who_took_the_work_over_and_who_was_asked_first_both_work_on_it() -> None:
    matter = replace(lived(), handler="103")
    for actor in (LI, LIU, WANG):
        work.require_working(matter, context(actor))
    assert refused(lambda: work.require_working(matter, context(Actor("109", "别人", "clerk")))) == (
        "not_your_matter",
        {"handler": "103", "first_contact": "102"},
    )


@pytest.mark.parametrize("act", ["reach_stage", "answer", "close", "hand_over"])
def test_the_work_stands_while_an_offer_waits(act: str) -> None:
    assert refused(lambda: ACTS[act](lived(("offer", 1)), context())) == ("offer_open", {"to": "103"})
    assert refused(lambda: ACTS[act](lived(("offer", 2)), context())) == ("offer_open", {"to": "马师傅"})


def test_a_paper_owed_before_a_stage_stops_that_stage() -> None:
    matter = lived()
    stage = work.stages_left(matter, context())[0]
    paper = replace(matter.deferred[0], before=stage.code)
    assert refused(lambda: work.decide_reach_stage(replace(matter, deferred=(paper,)), context())) == (
        "paper_owed",
        {"paper_zh": paper.name_zh, "paper_en": paper.name_en, "due": paper.due_day},
    )
    kept = replace(paper, state="collected")
    elsewhere = replace(paper, before="another_stage")
    for other in (kept, elsewhere):
        reached = work.decide_reach_stage(replace(matter, deferred=(other,)), context(), " 已\n派工 ")
        assert (reached.stage, reached.name_zh, reached.name_en) == (stage.code, stage.name.zh, stage.name.en)
        assert reached.note == "已 派工"


def test_after_the_last_stage_and_of_an_unknown_kind_there_is_none() -> None:
    matter = lived()
    stages = tuple((stage.code, NOON) for stage in work.stages_left(matter, context()))
    assert work.stages_left(replace(matter, stages=stages), context()) == ()
    for other in (replace(matter, stages=stages), replace(matter, kind="XX999")):
        assert refused(lambda other=other: work.decide_reach_stage(other, context())) == (  # type: ignore[misc]
            "no_stage_left",
            {},
        )


def test_only_an_owed_paper_is_collected_or_waived_and_only_a_lead_waives_for_a_reason() -> None:
    matter = lived()
    owed = matter.owed[0].paper
    assert work.decide_collect(matter, context(), owed) == paper_facts.PaperCollected(paper=owed)
    assert refused(lambda: work.decide_collect(matter, context(), "none")) == (
        "paper_not_owed",
        {"paper": "none"},
    )
    waived = work.decide_waive(matter, context(WANG), owed, " 已\n核验 ")
    assert waived == paper_facts.PaperWaived(paper=owed, reason="已 核验")
    assert refused(lambda: work.decide_waive(matter, context(WANG), "none", "已核验")) == (
        "paper_not_owed",
        {"paper": "none"},
    )
    assert refused(lambda: work.decide_waive(matter, context(WANG), owed, " ")) == ("reason_missing", {})
    assert refused(lambda: work.decide_waive(matter, context(LI), owed, "已核验")) == (
        "not_allowed",
        {"action": "lead_matter", "role": "clerk"},
    )
    ended = replace(matter, state="closed")
    assert refused(lambda: work.decide_waive(ended, context(WANG), owed, "已核验"))[0] == "matter_ended"


def test_clocks_are_paused_once_for_a_lawful_reason_and_resumed_once() -> None:
    matter = lived()
    assert refused(lambda: work.decide_pause(matter, context(), "too_busy")) == (
        "pause_unlawful",
        {"reason": "too_busy"},
    )
    assert work.decide_pause(matter, context(), "customer_works", " 等\n施工 ") == facts.ClockPaused(
        reason="customer_works", note="等 施工"
    )
    assert refused(lambda: work.decide_resume(matter, context())) == ("not_paused", {})
    held = lived(("pause", 0))
    assert refused(lambda: work.decide_pause(held, context(), "customer_works")) == ("already_paused", {})
    moved = work.decide_resume(held, context(now=NOON + timedelta(days=3))).moved
    assert [move.code for move in moved] == [promise.given.code for promise in held.promises]
    assert all(move.due_at > old.due_at for move, old in zip(moved, held.promises, strict=True))
    assert all(
        (move.due_day is None) == (old.due_day is None)
        for move, old in zip(moved, held.promises, strict=True)
    )
    assert all("customer_works" in {step.reason for step in move.steps} for move in moved)
    assert any(move.due_day for move in moved)


def test_a_note_is_words_of_anybody_who_writes_on_a_running_matter() -> None:
    matter = lived()
    assert work.decide_note(matter, context(LIU), " 下午\n回电 ") == facts.NoteAdded(text="下午 回电")
    assert refused(lambda: work.decide_note(matter, context(), " \n")) == ("text_missing", {})
    assert refused(lambda: work.decide_note(matter, context(AUDITOR), "x"))[0] == "not_allowed"
    assert (
        refused(lambda: work.decide_note(replace(matter, state="closed"), context(), "x"))[0]
        == "matter_ended"
    )


def test_an_answer_is_words_and_comes_early_only_for_a_reason() -> None:
    matter = lived()
    left = work.stages_left(matter, context())
    assert refused(lambda: ending.decide_answer(matter, context(), " ")) == ("text_missing", {})
    assert refused(lambda: ending.decide_answer(matter, context(), "已送电")) == (
        "stages_left",
        {"count": len(left), "stage_zh": left[0].name.zh, "stage_en": left[0].name.en},
    )
    early = ending.decide_answer(matter, context(), " 小区\n未交房 ", "not_possible")
    assert early == facts.MatterAnswered(answer="小区 未交房", early="not_possible")


def test_the_first_contact_or_a_lead_in_his_place_says_that_the_customer_knows() -> None:
    matter = lived(("answer", 1))
    assert refused(lambda: ending.decide_inform(lived(), context(), "phone")) == ("not_answered", {})
    assert refused(lambda: ending.decide_inform(matter, context(LIU), "phone")) == (
        "not_first_contact",
        {"first_contact": "102"},
    )
    assert refused(lambda: ending.decide_inform(matter, context(AUDITOR), "phone"))[0] == "not_allowed"
    assert ending.decide_inform(matter, context(), "letter") == facts.CustomerInformed(how="letter")
    assert ending.decide_inform(matter, context(WANG), "phone") == facts.CustomerInformed(
        how="phone", stand_in_for="102"
    )
    tomorrow = datetime(2025, 11, 21, 16, 0, tzinfo=SHANGHAI)
    assert ending.decide_inform(matter, context(), "phone", False) == facts.CustomerNotReached(
        how="phone", next_call_at=tomorrow
    )
    assert ending.decide_inform(matter, context(), "phone", False, LATER) == facts.CustomerNotReached(
        how="phone", next_call_at=LATER
    )
    ended = replace(matter, state="closed")
    assert refused(lambda: ending.decide_inform(ended, context(), "phone"))[0] == "matter_ended"


def test_a_paper_owed_before_the_answer_stops_a_result_and_no_answer_that_it_cannot_be() -> None:
    """Kinds without stages owe their papers before the answer, and nothing else would wait for them."""
    matter = lived()
    done = tuple((stage.code, NOON) for stage in work.stages_left(matter, context()))
    paper = replace(matter.deferred[0], before="answer")
    waits = replace(matter, stages=done, deferred=(paper,))
    assert refused(lambda: ending.decide_answer(waits, context(), "已更名")) == (
        "paper_before_answer",
        {"paper_zh": paper.name_zh, "paper_en": paper.name_en, "due": paper.due_day},
    )
    assert ending.decide_answer(waits, context(), "房主不同意", "not_possible").early == "not_possible"
    for state in ("collected", "waived"):
        here = replace(waits, deferred=(replace(paper, state=state),))
        assert ending.decide_answer(here, context(), "已更名").early == ""
    told = replace(waits, answered_at=NOON, informed_at=LATER)
    assert refused(lambda: ending.decide_close(told, context())) == ("papers_owed", {"count": 1})


def test_a_matter_is_closed_only_when_answered_told_and_nothing_is_owed() -> None:
    answered = lived(("answer", 1))
    informed = replace(answered, informed_at=LATER)
    assert refused(lambda: ending.decide_close(lived(), context())) == ("not_answered", {})
    assert refused(lambda: ending.decide_close(answered, context())) == (
        "not_informed",
        {"first_contact": "102"},
    )
    assert refused(lambda: ending.decide_close(informed, context())) == (
        "papers_owed",
        {"count": len(informed.owed)},
    )
    settled = replace(informed, deferred=())
    assert ending.decide_close(settled, context()) == facts.MatterClosed()
    late = replace(settled, early="")
    assert refused(lambda: ending.decide_close(late, context()))[0] == "stages_left"
    ways = tuple(stage.code for stage in work.stages_left(late, context()))
    done = replace(late, stages=tuple((code, NOON) for code in ways))
    assert ending.decide_close(done, context()) == facts.MatterClosed(stages=ways)


def test_a_withdrawal_keeps_the_customers_words() -> None:
    assert ending.decide_withdraw(lived(), context(), " 不办\n了 ") == facts.MatterWithdrawn(wish="不办 了")
    assert refused(lambda: ending.decide_withdraw(lived(), context(), " ")) == ("text_missing", {})


def test_work_is_offered_to_somebody_else_who_can_be_reached() -> None:
    matter = lived()
    outside = Receiver(person=" 马\n师傅 ", phone="139 1234 5678", unit=" 抢修班 ")
    call = LATER + timedelta(hours=2)
    offered = hand_over.decide_hand_over(
        matter, context(), outside, "needs_site", note=" 带\n梯子 ", told=" 明天 ", next_call_at=call
    )
    assert offered == facts.HandedOver(
        person="马 师傅",
        phone="13912345678",
        unit="抢修班",
        reason="needs_site",
        note="带 梯子",
        told="明天",
        next_call_at=call,
    )
    colleague = hand_over.decide_hand_over(matter, context(), Receiver("103", phone="1"), "shift_change")
    assert colleague == facts.HandedOver(to="103", reason="shift_change")


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (Receiver("102"), "receiver_is_handler"),
        (Receiver(), "receiver_missing"),
        (Receiver(person="马师傅"), "receiver_missing"),
        (Receiver(phone="13912345678"), "receiver_missing"),
        (Receiver(person=" ", phone="13912345678"), "receiver_missing"),
    ],
)
def test_work_is_not_offered_to_nobody_or_to_who_has_it(to: Receiver, code: str) -> None:
    assert refused(lambda: hand_over.decide_hand_over(lived(), context(), to, "needs_site")) == (code, {})


def test_a_wrong_phone_and_a_call_in_the_past_are_refused() -> None:
    code, known = refused(
        lambda: hand_over.decide_hand_over(
            lived(), context(), Receiver(person="马师傅", phone="1391234567"), "needs_site"
        )
    )
    assert code == "receiver_phone_unfit"
    assert getattr(known["verdict"], "code", "") == "too_short"

    def call_at(at: datetime) -> facts.HandedOver:
        return hand_over.decide_hand_over(lived(), context(), Receiver("103"), "needs_site", next_call_at=at)

    assert call_at(LATER).next_call_at == LATER
    assert refused(lambda: call_at(LATER - timedelta(seconds=1))) == ("call_in_the_past", {})


def test_work_of_a_person_without_a_pc_can_come_back_to_the_handler() -> None:
    outside = replace(lived(), handler_outside="马师傅")
    assert hand_over.decide_hand_over(outside, context(), Receiver("102"), "needs_site").to == "102"


def test_who_was_offered_the_work_or_a_lead_takes_it_or_sends_it_back() -> None:
    matter = lived(("offer", 1))
    assert matter.offer is not None
    offer = matter.offer.fact_id.hex()
    for actor in (LIU, WANG):
        assert hand_over.decide_take(matter, context(actor)) == facts.HandOverAccepted(offer=offer)
        bounced = hand_over.decide_bounce(matter, context(actor), " 不是\n我的 ")
        assert bounced == facts.HandOverBounced(reason="不是 我的", offer=offer)
    assert refused(lambda: hand_over.decide_bounce(matter, context(LIU), " ")) == ("reason_missing", {})
    takers = (hand_over.decide_take, lambda m, c: hand_over.decide_bounce(m, c, "忙"))
    for take in takers:
        assert refused(lambda take=take: take(matter, context(LI))) == (  # type: ignore[misc]
            "offer_for_another",
            {"to": "103"},
        )
        assert refused(lambda take=take: take(lived(), context(LIU))) == ("no_offer", {})  # type: ignore[misc]
        assert refused(lambda take=take: take(matter, context(AUDITOR)))[0] == "not_allowed"  # type: ignore[misc]
        ended = replace(matter, state="closed")
        assert refused(lambda take=take, ended=ended: take(ended, context(LIU)))[0] == "matter_ended"  # type: ignore[misc]


def test_the_giver_answers_for_a_person_without_a_pc() -> None:
    matter = lived(("offer", 2))
    assert matter.offer is not None
    assert hand_over.decide_take(matter, context(LI)).offer == matter.offer.fact_id.hex()
    assert refused(lambda: hand_over.decide_take(matter, context(LIU))) == (
        "offer_for_another",
        {"to": "马师傅"},
    )


def test_an_offer_is_taken_back_by_who_made_it_or_a_lead() -> None:
    matter = lived(("offer", 1))
    assert matter.offer is not None
    for actor in (LI, WANG):
        assert hand_over.decide_take_back(matter, context(actor)).offer == matter.offer.fact_id.hex()
    assert refused(lambda: hand_over.decide_take_back(matter, context(LIU))) == ("not_your_offer", {})
    assert refused(lambda: hand_over.decide_take_back(lived(), context(LI))) == ("no_offer", {})
    assert refused(lambda: hand_over.decide_take_back(matter, context(AUDITOR)))[0] == "not_allowed"
    ended = replace(matter, state="closed")
    assert refused(lambda: hand_over.decide_take_back(ended, context(LI)))[0] == "matter_ended"


def test_a_correction_keeps_both_values_and_is_checked_as_an_acceptance_is() -> None:
    matter = lived()
    put = correct.decide_correct(matter, context(), "name", " 王建军 ", " 听\n错 ")
    assert put == facts.MatterCorrected(field="name", was="王建国", now="王建军", reason="听 错")
    phone = correct.decide_correct(matter, context(), "phone", "139-1234-5678")
    assert (phone.was, phone.now) == ("13812340001", "13912345678")
    remark = correct.decide_correct(matter, context(), "remark", " 有\n狗 ")
    assert (remark.was, remark.now) == ("", "有 狗")
    assert correct.decide_correct(matter, context(), "phone", " ").now == ""
    assert correct.decide_correct(matter, context(), "id_kind", "passport").now == "passport"
    foreigner = replace(matter, customer=replace(matter.customer, id_kind="passport"))
    assert correct.decide_correct(foreigner, context(), "id_number", "e12345678").now == "E12345678"


@pytest.mark.parametrize(
    ("field", "now", "code", "known"),
    [
        ("name", "王建国", "nothing_changed", {}),
        ("name", " ", "name_missing", {}),
        ("colour", "红", "field_unknown", {"field": "colour"}),
        ("first_contact", "103", "field_unknown", {"field": "first_contact"}),
        ("id_kind", "library_card", "field_unknown", {"field": "id_kind"}),
        ("field:none", "1", "field_unknown", {"field": "field:none"}),
    ],
)
def test_a_correction_of_nothing_or_of_an_unknown_field_is_refused(
    field: str, now: str, code: str, known: dict[str, object]
) -> None:
    assert refused(lambda: correct.decide_correct(lived(), context(), field, now)) == (code, known)


@pytest.mark.parametrize(
    ("field", "now", "verdict"),
    [
        ("name", "13812340001", "name_is_number"),
        ("phone", "1391234567", "too_short"),
        ("phone2", "0151-62345678", "area_code_unknown"),
        ("id_number", "110101199003074478", "check_digit"),
        ("account", "04170000", "too_short"),
        ("address", " ", "address_missing"),
    ],
)
def test_a_correction_that_an_acceptance_would_refuse_is_refused_with_the_verdict(
    field: str, now: str, verdict: str
) -> None:
    code, known = refused(lambda: correct.decide_correct(lived(), context(), field, now))
    assert code == "value_unfit"
    assert getattr(known["verdict"], "code", "") == verdict


def test_the_newest_act_is_taken_back_by_who_did_it_within_thirty_seconds() -> None:
    pc = Pc("A")
    live([("note", LI, 0, 1, 1, False), ("receipt", LI, 0, 0, 1, False)], (pc, pc), sound)
    note = pc.history[1]
    for seconds, fits in ((0, True), (30, True), (31, False), (-1, False)):
        when = note.at + timedelta(seconds=seconds)
        if fits:
            assert work.decide_undo(pc.history, context(now=when)) == facts.ActUndone(
                undone=note.fact_id.hex()
            )
        else:
            assert refused(lambda when=when: work.decide_undo(pc.history, context(now=when))) == (  # type: ignore[misc]
                "nothing_to_undo",
                {},
            )
    at = context(now=note.at)
    assert refused(lambda: work.decide_undo(pc.history, replace(at, actor=LIU))) == ("nothing_to_undo", {})
    assert refused(lambda: work.decide_undo(pc.history, replace(at, actor=AUDITOR)))[0] == "not_allowed"
    assert refused(lambda: work.decide_undo(pc.history[:1], at)) == ("nothing_to_undo", {})
    assert refused(lambda: work.decide_undo([], at)) == ("nothing_to_undo", {})
    pc.write(facts.ActUndone(undone=note.fact_id.hex()), LI, note.at, b"")
    assert refused(lambda: work.decide_undo(pc.history, at)) == ("nothing_to_undo", {})
