"""The due date for a question asked at the shell."""

from __future__ import annotations

import json
from functools import cache

import pytest

from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import language, set_language
from counter_tui.services.promise_check import check_promise_line
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.wording.promise import problem_words
from support.every import every


@cache
def shipped() -> WorkingCalendar:
    """The calendar as shipped."""
    return load_calendar()


def ask(**members: object) -> dict[str, object]:
    """The answer to a question."""
    return check_promise_line(members, shipped())


@pytest.mark.parametrize(
    ("limit", "unit", "start", "due", "provisional"),
    [
        (5, "working_day", "2026-09-30T16:20:00", "2026-10-13", False),
        (7, "calendar_day", "2026-09-30T16:20", "2026-10-08", False),
        (24, "hour", "2026-09-30T16:20", "2026-10-01T16:20:00", False),
        (45, "minute", "2026-09-30T23:30:30", "2026-10-01T00:15:30", False),
        (5, "working_day", "2026-12-30T16:20:00", "2027-01-07", True),
        (1, "hour", "2100-12-31T23:00:00", "2101-01-01T00:00:00", False),
    ],
)
def test_an_answer_has_due_provisional_and_explanation(
    limit: int, unit: str, start: str, due: str, provisional: bool
) -> None:
    answer = ask(limit=limit, unit=unit, **{"from": start})
    assert list(answer) == ["due", "provisional", "explanation"]
    assert (answer["due"], answer["provisional"]) == (due, provisional)
    explanation = json.loads(json.dumps(answer["explanation"]))
    assert explanation[0].startswith(start[:10])
    assert due[:10] in explanation[-1]


@every(
    "question, code",
    [
        ([], "question_not_an_object"),
        ("x", "question_not_an_object"),
        (None, "question_not_an_object"),
        ({"unit": "hour", "from": "2026-09-30T16:20"}, "member_missing"),
        ({"limit": 5, "from": "2026-09-30T16:20"}, "member_missing"),
        ({"limit": 5, "unit": "hour"}, "member_missing"),
        ({"limit": True, "unit": "hour", "from": "2026-09-30T16:20"}, "limit_not_whole"),
        ({"limit": "5", "unit": "hour", "from": "2026-09-30T16:20"}, "limit_not_whole"),
        ({"limit": 5.0, "unit": "hour", "from": "2026-09-30T16:20"}, "limit_not_whole"),
        ({"limit": None, "unit": "hour", "from": "2026-09-30T16:20"}, "limit_not_whole"),
        ({"limit": 0, "unit": "hour", "from": "2026-09-30T16:20"}, "limit_out_of_range"),
        ({"limit": 10**30, "unit": "hour", "from": "2026-09-30T16:20"}, "limit_out_of_range"),
        ({"limit": 5, "unit": "day", "from": "2026-09-30T16:20"}, "limit_unit_unknown"),
        ({"limit": 5, "unit": ["hour"], "from": "2026-09-30T16:20"}, "limit_unit_unknown"),
        ({"limit": 5, "unit": "hour", "from": "2026-09-30"}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": "2026-09-31T16:20"}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": "2026-09-30T24:20"}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": "2026-09-30T16:20:00Z"}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": "2026-09-30T16:20:00+08:00"}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": "2026-09-30T16:20\n"}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": "２０２６-09-30T16:20"}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": 20260930}, "from_unreadable"),
        ({"limit": 5, "unit": "hour", "from": "1989-12-31T16:20"}, "from_out_of_range"),
        ({"limit": 5, "unit": "hour", "from": "2101-01-01T00:00"}, "from_out_of_range"),
    ],
)
def test_a_wrong_question_is_refused_with_words_in_both_languages(question: object, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_promise_line(question, shipped())
    assert refused.value.code == code
    before = language()
    try:
        set_language("zh")
        chinese = problem_words(refused.value)
        set_language("en")
        english = problem_words(refused.value)
    finally:
        set_language(before)
    assert chinese not in (english, code)
    assert english != code
    assert "{" not in chinese + english


def test_a_rule_of_another_area_keeps_its_code() -> None:
    assert problem_words(RuleBroken("something_else")) == "something_else"
