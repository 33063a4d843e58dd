"""Permits, passports, the permanent resident card and papers without a published number."""

from __future__ import annotations

from datetime import date

import pytest

from counter_tui.domain.identity import check
from counter_tui.domain.identity.resident import check_digit_of
from support.every import every

TODAY = date(2026, 11, 20)
CARD_BODY = "91110019850602001"
CARD = CARD_BODY + check_digit_of(CARD_BODY)


@pytest.mark.parametrize(
    ("kind", "typed", "normalised"),
    [
        ("passport", "e12345678", "E12345678"),
        ("passport", "ABCDE", "ABCDE"),
        ("passport", "123456789012345", "123456789012345"),
        ("hk_macao_permit", "ｈ12345678", "H12345678"),
        ("hk_macao_permit", "M 1234567890", "M1234567890"),
        ("taiwan_permit", "12345678", "12345678"),
        ("taiwan_permit", "1234567890(B)".replace("(", "").replace(")", ""), "1234567890B"),
        ("taiwan_permit", "T12345678901", "T12345678901"),
        ("foreign_pr_card", CARD, CARD),
        ("foreign_pr_card", "usa 123456789012", "USA123456789012"),
        ("household_register", "34012345", "34012345"),
        ("military_id", "军字第 1234567 号", "军字第1234567号"),
        ("police_certificate", "11010519491231002x", "11010519491231002X"),
        ("approval_document", " 县教育局 批复〔2024〕12号 ", "县教育局 批复〔2024〕12号"),
    ],
)
def test_a_right_number_of_each_paper_is_accepted(kind: str, typed: str, normalised: str) -> None:
    """Every paper of the one-paper rule has a number the counter can take."""
    verdict = check(kind, typed, TODAY)
    assert (verdict.valid, verdict.code, verdict.normalised) == (True, "ok", normalised)


@every(
    "kind, typed, code, position",
    [
        ("passport", "", "empty", None),
        ("passport", "E123", "too_short", None),
        ("passport", "E123456789012345", "too_long", None),
        ("passport", "E12345!", "bad_character", 7),
        ("passport", "护照12345", "bad_character", 1),
        ("hk_macao_permit", "A12345678", "first_character", 1),
        ("hk_macao_permit", "H1234567", "too_short", None),
        ("hk_macao_permit", "H123456789", "wrong_length", None),
        ("hk_macao_permit", "H12345678901", "too_long", None),
        ("hk_macao_permit", "H1234567O", "letter_for_digit", 9),
        ("hk_macao_permit", "H12345678H12345678", "typed_twice", None),
        ("taiwan_permit", "1234567", "too_short", None),
        ("taiwan_permit", "123456789", "wrong_length", None),
        ("taiwan_permit", "1234567A", "bad_character", 8),
        ("taiwan_permit", "1234567890123", "too_long", None),
        ("foreign_pr_card", "11010519491231002X", "first_character", 1),
        ("foreign_pr_card", CARD[:-1] + ("1" if CARD[-1] != "1" else "2"), "check_digit", 18),
        ("foreign_pr_card", "911100198513", "birth_month_impossible", 11),
        ("foreign_pr_card", "91110018991231", "birth_too_early", 7),
        ("foreign_pr_card", "U5A123456789012", "bad_character", 2),
        ("foreign_pr_card", "USA12345678901", "too_short", None),
        ("foreign_pr_card", "USA1234567890123", "too_long", None),
        ("foreign_pr_card", "USA12345678901B", "bad_character", 15),
        ("foreign_pr_card", "中", "bad_character", 1),
        ("foreign_pr_card", "", "empty", None),
        ("household_register", "123", "too_short", None),
        ("military_id", "军字第号", "no_digit", None),
        ("military_id", "军字第12@号", "bad_character", 6),
        ("military_id", "1" * 21, "too_long", None),
        ("police_certificate", "11010519491231003X", "check_digit", 18),
        ("police_certificate", "110105", "too_short", None),
        ("approval_document", "批复", "too_short", None),
        ("approval_document", "批" * 41, "too_long", None),
    ],
)
def test_a_wrong_number_of_each_paper_is_refused(
    kind: str, typed: str, code: str, position: int | None
) -> None:
    """The reason, and the position where there is one, are named."""
    verdict = check(kind, typed, TODAY)
    assert (verdict.valid, verdict.code, verdict.facts.get("position")) == (False, code, position)
    assert verdict.normalised == ""


def test_the_permanent_resident_card_tells_sex_and_birth() -> None:
    """Its form of 2023 is read like a resident number."""
    assert check("foreign_pr_card", CARD, TODAY).facts == {"sex": "male", "birth": date(1985, 6, 2)}


def test_a_certificate_with_the_polices_own_number_is_remarked() -> None:
    """18 digits that are no resident number are taken and said to be so."""
    assert check("police_certificate", "340123202400000017", TODAY).facts == {"remark": "not_a_resident_id"}
