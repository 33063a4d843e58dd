"""Guessing the kind of an identity number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.identity import PAPER_KINDS, check, guess_kinds
from counter_tui.domain.identity.resident import check_digit_of


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("11010519491231002x", "resident_id"),
        ("11010519491231002", "resident_id"),
        ("110105194912310021", "resident_id"),
        ("1101051949", "resident_id"),
        ("11010519491231002X" * 2, "resident_id"),
        ("110105491231002", "resident_id"),
        ("91110000600037341L", "uscc"),
        ("91110000600037341K", "uscc"),
        ("91110000600037", "uscc"),
        ("N2340123MF123456", "uscc"),
        ("91110019850602001" + check_digit_of("91110019850602001"), "foreign_pr_card"),
        ("USA123456789012", "foreign_pr_card"),
        ("H12345678", "hk_macao_permit"),
        ("M1234567890", "hk_macao_permit"),
        ("12345678", "taiwan_permit"),
        ("E12345678", "passport"),
        ("60003734-1", "organisation_code"),
        ("军字第1234567号", "military_id"),
        ("县教育局关于设立幼儿园的批复", "approval_document"),
    ],
)
def test_the_likeliest_kind_comes_first(typed: str, best: str) -> None:
    """A form needs no kind picked before the number is typed or scanned."""
    assert guess_kinds(typed)[0] == best


@pytest.mark.parametrize("typed", ["", "  ", "?", "王@#", "1"])
def test_what_is_no_number_yet_has_no_kind(typed: str) -> None:
    """Nothing is guessed from nothing."""
    assert guess_kinds(typed) == ()


@given(st.text() | st.from_regex(r"[0-9A-Z]{1,20}", fullmatch=True))
def test_only_known_papers_are_guessed_and_each_once(text: str) -> None:
    """Any text gives kinds the counter knows, without repetition, ready for a verdict."""
    kinds = guess_kinds(text)
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) <= set(PAPER_KINDS)
    for kind in kinds:
        check(kind, text, date(2026, 11, 20))
