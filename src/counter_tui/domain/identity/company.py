"""The unified social credit code and the organisation code inside it.

Sources: GB 32100 法人和其他组织统一社会信用代码编码规则; GB 11714 全国组织机构代码编制规则.
"""

from __future__ import annotations

from datetime import date

from counter_tui.domain.identity.verdict import (
    Verdict,
    accepted,
    not_digits,
    not_letters_or_digits,
    refused,
    too_long,
    wrong_length,
)
from counter_tui.domain.text import fold_code

USCC_LENGTH = 18
LETTERS_NOT_USED = frozenset("IOSVZ")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_uscc(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001 - one signature for every kind
    """The verdict on a unified social credit code.

    The first two characters name the register (letters too: village collectives begin with N2), the next six are
    the area's digits. A wrong check digit of the organisation code inside is only a ``remark``: the code as a whole
    has its own, and the bodies that issued the inner codes did not all keep to the rule.
    """
    code = fold_code(value)
    wrong = (
        too_long(kind, code, USCC_LENGTH)
        or _wrong_characters(kind, code)
        or not_digits(kind, code, 2, 8)
        or wrong_length(kind, code, USCC_LENGTH)
    )
    if wrong:
        return wrong
    expected = uscc_check_digit(code[:-1])
    if code[-1] != expected:
        return refused(kind, "check_digit", position=USCC_LENGTH, expected=expected, found=code[-1])
    if code[16] != organisation_check_digit(code[8:16]):
        return accepted(kind, code, remark="organisation_code_check")
    return accepted(kind, code)


def check_organisation_code(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001
    """The verdict on an organisation code: 8 letters or digits and a check character."""
    code = fold_code(value)
    wrong = too_long(kind, code, 9) or not_letters_or_digits(kind, code) or wrong_length(kind, code, 9)
    if wrong:
        return wrong
    expected = organisation_check_digit(code[:8])
    if code[8] != expected:
        return refused(kind, "check_digit", position=9, expected=expected, found=code[8])
    return accepted(kind, code)


def uscc_check_digit(body: str) -> str:
    """The check character of the first 17 characters of a social credit code; 31 is written 0."""
    from stdnum.cn import uscc

    return str(uscc.calc_check_digit(body))


def organisation_check_digit(body: str) -> str:
    """The check character (0-9 or X) of the 8 characters of an organisation code."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[(11 - total % 11) % 11]


def _wrong_characters(kind: str, code: str) -> Verdict | None:
    for position, found in enumerate(code, 1):
        if found in LETTERS_NOT_USED:
            return refused(kind, "bad_character", position=position, found=found, allowed="code_letter")
    return not_letters_or_digits(kind, code)
