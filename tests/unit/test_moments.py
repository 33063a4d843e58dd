"""A day and a time as clerks type them."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.screens.matter.moments import read_moment

NOW = datetime(2025, 11, 20, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
CLOSING = time(17, 30)


def said(text: str) -> str:
    return f"{read_moment(text, NOW, CLOSING):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("16:00", "2025-11-20 16:00"),
        ("１６：００", "2025-11-20 16:00"),
        ("16点", "2025-11-20 16:00"),
        ("9点半", "2025-11-20 09:30"),
        ("9点15分", "2025-11-20 09:15"),
        ("明天", "2025-11-21 17:30"),
        ("明天 9:00", "2025-11-21 09:00"),
        ("后天9:00", "2025-11-22 09:00"),
        ("Tomorrow 9:00", "2025-11-21 09:00"),
        ("+2 9:00", "2025-11-22 09:00"),
        ("11-24 9:00", "2025-11-24 09:00"),
        ("11月24日", "2025-11-24 17:30"),
        ("1-3", "2026-01-03 17:30"),
        ("2026-02-28 8:00", "2026-02-28 08:00"),
        ("周一", "2025-11-24 17:30"),
        ("周四", "2025-11-27 17:30"),
        ("周五", "2025-11-21 17:30"),
        ("下周五", "2025-11-28 17:30"),
        ("Friday 14:00", "2025-11-21 14:00"),
    ],
)
def test_a_day_and_time_means_what_a_person_means(text: str, means: str) -> None:
    """A time alone is today's, a day alone ends with the hall's hours."""
    assert said(text) == means


@pytest.mark.parametrize(
    "text", ["", "25:00", "16:61", "昨日", "2-30", "13-1", "0001-01-01", "x", "99", "周八"]
)
def test_what_is_no_day_and_time_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError):  # noqa: PT011 - any text may be quoted
        read_moment(text, NOW, CLOSING)


@given(st.text(max_size=16))
def test_any_text_gives_a_moment_or_is_refused(text: str) -> None:
    """Nothing else is raised, and a moment keeps the station's time zone."""
    try:
        found = read_moment(text, NOW, CLOSING)
    except ValueError:
        return
    assert found.tzinfo is NOW.tzinfo
