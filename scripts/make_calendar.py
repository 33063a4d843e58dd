#!/usr/bin/env python3
"""Make the shipped calendar data: the announced days from chinesecalendar, the moving festivals by computation.

New moons and the sun's longitude follow the methods of Jean Meeus, Astronomical Algorithms (2nd edition, chapters 25
and 49); the lunar year follows GB/T 33661-2017 (农历的编算和颁行). Times are taken at the meridian of 120° east.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from math import cos, floor, radians, sin
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

DATA = Path(__file__).resolve().parent.parent / "src" / "counter_tui" / "data" / "calendar"
FESTIVAL_YEARS = range(1990, 2101)
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
# Days between the Julian day's noon and the civil day in China (UTC+8).
_CHINA = 8 / 24
_DAY_ONE = date(1, 1, 1).toordinal() - 1721425.5
# Periodic terms of the new moon: days, power of the eccentricity factor, multiples of M, M', F and of the node.
_NEW_MOON: tuple[tuple[float, int, int, int, int, int], ...] = (
    (-0.40720, 0, 0, 1, 0, 0),
    (0.17241, 1, 1, 0, 0, 0),
    (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0),
    (-0.00514, 1, 1, 1, 0, 0),
    (0.00208, 2, 2, 0, 0, 0),
    (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0),
    (0.00056, 1, 1, 2, 0, 0),
    (-0.00042, 0, 0, 3, 0, 0),
    (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0),
    (-0.00024, 1, -1, 2, 0, 0),
    (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0),
    (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0),
    (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0),
    (0.00003, 0, -1, 1, 2, 0),
)
# Additional terms by the planets: days, degrees at lunation 0, degrees a lunation.
_PLANETS: tuple[tuple[float, float, float], ...] = (
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
)


def days_csv() -> str:
    """The announced days of all years as lines ``day,off|work,name``, runs of one holiday in one line."""
    lines = ["date,type,name"]
    entries = sorted(
        [(day, "off", NAMES[name]) for day, name in holidays.items()]
        + [(day, "work", NAMES[name]) for day, name in workdays.items()]
    )
    for first, last, word, name in _runs(entries):
        days = first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
        lines.append(f"{days},{word},{name}")
    return "\n".join(lines) + "\n"


def _runs(entries: list[tuple[date, str, str]]) -> Iterator[tuple[date, date, str, str]]:
    first, word, name = entries[0]
    last = first
    for day, next_word, next_name in entries[1:]:
        if (next_word, next_name) != (word, name) or day != last + timedelta(days=1) or day.year != last.year:
            yield first, last, word, name
            first, word, name = day, next_word, next_name
        last = day
    yield first, last, word, name


def festivals_csv() -> str:
    """The moving festivals as lines ``year,spring_festival,qingming,dragon_boat,mid_autumn``."""
    lines = ["year,spring_festival,qingming,dragon_boat,mid_autumn"]
    for year in FESTIVAL_YEARS:
        new_year, dragon_boat, mid_autumn = lunar_festivals(year)
        days = (new_year, solar_term(year, 15), dragon_boat, mid_autumn)
        lines.append(",".join([str(year), *(day.isoformat() for day in days)]))
    return "\n".join(lines) + "\n"


def lunar_festivals(year: int) -> tuple[date, date, date]:
    """The first day of the lunar year that begins in this year, its 5th of the 5th and 15th of the 8th month."""
    starts = _numbered_months(year)
    return starts[1], starts[5] + timedelta(days=4), starts[8] + timedelta(days=14)


def _numbered_months(year: int) -> dict[int, date]:
    """First days of the months by number, from the 11th of the year before to the 10th, leap months left out.

    The month with the solstice is the 11th; where 13 months lie between, the first without a middle term
    (中气) is the leap month.
    """
    before, after = solar_term(year - 1, 270), solar_term(year, 270)
    moons = _new_moons(before - timedelta(days=35), after + timedelta(days=35))
    eleventh = max(day for day in moons if day <= before)
    next_eleventh = max(day for day in moons if day <= after)
    months = [day for day in moons if eleventh <= day < next_eleventh]
    terms = {solar_term(of, angle) for of in (year - 1, year) for angle in range(0, 360, 30)}
    numbered: dict[int, date] = {}
    number, leap_found = 11, len(months) < 13
    for first, following in zip(months, [*months[1:], next_eleventh], strict=True):
        if not leap_found and not any(first <= term < following for term in terms):
            leap_found = True
            continue
        numbered[number] = first
        number = number % 12 + 1
    return numbered


def _new_moons(first: date, last: date) -> list[date]:
    lunation = floor((first.year - 2000 + (first.month - 1) / 12) * 12.3685) - 1
    found: list[date] = []
    while not found or found[-1] <= last:
        found.append(_civil_day(_new_moon(lunation)))
        lunation += 1
    return [day for day in found if first <= day <= last]


def _new_moon(k: int) -> float:
    t = k / 1236.85
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2 - 0.00000015 * t**3 + 0.00000000073 * t**4
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t**2
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t**2
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t**2
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t**2
    for size, power, m, m1, f, o in _NEW_MOON:
        mean += size * e**power * sin(radians(m * sun + m1 * moon + f * latitude + o * node))
    for size, start, step in _PLANETS:
        mean += size * sin(radians(start + step * k))
    return mean - _delta_t(2000 + k / 12.3685)


def solar_term(year: int, angle: int) -> date:
    """The civil day in China on which the sun reaches this apparent longitude in degrees.

    Good to some minutes; of all the 清明 days made here only that of 2071 lies nearer to midnight than that.
    """
    guess = 2451623.8 + 365.2422 * (year - 2000) + (angle if angle < 280 else angle - 360) * 365.2422 / 360
    for _ in range(8):
        off = (angle - _sun_longitude(guess) + 180) % 360 - 180
        guess += off * 365.2422 / 360
    return _civil_day(guess - _delta_t(year))


def _sun_longitude(julian_day: float) -> float:
    t = (julian_day - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t**2)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    moon_pull = 0.00179 * sin(radians(297.85 + 445267.1115 * t))
    planets = 0.00134 * cos(radians(153.23 + 22518.7541 * t)) + 0.00154 * cos(
        radians(216.57 + 45037.4082 * t)
    )
    planets += 0.00200 * cos(radians(312.69 + 32964.3577 * t))
    node = radians(125.04 - 1934.136 * t)
    return mean + centre + moon_pull + planets - 0.00569 - 0.00478 * sin(node)


def _delta_t(year: float) -> float:
    """Terrestrial minus universal time in days, good to a minute or so between 1990 and 2100."""
    t = year - 2000
    return (62.92 + 0.32217 * t + 0.005589 * t**2) / 86400


def _civil_day(julian_day: float) -> date:
    return date.fromordinal(floor(julian_day + _CHINA + _DAY_ONE))


def main() -> int:
    """Write both files; 0 when done."""
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / "days.csv").write_text(days_csv(), encoding="utf-8", newline="\n")
    (DATA / "festivals.csv").write_text(festivals_csv(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
