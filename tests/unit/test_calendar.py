"""The working calendar: shipped days, years not announced, a station's own days."""

from __future__ import annotations

import importlib.util
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType

import chinese_calendar
import pytest

from counter_tui.domain.calendar import (
    Festivals,
    WorkingCalendar,
    YearExceptions,
    parse,
    parse_days,
    parse_festivals,
)
from counter_tui.domain.calendar.statutory import statutory_days
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.reference.calendar import load_calendar

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "counter_tui" / "data" / "calendar"
# First day of the lunar year, 清明, 端午, 中秋, from published almanacs.
ALMANAC = {
    2027: "02-06 04-05 06-09 09-15",
    2028: "01-26 04-04 05-28 10-03",
    2029: "02-13 04-04 06-16 09-22",
    2030: "02-03 04-05 06-05 09-12",
    2031: "01-23 04-05 06-24 10-01",
    2032: "02-11 04-04 06-12 09-19",
    2033: "01-31 04-04 06-01 09-08",
    2034: "02-19 04-05 06-20 09-27",
    2035: "02-08 04-05 06-10 09-16",
    2036: "01-28 04-04 05-30 10-04",
    2037: "02-15 04-04 06-18 09-24",
    2038: "02-04 04-05 06-07 09-13",
    2039: "01-24 04-05 05-27 10-02",
    2040: "02-12 04-04 06-14 09-20",
}


@cache
def shipped() -> WorkingCalendar:
    """The calendar as shipped."""
    return load_calendar()


def maker() -> ModuleType:
    """The script that makes the shipped data."""
    spec = importlib.util.spec_from_file_location("make_calendar", ROOT / "scripts" / "make_calendar.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_files_are_what_the_script_makes() -> None:
    made = maker()
    assert (DATA / "days.csv").read_text(encoding="utf-8") == made.days_csv()
    assert (DATA / "festivals.csv").read_text(encoding="utf-8") == made.festivals_csv()


def test_every_day_from_2004_to_2026_is_as_chinesecalendar_says() -> None:
    calendar = shipped()
    day, days = date(2004, 1, 1), 0
    while day.year <= 2026:
        assert calendar.is_working(day) == chinese_calendar.is_workday(day), day
        assert not calendar.reason(day).startswith("provisional_")
        day += timedelta(days=1)
        days += 1
    assert days == 8401


def test_moving_festivals_agree_with_published_almanacs() -> None:
    for year, text in ALMANAC.items():
        expected = Festivals(*(date.fromisoformat(f"{year}-{part}") for part in text.split()))
        assert shipped().festivals[year] == expected


@pytest.mark.parametrize("year", range(2008, 2027))
def test_computed_festivals_fall_on_announced_days_off(year: int) -> None:
    calendar = shipped()
    festivals = calendar.festivals[year]
    assert calendar.reason(festivals.spring_festival) == "holiday:春节"
    assert calendar.reason(festivals.qingming) == "holiday:清明节"
    assert not calendar.is_working(festivals.dragon_boat)
    assert not calendar.is_working(festivals.mid_autumn)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-10-01", "holiday:国庆节"),
        ("2026-10-03", "holiday:国庆节"),
        ("2026-10-10", "make_up"),
        ("2026-10-11", "weekend"),
        ("2026-10-12", "working"),
        ("2015-09-03", "holiday:抗战胜利纪念日"),
        ("2027-02-05", "provisional_holiday:春节"),
        ("2027-02-08", "provisional_holiday:春节"),
        ("2027-02-09", "provisional_working"),
        ("2027-09-15", "provisional_holiday:中秋节"),
        ("2027-10-03", "provisional_holiday:国庆节"),
        ("2027-10-04", "provisional_working"),
        ("2027-10-09", "provisional_weekend"),
        ("2003-05-01", "provisional_holiday:劳动节"),
        ("2105-05-01", "provisional_holiday:劳动节"),
        ("2105-05-04", "provisional_working"),
    ],
)
def test_a_day_says_why_it_is_worked_or_off(day: str, reason: str) -> None:
    calendar = shipped()
    assert calendar.reason(date.fromisoformat(day)) == reason
    assert calendar.is_working(date.fromisoformat(day)) == reason.endswith(("working", "make_up"))


def test_a_year_not_announced_has_the_thirteen_statutory_days() -> None:
    calendar = shipped()
    off = [date(2027, 1, 1) + timedelta(days=offset) for offset in range(365)]
    assert sum(calendar.reason(day).startswith("provisional_holiday:") for day in off) == 13
    assert not calendar.knows(2027)
    assert calendar.knows(2026)


def test_an_extra_year_is_known_once_every_statutory_day_is_covered(tmp_path: Path) -> None:
    extra = tmp_path / "days.csv"
    lines = [
        "2027-01-01..2027-01-03,off,元旦",
        "2027-02-05..2027-02-11,off,春节",
        "2027-02-20,work,春节",
        "2027-04-03..2027-04-05,off,清明节",
        "2027-05-01..2027-05-05,off,劳动节",
        "2027-06-09,off,端午节",
        "2027-10-01..2027-10-07,off,国庆节",
    ]
    extra.write_text("\ufeffdate,type,name\n# 所里录入\n\n" + "\r\n".join(lines), encoding="utf-8")
    part = load_calendar(extra)
    assert not part.knows(2027)
    assert part.reason(date(2027, 2, 11)) == "provisional_holiday:春节"
    assert part.reason(date(2027, 2, 20)) == "provisional_make_up"
    assert part.reason(date(2027, 9, 15)) == "provisional_holiday:中秋节"
    extra.write_text("\n".join([*lines, "2027-09-15,off,中秋节"]), encoding="utf-8")
    whole = load_calendar(extra)
    assert whole.knows(2027)
    assert whole.reason(date(2027, 2, 11)) == "holiday:春节"
    assert whole.reason(date(2027, 2, 20)) == "make_up"
    assert whole.reason(date(2027, 2, 27)) == "weekend"


def test_a_statutory_day_on_a_weekend_is_covered_unless_it_is_worked() -> None:
    """2027-05-01 is a Saturday and 05-02 a Sunday: the arrangement need not name them."""
    days = statutory_days(2027, shipped().festivals[2027])
    named = "".join(f"{day},off,{name}\n" for day, name in days.items() if day.weekday() < 5)
    assert shipped().with_days(parse_days(named, "own.csv")).knows(2027)
    worked = named + "2027-05-01,work,劳动节\n"
    assert not shipped().with_days(parse_days(worked, "own.csv")).knows(2027)


def test_a_station_line_overrules_a_shipped_day_and_leaves_the_rest() -> None:
    extra = parse_days("2026-10-07,work,国庆节\n2026-10-10,off,抗旱\n", "own.csv")
    calendar = shipped().with_days(extra)
    assert calendar.reason(date(2026, 10, 7)) == "working"
    assert calendar.reason(date(2026, 10, 10)) == "holiday:抗旱"
    assert calendar.reason(date(2026, 10, 6)) == "holiday:国庆节"
    assert calendar.knows(2026)
    assert shipped().reason(date(2026, 10, 10)) == "make_up"


def test_a_file_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert load_calendar(tmp_path / "none.csv") == shipped()


def test_a_file_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    extra = tmp_path / "days.csv"
    extra.write_bytes("2027-01-01,off,元旦".encode("gb18030"))
    with pytest.raises(RuleBroken) as refused:
        load_calendar(extra)
    assert (refused.value.code, refused.value.facts) == ("calendar_unreadable", {"file": "days.csv"})


@pytest.mark.parametrize(
    ("line", "code", "facts"),
    [
        ("2027-01-01,off", "calendar_columns", {"value": "2027-01-01,off", "columns": 3}),
        ("2027-01-01,off,元旦,x ", "calendar_columns", {"value": "2027-01-01,off,元旦,x", "columns": 3}),
        ("2027-1-1,off,元旦", "calendar_date", {"value": "2027-1-1"}),
        ("2027-02-29,off,春节", "calendar_date", {"value": "2027-02-29"}),
        ("2027-02-10..2027-02-08,off,春节", "calendar_date", {"value": "2027-02-10..2027-02-08"}),
        ("2027-02-01..2027-04-08,off,春节", "calendar_date", {"value": "2027-02-01..2027-04-08"}),
        ("1890-01-01,off,元旦", "calendar_date", {"value": "1890-01-01"}),
        ("２０２７-01-01,off,元旦", "calendar_date", {"value": "２０２７-01-01"}),
        ("2027-02-10..,off,春节", "calendar_date", {"value": ""}),
        ("2027-01-01,休,元旦", "calendar_word", {"value": "休"}),
        ("2027-01-01,off,", "calendar_name", {"value": ""}),
        ("2027-01-01,off,a\x07b", "calendar_name", {"value": "a\x07b"}),
        ("2026-01-01,work,元旦", "calendar_twice", {"value": "2026-01-01"}),
    ],
)
def test_a_wrong_line_is_refused_with_file_and_line_and_what_stands_there(
    line: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_days(f"date,type,name\n2026-01-01,off,元旦\n{line}\n", "own.csv")
    assert refused.value.code == code
    assert refused.value.facts == {"file": "own.csv", "line": 3, **facts}


def test_wrong_festivals_are_refused_with_file_and_line() -> None:
    good = "2027,2027-02-06,2027-04-05,2027-06-09,2027-09-15"
    short = good.replace(",2027-09-15", "")
    wrong: list[tuple[str, str, dict[str, object]]] = [
        (good.replace("2027-09", "2028-09"), "calendar_date", {"value": "2027"}),
        (good.replace("2027-09-15", "2027-09"), "calendar_date", {"value": "2027-09"}),
        (short, "calendar_columns", {"value": short, "columns": 5}),
        (f"{good}\n{good}", "calendar_twice", {"value": "2027"}),
    ]
    for text, code, facts in wrong:
        with pytest.raises(RuleBroken) as refused:
            parse_festivals(text, "festivals.csv")
        assert refused.value.code == code
        assert refused.value.facts == {"file": "festivals.csv", "line": 1 + text.count("\n"), **facts}


def test_a_later_year_joins_an_earlier_one_day_by_day() -> None:
    new_year = date(2026, 1, 1)
    earlier = YearExceptions({new_year: "元旦"}, {date(2026, 1, 4): "元旦"}, complete=False)
    later = YearExceptions({date(2026, 1, 4): "元旦"}, {new_year: "元旦"})
    joined = earlier.overlaid(later)
    assert joined == later


def test_a_broken_rule_carries_its_code_and_its_facts_and_shows_the_code_only() -> None:
    broken = RuleBroken("pin_length", shortest=6, longest=12)
    assert (broken.code, broken.facts) == ("pin_length", {"shortest": 6, "longest": 12})
    assert broken.args == ("pin_length", {"shortest": 6, "longest": 12})
    assert str(broken) == "pin_length"


def test_a_name_of_twenty_signs_and_a_run_of_the_longest_length_are_taken() -> None:
    name = "节" * parse._LONGEST_NAME
    first = date(2026, 1, 1)
    last = first + timedelta(days=parse._LONGEST_RUN - 1)
    found = parse_days(f"{first}..{last},off,{name}", "own.csv")[2026]
    assert len(found.off) == parse._LONGEST_RUN
    assert set(found.off.values()) == {name}


def test_every_statutory_day_has_its_name() -> None:
    names = statutory_days(2027, shipped().festivals[2027])
    assert sorted(set(names.values())) == sorted(
        ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]
    )
    assert names[date(2027, 4, 5)] == "清明节"
    assert names[date(2027, 2, 5)] == names[date(2027, 2, 8)] == "春节"
