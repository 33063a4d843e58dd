"""Travel permits, passports and the foreign permanent resident card.

Apart from the card's check digit no format of these is published in full: length and characters decide.
"""

from __future__ import annotations

from datetime import date

from counter_tui.domain.identity import resident
from counter_tui.domain.identity.verdict import (
    Verdict,
    accepted,
    is_digit,
    is_letter,
    length_between,
    not_digits,
    not_letters_or_digits,
    refused,
    too_long,
    wrong_length,
)
from counter_tui.domain.text import fold_code, is_ascii_digits


def check_passport(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001 - one signature for every kind
    """The verdict on a passport number: 5 to 15 letters and digits."""
    number = fold_code(value)
    return (
        not_letters_or_digits(kind, number) or length_between(kind, number, 5, 15) or accepted(kind, number)
    )


def check_hk_macao_permit(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001
    """The verdict on a travel permit of a Hong Kong or Macao resident: H or M and 8 or 10 digits."""
    number = fold_code(value)
    if number and number[0] not in "HM":
        return refused(kind, "first_character", position=1, found=number[0], expected=("H", "M"))
    return (
        too_long(kind, number, 9, 11)
        or not_digits(kind, number, 1)
        or wrong_length(kind, number, 9, 11)
        or accepted(kind, number)
    )


def check_taiwan_permit(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001
    """The verdict on a travel permit of a Taiwan resident: 8 digits, or 10 to 12 letters and digits (older ones)."""
    number = fold_code(value)
    wrong = not_letters_or_digits(kind, number) or wrong_length(kind, number, 8, 10, 11, 12)
    if wrong is None and len(number) == 8:
        wrong = not_digits(kind, number)
    return wrong or accepted(kind, number)


def check_foreign_pr_card(kind: str, value: str, today: date) -> Verdict:
    """The verdict on a foreign permanent resident card.

    The form of 2023 has 18 characters beginning with 9, with the date of birth and the check digit of a resident
    number; on success the facts are ``sex`` and ``birth``. The older one has 3 letters and 12 digits.
    """
    number = fold_code(value)
    if number and is_letter(number[0]):
        return _check_lettered_card(kind, number)
    if number and is_digit(number[0]) and number[0] != "9":
        return refused(kind, "first_character", position=1, found=number[0], expected=("9",))
    return (
        too_long(kind, number, resident.LENGTH)
        or resident.wrong_characters(kind, number)
        or resident.checked_from_birth(kind, number, today)
    )


def looks_like_old_card(number: str) -> bool:
    """Whether the folded number has the form of the older card: 3 letters and 12 digits."""
    return len(number) == 15 and all(map(is_letter, number[:3])) and is_ascii_digits(number[3:])


def _check_lettered_card(kind: str, number: str) -> Verdict:
    for position, found in enumerate(number[:3], 1):
        if not is_letter(found):
            return refused(kind, "bad_character", position=position, found=found, allowed="letter")
    return (
        too_long(kind, number, 15)
        or not_digits(kind, number, 3)
        or wrong_length(kind, number, 15)
        or accepted(kind, number)
    )
