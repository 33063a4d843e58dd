"""What the facts of hand-over packs tell, in whatever order they come, and what does not fit."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest

from counter_tui.domain.enquiry.state import fold as fold_enquiry
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.enquiry import EnquiryAnswered, EnquiryLeftOpen
from counter_tui.domain.facts.pack import (
    EnquiryTaken,
    PackLine,
    PackOffered,
    PackTaken,
    PackWithdrawn,
    RecoveryTaken,
    RefusedLine,
    TakenAtRelay,
)
from counter_tui.domain.facts.recovery import RecoveryClosed, RecoveryPlanned
from counter_tui.domain.facts.tasks import TaskGiven, TaskReturned
from counter_tui.domain.matter.evolve import fold as fold_matter
from counter_tui.domain.pack.state import fold, groups
from counter_tui.domain.recovery.state import fold as fold_recovery
from support.clocks import NOON

DAY = date(2025, 11, 28)
LINES = (
    PackLine(kind="notice", about="2025-1", part="1", name="停电通知"),
    PackLine(kind="matter", about="01", name="0417A-C-251120-0001-K7"),
    PackLine(kind="matter", about="02", name="0417A-C-251120-0002-K7"),
)
OFFERED = PackOffered(to="103", lines=LINES)
ACCEPTED = facts.MatterAccepted(
    number="0417A-C-251120-0007-WN",
    kind="BZ501",
    catalogue="1",
    visit="00",
    customer=facts.Customer(customer_class="resident", name="王建国", phone="13812340001"),
    first_contact="102",
    handler="102",
)


def told(*happened: tuple[Fact, str]) -> list[Recorded]:
    """These facts of these people, one after the other."""
    return [
        Recorded(
            fact=fact,
            fact_id=bytes([number]) * 16,
            subject=Subject("any", b"\x01"),
            epoch=b"\x00",
            seq=number,
            hlc=f"{number:04}",
            at=NOON + timedelta(minutes=number),
            actor=actor,
            seen=b"",
            hash=bytes([number]),
        )
        for number, (fact, actor) in enumerate(happened, 1)
    ]


def test_a_pack_is_the_same_in_whatever_order_its_facts_come() -> None:
    taken = PackTaken(refused=(RefusedLine(line=1, reason="休假"),), changed=(2,))
    history = told((OFFERED, "102"), (taken, "103"), (PackWithdrawn(), "102"))
    found = {str(fold(order)) for order in permutations(history)}
    assert len(found) == 1
    pack = fold(history)
    assert pack is not None
    assert [each.outcome for each in pack.lines] == ["told", "refused", "changed"]
    assert (pack.state, pack.lines[1].reason, pack.facts) == ("taken", "休假", 3)


def test_nobody_but_the_receiver_takes_a_pack_and_one_taken_back_stays_so() -> None:
    pack = fold(told((OFFERED, "102"), (PackTaken(), "101"), (PackWithdrawn(), "102"), (PackTaken(), "103")))
    assert pack is not None
    assert pack.state == "withdrawn"
    assert {each.outcome for each in pack.lines} == {""}


def test_groups_come_in_the_order_in_which_they_are_looked_at() -> None:
    assert list(groups(LINES)) == [("matter", (1, 2)), ("notice", (0,))]


@pytest.mark.parametrize(
    ("fact", "doubted"),
    [
        (TakenAtRelay(giver="102", pack="0a", work=True), 0),
        (TakenAtRelay(giver="104", pack="0a", work=True), 1),
        (TakenAtRelay(giver="102", pack="0a", tasks=("0b",)), 1),
        (TakenAtRelay(giver="102", pack="0a"), 1),
    ],
)
def test_what_the_giver_did_not_have_is_kept_without_effect(fact: TakenAtRelay, doubted: int) -> None:
    matter = fold_matter(told((ACCEPTED, "102"), (fact, "103")))
    assert matter is not None
    assert (matter.handler, len(matter.attention)) == (("102" if doubted else "103"), doubted)
    assert matter.first_contact == "102"


def test_a_task_goes_to_who_took_it_but_not_one_that_came_back() -> None:
    given = TaskGiven(what="查表", to="102", due_day=date(2025, 11, 28))
    history = told((ACCEPTED, "103"), (given, "103"), (given, "103"))
    first, second = (entry.fact_id.hex() for entry in history[1:])
    moved = TakenAtRelay(giver="102", pack="0a", tasks=(first, second))
    matter = fold_matter(
        told(
            (ACCEPTED, "103"),
            (given, "103"),
            (given, "103"),
            (TaskReturned(task=second, reason="无车"), "102"),
            (moved, "104"),
        )
    )
    assert matter is not None
    assert [(task.to, task.state) for task in matter.tasks] == [("104", "taken"), ("102", "returned")]


def test_a_question_that_was_answered_stays_with_who_had_it() -> None:
    asked = EnquiryLeftOpen(topic="bill", first_contact="102", words="电价", due_at=NOON)
    answered = EnquiryAnswered(topic="bill", first_contact="102", answer="已答")
    taken = EnquiryTaken(giver="102", pack="0a")
    on_time, late = (
        fold_enquiry(told((asked, "102"), (taken, "103"), (answered, "103"))),
        fold_enquiry(told((asked, "102"), (answered, "102"), (taken, "103"))),
    )
    assert on_time is not None
    assert late is not None
    assert (on_time.handler, on_time.first_contact, late.handler) == ("103", "102", "102")


def test_only_what_was_the_givers_to_call_back_goes_to_who_took_it() -> None:
    plan = RecoveryPlanned(
        cause="waiting",
        remedy="priority",
        caller="102",
        call_by=DAY,
        correct_by=DAY,
        call_limit=DAY,
        correct_limit=DAY,
    )
    taken, again = RecoveryTaken(giver="102", pack="0a"), RecoveryTaken(giver="104", pack="0b")
    moved = fold_recovery(told((plan, "101"), (taken, "103"), (again, "105")))
    closed = fold_recovery(told((plan, "101"), (RecoveryClosed(), "101"), (taken, "103")))
    early = fold_recovery(told((taken, "103"), (plan, "101")))
    for recovery, caller in ((moved, "103"), (closed, "102"), (early, "102")):
        assert recovery is not None
        assert recovery.plan is not None
        assert (recovery.plan.caller, recovery.plan.call_by) == (caller, DAY)
