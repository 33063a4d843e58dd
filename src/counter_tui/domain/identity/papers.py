"""Papers the counter accepts as the one identity paper although their numbers have no published format.

Source: customer notices of State Grid companies on 一证受理 (the list of papers). The lengths are the project's own and
wide: they catch an empty or cut number, nothing more.
"""

from __future__ import annotations

from datetime import date

from counter_tui.domain.identity.resident import LENGTH, check_resident_id, wrong_characters
from counter_tui.domain.identity.verdict import (
    Verdict,
    accepted,
    is_digit,
    is_letter,
    length_between,
    not_letters_or_digits,
    refused,
    too_long,
    wrong_length,
)
from counter_tui.domain.text import fold, fold_code


def check_household_register(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001 - one signature for all
    """The verdict on the number of a household register: 4 to 20 letters and digits."""
    number = fold_code(value)
    return (
        not_letters_or_digits(kind, number) or length_between(kind, number, 4, 20) or accepted(kind, number)
    )


def check_military_id(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001
    """The verdict on an officer's or soldier's card: 4 to 20 characters such as 军字第1234567号, a digit among them."""
    number = fold_code(value)
    for position, found in enumerate(number, 1):
        if not (is_digit(found) or is_letter(found) or is_ideograph(found)):
            return refused(kind, "bad_character", position=position, found=found, allowed="word_or_digit")
    wrong = length_between(kind, number, 4, 20)
    if wrong is None and not any(map(is_digit, number)):
        wrong = refused(kind, "no_digit")
    return wrong or accepted(kind, number)


def check_police_certificate(kind: str, value: str, today: date) -> Verdict:
    """The verdict on a certificate of household registration: a resident number, or another 18 digits.

    18 digits that are no resident number are accepted with the ``remark`` ``not_a_resident_id``: the police number
    the certificate itself.
    """
    number = fold_code(value)
    wrong = (
        too_long(kind, number, LENGTH) or wrong_characters(kind, number) or wrong_length(kind, number, LENGTH)
    )
    if wrong:
        return wrong
    verdict = check_resident_id(kind, number, today)
    if verdict.valid or number.endswith("X"):
        return verdict
    return accepted(kind, number, remark="not_a_resident_id")


def check_approval_document(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001
    """The verdict on a proof of a superior or approving body: its title or number in 4 to 40 characters."""
    text = fold(value)
    return length_between(kind, text, 4, 40) or accepted(kind, text)


def is_ideograph(char: str) -> bool:
    """Whether the character is a Chinese one, those beyond the basic plane included."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"
