"""The resident identity number and the numbers built like it.

Sources: GB 11643 公民身份号码; 外国人永久居留身份证 (new form of 2023). The province, a possible date of birth
and the check digit decide. No table of counties does: an area listed after somebody's birth, or abolished since,
stands in the papers of living people.
"""

from __future__ import annotations

from datetime import date

from counter_tui.domain.identity.verdict import (
    Verdict,
    accepted,
    is_digit,
    not_digits,
    refused,
    too_long,
    wrong_length,
)
from counter_tui.domain.text import fold_code, is_ascii_digits

LENGTH = 18
EARLIEST_YEAR = 1900
_PROVINCE_SPANS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
PROVINCES = frozenset(str(code) for first, last in _PROVINCE_SPANS for code in range(first, last + 1))
"""First two digits: the provinces, and 81, 82, 83 of the residence permits for Hong Kong, Macao and Taiwan people."""


def check_resident_id(kind: str, value: str, today: date) -> Verdict:
    """The verdict on a resident identity number; also on a number still being typed, as far as it goes.

    On success the facts are ``sex`` ("male" or "female") and ``birth`` (a date).
    """
    number = fold_code(value)
    if len(number) == 15 and is_ascii_digits(number):
        return refused(kind, "old_fifteen_digits", missing=3, length=15, expected=LENGTH)
    return (
        too_long(kind, number, LENGTH)
        or wrong_characters(kind, number)
        or _wrong_province(kind, number)
        or checked_from_birth(kind, number, today)
    )


def checked_from_birth(kind: str, number: str, today: date) -> Verdict:
    """The verdict on the rest of an 18-character number whose characters are right: birth, length, check digit."""
    wrong = wrong_birth(kind, number, today) or wrong_length(kind, number, LENGTH)
    if wrong:
        return wrong
    expected = check_digit_of(number[:-1])
    if number[-1] != expected:
        return refused(kind, "check_digit", position=LENGTH, expected=expected, found=number[-1])
    return accepted(kind, number, sex=sex_of(number), birth=birth_of(number))


def wrong_characters(kind: str, number: str) -> Verdict | None:
    """The first character that cannot stand in its place: digits, and X only at the end."""
    wrong = not_digits(kind, number, end=LENGTH - 1)
    if wrong or len(number) < LENGTH or is_digit(number[-1]) or number[-1] == "X":
        return wrong
    return refused(kind, "bad_character", position=LENGTH, found=number[-1], allowed="digit_or_x")


def wrong_birth(kind: str, number: str, today: date) -> Verdict | None:
    """Why digits 7-14, or those already there, are no date of birth between 1900 and today."""
    if len(number) < 10:
        return None
    if int(number[6:10]) < EARLIEST_YEAR:
        return refused(kind, "birth_too_early", position=7, last=10, earliest=EARLIEST_YEAR)
    if int(number[6:10]) > today.year:
        return refused(kind, "birth_in_future", position=7, last=10)
    if len(number) >= 12 and not 1 <= int(number[10:12]) <= 12:
        return refused(kind, "birth_month_impossible", position=11, last=12)
    return _wrong_birth_day(kind, number, today) if len(number) >= 14 else None


def check_digit_of(body: str) -> str:
    """The check character (0-9 or X) of these 17 digits, by ISO 7064 MOD 11-2."""
    from stdnum.iso7064 import mod_11_2

    return str(mod_11_2.calc_check_digit(body))


def sex_of(number: str) -> str:
    """Whether the number is a man's or a woman's: the 17th digit is odd for men."""
    return "male" if int(number[16]) % 2 else "female"


def birth_of(number: str) -> date:
    """The date of birth in a number whose birth digits are possible."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def _wrong_province(kind: str, number: str) -> Verdict | None:
    if len(number) < 2 or number[:2] in PROVINCES:
        return None
    return refused(kind, "province_unknown", position=1, last=2, found=number[:2])


def _wrong_birth_day(kind: str, number: str, today: date) -> Verdict | None:
    try:
        birth = birth_of(number)
    except ValueError:
        return refused(kind, "birth_day_impossible", position=13, last=14)
    return refused(kind, "birth_in_future", position=7, last=14) if birth > today else None
