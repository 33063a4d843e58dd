"""What may leave the station: by whom, masked or for a reason, and without anybody's particulars in a support file."""

from __future__ import annotations

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.exporting import decide_export
from counter_tui.domain.facts.station import DataExported
from counter_tui.domain.plainly import scrubbed
from counter_tui.domain.staff.roles import Actor

LEAD = Actor("101", "王强", "lead")


def test_a_masked_export_needs_no_reason_and_keeps_none() -> None:
    kept = decide_export(LEAD, "matters", 12, "csv", reason="call")
    assert kept == DataExported(what="matters", rows=12, format="csv")
    assert kept.unmasked is False


def test_an_export_in_full_keeps_its_reason_as_a_code_or_in_words() -> None:
    coded = decide_export(LEAD, "customers", 3, "xlsx", unmasked=True, reason="audit")
    assert coded == DataExported(what="customers", rows=3, format="xlsx", unmasked=True, reason="audit")
    own = decide_export(LEAD, "ratings", 0, "jsonl", unmasked=True, reason=" 交给\n上级 ")
    assert own == DataExported(what="ratings", rows=0, format="jsonl", unmasked=True, reason="交给 上级")


def test_an_export_in_full_without_a_reason_and_any_by_a_clerk_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        decide_export(LEAD, "customers", 3, "xlsx", unmasked=True)
    assert refused.value.code == "reason_missing"
    for unmasked in (False, True):
        with pytest.raises(RuleBroken) as refused:
            decide_export(
                Actor("102", "李敏", "clerk"), "customers", 3, "csv", unmasked=unmasked, reason="audit"
            )
        assert (refused.value.code, refused.value.facts) == (
            "not_allowed",
            {"action": "export", "role": "clerk"},
        )


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("disk full at 3 of 12", "disk full at 3 of 12"),
        ("customer 王建国, 和平路12号", "customer *, *12*"),
        ("call 13812340001 or 138-1234 0001", "call # or #"),
        ("123456 stays, 1234567 goes", "123456 stays, # goes"),
        ("id 0123456789abcdef0123456789abcdef", "id 0123456789abcdef0123456789abcdef"),
        ("id 0123456789abcdef0123456789abcdef0", "id #abcdef#abcdef0"),
        ("mail li.min+x@example.org now", "mail * now"),
        ("a\nb\tc", "a*b*c"),
    ],
)
def test_of_a_text_only_plain_words_short_numbers_and_ids_are_left(written: str, left: str) -> None:
    assert scrubbed(written) == left
