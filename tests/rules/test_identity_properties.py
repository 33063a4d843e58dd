"""The rules of numbers against random numbers, and against python-stdnum where it is right."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import CODES, KINDS, check, guess_kinds
from counter_tui.domain.identity.resident import PROVINCES
from counter_tui.services.wording.identity import say_verdict

TODAY = date(2026, 11, 20)
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Areas that stand in the library's table since 1990 at the latest, so that it accepts births after that.
KNOWN_AREAS = ("110101", "310101", "330102", "340102", "440103", "510104")


@st.composite
def resident_numbers(draw: st.DrawFn, areas: tuple[str, ...] = ()) -> str:
    """A valid resident number, of any province and birth unless the areas are given."""
    province = st.sampled_from(sorted(PROVINCES))
    area = draw(st.sampled_from(areas)) if areas else draw(province) + draw(digits(4))
    birth = draw(st.dates(date(1995, 1, 1) if areas else date(1900, 1, 1), TODAY))
    body = f"{area}{birth:%Y%m%d}{draw(digits(3))}"
    return body + str(ric.calc_check_digit(body + "0"))


@st.composite
def social_credit_codes(draw: st.DrawFn) -> str:
    """A valid social credit code."""
    register = draw(st.text(USCC_ALPHABET, min_size=2, max_size=2))
    body = register + draw(digits(6)) + draw(st.text(USCC_ALPHABET, min_size=9, max_size=9))
    return body + str(uscc.calc_check_digit(body))


def digits(count: int) -> st.SearchStrategy[str]:
    """So many digits."""
    return st.text("0123456789", min_size=count, max_size=count)


def written_as(pattern: str) -> st.SearchStrategy[str]:
    """Texts of this pattern; the pattern's digits and letters are ASCII."""
    return st.from_regex(pattern, fullmatch=True)


WRITTEN = {
    "resident_id": resident_numbers(),
    "uscc": social_credit_codes(),
    "mobile": written_as(r"((\+|00)?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}"),
    "landline": written_as(r"(010|02[0-9]|0[3-9][0-9]{2})[- ]?[1-9][0-9]{6,7}((转|-|ext)[0-9]{1,6})?"),
    "passport": written_as(r"[A-Za-z0-9]{5,15}"),
    "hk_macao_permit": written_as(r"[HMhm] ?([0-9]{8}|[0-9]{10})"),
    "foreign_pr_card": written_as(r"[A-Za-z]{3} ?[0-9]{12}"),
    "taiwan_permit": written_as(r"[0-9]{8}|[0-9]{10}|[0-9]{10}[A-Z]"),
    "military_id": written_as(r"[军士南海空]字?第 ?[0-9]{4,8} ?号"),
    "approval_document": written_as(r"[\u4e00-\u9fa5]{4,12} ?[0-9]{0,8}"),
    "account_sg13": written_as(r"'?[0-9]{3} ?[0-9]{10}"),
}


@given(resident_numbers(KNOWN_AREAS))
def test_what_the_library_accepts_of_known_areas_we_accept(number: str) -> None:
    """python-stdnum and the counter agree where the library's table knows the area."""
    assert ric.is_valid(number)
    assert check("resident_id", number, TODAY).normalised == number


@given(resident_numbers())
def test_every_well_formed_resident_number_is_accepted(number: str) -> None:
    """Any county, any birth since 1900; the birth is read back."""
    verdict = check("resident_id", number, TODAY)
    assert verdict.valid
    assert f"{verdict.facts['birth']:%Y%m%d}" == f"{date.fromisoformat(number[6:14]):%Y%m%d}"
    assert guess_kinds(number)[0] == "resident_id"


@given(resident_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, digit: str) -> None:
    """Changing one character makes the number invalid; for the last one the verdict restores it."""
    assume(number[place] != digit)
    wrong = number[:place] + digit + number[place + 1 :]
    verdict = check("resident_id", wrong, TODAY)
    assert not verdict.valid
    if place == 17:
        assert verdict.code == "check_digit"
        assert wrong[:17] + str(verdict.facts["expected"]) == number


@given(resident_numbers(), st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_noticed(number: str, place: int) -> None:
    """The commonest slip of typing is never accepted."""
    assume(number[place] != number[place + 1])
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not check("resident_id", wrong, TODAY).valid


@given(social_credit_codes())
def test_every_code_with_the_right_check_character_is_accepted(code: str) -> None:
    """The library agrees where it knows the register."""
    assert check("uscc", code, TODAY).normalised == code
    if code[:2].isdigit():
        assert uscc.is_valid(code)


@given(social_credit_codes(), st.integers(0, 17), st.sampled_from(USCC_ALPHABET + "IOSVZ"))
def test_one_wrong_character_of_a_code_is_always_noticed(code: str, place: int, char: str) -> None:
    """Changing one character makes the code invalid; for the last one the verdict restores it."""
    assume(code[place] != char)
    wrong = code[:place] + char + code[place + 1 :]
    verdict = check("uscc", wrong, TODAY)
    assert not verdict.valid
    if verdict.code == "check_digit" and place == 17:
        assert wrong[:17] + str(verdict.facts["expected"]) == code


@given(resident_numbers(), st.sampled_from(["full", "spaced", "lower", "apostrophe"]))
def test_the_way_a_number_is_written_changes_nothing(number: str, way: str) -> None:
    """Full-width, spaced, lower-case and spreadsheet forms are the same number."""
    written = {
        "full": "".join(chr(ord(char) + 0xFEE0) for char in number),
        "spaced": f" {number[:6]}\u3000{number[6:14]} {number[14:]}\n",
        "lower": number.lower(),
        "apostrophe": "'" + number,
    }[way]
    assert check("resident_id", written, TODAY) == check("resident_id", number, TODAY)


@given(resident_numbers(), st.integers(1, 14))
def test_a_number_being_typed_is_told_what_is_missing(number: str, length: int) -> None:
    """Each beginning of a right number is only too short, never wrong."""
    verdict = check("resident_id", number[:length], TODAY)
    assert (verdict.code, verdict.facts["missing"]) == ("too_short", 18 - length)


@given(
    st.sampled_from(KINDS), st.text() | st.from_regex(r"[-+()0-9A-Zx转 ]{0,30}", fullmatch=True), st.dates()
)
def test_any_text_gets_a_verdict_with_words(kind: str, text: str, today: date) -> None:
    """Nothing raises; the verdict is whole: a known code, a number just when it is valid, words without gaps."""
    verdict = check(kind, text, today)
    assert verdict.kind == kind
    assert verdict.code in CODES
    assert verdict.valid == (verdict.code == "ok") == bool(verdict.normalised)
    assert say_verdict(verdict)


@given(st.sampled_from(sorted(WRITTEN)).flatmap(lambda kind: st.tuples(st.just(kind), WRITTEN[kind])))
def test_what_is_kept_is_valid_as_it_stands(written: tuple[str, str]) -> None:
    """Checking a normalised number again gives the same number."""
    kind, text = written
    verdict = check(kind, text, TODAY)
    assert verdict.valid
    assert check(kind, verdict.normalised, TODAY).normalised == verdict.normalised


@given(st.text())
def test_an_unknown_kind_is_refused_whatever_it_is_called(kind: str) -> None:
    """Only the kinds of the counter have rules."""
    assume(kind not in KINDS)
    with pytest.raises(RuleBroken, match="identity_kind_unknown"):
        check(kind, "1", TODAY)
