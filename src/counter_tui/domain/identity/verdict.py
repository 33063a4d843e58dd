"""The verdict on one number, and the checks of length and characters that every family shares."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

_MEANT = {"O": "0", "I": "1", "L": "1"}

CODES = frozenset(
    {
        "ok",
        "empty",
        "too_short",
        "too_long",
        "wrong_length",
        "typed_twice",
        "bad_character",
        "letter_for_digit",
        "check_digit",
        "old_fifteen_digits",
        "province_unknown",
        "birth_too_early",
        "birth_month_impossible",
        "birth_day_impossible",
        "birth_in_future",
        "first_character",
        "no_digit",
        "mobile_start",
        "area_code_missing",
        "area_code_unknown",
    }
)
"""Every code a verdict may carry; ``ok`` is the only one of a valid number."""

REMARKS = frozenset({"organisation_code_check", "not_a_resident_id"})
"""What a valid verdict may add under ``remark``: doubtful, but no ground to refuse."""


class Verdict(Struct, frozen=True):
    """What the rules say about one number.

    ``kind`` is the kind of number, ``code`` is ``ok`` or the reason in snake case, ``normalised`` is the folded
    number when it is valid and empty otherwise. ``facts`` are the values the words need: ``position`` (from 1, in the
    folded number), ``expected``, ``found``, ``missing`` and the like; of a valid number ``sex``, ``birth`` or
    ``remark`` where it has them. The number itself is kept out of ``repr`` and so out of logs.
    """

    kind: str
    valid: bool
    code: str
    normalised: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Without the number and what it says."""
        return f"Verdict({self.kind!r}, {self.valid!r}, {self.code!r})"


def accepted(kind: str, normalised: str, **facts: object) -> Verdict:
    """The verdict on a valid number."""
    return Verdict(kind, True, "ok", normalised, facts)


def refused(kind: str, code: str, **facts: object) -> Verdict:
    """The verdict on a number that breaks a rule."""
    return Verdict(kind, False, code, "", facts)


def wrong_length(kind: str, number: str, *lengths: int) -> Verdict | None:
    """What is wrong with the length of the number, when these lengths (rising) are allowed."""
    size = len(number)
    if size in lengths:
        return None
    if size == 0:
        return refused(kind, "empty")
    if size < lengths[0]:
        return refused(kind, "too_short", missing=lengths[0] - size, length=size, expected=lengths[0])
    if size > lengths[-1]:
        return too_long(kind, number, *lengths)
    return refused(kind, "wrong_length", length=size, lengths=lengths)


def too_long(kind: str, number: str, *lengths: int) -> Verdict | None:
    """What is wrong with a number longer than the longest of these lengths: too long, or read twice by a scanner."""
    size, longest = len(number), lengths[-1]
    if size <= longest:
        return None
    half = size // 2
    if half in lengths and number[:half] * 2 == number:
        return refused(kind, "typed_twice", length=size, expected=half)
    return refused(kind, "too_long", extra=size - longest, length=size, expected=longest)


def length_between(kind: str, text: str, least: int, most: int) -> Verdict | None:
    """What is wrong with the length of a text of ``least`` to ``most`` characters."""
    size = len(text)
    if size == 0:
        return refused(kind, "empty")
    if size < least:
        return refused(kind, "too_short", missing=least - size, length=size, expected=least)
    return too_long(kind, text, most) if size > most else None


def not_digits(kind: str, number: str, start: int = 0, end: int | None = None) -> Verdict | None:
    """The first character between these places that is not one of 0-9."""
    for position, found in enumerate(number[start:end], start + 1):
        if not is_digit(found):
            return _no_digit_at(kind, position, found)
    return None


def not_letters_or_digits(kind: str, number: str) -> Verdict | None:
    """The first character that is neither a Latin capital nor one of 0-9."""
    for position, found in enumerate(number, 1):
        if not (is_digit(found) or is_letter(found)):
            return refused(kind, "bad_character", position=position, found=found, allowed="letter_or_digit")
    return None


def is_digit(char: str) -> bool:
    """Whether the character is one of 0-9."""
    return "0" <= char <= "9"


def is_letter(char: str) -> bool:
    """Whether the character is one of A-Z."""
    return "A" <= char <= "Z"


def _no_digit_at(kind: str, position: int, found: str) -> Verdict:
    if found in _MEANT:
        return refused(kind, "letter_for_digit", position=position, found=found, expected=_MEANT[found])
    return refused(kind, "bad_character", position=position, found=found, allowed="digit")
