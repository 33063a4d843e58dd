"""Reading the date of an update in the forms that marketing systems and spreadsheets write."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from counter_tui.domain.intake.folding import as_text, plain
from counter_tui.domain.intake.records import Cell

_HOURS = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[+-]\d{2}:?\d{2}| ?[AP]M)?"
_TIME = rf"(?: ?(?:星期|周)[一二三四五六日天])?(?:[ T]?(?:上午|下午)? ?(?<!\d){_HOURS}|[ T]{_HOURS})?"
_PARTED = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?" + _TIME, re.ASCII)
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?" + _TIME, re.ASCII)
_SERIAL = re.compile(r"([2-6]\d{4})(?:\.\d+)?", re.ASCII)
# Counting from this day makes the serial numbers of spreadsheets right from March 1900 on.
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_YEAR = 1900


def read_date(cell: Cell) -> date | None:
    """The day the cell names, or ``None`` when it is no date, or one that could be read in two ways.

    Year first with -, / or . or 年月日, eight digits, with or without a time of day; a spreadsheet's serial number of
    five digits (1954 to 2091); a date cell. The time of day is left out.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = plain(unicodedata.normalize("NFKC", as_text(cell)))
    if found := _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + timedelta(days=int(found[1]))
    if found := _PARTED.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _CHINESE.fullmatch(text) or _SOLID.fullmatch(text):
        return _day(found[1], found[2], found[3])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) >= _FIRST_YEAR else None
    except ValueError:
        return None
