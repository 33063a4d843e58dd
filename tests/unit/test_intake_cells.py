"""What one cell of a customers' file is taken for, and what is said of it when it is nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from counter_tui.domain.intake.cells import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Cleaned,
    clean_account,
    clean_capacity,
    clean_date,
    clean_id,
    clean_meter,
    clean_name,
    clean_phone,
    clean_text,
    clean_voltage,
)
from counter_tui.domain.intake.dates import read_date, read_moment
from counter_tui.domain.intake.records import Cell

TODAY = date(2026, 11, 20)
DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("0417000018", Cleaned("0417000018")),
        (" 3400 0000 00018 ", Cleaned("3400000000018")),
        ("", Cleaned(None, "missing")),
        ("0000000000", Cleaned(None, "placeholder")),
        ("041700001", Cleaned(None, "wrong_length", {"length": 9})),
        ("=A1", Cleaned(None, "formula")),
        ("4.17E+09", Cleaned(None, "scientific")),
        ("0417****18", Cleaned(None, "masked")),
        ("户0417", Cleaned(None, "not_digits")),
    ],
)
def test_an_account(cell: Cell, cleaned: Cleaned) -> None:
    assert clean_account(cell) == cleaned


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("王建国", Cleaned("王建国")),
        ("张　三", Cleaned("张三")),
        ("张三 李四", Cleaned("张三 李四")),
        ("〇 三", Cleaned("〇三")),
        ("", Cleaned(None, "missing")),
        ("=A1", Cleaned(None, "formula")),
        ("#N/A", Cleaned(None, "sheet_error")),
        ("王**", Cleaned(None, "masked")),
        ("王�国", Cleaned(None, "characters_lost")),
        (DAY, Cleaned(None, "not_a_name")),
        ("123", Cleaned(None, "not_a_name")),
        ("王" * LONGEST_NAME, Cleaned("王" * LONGEST_NAME)),
        ("王" * (LONGEST_NAME + 1), Cleaned(None, "too_long", {"longest": LONGEST_NAME})),
        ("王\ue000", Cleaned("王\ue000", "private_characters")),
    ],
)
def test_a_name(cell: Cell, cleaned: Cleaned) -> None:
    assert clean_name(cell) == cleaned


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        (" 和平路 ", Cleaned("和平路")),
        ("", Cleaned()),
        ("#REF!", Cleaned(None, "sheet_error")),
        (DAY, Cleaned(None, "became_date")),
        ("=SUM(A1)", Cleaned(None, "formula")),
        ("和平路**", Cleaned(None, "masked")),
        ("路" * LONGEST_TEXT, Cleaned("路" * LONGEST_TEXT)),
        ("路" * (LONGEST_TEXT + 1), Cleaned(None, "too_long", {"longest": LONGEST_TEXT})),
        ("和平�路", Cleaned("和平�路", "characters_lost")),
    ],
)
def test_a_text(cell: Cell, cleaned: Cleaned) -> None:
    assert clean_text(cell) == cleaned


@pytest.mark.parametrize(
    ("cell", "kind", "cleaned"),
    [
        ("138 1234 0001", "mobile", Cleaned("13812340001")),
        ("0551-62345678", "landline", Cleaned("0551-62345678")),
        ("", "", Cleaned()),
        ("13800000000", "", Cleaned(None, "placeholder")),
        ("1.38E+10", "", Cleaned(None, "scientific")),
        ("138****0001", "", Cleaned(None, "masked")),
        ("#N/A", "", Cleaned(None, "sheet_error")),
        (DAY, "", Cleaned(None, "became_date")),
        ("13812340001/13912345678", "", Cleaned(None, "several")),
        ("1381234", "", Cleaned(None, "unusable", {"check": "too_short"})),
        ("0151-62345678", "", Cleaned(None, "unusable", {"check": "area_code_unknown"})),
    ],
)
def test_a_telephone(cell: Cell, kind: str, cleaned: Cleaned) -> None:
    assert clean_phone(cell, TODAY) == (kind, cleaned)


CARD = "110101199003074477"


@pytest.mark.parametrize(
    ("kind", "number", "named", "found"),
    [
        ("", "", None, (Cleaned(), Cleaned())),
        ("", "", "passport", (Cleaned(), Cleaned())),
        ("身份证", "", None, (Cleaned("resident_id"), Cleaned())),
        ("身份证", CARD, None, (Cleaned("resident_id"), Cleaned(CARD))),
        ("", CARD, None, (Cleaned("resident_id"), Cleaned(CARD))),
        ("", "E12345678", None, (Cleaned(None), Cleaned(None, "kind_missing"))),
        ("", "e12345678", "passport", (Cleaned("passport"), Cleaned("E12345678"))),
        ("图书证", CARD, None, (Cleaned(None, "unknown"), Cleaned(None, "kind_missing"))),
        ("身份证", "1.1E+17", None, (Cleaned("resident_id"), Cleaned(None, "scientific"))),
        ("身份证", "1101****4477", None, (Cleaned("resident_id"), Cleaned(None, "masked"))),
        (
            "身份证",
            CARD[:-1] + "8",
            None,
            (Cleaned("resident_id"), Cleaned(None, "unusable", {"check": "check_digit", "position": 18})),
        ),
        ("身份证", DAY, None, (Cleaned("resident_id"), Cleaned(None, "became_date"))),
        ("护照", "E1", None, (Cleaned("passport"), Cleaned(None, "unusable", {"check": "too_short"}))),
    ],
)
def test_a_paper_and_its_number(
    kind: str, number: Cell, named: str | None, found: tuple[Cleaned, Cleaned]
) -> None:
    assert clean_id(kind, number, named, TODAY) == found


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("1234567890123456789012", Cleaned("1234567890123456789012")),
        ("", Cleaned()),
        ("1.2E+21", Cleaned(None, "scientific")),
        ("12", Cleaned(None, "unusable", {"check": "too_short"})),
    ],
)
def test_a_meter(cell: Cell, cleaned: Cleaned) -> None:
    assert clean_meter(cell, TODAY) == cleaned


@pytest.mark.parametrize(
    ("cell", "unit", "cleaned"),
    [
        ("220", "V", Cleaned("220V")),
        ("220", "", Cleaned("220")),
        ("10kV", "V", Cleaned("10kV")),
        ("交流220V", "V", Cleaned("交流220V")),
        ("低压", "V", Cleaned("低压")),
        ("三相", "V", Cleaned("三相")),
        ("见合同", "V", Cleaned(None, "unusable")),
        ("0", "V", Cleaned(None, "unusable")),
        ("AC02202", "V", Cleaned("AC02202")),
        ("AC 220", "V", Cleaned("AC 220V")),
        ("-220", "V", Cleaned(None, "unusable")),
        ("", "V", Cleaned()),
        ("220*", "V", Cleaned(None, "masked")),
    ],
)
def test_a_voltage(cell: Cell, unit: str, cleaned: Cleaned) -> None:
    assert clean_voltage(cell, unit) == cleaned


@pytest.mark.parametrize(
    ("cell", "watts", "cleaned"),
    [
        ("8", 8000, Cleaned()),
        ("8千瓦", 8000, Cleaned()),
        ("1,000", 1_000_000, Cleaned()),
        ("0.5MW", 500_000, Cleaned()),
        (8.5, 8500, Cleaned()),
        ("0.0015", 2, Cleaned(None, "not_whole_watts")),
        ("", None, Cleaned()),
        ("0", None, Cleaned(None, "unusable")),
        ("0.001", 1, Cleaned()),
        ("10000000", 10_000_000_000, Cleaned()),
        ("10000000.001", None, Cleaned(None, "unusable")),
        ("-8", None, Cleaned(None, "unusable")),
        ("八", None, Cleaned(None, "unusable")),
        ("8E+30", None, Cleaned(None, "scientific")),
        ("9" * 40, None, Cleaned(None, "unusable")),
    ],
)
def test_a_capacity_in_kilowatts(cell: Cell, watts: int | None, cleaned: Cleaned) -> None:
    assert clean_capacity(cell, 1000) == (watts, cleaned)


@pytest.mark.parametrize(
    ("cell", "day", "cleaned"),
    [
        ("2026-03-01", DAY, Cleaned()),
        (TODAY, TODAY, Cleaned()),
        ("2026-11-21", None, Cleaned(None, "in_future")),
        ("", None, Cleaned()),
        ("#VALUE!", None, Cleaned(None, "sheet_error")),
        ("昨天", None, Cleaned(None, "unusable")),
    ],
)
def test_a_date(cell: Cell, day: date | None, cleaned: Cleaned) -> None:
    assert clean_date(cell, TODAY) == (day, cleaned)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2026, 3, 1, 9, 5), DAY),  # noqa: DTZ001
        ("2026/3/1", DAY),
        ("2026.03.01", DAY),
        ("20260301", DAY),
        ("2026年3月1日", DAY),
        ("2026-03-01 09:05", DAY),
        ("46082", DAY),
        ("2026-02-29", None),
        ("1899-12-31", None),
        ("1900-01-01", date(1900, 1, 1)),
        ("03/01/2026", None),
        ("2026-03", None),
    ],
)
def test_a_day_is_read_only_when_it_cannot_be_another(cell: Cell, day: date | None) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-03-01 9:05", "2026-03-01T09:05"),
        ("2026-03-01 23:59:59", "2026-03-01T23:59:59"),
        ("2026年3月1日 09:05", "2026-03-01T09:05"),
        ("2026-03-01 24:00", ""),
        ("2026-03-01 09:60", ""),
        ("2026-03-01 09:05:60", ""),
        ("2026-02-29 09:05", ""),
        ("2026-03-01", ""),
    ],
)
def test_a_moment_needs_a_day_and_a_time_of_the_clock(cell: Cell, moment: str) -> None:
    assert read_moment(cell) == (datetime.fromisoformat(moment) if moment else None)
