"""Mobile and landline numbers of the mainland.

The country code (+86, 86, 0086) is folded away. Landlines have three-digit area codes 010 and 02x, otherwise four
digits; the digits decide where the area code ends, wherever a hyphen was typed.
"""

from __future__ import annotations

import re
from datetime import date

from counter_tui.domain.identity.verdict import (
    Verdict,
    accepted,
    not_digits,
    refused,
    too_long,
    wrong_length,
)
from counter_tui.domain.text import LEADING_APOSTROPHES, unify_dashes

_COUNTRY = re.compile(r"^(?:\((?:\+|00)?86\)|(?:\+|00)?86)-?")
_EXTENSION_WORD = re.compile(r"-?(?:转|轉|EXT\.?|X|#)(\d{1,6})$", re.ASCII)
_EXTENSION_HYPHEN = re.compile(r"^(\(?(?:010|02\d|0[3-9]\d\d)[)-]{0,2}\d{7,8})-(\d{1,6})$", re.ASCII)


def check_mobile(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001 - one signature for every kind
    """The verdict on a mobile number: 11 digits from 13 to 19; normalised without country code."""
    number = without_country(compact_phone(value))[0].replace("-", "")
    wrong = not_digits(kind, number) or _wrong_mobile_start(kind, number) or wrong_length(kind, number, 11)
    return wrong or accepted(kind, number)


def check_landline(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001
    """The verdict on a landline; normalised as area code, hyphen, number and, where there is one, hyphen, extension.

    ``position`` counts the digits without hyphens and brackets, from the 0 of the area code.
    """
    text, abroad = without_country(compact_phone(value))
    body, extension = split_extension(text)
    number = re.sub(r"^\((\d+)\)", r"\1", body, flags=re.ASCII).replace("-", "")
    if abroad and number and not number.startswith("0"):
        number = "0" + number
    wrong = not_digits(kind, number) or _wrong_area_code(kind, number)
    area = area_code_length(number)
    wrong = wrong or too_long(kind, number, area + 8) or wrong_length(kind, number, area + 7, area + 8)
    parts = (number[:area], number[area:], *([extension] if extension else []))
    return wrong or accepted(kind, "-".join(parts), area_code=number[:area], extension=extension)


def phone_kind(value: str) -> str:
    """Whether a typed phone number looks like a landline or a mobile.

    After the country code a landline goes on without the 0 of its area code: 10 for Beijing, else a digit from 2.
    """
    number, abroad = without_country(compact_phone(value))
    number = number.lstrip("+(")
    without_zero = abroad and (number.startswith("10") or "2" <= number[:1] <= "9")
    area_code = number.startswith("0") and not number.startswith("00")
    return "landline" if without_zero or area_code else "mobile"


def without_country(text: str) -> tuple[str, bool]:
    """The number without the country code, and whether it had one; blanks are gone before."""
    rest = _COUNTRY.sub("", text, count=1)
    return rest, rest != text


def area_code_length(number: str) -> int:
    """How many digits the area code of a landline has: 3 for 010 and 02x, otherwise 4."""
    return 3 if number.startswith(("010", "02")) else 4


def compact_phone(value: str) -> str:
    """The typed number in capitals, with plain hyphens, without blanks and a spreadsheet's apostrophe."""
    return unify_dashes(value).replace(" ", "").lstrip(LEADING_APOSTROPHES).upper()


def split_extension(text: str) -> tuple[str, str]:
    """The compact number without its extension, and the extension's digits (empty where there is none)."""
    match = _EXTENSION_HYPHEN.match(text)
    if match:
        return match[1], match[2]
    match = _EXTENSION_WORD.search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


def _wrong_mobile_start(kind: str, number: str) -> Verdict | None:
    if number and number[0] != "1":
        return refused(kind, "mobile_start", position=1, found=number[0], expected="1")
    if len(number) > 1 and number[1] < "3":
        return refused(kind, "mobile_start", position=2, found=number[1], expected="3-9")
    return None


def _wrong_area_code(kind: str, number: str) -> Verdict | None:
    if number and number[0] != "0":
        return refused(kind, "area_code_missing", position=1, found=number[0], expected="0")
    if number[1:2] == "0" or (number[1:2] == "1" and number[2:3] not in ("", "0")):
        return refused(kind, "area_code_unknown", position=2, found=number[:3])
    return None
