"""Social credit codes and organisation codes."""

from __future__ import annotations

from datetime import date

import pytest

from counter_tui.domain.identity import check
from counter_tui.domain.identity.company import organisation_check_digit, uscc_check_digit

TODAY = date(2026, 11, 20)


def test_the_check_character_thirty_one_is_written_zero() -> None:
    """The code whose sum is a multiple of 31 is valid with 0 at its end."""
    assert uscc_check_digit("91110105FNBQJK6X7") == "0"
    verdict = check("uscc", "91110105FNBQJK6X70", TODAY)
    assert (verdict.valid, verdict.normalised) == (True, "91110105FNBQJK6X70")


def test_a_wrong_inner_organisation_code_is_only_a_remark() -> None:
    """The whole code's own check decides."""
    assert check("uscc", "91110105FNBQJK6X70", TODAY).facts == {"remark": "organisation_code_check"}
    assert check("uscc", "91110000600037341L", TODAY).facts == {}


@pytest.mark.parametrize(
    "typed", ["９１１１００００６０００３７３４１ｌ", "9111 0000 6000 3734 1L", "'91110000600037341L"]
)
def test_a_code_is_folded(typed: str) -> None:
    """Full-width, spaced and lower-case input is accepted."""
    assert check("uscc", typed, TODAY).normalised == "91110000600037341L"


def test_a_village_collective_begins_with_a_letter() -> None:
    """N2 is a register like any other."""
    body = "N2340123MF1234567"
    assert check("uscc", body + uscc_check_digit(body), TODAY).valid


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("", "empty", {}),
        ("91110000", "too_short", {"missing": 10, "length": 8, "expected": 18}),
        ("91110000600037341L1", "too_long", {"extra": 1, "length": 19, "expected": 18}),
        ("91110000600037341L" * 2, "typed_twice", {"length": 36, "expected": 18}),
        ("911100006O0037341L", "bad_character", {"position": 10, "found": "O", "allowed": "code_letter"}),
        ("91110000600037341Z", "bad_character", {"position": 18, "found": "Z", "allowed": "code_letter"}),
        (
            "9111000060003734王L",
            "bad_character",
            {"position": 17, "found": "王", "allowed": "letter_or_digit"},
        ),
        ("91A10000600037341L", "bad_character", {"position": 3, "found": "A", "allowed": "digit"}),
        ("91110000600037341K", "check_digit", {"position": 18, "expected": "L", "found": "K"}),
    ],
)
def test_a_wrong_code_is_refused_at_its_place(typed: str, code: str, facts: dict[str, object]) -> None:
    """The letters I O S V Z, letters in the area and a wrong check character are named with their position."""
    verdict = check("uscc", typed, TODAY)
    assert (verdict.valid, verdict.code, dict(verdict.facts)) == (False, code, facts)


def test_an_association_licence_carries_a_social_credit_code() -> None:
    """Same number, other paper."""
    assert check("association_licence", "91110000600037341L", TODAY).valid


@pytest.mark.parametrize("typed", ["60003734-1", "600037341", "６０００３７３４－１"])
def test_an_organisation_code_is_accepted_with_and_without_its_hyphen(typed: str) -> None:
    """The hyphen before the check character is only print."""
    assert check("organisation_code", typed, TODAY).normalised == "600037341"


@pytest.mark.parametrize(("body", "expected"), [("D2143569", "X"), ("60003734", "1"), ("00000000", "0")])
def test_an_organisation_codes_check_character_may_be_x_or_zero(body: str, expected: str) -> None:
    """Ten is written X and eleven 0."""
    assert organisation_check_digit(body) == expected


def test_a_wrong_organisation_code_names_the_right_check_character() -> None:
    """Its ninth place is named."""
    verdict = check("organisation_code", "60003734-5", TODAY)
    assert verdict.code == "check_digit"
    assert verdict.facts == {"position": 9, "expected": "1", "found": "5"}
