"""Verdicts on numbers, and the kinds of numbers, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import Verdict
from counter_tui.i18n import N_, _

_NAMES = {
    "resident_id": N_("Resident ID"),
    "temporary_id": N_("Temporary resident ID"),
    "household_register": N_("Household register"),
    "military_id": N_("Military ID"),
    "taiwan_permit": N_("Taiwan resident permit"),
    "hk_macao_permit": N_("Hong Kong and Macao permit"),
    "passport": N_("Passport"),
    "foreign_pr_card": N_("Foreign permanent resident card"),
    "police_certificate": N_("Police household certificate"),
    "uscc": N_("Business licence (social credit code)"),
    "organisation_code": N_("Organisation code certificate"),
    "association_licence": N_("Association licence"),
    "approval_document": N_("Proof of the superior body"),
    "mobile": N_("Mobile number"),
    "landline": N_("Landline number"),
    "account_sg10": N_("State Grid account (10 digits)"),
    "account_sg13": N_("State Grid account (13 digits)"),
    "account_csg16": N_("Southern Grid account (16 digits)"),
    "meter_asset22": N_("Meter asset number"),
}

_WORDS = {
    "ok": N_("Number is right"),
    "empty": N_("Enter the number"),
    "too_short": N_("{missing} more needed: {expected} in all, {length} so far"),
    "too_long": N_("{extra} too many: should be {expected}, is {length}"),
    "wrong_length": N_("Should have {lengths} characters, has {length}"),
    "typed_twice": N_("The number was read twice: keep the first {expected} characters"),
    "letter_for_digit": N_("Position {position} should be the digit {expected}, not the letter {found}"),
    "check_digit": N_(
        "Position {position} should be {expected}, not {found}: compare every digit with the paper"
    ),
    "old_fifteen_digits": N_("15-digit numbers ended in 2013: ask for the 18-digit number"),
    "province_unknown": N_("Positions {position}-{last} ({found}) are no province: compare with the paper"),
    "birth_too_early": N_("Positions {position}-{last}: the year of birth is before {earliest}"),
    "birth_month_impossible": N_("Positions {position}-{last}: the month of birth should be 01-12"),
    "birth_day_impossible": N_("Positions {position}-{last}: there is no such day in the month of birth"),
    "birth_in_future": N_("Positions {position}-{last}: the date of birth is after today"),
    "first_character": N_("Position {position} should be {expected}, not {found}"),
    "no_digit": N_("The number has no digit: enter it as the paper shows it"),
    "mobile_start": N_("Position {position} of a mobile number should be {expected}, not {found}"),
    "area_code_missing": N_("Position 1 should be 0, not {found}: put the area code first"),
    "area_code_unknown": N_("Position {position}: there is no area code {found}, compare it"),
}

_CHARACTERS = {
    "digit": N_("Position {position} should be a digit, not {found}"),
    "digit_or_x": N_("Position {position} should be a digit or X, not {found}"),
    "letter": N_("Position {position} should be a letter, not {found}"),
    "letter_or_digit": N_("Position {position} should be a letter or digit, not {found}"),
    "word_or_digit": N_("Position {position} should be a Chinese character, letter or digit, not {found}"),
    "code_letter": N_("Position {position}: these codes never have the letter {found}"),
}

_REMARKS = {
    "organisation_code_check": N_(
        "Code is right; position 17 does not fit the organisation code inside: compare"
    ),
    "not_a_resident_id": N_("18 digits, but no resident ID number: compare with the certificate"),
}


def say_verdict(verdict: Verdict) -> str:
    """The verdict as one sentence for the clerk: what is wrong, where, and what should stand there."""
    facts = {name: _say(value) for name, value in verdict.facts.items()}
    return _(_template(verdict)).format(**facts)


def name_of_kind(kind: str) -> str:
    """The name of a kind of number; raises ``RuleBroken("identity_kind_unknown", kind=...)`` for an unknown one."""
    if kind not in _NAMES:
        raise RuleBroken("identity_kind_unknown", kind=kind)
    return _(_NAMES[kind])


def _template(verdict: Verdict) -> str:
    if verdict.code == "bad_character":
        return _CHARACTERS[str(verdict.facts["allowed"])]
    if verdict.valid and "remark" in verdict.facts:
        return _REMARKS[str(verdict.facts["remark"])]
    return _WORDS[verdict.code]


def _say(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return _(" or ").join(str(part) for part in value)
    return str(value)
