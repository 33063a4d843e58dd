"""Reading the lines of the calendar's data: days off and worked, and the moving festivals.

The text comes from above; a line that does not fit is refused with file, line and value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from counter_tui.domain.calendar.statutory import Festivals
from counter_tui.domain.calendar.working import YearExceptions
from counter_tui.domain.errors import RuleBroken

FIRST_YEAR = 1990
LAST_YEAR = 2100
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_NAME = 20
_LONGEST_RUN = 31


def parse_days(text: str, file: str) -> dict[int, YearExceptions]:
    """The exceptions of each year in ``text``: lines ``day,off|work,name``, where day may be ``first..last``.

    Blank lines, lines beginning with ``#`` and a heading ``date,type,name`` are passed over.
    Raises ``RuleBroken``: ``calendar_columns``, ``calendar_date``, ``calendar_word``, ``calendar_name``,
    ``calendar_twice``, each with ``file``, ``line`` (from 1) and ``value``.
    """
    off: dict[int, dict[date, str]] = {}
    work: dict[int, dict[date, str]] = {}
    seen: set[date] = set()
    for line, cells in _rows(text, file, columns=3, heading="date"):
        target = {"off": off, "work": work}.get(cells[1])
        if target is None:
            raise RuleBroken("calendar_word", file=file, line=line, value=cells[1])
        name = _name(cells[2], file, line)
        for day in _run_of_days(cells[0], file, line):
            if day in seen:
                raise RuleBroken("calendar_twice", file=file, line=line, value=day.isoformat())
            seen.add(day)
            target.setdefault(day.year, {})[day] = name
    return {year: YearExceptions(off.get(year, {}), work.get(year, {})) for year in sorted(off | work)}


def parse_festivals(text: str, file: str) -> dict[int, Festivals]:
    """The moving festivals of each year: lines ``year,spring_festival,qingming,dragon_boat,mid_autumn``.

    Raises ``RuleBroken`` ``calendar_columns``, ``calendar_date`` or ``calendar_twice`` as ``parse_days`` does; every
    date must lie in the year of its line.
    """
    found: dict[int, Festivals] = {}
    for line, cells in _rows(text, file, columns=5, heading="year"):
        days = [_day(cell, file, line) for cell in cells[1:]]
        if any(f"{day.year:04}" != cells[0] for day in days):
            raise RuleBroken("calendar_date", file=file, line=line, value=cells[0])
        if days[0].year in found:
            raise RuleBroken("calendar_twice", file=file, line=line, value=cells[0])
        found[days[0].year] = Festivals(*days)
    return found


def _rows(text: str, file: str, *, columns: int, heading: str) -> Iterator[tuple[int, list[str]]]:
    for line, content in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not content.strip() or content.startswith("#"):
            continue
        cells = [cell.strip() for cell in content.split(",")]
        if len(cells) != columns:
            raise RuleBroken("calendar_columns", file=file, line=line, value=content.strip(), columns=columns)
        if cells[0] != heading:
            yield line, cells


def _name(text: str, file: str, line: int) -> str:
    if not text or len(text) > _LONGEST_NAME or not text.isprintable():
        raise RuleBroken("calendar_name", file=file, line=line, value=text[:_LONGEST_NAME])
    return text


def _run_of_days(text: str, file: str, line: int) -> list[date]:
    first_text, _, last_text = text.partition("..")
    first = _day(first_text, file, line)
    last = _day(last_text, file, line) if ".." in text else first
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST_RUN:
        raise RuleBroken("calendar_date", file=file, line=line, value=text)
    return [first + timedelta(days=offset) for offset in range(length)]


def _day(text: str, file: str, line: int) -> date:
    try:
        if _ISO_DAY.fullmatch(text) is None:
            raise ValueError(text)
        day = date.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken("calendar_date", file=file, line=line, value=text) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise RuleBroken("calendar_date", file=file, line=line, value=text)
    return day
