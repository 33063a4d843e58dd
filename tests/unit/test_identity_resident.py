"""Resident identity numbers."""

from __future__ import annotations

from datetime import date

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import Verdict, check
from counter_tui.domain.identity.resident import check_digit_of

TODAY = date(2026, 11, 20)


def verdict_on(value: str, today: date = TODAY, kind: str = "resident_id") -> Verdict:
    """The verdict on this value on that day."""
    return check(kind, value, today)


def numbered(body: str) -> str:
    """The number of these 17 digits."""
    return body + check_digit_of(body)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002X",
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "110105\u200b19491231002Ⅹ",
    ],
)
def test_a_right_number_is_accepted_however_it_is_written(typed: str) -> None:
    """Full-width, spaced and lower-case input gives the same folded number."""
    verdict = verdict_on(typed)
    assert (verdict.valid, verdict.code, verdict.normalised) == (True, "ok", "11010519491231002X")
    assert verdict.facts == {"sex": "female", "birth": date(1949, 12, 31)}


def test_an_odd_seventeenth_digit_is_a_mans() -> None:
    """The sex is read from the order number."""
    assert verdict_on(numbered("11010519491231003")).facts["sex"] == "male"


@pytest.mark.parametrize("province", ["11", "46", "54", "65", "71", "81", "82", "83"])
def test_every_province_and_the_residence_permits_are_known(province: str) -> None:
    """Also 71 and the permits 81, 82, 83, whatever county digits follow."""
    assert verdict_on(numbered(f"{province}999919900101001")).valid


@pytest.mark.parametrize(
    "province", ["00", "10", "16", "20", "24", "38", "47", "55", "66", "72", "80", "84", "91", "99"]
)
def test_digits_of_no_province_are_refused(province: str) -> None:
    """The first two digits are named."""
    verdict = verdict_on(numbered(f"{province}010119900101001"))
    assert verdict.code == "province_unknown"
    assert verdict.facts == {"position": 1, "last": 2, "found": province}


@pytest.mark.parametrize("birth", ["19000101", "20261120", "20000229", "20240229", "19990630"])
def test_a_possible_birth_from_1900_to_today_is_accepted(birth: str) -> None:
    """Both edges and leap days are possible dates."""
    assert verdict_on(numbered(f"110105{birth}002")).valid


@pytest.mark.parametrize(
    ("birth", "code", "position"),
    [
        ("18991231", "birth_too_early", 7),
        ("20261121", "birth_in_future", 7),
        ("20270101", "birth_in_future", 7),
        ("19000229", "birth_day_impossible", 13),
        ("20230229", "birth_day_impossible", 13),
        ("19990631", "birth_day_impossible", 13),
        ("19990100", "birth_day_impossible", 13),
        ("19991301", "birth_month_impossible", 11),
        ("19990001", "birth_month_impossible", 11),
    ],
)
def test_an_impossible_birth_is_refused_at_its_part(birth: str, code: str, position: int) -> None:
    """Year, month or day is named even when the check digit fits."""
    verdict = verdict_on(numbered(f"110105{birth}002"))
    assert (verdict.valid, verdict.code, verdict.facts["position"]) == (False, code, position)


def test_tomorrows_child_becomes_possible_tomorrow() -> None:
    """The day is given, not read from a clock."""
    number = numbered("11010520261121002")
    assert not verdict_on(number).valid
    assert verdict_on(number, date(2026, 11, 21)).valid


def test_a_wrong_check_digit_is_refused_with_the_right_one() -> None:
    """The place and what should stand there are named, and the number is not handed on."""
    verdict = verdict_on("110105194912310021")
    assert (verdict.code, verdict.normalised) == ("check_digit", "")
    assert verdict.facts == {"position": 18, "expected": "X", "found": "1"}


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("", "empty", {}),
        (" \u200b", "empty", {}),
        ("1101", "too_short", {"missing": 14, "length": 4, "expected": 18}),
        ("11010519491231002", "too_short", {"missing": 1, "length": 17, "expected": 18}),
        ("11010519491231002X1", "too_long", {"extra": 1, "length": 19, "expected": 18}),
        ("11010519491231002X" * 2, "typed_twice", {"length": 36, "expected": 18}),
        ("110105491231002", "old_fifteen_digits", {"missing": 3, "length": 15, "expected": 18}),
        ("1101O519491231002X", "letter_for_digit", {"position": 5, "found": "O", "expected": "0"}),
        ("1101051949123100?X", "bad_character", {"position": 17, "found": "?", "allowed": "digit"}),
        ("1101051949X231002X", "bad_character", {"position": 11, "found": "X", "allowed": "digit"}),
        ("11010519491231002Y", "bad_character", {"position": 18, "found": "Y", "allowed": "digit_or_x"}),
        ("١١٠١٠٥", "bad_character", {"position": 1, "found": "١", "allowed": "digit"}),
        ("19", "province_unknown", {"position": 1, "last": 2, "found": "19"}),
        ("110105194913", "birth_month_impossible", {"position": 11, "last": 12}),
        ("1101052030", "birth_in_future", {"position": 7, "last": 10}),
    ],
)
def test_what_is_wrong_is_named_at_its_place(typed: str, code: str, facts: dict[str, object]) -> None:
    """Positions count from 1 in the folded number; a number being typed is judged as far as it goes."""
    verdict = verdict_on(typed)
    assert (verdict.valid, verdict.code, dict(verdict.facts)) == (False, code, facts)


def test_a_temporary_card_has_the_same_number() -> None:
    """Only the kind differs."""
    verdict = verdict_on("11010519491231002X", kind="temporary_id")
    assert verdict.valid
    assert verdict.kind == "temporary_id"


def test_an_unknown_kind_is_refused_by_name() -> None:
    """Asking for a kind that does not exist is a broken rule, not a wrong number."""
    with pytest.raises(RuleBroken) as caught:
        check("driving_licence", "1", TODAY)
    assert (caught.value.code, caught.value.facts) == ("identity_kind_unknown", {"kind": "driving_licence"})


def test_a_verdict_does_not_print_the_number() -> None:
    """A verdict that ends up in a log says nothing about the person."""
    assert "1949" not in repr(verdict_on("11010519491231002X"))
