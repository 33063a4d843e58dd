"""Phones, accounts and meter numbers."""

from __future__ import annotations

from datetime import date

import pytest

from counter_tui.domain.identity import check

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 138-1234-5678",
        "86-13812345678",
        "008613812345678",
        "(+86)13812345678",
        "（８６）１３８１２３４５６７８",
        "'13812345678",
    ],
)
def test_a_mobile_number_is_kept_as_eleven_digits(typed: str) -> None:
    """Country code, blanks and hyphens are folded away."""
    assert check("mobile", typed, TODAY).normalised == "13812345678"


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("", "empty", {}),
        ("138", "too_short", {"missing": 8, "length": 3, "expected": 11}),
        ("+86138", "too_short", {"missing": 8, "length": 3, "expected": 11}),
        ("138123456789", "too_long", {"extra": 1, "length": 12, "expected": 11}),
        ("1381234567813812345678", "typed_twice", {"length": 22, "expected": 11}),
        ("12812345678", "mobile_start", {"position": 2, "found": "2", "expected": "3-9"}),
        ("23812345678", "mobile_start", {"position": 1, "found": "2", "expected": "1"}),
        ("1381234567a", "bad_character", {"position": 11, "found": "A", "allowed": "digit"}),
        ("1381234567O", "letter_for_digit", {"position": 11, "found": "O", "expected": "0"}),
        ("1.3812E+10", "bad_character", {"position": 2, "found": ".", "allowed": "digit"}),
    ],
)
def test_a_wrong_mobile_number_is_refused_at_its_place(
    typed: str, code: str, facts: dict[str, object]
) -> None:
    """Positions count without the country code."""
    verdict = check("mobile", typed, TODAY)
    assert (verdict.code, dict(verdict.facts)) == (code, facts)


@pytest.mark.parametrize(
    ("typed", "normalised"),
    [
        ("0551-62345678", "0551-62345678"),
        ("055162345678", "0551-62345678"),
        ("0551-6234567", "0551-6234567"),
        ("05516234567", "0551-6234567"),
        ("010-12345678", "010-12345678"),
        ("02112345678", "021-12345678"),
        ("0551——6234 5678", "0551-62345678"),
        ("（0551）62345678", "0551-62345678"),
        ("0551-6234-5678", "0551-62345678"),
        ("+86-551-62345678", "0551-62345678"),
        ("+86 0551 62345678", "0551-62345678"),
        ("0551-62345678转123", "0551-62345678-123"),
        ("0551-62345678-123", "0551-62345678-123"),
        ("0551-6234567-8", "0551-6234567-8"),
        ("0551 62345678-123", "0551-62345678-123"),
        ("(0551)-62345678-123", "0551-62345678-123"),
        ("010-12345678 ext.99", "010-12345678-99"),
    ],
)
def test_a_landline_is_kept_as_area_code_and_number(typed: str, normalised: str) -> None:
    """The digits decide where the area code ends; an extension stays."""
    verdict = check("landline", typed, TODAY)
    assert (verdict.code, verdict.normalised) == ("ok", normalised)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("0551-623456", "too_short"),
        ("0551-623456789", "too_long"),
        ("010-123456789", "too_long"),
        ("62345678", "area_code_missing"),
        ("13812345678", "area_code_missing"),
        ("0000-1234567", "area_code_unknown"),
        ("015-12345678", "area_code_unknown"),
        ("0551-6234abcd", "bad_character"),
        ("0551-62345678转", "bad_character"),
    ],
)
def test_a_wrong_landline_is_refused(typed: str, code: str) -> None:
    """Without its area code a number cannot be called from elsewhere."""
    assert check("landline", typed, TODAY).code == code


@pytest.mark.parametrize(
    ("kind", "length"),
    [("account_sg10", 10), ("account_sg13", 13), ("account_csg16", 16), ("meter_asset22", 22)],
)
def test_accounts_and_meters_have_a_fixed_count_of_digits(kind: str, length: int) -> None:
    """Leading zeros count, blanks do not; one digit more or less is refused with how many."""
    number = "0034567890123456789012"[:length]
    assert check(kind, f"'{number[:4]}　{number[4:]}", TODAY).normalised == number
    assert check(kind, number[:-1], TODAY).facts["missing"] == 1
    assert check(kind, number + "7", TODAY).facts["extra"] == 1
    assert check(kind, number * 2, TODAY).code == "typed_twice"
    assert check(kind, number[:-1] + "X", TODAY).facts["position"] == length
    assert check(kind, "-" + number[:-1], TODAY).facts["position"] == 1
    assert check(kind, "", TODAY).code == "empty"


def test_an_account_in_scientific_notation_is_no_account() -> None:
    """What a spreadsheet destroyed is not read as digits."""
    assert not check("account_sg10", "3.40123E+9", TODAY).valid
