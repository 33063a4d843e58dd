"""Who sees a person's particulars in full, and which reasons are taken for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import DetailsShown
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.revealing import decide_show, shown_now
from counter_tui.domain.revealing import LONGEST, REASONS, decide_reason, decide_show_customer
from counter_tui.domain.staff.roles import Actor
from support.clocks import NOON
from support.two_pcs import LI, LIU, WANG, Pc, first_fact, rules, told

CLERK = Actor("102", "李敏", "clerk")


@dataclass(frozen=True)
class OnFile:
    """What is on file of a customer, partly."""

    name: str = "王建国"
    phone: str = ""
    address: str = "和平路12号"


def code_of(reason: str) -> str:
    """The code of the refusal of a reason."""
    with pytest.raises(RuleBroken) as refused:
        decide_reason(reason)
    return refused.value.code


@pytest.mark.parametrize("reason", ["call", "papers", "site", "audit"])
def test_a_usual_reason_needs_no_words(reason: str) -> None:
    assert reason in REASONS
    assert decide_reason(reason) == (reason, "")


def test_own_words_are_kept_on_one_line_under_a_code_of_their_own() -> None:
    assert decide_reason(" 打印合同\n2 份 ") == ("own", "打印合同 2 份")
    assert decide_reason("长" * LONGEST) == ("own", "长" * LONGEST)
    assert decide_reason("123 456") == ("own", "123 456")


def test_own_words_that_are_none_too_long_or_hold_a_number_are_refused() -> None:
    assert code_of(" \n ") == "reason_missing"
    assert code_of("长" * (LONGEST + 1)) == "reason_too_long"
    assert code_of("回电 138-1234") == "reason_has_number"
    with pytest.raises(RuleBroken) as refused:
        decide_reason("长" * (LONGEST + 1))
    assert refused.value.facts == {"longest": LONGEST}


def test_a_customer_is_shown_for_a_reason_with_the_fields_there_are_something_in() -> None:
    shown = decide_show_customer(CLERK, "0417000018", OnFile(), "核对合同")
    assert (shown.account, shown.reason, shown.words) == ("0417000018", "own", "核对合同")
    assert shown.fields == ("name", "address")


def test_who_works_on_a_matter_was_asked_first_or_is_offered_it_sees_it_in_full() -> None:
    pc = Pc("A")
    pc.write(first_fact(), LI, NOON, b"")
    matter = told(pc)
    shown = decide_show(matter, Context(rules(), LI, NOON), "call")
    assert shown == DetailsShown(reason="call", fields=("name", "id_number", "phone", "address"))
    with pytest.raises(RuleBroken) as refused:
        decide_show(matter, Context(rules(), LIU, NOON), "call")
    assert refused.value.code == "details_not_yours"
    assert refused.value.facts == {"handler": "102", "first_contact": "102"}
    assert decide_show(matter, Context(rules(), WANG, NOON), "核对 合同").words == "核对 合同"
    for mine in (replace(matter, handler="103"), replace(matter, first_contact="103")):
        assert decide_show(mine, Context(rules(), LIU, NOON), "site").reason == "site"
    auditor = Actor("104", "赵静", "auditor")
    assert decide_show(matter, Context(rules(), auditor, NOON), "audit").reason == "audit"


def test_what_was_shown_is_seen_by_who_asked_for_a_minute() -> None:
    pc = Pc("A")
    pc.write(first_fact(), LI, NOON, b"")
    assert not shown_now(pc.history, Context(rules(), LI, NOON))
    pc.write(DetailsShown(reason="call"), LI, NOON, b"")
    for seconds, seen in ((0, True), (59, True), (60, False), (-1, False)):
        assert shown_now(pc.history, Context(rules(), LI, NOON + timedelta(seconds=seconds))) == seen
    assert not shown_now(pc.history, Context(rules(), LIU, NOON))
