"""Cleaning one cell: the usable value, or the word for what is wrong with it.

Every function gives ``Cleaned``: a value with no ``wrong``; no value and no ``wrong`` for an empty cell; or a ``wrong``
code, with the value where it is only doubtful. ``facts`` never hold personal data. Outside account and name, a word or
mark for nothing (无, -, NULL) is ``no_value``: what stands there is not kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from msgspec import Struct, field

from counter_tui.domain.identity import check
from counter_tui.domain.intake.dates import read_date
from counter_tui.domain.intake.folding import (
    as_text,
    begins_formula,
    code,
    has_lost_characters,
    is_blank,
    is_formula,
    is_masked,
    is_moment,
    is_scientific,
    is_sheet_error,
    plain,
    whole,
)
from counter_tui.domain.intake.headings import capacity_factor
from counter_tui.domain.intake.papers import paper_kind, proved_kind
from counter_tui.domain.intake.records import Cell

LONGEST_NAME = 100
LONGEST_TEXT = 200
HIGHEST_WATTS = 10_000_000_000
EARLIEST_UPDATE = date(1980, 1, 1)
"""No register of customers was kept by computer before; an earlier day stands for none (1900-01-01, 1970-01-01)."""

# A spreadsheet shows an account of 13 digits as 1.23457E+12, and what it saves of that has seven zeros behind.
_SHOWN_SHORTENED = 1e12
_DIGITS_LOST = 1e7
_ACCOUNT_KINDS = {10: "account_sg10", 13: "account_sg13", 16: "account_csg16"}
_PLACEHOLDER_PHONE = re.compile(r"(?:86)?(?:(\d)\1{6,}|1[3-9]\d?0{8,9}|13800138000)")
_SEVERAL = re.compile(r"\d{7,}\D*[/、,;|\s]\D*(?:0\d{2,3}[- ]?)?\d{7,}")
_VOLTAGE = re.compile(r"(?:交流|直流|AC|DC)? ?(\d+(?:\.\d+)?) ?(KV|V|千伏|伏)?", re.IGNORECASE | re.ASCII)
_VOLTAGE_CODE = re.compile(r"[AD]C\d{5}", re.ASCII)
"""A marketing system's code of a voltage, as AC02202; it is no number and takes no unit."""
_AMOUNT = re.compile(
    r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(千瓦|千伏安|兆瓦|兆伏安|瓦|[KM]?VA|[KM]?W)?", re.ASCII
)
_WATT_STEP = Decimal("0.000001")


class Cleaned(Struct, frozen=True):
    """A cleaned cell: its value, and what is wrong with it ("" when nothing is)."""

    value: str | None = None
    wrong: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


BLANK = Cleaned()


def clean_account(cell: Cell) -> Cleaned:
    """The account number: 10, 13 or 16 digits.

    ``wrong``: missing, formula, scientific, masked, not_digits, wrong_length, placeholder (one digit over and over).
    """
    text = code(as_text(cell))
    if is_blank(text):
        return Cleaned(None, "missing")
    number = whole(text)
    if _rounded(cell):
        return Cleaned(None, "scientific")
    if number.isascii() and number.isdigit():
        if len(number) in _ACCOUNT_KINDS:
            return Cleaned(number) if len(set(number)) > 1 else Cleaned(None, "placeholder")
        return Cleaned(None, "wrong_length", {"length": len(number)})
    if begins_formula(text):
        return Cleaned(None, "formula")
    if is_scientific(text):
        return Cleaned(None, "scientific")
    return Cleaned(None, "masked" if is_masked(text) else "not_digits")


def clean_name(cell: Cell) -> Cleaned:
    """The customer's name as typed, folded without touching rare characters, brackets and interpuncts.

    ``wrong``: missing, formula, sheet_error, not_a_name, masked, characters_lost, too_long (no value, for the
    name is not certain), or private_characters (doubtful, with the value).
    """
    text = plain(as_text(cell))
    if is_blank(text):
        return Cleaned(None, "missing")
    if begins_formula(text):
        return Cleaned(None, "formula")
    if is_sheet_error(text):
        return Cleaned(None, "sheet_error")
    if is_masked(text):
        return Cleaned(None, "masked")
    if has_lost_characters(text):
        return Cleaned(None, "characters_lost")
    if is_moment(cell) or is_scientific(text) or not any(map(_is_word_character, text)):
        return Cleaned(None, "not_a_name")
    if len(text) > LONGEST_NAME:
        return Cleaned(None, "too_long", {"longest": LONGEST_NAME})
    pieces = text.split(" ")
    # 张　三: characters set apart to fill a column are one name; "张三 李四" may be two people and stays.
    if len(pieces) > 1 and all(len(piece) == 1 and _is_ideograph(piece) for piece in pieces):
        text = "".join(pieces)
    if any(unicodedata.category(char) == "Co" for char in text if char >= "\ue000"):
        return Cleaned(text, "private_characters")
    return Cleaned(text)


def clean_text(cell: Cell) -> Cleaned:
    """Free text (address, transformer area, manager, use class).

    ``wrong``: sheet_error, became_date, formula, masked, too_long (blank), characters_lost (doubtful, kept).
    """
    text = plain(as_text(cell))
    if is_blank(text):
        return _nothing(text)
    if is_sheet_error(text):
        return Cleaned(None, "sheet_error")
    if is_moment(cell):
        return Cleaned(None, "became_date")
    if is_formula(text):
        return Cleaned(None, "formula")
    if is_masked(text):
        return Cleaned(None, "masked")
    if len(text) > LONGEST_TEXT:
        return Cleaned(None, "too_long", {"longest": LONGEST_TEXT})
    return Cleaned(text, "characters_lost" if has_lost_characters(text) else "")


def clean_phone(cell: Cell, today: date) -> tuple[str, Cleaned]:
    """Which kind of telephone number it is ("mobile", "landline", or "" for none) and the number.

    ``wrong``: those of a number, placeholder, several, unusable.
    """
    text = code(as_text(cell))
    if is_blank(text):
        return "", _nothing(text)
    text = whole(text)
    digits = re.sub(r"\D", "", text)
    if _PLACEHOLDER_PHONE.fullmatch(digits):
        return "", Cleaned(None, "placeholder")
    mobile = check("mobile", text, today)
    if mobile.valid:
        return "mobile", Cleaned(mobile.normalised)
    landline = check("landline", text, today)
    if landline.valid:
        return "landline", Cleaned(landline.normalised)
    damaged = _damage(cell, text)
    if damaged:
        return "", Cleaned(None, damaged)
    if _SEVERAL.search(unicodedata.normalize("NFKC", as_text(cell))):
        return "", Cleaned(None, "several")
    return "", Cleaned(None, "unusable", {"check": landline.code if text[:1] == "0" else mobile.code})


def clean_id(kind_cell: Cell, number_cell: Cell, named: str | None, today: date) -> tuple[Cleaned, Cleaned]:
    """The kind of paper and its number; ``named`` is the kind that the column's heading names.

    ``wrong`` of the kind: unknown. ``wrong`` of the number: those of a number, unusable (with ``check``, the code of
    ``domain.identity``), kind_missing. Without a kind the number must prove its kind by its own check digit.
    """
    kind_text = plain(as_text(kind_cell))
    unsaid = is_blank(kind_text)
    kind = Cleaned(named, _nothing(kind_text).wrong) if unsaid else _kind(kind_text)
    text = whole(code(as_text(number_cell)))
    if is_blank(text):
        return (_nothing(kind_text) if unsaid else kind), _nothing(text)
    damaged = _damage(number_cell, text)
    if damaged:
        return kind, Cleaned(None, damaged)
    if kind.value is None:
        proved = proved_kind(text, today) if unsaid else None
        if proved is None:
            return kind, Cleaned(None, "kind_missing")
        kind = Cleaned(proved, kind.wrong)
    assert kind.value is not None
    verdict = check(kind.value, text, today)
    if verdict.valid:
        return kind, Cleaned(verdict.normalised)
    facts = {"check": verdict.code} | {
        key: verdict.facts[key] for key in ("position",) if key in verdict.facts
    }
    return kind, Cleaned(None, "unusable", facts)


def clean_meter(cell: Cell, today: date) -> Cleaned:
    """The asset number of the meter. ``wrong``: those of a number, unusable."""
    text = code(as_text(cell))
    if is_blank(text):
        return _nothing(text)
    damaged = _damage(cell, text)
    if damaged:
        return Cleaned(None, damaged)
    verdict = check("meter_asset22", text, today)
    return (
        Cleaned(verdict.normalised) if verdict.valid else Cleaned(None, "unusable", {"check": verdict.code})
    )


def clean_voltage(cell: Cell, unit: str) -> Cleaned:
    """The supply voltage as text; a bare number gets the unit of its heading. ``wrong``: those of text, unusable."""
    found = clean_text(cell)
    if found.value is None or found.wrong:
        return found
    text = unicodedata.normalize("NFKC", found.value)
    if not any(char.isdigit() for char in text):
        return Cleaned(text) if "压" in text or "相" in text else Cleaned(None, "unusable")
    match = None if _VOLTAGE_CODE.fullmatch(text) else _VOLTAGE.fullmatch(text)
    if match is None:
        # Codes and descriptions are kept as they are, a bare sign is not.
        return Cleaned(text) if text[0].isalnum() else Cleaned(None, "unusable")
    if float(match[1]) == 0:
        return Cleaned(None, "unusable")
    return Cleaned(text + unit if unit and match[2] is None else text)


def clean_capacity(cell: Cell, factor: int) -> tuple[int | None, Cleaned]:
    """The contract capacity in whole watts; ``factor`` is the watts in one unit of the column.

    ``wrong``: those of a number, unusable (no positive number), not_whole_watts (doubtful: rounded).
    """
    text = code(as_text(cell))
    if is_blank(text):
        return None, _nothing(text)
    damaged = _damage(cell, text)
    found = _AMOUNT.fullmatch(text)
    if damaged or found is None:
        return None, Cleaned(None, damaged or "unusable")
    try:
        watts = Decimal(found[1].replace(",", "")) * (capacity_factor(found[2]) if found[2] else factor)
        # A workbook's binary numbers are off by less than this step.
        watts = watts.quantize(_WATT_STEP)
    except InvalidOperation:
        return None, Cleaned(None, "unusable")
    if not 1 <= watts <= HIGHEST_WATTS:
        return None, Cleaned(None, "unusable")
    return int(watts.to_integral_value()), Cleaned(None, "" if watts == int(watts) else "not_whole_watts")


def clean_date(cell: Cell, today: date) -> tuple[date | None, Cleaned]:
    """The date of the last update. ``wrong``: sheet_error, unusable, in_future."""
    text = plain(as_text(cell))
    if is_blank(text):
        return None, _nothing(text)
    if is_sheet_error(text):
        return None, Cleaned(None, "sheet_error")
    day = read_date(cell)
    if day is None or day < EARLIEST_UPDATE:
        return None, Cleaned(None, "unusable")
    return (day, BLANK) if day <= today else (None, Cleaned(None, "in_future"))


def _nothing(text: str) -> Cleaned:
    """A cell without a value: one that says something else than nothing at all is worth a look."""
    return Cleaned(None, "no_value") if text else BLANK


def _rounded(cell: Cell) -> bool:
    """Whether a number cell holds what is left of a longer number, as 1.23457E+12 was shown and saved again."""
    return isinstance(cell, int | float) and abs(cell) >= _SHOWN_SHORTENED and cell % _DIGITS_LOST == 0


def _damage(cell: Cell, text: str) -> str:
    """What a spreadsheet or a mask did to a number: "" for nothing."""
    if is_sheet_error(text):
        return "sheet_error"
    if is_moment(cell):
        return "became_date"
    if is_scientific(text):
        return "scientific"
    return "masked" if is_masked(text) else ""


def _kind(text: str) -> Cleaned:
    kind = paper_kind(text)
    return Cleaned(kind) if kind else Cleaned(None, "unknown")


def _is_word_character(char: str) -> bool:
    return unicodedata.category(char)[0] == "L" or unicodedata.category(char) == "Co"


def _is_ideograph(char: str) -> bool:
    return char == "〇" or unicodedata.name(char, "").startswith("CJK ")
