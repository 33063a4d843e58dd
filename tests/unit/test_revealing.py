"""Who sees a person's particulars in full, and which reasons are taken for it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.revealing import LONGEST, REASONS, decide_reason, decide_show_customer
from counter_tui.domain.staff.roles import Actor

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
