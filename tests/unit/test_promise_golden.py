"""Due dates around every 春节 and 国庆 with make-up days since 2019, counted by hand from the yearly notices."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

import pytest

from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.promise import compute_due
from counter_tui.i18n import set_language
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.wording.promise import explain
from support.every import every

# Start, then working days, calendar days, hours and minutes: "limit>due" with the year of the start left out.
GOLDEN: dict[str, tuple[str, str, str, str, str]] = {
    "2019 spring: off 02-04..10, worked 02-02 02-03": (
        "2019-02-01T16:20:00",
        "1>02-02 2>02-03 3>02-11 5>02-13 8>02-18",
        "1>02-02 2>02-03 3>02-11 9>02-11 10>02-11 15>02-18",
        "24>02-02T16:20:00 72>02-04T16:20:00 240>02-11T16:20:00",
        "30>02-01T16:50:00 480>02-02T00:20:00 4320>02-04T16:20:00",
    ),
    "2019 national: off 10-01..07, worked 09-29 10-12": (
        "2019-09-27T16:20:00",
        "1>09-29 2>09-30 3>10-08 5>10-10 7>10-12 8>10-14",
        "1>09-29 2>09-29 3>09-30 7>10-08 15>10-12 16>10-14",
        "24>09-28T16:20:00 72>09-30T16:20:00 168>10-04T16:20:00",
        "45>09-27T17:05:00 460>09-28T00:00:00",
    ),
    "2020 spring: off 01-24..02-02 (prolonged), worked 01-19": (
        "2020-01-17T16:20:00",
        "1>01-19 2>01-20 5>01-23 6>02-03 7>02-04",
        "1>01-19 6>01-23 7>02-03 10>02-03 16>02-03 17>02-03 18>02-04",
        "24>01-18T16:20:00 240>01-27T16:20:00",
        "90>01-17T17:50:00 1440>01-18T16:20:00",
    ),
    "2020 national: off 10-01..08, worked 09-27 10-10": (
        "2020-09-25T16:20:00",
        "1>09-27 4>09-30 5>10-09 6>10-10 7>10-12",
        "1>09-27 5>09-30 6>10-09 13>10-09 15>10-10 16>10-12",
        "48>09-27T16:20:00 144>10-01T16:20:00",
        "480>09-26T00:20:00 8640>10-01T16:20:00",
    ),
    "2021 spring: off 02-11..17, worked 02-07 02-20": (
        "2021-02-05T16:20:00",
        "1>02-07 4>02-10 5>02-18 6>02-19 7>02-20 8>02-22",
        "1>02-07 5>02-10 6>02-18 7>02-18 15>02-20 16>02-22",
        "24>02-06T16:20:00 168>02-12T16:20:00",
        "20>02-05T16:40:00 8640>02-11T16:20:00",
    ),
    "2021 national: off 10-01..07, worked 09-26 10-09": (
        "2021-09-24T16:20:00",
        "1>09-26 5>09-30 6>10-08 7>10-09 8>10-11",
        "1>09-26 6>09-30 7>10-08 13>10-08 15>10-09 16>10-11",
        "24>09-25T16:20:00 168>10-01T16:20:00",
        "15>09-24T16:35:00 2880>09-26T16:20:00",
    ),
    "2022 spring: off 01-31..02-06, worked 01-29 01-30": (
        "2022-01-28T16:20:00",
        "1>01-29 2>01-30 3>02-07 5>02-09 7>02-11 8>02-14",
        "1>01-29 2>01-30 3>02-07 9>02-07 10>02-07 11>02-08",
        "72>01-31T16:20:00 96>02-01T16:20:00",
        "480>01-29T00:20:00 4320>01-31T16:20:00",
    ),
    "2022 national: off 10-01..07, worked 10-08 10-09": (
        "2022-09-30T16:20:00",
        "1>10-08 2>10-09 3>10-10 5>10-12 8>10-17",
        "1>10-08 7>10-08 8>10-08 9>10-09 10>10-10",
        "24>10-01T16:20:00 168>10-07T16:20:00",
        "480>10-01T00:20:00 60>09-30T17:20:00",
    ),
    "2023 spring: off 01-21..27, worked 01-28 01-29": (
        "2023-01-20T16:20:00",
        "1>01-28 2>01-29 3>01-30 7>02-03 8>02-06",
        "1>01-28 7>01-28 8>01-28 9>01-29 15>02-06",
        "24>01-21T16:20:00 192>01-28T16:20:00",
        "480>01-21T00:20:00 11520>01-28T16:20:00",
    ),
    "2023 national: off 09-29..10-06, worked 10-07 10-08": (
        "2023-09-28T16:20:00",
        "1>10-07 2>10-08 3>10-09 5>10-11 7>10-13 8>10-16",
        "1>10-07 8>10-07 9>10-07 10>10-08 16>10-16",
        "24>09-29T16:20:00 72>10-01T16:20:00",
        "480>09-29T00:20:00 4320>10-01T16:20:00",
    ),
    "2024 spring: off 02-10..17, worked 02-04 02-18, the eve too": (
        "2024-02-02T16:20:00",
        "1>02-04 2>02-05 6>02-09 7>02-18 8>02-19",
        "1>02-04 7>02-09 8>02-18 15>02-18 16>02-18 17>02-19",
        "24>02-03T16:20:00 240>02-12T16:20:00",
        "480>02-03T00:20:00 10080>02-09T16:20:00",
    ),
    "2024 national: off 10-01..07, worked 09-29 10-12": (
        "2024-09-27T16:20:00",
        "1>09-29 2>09-30 3>10-08 7>10-12 8>10-14",
        "1>09-29 3>09-30 4>10-08 7>10-08 15>10-12 16>10-14",
        "24>09-28T16:20:00 96>10-01T16:20:00",
        "480>09-28T00:20:00 5760>10-01T16:20:00",
    ),
    "2025 spring: off 01-28..02-04, worked 01-26 02-08": (
        "2025-01-24T16:20:00",
        "1>01-26 2>01-27 3>02-05 5>02-07 6>02-08 7>02-10",
        "1>01-26 3>01-27 4>02-05 7>02-05 15>02-08 16>02-10",
        "24>01-25T16:20:00 240>02-03T16:20:00",
        "480>01-25T00:20:00 5760>01-28T16:20:00",
    ),
    "2025 national: off 10-01..08, worked 09-28 10-11": (
        "2025-09-26T16:20:00",
        "1>09-28 3>09-30 4>10-09 5>10-10 6>10-11 7>10-13",
        "1>09-28 4>09-30 5>10-09 10>10-09 15>10-11 16>10-13",
        "24>09-27T16:20:00 120>10-01T16:20:00",
        "480>09-27T00:20:00 7200>10-01T16:20:00",
    ),
    "2026 spring: off 02-15..23, worked 02-14 02-28": (
        "2026-02-13T16:20:00",
        "1>02-14 2>02-24 5>02-27 6>02-28 7>03-02",
        "1>02-14 2>02-24 10>02-24 11>02-24 15>02-28 16>03-02",
        "24>02-14T16:20:00 96>02-17T16:20:00 360>02-28T16:20:00",
        "480>02-14T00:20:00 2880>02-15T16:20:00",
    ),
    "2026 before national: off 09-25..27, worked 09-20": (
        "2026-09-18T16:20:00",
        "1>09-20 5>09-24 6>09-28 8>09-30 9>10-08",
        "1>09-20 2>09-20 7>09-28 12>09-30 13>10-08",
        "48>09-20T16:20:00",
        "480>09-19T00:20:00",
    ),
    "2026 national: off 10-01..07, worked 10-10": (
        "2026-09-30T16:20:00",
        "1>10-08 3>10-10 4>10-12 5>10-13",
        "1>10-08 7>10-08 8>10-08 10>10-10 11>10-12",
        "24>10-01T16:20:00 168>10-07T16:20:00 172>10-07T20:20:00",
        "480>10-01T00:20:00 10080>10-07T16:20:00",
    ),
}
UNITS: tuple[Unit, ...] = ("working_day", "calendar_day", "hour", "minute")
ROWS = [
    pytest.param(start, unit, table, id=f"{name} {unit}")
    for name, (start, *tables) in GOLDEN.items()
    for unit, table in zip(UNITS, tables, strict=True)
]


@cache
def shipped() -> WorkingCalendar:
    """The calendar as shipped."""
    return load_calendar()


@every("start, unit, table", ROWS)
def test_due_is_what_a_person_counts_by_hand(start: str, unit: Unit, table: str) -> None:
    for row in table.split():
        limit, expected = row.split(">")
        due = compute_due(int(limit), unit, datetime.fromisoformat(start), shipped())
        said = due.day.isoformat() if due.day else due.at.isoformat(timespec="seconds")
        assert said == start[:5] + expected, row
        assert not due.provisional


@every("start, unit, table", ROWS)
def test_the_explanation_begins_counts_and_ends_as_the_due_says(start: str, unit: Unit, table: str) -> None:
    for row in table.split():
        limit, expected = row.split(">")
        lines = explain(compute_due(int(limit), unit, datetime.fromisoformat(start), shipped()).steps, "受理")
        assert lines[0].startswith(start[:10])
        assert "受理" in lines[0]
        assert lines[-1] == "到期 " + start[:5] + expected.replace("T", " ").removesuffix(":00")
        if unit in ("working_day", "calendar_day"):
            numbers = [int(number) for line in lines for number in re.findall(r"(\d+) (?:个工作日|天)", line)]
            assert numbers == sorted(numbers)
            assert numbers[-1] == int(limit)


def explained(limit: int, unit: Unit, start: str, code: str = "zh") -> list[str]:
    """The explanation of a limit in a language."""
    set_language("en" if code == "en" else "zh")
    event = "accepted" if code == "en" else "受理"
    return explain(compute_due(limit, unit, datetime.fromisoformat(start), shipped()).steps, event)


def test_working_days_are_explained_day_by_day_in_chinese() -> None:
    assert explained(5, "working_day", "2026-09-30T16:20:00") == [
        "2026-09-30 受理，次日起算",
        "10-01 至 10-07 国庆节，不计",
        "10-08 至 10-09 第 1–2 个工作日",
        "10-10 周六，调休上班，第 3 个工作日",
        "10-11 周末，不计",
        "10-12 至 10-13 第 4–5 个工作日",
        "到期 2026-10-13",
    ]


def test_working_days_are_explained_day_by_day_in_english() -> None:
    assert explained(5, "working_day", "2026-09-30T16:20:00", "en") == [
        "2026-09-30 accepted, counting from the next day",
        "10-01 to 10-07 National Day, not counted",
        "10-08 to 10-09 working days 1–2",
        "10-10 Sat, make-up working day, working day 3",
        "10-11 weekend, not counted",
        "10-12 to 10-13 working days 4–5",
        "due 2026-10-13",
    ]


def test_a_calendar_day_limit_ending_on_a_day_off_says_that_it_moves_on() -> None:
    assert explained(7, "calendar_day", "2026-09-30T16:20:00") == [
        "2026-09-30 受理，次日起算",
        "10-01 至 10-06 第 1–6 天",
        "10-07 国庆节，第 7 天期满遇休息日，顺延至下一工作日",
        "到期 2026-10-08",
    ]


def test_hours_say_that_they_run_through() -> None:
    assert explained(26, "hour", "2026-09-30T16:20:00") == [
        "2026-09-30 16:20 受理",
        "2026-09-30 16:20 至 2026-10-01 18:20 计 26 小时，夜间和休息日不停",
        "到期 2026-10-01 18:20",
    ]
    assert explained(90, "minute", "2026-09-30T16:20:05", "en") == [
        "2026-09-30 16:20:05 accepted",
        "2026-09-30 16:20:05 to 2026-09-30 17:50:05 1 hour 30 minutes, running through nights and days off",
        "due 2026-09-30 17:50:05",
    ]


def test_a_long_count_folds_ordinary_weeks_and_marks_the_year_not_announced() -> None:
    assert explained(30, "working_day", "2026-12-29T08:00:00") == [
        "2026-12-29 受理，次日起算",
        "12-30 至 12-31 第 1–2 个工作日",
        "2027-01-01 至 01-03 元旦（暂定）、周末，不计",
        "2027-01-04 至 02-04 第 3–26 个工作日，其间周末不计",
        "2027-02-05 至 02-08 春节（暂定），不计",
        "2027-02-09 至 02-12 第 27–30 个工作日",
        "到期 2027-02-12（暂定：日历中没有 2027 年放假安排）",
    ]
