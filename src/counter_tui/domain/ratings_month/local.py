"""Local rules that count an unrated visit as a good one: an extra column of a report, and nothing else.

The sources conflict (Guangdong 2019: 基本满意 after 7 calendar days; Guangxi: 非常满意 after 7; Xinjiang 2025: 满意
after 5 working days), and the national standard names no default. So one changes nothing kept and no other figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType

from msgspec import Struct

from counter_tui.domain.ratings_month.figures import percent
from counter_tui.domain.ratings_month.models import Given


class Default(Struct, frozen=True):
    """After how many days an unrated visit is counted as which level."""

    level: int
    days: int
    working: bool = False


DEFAULTS: Mapping[str, Default] = MappingProxyType(
    {
        "guangdong": Default(level=3, days=7),
        "guangxi": Default(level=5, days=7),
        "xinjiang": Default(level=4, days=5, working=True),
    }
)


class LocalFigures(Struct, frozen=True):
    """The two customs of 好评率 with the unrated that are old enough taken as rated; ``counted`` is how many."""

    counted: int
    good: float | None
    good_or_fair: float | None


def local_figures(
    tokens: Sequence[Given],
    rule: Default,
    now: datetime,
    zone: tzinfo,
    is_working: Callable[[date], bool],
) -> LocalFigures:
    """What the rule makes of tokens of one series."""
    today, over = now.astimezone(zone).date(), dict[date, bool]()
    counted = 0
    for each in tokens:
        if each.state != "rated":
            day = each.armed_at.astimezone(zone).date()
            if day not in over:
                over[day] = _over(day, rule, today, is_working)
            counted += over[day]
    levels = [each.level for each in tokens if each.state == "rated" and each.level is not None]
    whole = len(levels) + counted
    good = sum(level >= 4 for level in levels) + (counted if rule.level >= 4 else 0)
    fair = sum(level >= 3 for level in levels) + counted
    return LocalFigures(counted, percent(good, whole), percent(fair, whole))


def _over(armed: date, rule: Default, today: date, is_working: Callable[[date], bool]) -> bool:
    """Whether so many days after the one of the visit are over."""
    left, day = rule.days, armed
    while left and day < today:
        day += timedelta(days=1)
        left -= not rule.working or is_working(day)
    return not left and day < today
