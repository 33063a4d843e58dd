"""Reading a day and a time as a clerk types them: ``16:00``, ``明天 9:00``, ``11-24 9:00``, ``下周一``, ``+2``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

_NEAR = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|点(?:(?P<half>半)|(?P<late>\d{1,2})分?)?)$")
_PLUS = re.compile(r"\+(\d{1,2})$")
_WEEK = re.compile(r"(下)?(?:周|星期)([一二三四五六日天])$")
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$")


def read_moment(text: str, now: datetime, closing: time) -> datetime:
    """The moment the text means, seen from ``now`` (aware, local); a day alone means its closing time.

    A time alone means today; a day of the week the next one to come. Raises ValueError for anything else.
    """
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    found = _TIME.search(folded)
    at = _clock(found) if found else closing
    day_text = (folded[: found.start()] if found else folded).strip()
    if not day_text and not found:
        raise ValueError(text)
    day = _day(day_text, now.date()) if day_text else now.date()
    return datetime.combine(day, at, now.tzinfo)


def _clock(found: re.Match[str]) -> time:
    minute = 30 if found["half"] else int(found["minute"] or found["late"] or 0)
    return time(int(found["hour"]), minute)


def _day(text: str, today: date) -> date:
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if plus := _PLUS.match(text):
        return today + timedelta(days=int(plus[1]))
    if week := _WEEK.match(text):
        weekday = _WEEKDAYS.index(week[2].replace("天", "日"))
        return _coming(today, weekday) if not week[1] else today + timedelta(7 - today.weekday() + weekday)
    if text[:3] in _ENGLISH and text.isascii() and text.isalpha():
        return _coming(today, _ENGLISH.index(text[:3]))
    if found := _DATE.match(text):
        if found[1]:
            return date(_year(found[1]), int(found[2]), int(found[3]))
        this_year = date(today.year, int(found[2]), int(found[3]))
        return this_year if this_year >= today else date(today.year + 1, int(found[2]), int(found[3]))
    raise ValueError(text)


def _coming(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _year(digits: str) -> int:
    if not 2000 <= int(digits) <= 2999:
        raise ValueError(digits)
    return int(digits)
