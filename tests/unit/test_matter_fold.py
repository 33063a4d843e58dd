"""What each fact makes of a matter, and which facts do not fit: told from facts written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.parts import Attention, Deferred, Pause
from counter_tui.domain.matter.state import Matter

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DUE = START + timedelta(days=3)


def promise(code: str, met_by: str) -> facts.PromiseGiven:
    """A promise of a day that this event fulfils."""
    return facts.PromiseGiven(
        code=code,
        name_zh=code,
        name_en=code,
        standing="public",
        limit=3,
        unit="calendar_day",
        started_at=START,
        due_at=DUE,
        due_day=date(2026, 3, 5),
        met_by=met_by,
        source="供电服务承诺",
    )


PAPER = facts.PaperDeferred(
    paper="lease",
    name_zh="租赁协议",
    name_en="Lease",
    collector="handler",
    before="built",
    due_day=date(2026, 3, 4),
)
OTHER_PAPER = replace(PAPER, paper="letter")
ACCEPTED = facts.MatterAccepted(
    number="0417-A-260302-0001-AA",
    kind="BZ101",
    catalogue="1",
    visit="00",
    customer=facts.Customer(customer_class="resident", name="王建国", phone="13812340001"),
    fields={"content": "新装"},
    remark="有狗",
    first_contact="102",
    handler="102",
    shown=("id_card",),
    deferred=(PAPER, OTHER_PAPER),
    promises=(promise("call", "accepted"), promise("answer", "answered"), promise("tell", "informed")),
)


def history(*deeds: Fact | tuple[Fact, str]) -> list[Recorded]:
    """The acceptance and these facts, an hour apart, by clerk 102 or by who is named."""
    found = []
    for number, deed in enumerate((ACCEPTED, *deeds)):
        fact, actor = deed if isinstance(deed, tuple) else (deed, "102")
        found.append(
            Recorded(
                fact=fact,
                fact_id=bytes([number]) * 16,
                subject=Subject("matter", b"m" * 16),
                epoch=b"A",
                seq=number + 1,
                hlc=f"{number:06}",
                at=START + timedelta(hours=number),
                actor=actor,
                seen=b"",
                hash=bytes([number]) * 16,
            )
        )
    return found


def told(*deeds: Fact | tuple[Fact, str]) -> Matter:
    """The matter these facts tell."""
    matter = fold(history(*deeds))
    assert matter is not None
    return matter


def hour(number: int) -> datetime:
    """When the so-many-eth fact after the acceptance happened."""
    return START + timedelta(hours=number)


def doubted(matter: Matter) -> Sequence[str]:
    """The kinds of the facts that did not fit."""
    return [item.kind for item in matter.attention]


STAGE = facts.StageReached(stage="built", name_zh="施工", name_en="Built")
OFFER = facts.HandedOver(to="103", reason="needs_site")
OUTSIDE = facts.HandedOver(person="马师傅", phone="13912345678", reason="needs_site")
ANSWER = facts.MatterAnswered(answer="已送电")
INFORMED = facts.CustomerInformed(how="phone")
PAPERS = (paper_facts.PaperCollected(paper="lease"), paper_facts.PaperWaived(paper="letter", reason="已核验"))
CLOSED = facts.MatterClosed()
WITHDRAWN = facts.MatterWithdrawn(wish="不办了")
PAUSED = facts.ClockPaused(reason="customer_works")


def first_offer(number: int) -> str:
    """The id of the fact of this number, as settlements name it."""
    return (bytes([number]) * 16).hex()


def test_an_acceptance_gives_the_matter_as_it_was_taken_down() -> None:
    matter = told()
    assert (matter.matter_id, matter.number, matter.kind) == (b"m" * 16, ACCEPTED.number, "BZ101")
    assert (matter.catalogue, matter.visit, matter.state) == ("1", "00", "accepted")
    assert (matter.customer, matter.fields, matter.remark) == (ACCEPTED.customer, {"content": "新装"}, "有狗")
    assert (matter.first_contact, matter.handler, matter.handler_outside) == ("102", "102", "")
    assert (matter.accepted_at, matter.accepted_by, matter.shown) == (START, "102", ("id_card",))
    assert matter.deferred[0] == Deferred("lease", "租赁协议", "Lease", "handler", "built", date(2026, 3, 4))
    assert (matter.head, matter.facts, matter.touched_at) == (bytes(16), 1, START)
    assert [each.met_at for each in matter.promises] == [START, None, None]
    assert (matter.promises[1].due_at, matter.promises[1].due_day) == (DUE, date(2026, 3, 5))


def test_of_a_slip_of_paper_the_time_on_it_counts() -> None:
    came = START - timedelta(days=1)
    entry = history()[0]
    on_paper = facts.OnPaper(slip="7", claimed_at=came, entered_at=START)
    matter = fold([replace(entry, fact=replace(ACCEPTED, on_paper=on_paper))])
    assert matter is not None
    assert (matter.accepted_at, matter.promises[0].met_at, matter.touched_at) == (came, came, START)


def test_nothing_is_told_before_the_acceptance_and_a_second_one_is_doubted() -> None:
    assert fold(history(STAGE)[1:]) is None
    matter = told(ACCEPTED)
    assert matter.attention == (Attention(b"\1" * 16, "MatterAccepted", hour(1), "102"),)
    assert (matter.facts, matter.accepted_at) == (2, START)


def test_a_stage_begins_the_work_meets_its_promise_and_gives_its_own() -> None:
    met = replace_promise("stage:built")
    entries = [
        replace(history()[0], fact=met),
        *history(replace(STAGE, promises=(promise("site", "x"),)))[1:],
    ]
    matter = fold(entries)
    assert matter is not None
    assert (matter.state, matter.stages) == ("working", (("built", hour(1)),))
    assert [each.met_at for each in matter.promises] == [hour(1), None]
    assert matter.promises[1].given.code == "site"
    again = told(STAGE, STAGE)
    assert (again.stages, doubted(again)) == ((("built", hour(1)),), ["StageReached"])
    assert told(ANSWER, STAGE).state == "answered"
    assert doubted(told(WITHDRAWN, STAGE)) == ["StageReached"]


def replace_promise(met_by: str) -> facts.MatterAccepted:
    """The acceptance with one promise that this event fulfils."""
    return replace(ACCEPTED, promises=(promise("build", met_by),))


def test_an_accepted_hand_over_makes_the_receiver_the_handler() -> None:
    offered = told(OFFER)
    assert offered.state == "handed_over"
    assert offered.offer is not None
    assert (offered.offer.fact, offered.offer.by, offered.offer.at) == (OFFER, "102", hour(1))
    assert offered.offer.fact_id == b"\1" * 16
    assert (offered.handler, offered.hand_overs[0].outcome) == ("102", "open")
    taken = told(OFFER, (facts.HandOverAccepted(offer=first_offer(1)), "103"))
    assert (taken.state, taken.handler, taken.handler_outside, taken.offer) == ("working", "103", "", None)
    assert taken.first_contact == "102"
    settled = taken.hand_overs[0]
    assert (settled.outcome, settled.settled_at, settled.settled_by, settled.reason) == (
        "accepted",
        hour(2),
        "103",
        "",
    )


def test_a_person_outside_works_beside_the_handler_until_a_colleague_takes_over() -> None:
    outside = told(OUTSIDE, facts.HandOverAccepted(offer=first_offer(1)))
    assert (outside.handler, outside.handler_outside) == ("102", "马师傅")
    back = told(OUTSIDE, facts.HandOverAccepted(), OFFER, (facts.HandOverAccepted(), "103"))
    assert (back.handler, back.handler_outside) == ("103", "")
    assert [each.outcome for each in back.hand_overs] == ["accepted", "accepted"]


def test_a_bounced_or_taken_back_offer_leaves_the_handler() -> None:
    bounced = told(OFFER, (facts.HandOverBounced(reason="不是我的", offer=first_offer(1)), "103"))
    assert (bounced.handler, bounced.offer, bounced.state) == ("102", None, "working")
    settled = bounced.hand_overs[0]
    assert (settled.outcome, settled.settled_by, settled.reason) == ("bounced", "103", "不是我的")
    back = told(OFFER, facts.HandOverTakenBack(offer=first_offer(1)))
    assert (back.hand_overs[0].outcome, back.hand_overs[0].reason) == ("taken_back", "")
    answered = told(ANSWER, OFFER, facts.HandOverTakenBack())
    assert answered.state == "answered"


SETTLEMENTS = [
    facts.HandOverAccepted(offer=first_offer(9)),
    facts.HandOverBounced(reason="不是我的", offer=first_offer(9)),
    facts.HandOverTakenBack(offer=first_offer(9)),
]


@pytest.mark.parametrize("settlement", SETTLEMENTS, ids=lambda fact: fact.type)
def test_a_settlement_of_no_offer_of_another_one_or_of_an_ended_matter_is_doubted(settlement: Fact) -> None:
    other = told(OFFER, settlement)
    assert (other.state, doubted(other)) == ("handed_over", [settlement.type])
    assert doubted(told(settlement)) == [settlement.type]
    plain = replace(settlement, offer="")
    assert doubted(told(OFFER, WITHDRAWN, plain)) == [settlement.type]


def test_a_second_offer_and_one_after_the_end_are_doubted() -> None:
    assert doubted(told(OFFER, OUTSIDE)) == ["HandedOver"]
    assert doubted(told(WITHDRAWN, OFFER)) == ["HandedOver"]


def test_papers_are_collected_and_waived_one_by_one_and_once() -> None:
    matter = told(*PAPERS)
    assert [(each.paper, each.state) for each in matter.deferred] == [
        ("lease", "collected"),
        ("letter", "waived"),
    ]
    assert not matter.owed
    assert [each.paper for each in told(PAPERS[0]).owed] == ["letter"]
    assert doubted(told(PAPERS[0], PAPERS[0])) == ["PaperCollected"]
    assert doubted(told(paper_facts.PaperWaived(paper="none", reason="x"))) == ["PaperWaived"]


def test_clocks_stand_still_from_pause_to_resumption_and_running_promises_move() -> None:
    moved = facts.PromiseMoved(
        code="answer",
        due_at=DUE + timedelta(days=1),
        due_day=date(2026, 3, 6),
        provisional=True,
        steps=(facts.StepTaken(kind="due", first=date(2026, 3, 6), last=date(2026, 3, 6)),),
    )
    met = replace(moved, code="call")
    held = told(PAUSED)
    assert (held.paused, held.pauses) == (True, (Pause("customer_works", hour(1)),))
    matter = told(PAUSED, facts.ClockResumed(moved=(moved, met)))
    assert (matter.paused, matter.pauses) == (False, (Pause("customer_works", hour(1), hour(2)),))
    call, answer, tell = matter.promises
    assert (call.due_at, tell.due_at) == (DUE, DUE)
    assert (answer.due_at, answer.due_day) == (moved.due_at, moved.due_day)
    assert (answer.provisional, answer.steps) == (True, moved.steps)
    twice = told(PAUSED, facts.ClockResumed(), PAUSED)
    assert twice.pauses == (Pause("customer_works", hour(1), hour(2)), Pause("customer_works", hour(3)))


def test_a_pause_in_a_pause_or_after_the_end_and_a_resumption_of_none_are_doubted() -> None:
    assert doubted(told(PAUSED, PAUSED)) == ["ClockPaused"]
    assert doubted(told(WITHDRAWN, PAUSED)) == ["ClockPaused"]
    assert doubted(told(facts.ClockResumed())) == ["ClockResumed"]


def correction(field: str, now: str) -> facts.MatterCorrected:
    """This field is put right."""
    return facts.MatterCorrected(field=field, was="", now=now)


def test_a_correction_changes_its_field_alone() -> None:
    form = told(correction("field:load", "8"))
    assert form.fields == {"content": "新装", "load": "8"}
    assert told(correction("remark", "没狗")).remark == "没狗"
    customer = told(correction("phone", "13912345678")).customer
    assert customer == replace(ACCEPTED.customer, phone="13912345678")
    for field in ("name", "id_kind", "id_number", "phone2", "address", "account"):
        assert getattr(told(correction(field, "x")).customer, field) == "x"
    other = told(correction("customer_class", "enterprise"))
    assert (other.customer, doubted(other)) == (ACCEPTED.customer, ["MatterCorrected"])


def test_an_answer_must_be_told_again_when_it_is_given_anew() -> None:
    matter = told(ANSWER)
    assert (matter.state, matter.answer, matter.answered_at, matter.early) == (
        "answered",
        "已送电",
        hour(1),
        "",
    )
    assert [each.met_at for each in matter.promises] == [START, hour(1), None]
    informed = told(ANSWER, (INFORMED, "101"))
    assert (informed.informed_at, informed.informed_by) == (hour(2), "101")
    assert informed.promises[2].met_at == hour(2)
    anew = told(ANSWER, INFORMED, facts.MatterAnswered(answer="重复", early="duplicate"))
    assert (anew.answer, anew.early, anew.informed_at, anew.informed_by) == ("重复", "duplicate", None, "")
    assert anew.promises[1].met_at == hour(1)


def test_an_answer_over_an_offer_and_news_of_no_answer_are_doubted() -> None:
    assert doubted(told(OFFER, ANSWER)) == ["MatterAnswered"]
    assert doubted(told(WITHDRAWN, ANSWER)) == ["MatterAnswered"]
    assert doubted(told(INFORMED)) == ["CustomerInformed"]
    assert doubted(told(ANSWER, WITHDRAWN, INFORMED)) == ["CustomerInformed"]


def test_a_matter_closes_when_the_customer_knows_and_nothing_is_owed() -> None:
    entries = history(*PAPERS, ANSWER, INFORMED, CLOSED)
    entries[0] = replace(entries[0], fact=replace(replace_promise("closed"), deferred=ACCEPTED.deferred))
    matter = fold(entries)
    assert matter is not None
    assert (matter.state, matter.ended_at, matter.promises[0].met_at) == ("closed", hour(5), hour(5))
    for missing in ((*PAPERS, ANSWER), (ANSWER, INFORMED), (*PAPERS, ANSWER, INFORMED, OFFER)):
        assert doubted(told(*missing, CLOSED)) == ["MatterClosed"]
    counted = facts.MatterClosed(stages=("built",))
    assert doubted(told(*PAPERS, ANSWER, INFORMED, counted)) == ["MatterClosed"]
    assert told(*PAPERS, STAGE, ANSWER, INFORMED, counted).state == "closed"
    assert doubted(told(*PAPERS, ANSWER, INFORMED, CLOSED, CLOSED)) == ["MatterClosed"]


def test_a_withdrawal_ends_the_matter_and_any_offer() -> None:
    matter = told(OFFER, WITHDRAWN)
    assert (matter.state, matter.ended_at, matter.offer) == ("withdrawn", hour(2), None)
    assert matter.hand_overs[0].outcome == "taken_back"
    assert told(WITHDRAWN).ended_at == hour(1)
    assert doubted(told(WITHDRAWN, WITHDRAWN)) == ["MatterWithdrawn"]


def test_receipts_are_counted_by_the_highest_copy() -> None:
    first, second = (paper_facts.ReceiptPrinted(copy_no=number, format="58") for number in (0, 1))
    assert [told(*each).receipts for each in ((), (first,), (first, second), (second, first))] == [0, 1, 2, 2]


def test_notes_calls_and_looks_change_only_when_the_matter_was_touched() -> None:
    quiet = (
        facts.NoteAdded(text="x"),
        facts.CustomerNotReached(how="phone"),
        facts.DetailsShown(reason="call"),
        facts.ActUndone(undone="ff"),
    )
    for number, fact in enumerate(quiet[:3], 1):
        matter = told(*quiet[:number])
        seen = {"head": b"", "facts": 0, "touched_at": None, "word_at": None}
        assert replace(matter, **seen) == replace(told(), **seen)
        assert (matter.facts, matter.touched_at) == (number + 1, hour(number)), fact.type
        assert matter.head == bytes([number]) * 16


def test_an_act_taken_back_counts_as_not_done_and_is_counted_as_a_fact() -> None:
    matter = told(ANSWER, facts.ActUndone(undone=first_offer(1)))
    assert (matter.state, matter.answer, matter.facts, doubted(matter)) == ("accepted", "", 3, [])
    assert matter.head == bytes([2]) * 16
    other = told(ANSWER, (facts.ActUndone(undone=first_offer(1)), "103"))
    assert (other.state, other.facts, doubted(other)) == ("answered", 3, ["ActUndone"])
    assert other.touched_at == hour(2)
