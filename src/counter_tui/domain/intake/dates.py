"""Reading the date of an update in the forms that marketing systems and spreadsheets write."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from counter_tui.domain.intake.folding import as_text, plain
from counter_tui.domain.intake.records import Cell

_HOURS = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[+-]\d{2}:?\d{2}| ?[AP]M)?"
_TIME = rf"(?: ?(?:星期|周)[一二三四五六日天])?(?:[ T]?(?:上午|下午)? ?(?<!\d){_HOURS}|[ T]{_HOURS})?"
_PARTED = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?" + _TIME, re.ASCII)
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?" + _TIME, re.ASCII)
_MOMENT = re.compile(r"(.*[\d日号])[ T]?(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?", re.ASCII)
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


def read_moment(cell: Cell) -> datetime | None:
    """The local day and time the cell names (``2026-11-20 9:05``, 年月日 with a time, a date cell), or ``None``."""
    if isinstance(cell, datetime):
        return cell
    text = plain(unicodedata.normalize("NFKC", as_text(cell)))
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    day = read_date(found[1])
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    if day is None or hour > 23 or minute > 59 or second > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - the station's zone is added


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) >= _FIRST_YEAR else None
    except ValueError:
        return None
