"""The 13 statutory days off, from which a year is planned before its arrangement is announced."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

_FIXED: tuple[tuple[int, int, str], ...] = (
    (1, 1, "元旦"),
    (5, 1, "劳动节"),
    (5, 2, "劳动节"),
    (10, 1, "国庆节"),
    (10, 2, "国庆节"),
    (10, 3, "国庆节"),
)


class Festivals(NamedTuple):
    """The statutory festivals of a year whose dates move.

    ``spring_festival`` is the first day of the lunar year (正月初一); its eve and the two days after are off too.
    """

    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


def statutory_days(year: int, festivals: Festivals | None) -> dict[date, str]:
    """The statutory days off of a year with their Chinese names, in no order that matters.

    Without ``festivals`` only the days with a fixed date are known. Where two fall together (中秋节 on 国庆节) the
    later of this list gives the name. Source: 全国年节及纪念日放假办法, as in force since 2025.
    """
    days = {date(year, month, day): name for month, day, name in _FIXED}
    if festivals is None:
        return days
    eve = festivals.spring_festival - timedelta(days=1)
    for offset in range(4):
        days[eve + timedelta(days=offset)] = "春节"
    days[festivals.qingming] = "清明节"
    days[festivals.dragon_boat] = "端午节"
    days[festivals.mid_autumn] = "中秋节"
    return days
