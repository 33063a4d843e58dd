"""Which identity paper a typed or scanned number may be, so that nobody has to pick the kind first."""

from __future__ import annotations

from datetime import date

from counter_tui.domain.identity import company, papers, permits, resident
from counter_tui.domain.text import fold_code, is_ascii_digits

_ALWAYS = date.max


def guess_kinds(value: str) -> tuple[str, ...]:
    """The kinds of identity paper this number may be, best first; empty when it is none.

    A complete number that passes its check digit comes first; then what it may become when typed to the end. Papers
    that carry a resident number (temporary card, register, certificate) are not named: only the clerk sees them.
    """
    number = _read_once(fold_code(value))
    if not number:
        return ()
    if any(map(papers.is_ideograph, number)):
        return _worded(value)
    if not number.isascii() or not number.isalnum():
        return ()
    return tuple(
        dict.fromkeys((*_with_check_digit(number), *_lettered(number), *_unfinished(number), *_loose(number)))
    )


def _read_once(number: str) -> str:
    """The number a scanner read twice, once."""
    half = len(number) // 2
    return number[:half] if half >= 15 and number[:half] * 2 == number else number


def _with_check_digit(number: str) -> list[str]:
    """The kinds whose rules the whole number passes, check digit included."""
    rules = (
        ("resident_id", resident.check_resident_id),
        ("uscc", company.check_uscc),
        ("foreign_pr_card", permits.check_foreign_pr_card),
        ("organisation_code", company.check_organisation_code),
    )
    found = [kind for kind, rule in rules if rule(kind, number, _ALWAYS).valid]
    # A Chinese passport number may pass the weak check of an organisation code by chance, one time in eleven.
    return [] if found == ["organisation_code"] and not is_ascii_digits(number[:8]) else found


def _lettered(number: str) -> list[str]:
    """Kinds known by the letters they begin with."""
    if permits.looks_like_old_card(number):
        return ["foreign_pr_card"]
    if number[0] in "HM" and (len(number) < 2 or is_ascii_digits(number[1:])) and len(number) <= 11:
        return ["hk_macao_permit"]
    return []


def _unfinished(number: str) -> list[str]:
    """Kinds of 18 characters this may be the beginning of, or a mistyped case of."""
    found = []
    if _begins_like_resident(number) if len(number) <= 12 else _is_persons(number):
        found.append("foreign_pr_card" if number[0] == "9" else "resident_id")
    if len(number) > 12 and number[0] not in "HM":
        found.append("uscc")
    if number[0] == "9" and not _has_birth(number):
        found.reverse()
    return found


def _is_persons(number: str) -> bool:
    """Whether the characters are those of a person's 18: digits, and X at the end."""
    return resident.wrong_characters("", number) is None


def _has_birth(number: str) -> bool:
    """Whether a date of birth of the last or this century stands in its place, as far as the number goes."""
    return number[6:8] in ("19", "20") and resident.wrong_birth("", number, _ALWAYS) is None


def _begins_like_resident(number: str) -> bool:
    """Whether 9 to 12 digits can only sensibly be the beginning of a resident number, birth year included."""
    return (
        len(number) >= 9 and _is_persons(number) and number[:2] in resident.PROVINCES and _has_birth(number)
    )


def _loose(number: str) -> list[str]:
    """Kinds that have little but a length."""
    rules = (
        ("taiwan_permit", permits.check_taiwan_permit),
        ("passport", permits.check_passport),
        ("organisation_code", company.check_organisation_code),
    )
    found = [kind for kind, rule in rules if rule(kind, number, _ALWAYS).valid]
    if number[0].isalpha() and len(number) < 13:
        found.sort(key=("passport", "taiwan_permit", "organisation_code").index)
    return found


def _worded(value: str) -> tuple[str, ...]:
    """Kinds whose numbers are written with Chinese characters."""
    rules = (("military_id", papers.check_military_id), ("approval_document", papers.check_approval_document))
    return tuple(kind for kind, rule in rules if rule(kind, value, _ALWAYS).valid)
