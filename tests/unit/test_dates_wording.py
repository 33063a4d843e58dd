"""Dates as a person says them, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from counter_tui.i18n import Language, set_language
from counter_tui.services.wording.dates import say_due, say_moment

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        ("2026-11-20T17:00:00", "今天 17:00", "today 17:00"),
        ("2026-11-20T23:59:59", "今天", "today"),
        ("2026-11-21T23:59:59", "明天", "tomorrow"),
        ("2026-11-21T08:05:00", "明天 08:05", "tomorrow 08:05"),
        ("2026-11-19T23:59:59", "昨天", "yesterday"),
        ("2026-11-24T23:59:59", "11-24 周二", "Tue 24 Nov"),
        ("2026-11-22T10:00:00", "11-22 周日 10:00", "Sun 22 Nov 10:00"),
        ("2027-01-04T23:59:59", "2027-01-04 周一", "Mon 4 Jan 2027"),
        ("2025-12-31T23:59:59", "2025-12-31 周三", "Wed 31 Dec 2025"),
    ],
)
def test_a_due_instant_is_said_as_people_say_it(at: str, zh: str, en: str) -> None:
    instant = datetime.fromisoformat(at).replace(tzinfo=CHINA).astimezone(UTC)
    said: list[str] = []
    languages: tuple[Language, ...] = ("zh", "en")
    for code in languages:
        set_language(code)
        said.append(say_due(instant, NOW.astimezone(UTC), CHINA))
    assert said == [zh, en]


def test_today_is_the_day_of_the_place_and_not_of_utc() -> None:
    set_language("zh")
    late = datetime(2026, 11, 20, 15, 59, tzinfo=UTC)
    assert say_moment(late, NOW, CHINA) == "今天 23:59"
    assert say_moment(datetime(2026, 11, 20, 16, 0, tzinfo=UTC), NOW, CHINA) == "明天 00:00"


def test_new_years_eve_names_the_next_day_tomorrow_though_the_year_differs() -> None:
    set_language("zh")
    now = datetime(2026, 12, 31, 9, 0, tzinfo=CHINA)
    assert say_due(datetime(2027, 1, 1, 23, 59, 59, tzinfo=CHINA), now, CHINA) == "明天"
