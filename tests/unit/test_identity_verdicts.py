"""Verdicts whole: the code, what the words need to know, and that the number itself stays where it belongs."""

from __future__ import annotations

from datetime import date

import pytest

from counter_tui.domain.identity import check, guess_kinds
from support.every import every

TODAY = date(2026, 11, 20)


@every("kind, typed, code, facts", [
        ("hk_macao_permit", "A12345678", "first_character", {"position": 1, "found": "A", "expected": ("H", "M")}),
        ("hk_macao_permit", "H1234567O", "letter_for_digit", {"position": 9, "found": "O", "expected": "0"}),
        ("hk_macao_permit", "H123456789", "wrong_length", {"length": 10, "lengths": (9, 11)}),
        ("taiwan_permit", "1234567A", "bad_character", {"position": 8, "found": "A", "allowed": "digit"}),
        ("taiwan_permit", "123456789", "wrong_length", {"length": 9, "lengths": (8, 10, 11, 12)}),
        ("taiwan_permit", "1234567890@", "bad_character", {"position": 11, "found": "@", "allowed": "letter_or_digit"}),
        ("foreign_pr_card", "11010519491231002X", "first_character", {"position": 1, "found": "1", "expected": ("9",)}),
        ("foreign_pr_card", "U5A123456789012", "bad_character", {"position": 2, "found": "5", "allowed": "letter"}),
        ("foreign_pr_card", "USA12345678901B", "bad_character", {"position": 15, "found": "B", "allowed": "digit"}),
        ("passport", "E12345!", "bad_character", {"position": 7, "found": "!", "allowed": "letter_or_digit"}),
        ("passport", "E123", "too_short", {"missing": 1, "length": 4, "expected": 5}),
        ("passport", "E123456789012345", "too_long", {"extra": 1, "length": 16, "expected": 15}),
        ("military_id", "军字第12@号", "bad_character", {"position": 6, "found": "@", "allowed": "word_or_digit"}),
        ("police_certificate", "1101051949A23", "bad_character", {"position": 11, "found": "A", "allowed": "digit"}),
        ("organisation_code", "60003734-11", "too_long", {"extra": 1, "length": 10, "expected": 9}),
        ("organisation_code", "6000!73411", "too_long", {"extra": 1, "length": 10, "expected": 9}),
        ("organisation_code", "600!7341", "bad_character", {"position": 4, "found": "!", "allowed": "letter_or_digit"}),
        ("organisation_code", "60003734-2", "check_digit", {"position": 9, "expected": "1", "found": "2"}),
        ("organisation_code", "6000", "too_short", {"missing": 5, "length": 4, "expected": 9}),
        ("uscc", "91110000600037341K", "check_digit", {"position": 18, "expected": "L", "found": "K"}),
        ("uscc", "9111O000600037341K", "bad_character", {"position": 5, "found": "O", "allowed": "code_letter"}),
        ("uscc", "N2340123MF123456", "too_short", {"missing": 2, "length": 16, "expected": 18}),
        ("mobile", "12812345678", "mobile_start", {"position": 2, "found": "2", "expected": "3-9"}),
        ("mobile", "1381234567813812345678", "typed_twice", {"length": 22, "expected": 11}),
        ("resident_id", "1101052099", "birth_in_future", {"position": 7, "last": 10}),
        ("resident_id", "11010520230229", "birth_day_impossible", {"position": 13, "last": 14}),
        ("landline", "55162345678", "area_code_missing", {"position": 1, "found": "5", "expected": "0"}),
        ("landline", "0051-62345678", "area_code_unknown", {"position": 2, "found": "005"}),
        ("landline", "0151-62345678", "area_code_unknown", {"position": 2, "found": "015"}),
        ("landline", "01", "too_short", {"missing": 9, "length": 2, "expected": 11}),
        ("landline", "0551-6234S678", "bad_character", {"position": 9, "found": "S", "allowed": "digit"}),
        ("landline", "010-123456789012", "too_long", {"extra": 4, "length": 15, "expected": 11}),
    ])  # fmt: skip
def test_a_refusal_names_its_kind_and_everything_the_words_need(
    kind: str, typed: str, code: str, facts: dict[str, object]
) -> None:
    verdict = check(kind, typed, TODAY)
    assert (verdict.kind, verdict.valid, verdict.normalised) == (kind, False, "")
    assert (verdict.code, dict(verdict.facts)) == (code, facts)


@pytest.mark.parametrize(
    ("kind", "typed", "normalised", "facts"),
    [
        ("hk_macao_permit", "h12345678", "H12345678", {}),
        ("taiwan_permit", "1234567890", "1234567890", {}),
        ("foreign_pr_card", "usa 123456789012", "USA123456789012", {}),
        ("uscc", "91110000600037341l", "91110000600037341L", {}),
        ("organisation_code", "60003734-1", "600037341", {}),
        ("landline", "010-1234567x8", "010-1234567-8", {"area_code": "010", "extension": "8"}),
        ("landline", "055162345678", "0551-62345678", {"area_code": "0551", "extension": ""}),
    ],
)
def test_an_acceptance_names_its_kind_and_the_number_as_it_is_kept(
    kind: str, typed: str, normalised: str, facts: dict[str, object]
) -> None:
    verdict = check(kind, typed, TODAY)
    assert (verdict.kind, verdict.valid, verdict.code) == (kind, True, "ok")
    assert (verdict.normalised, dict(verdict.facts)) == (normalised, facts)


@every(
    "typed, kinds",
    [
        ("H", ("hk_macao_permit",)),
        ("M1", ("hk_macao_permit",)),
        ("HA", ()),
        ("X1", ()),
        ("H12345678901", ("passport", "taiwan_permit")),
        ("NH340123MF123", ("uscc", "passport")),
        ("M123456789012", ("passport",)),
        ("N2340123MF123", ("uscc", "passport")),
        ("N2340123MF12", ("passport", "taiwan_permit")),
        ("110105194", ("resident_id", "passport")),
        ("110105184", ("passport",)),
        ("990105194", ("passport",)),
        ("1101A5194", ("passport",)),
        ("11010519", ("taiwan_permit", "passport")),
        ("1101051949", ("resident_id", "taiwan_permit", "passport")),
        ("11010519491231", ("resident_id", "uscc", "passport")),
        ("9111000060003", ("uscc", "foreign_pr_card", "passport")),
        ("91110019850602", ("foreign_pr_card", "uscc", "passport")),
        ("911100198506020010", ("foreign_pr_card", "uscc")),
        ("110105194913310021", ("resident_id", "uscc")),
        ("600037341", ("organisation_code", "passport")),
        ("ABC123456", ("passport",)),
        ("T12345678901", ("passport", "taiwan_permit")),
        ("USA123456789012", ("foreign_pr_card", "uscc", "passport")),
        ("USA12345678901A", ("uscc", "passport")),
        ("USAA12345678901", ("uscc", "passport")),
        ("123456789012345123456789012345", ("resident_id", "uscc", "passport")),
        ("12345671234567", ("resident_id", "uscc", "passport")),
    ],
)
def test_every_paper_a_number_may_be_is_named_best_first(typed: str, kinds: tuple[str, ...]) -> None:
    assert guess_kinds(typed) == kinds
