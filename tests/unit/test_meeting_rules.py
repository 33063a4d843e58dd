"""The rules of the meeting: a problem typed in one line, whether it was held in time, what its facts tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from counter_tui.db.rows.meetings import subject_of
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.domain.facts.meeting import (
    MeetingBegun,
    MeetingEnded,
    MeetingSigned,
    PointAdded,
    StepDone,
    StepPlanned,
    StepSkipped,
)
from counter_tui.domain.meeting.held import limit, pace, standing
from counter_tui.domain.meeting.state import fold
from counter_tui.domain.meeting.typed import Named, TypedProblem, read_problem
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.reference.meeting import load_questions, load_steps
from support.clocks import SHANGHAI

PEOPLE = [
    Named("101", "王强", "wq"),
    Named("102", "李敏", "lm"),
    Named("103", "李明", "lm"),
    Named("104", "赵静", "zj"),
]
DAY = date(2025, 11, 20)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("打印机卡纸", TypedProblem("打印机卡纸", "101")),
        ("打印机卡纸@zj", TypedProblem("打印机卡纸", "104")),
        ("公示牌过期 @赵静 +2 =看公示牌", TypedProblem("公示牌过期", "104", 2, "看公示牌")),
        ("公示牌过期　＋２ ＠ＺＪ", TypedProblem("公示牌过期", "104", 2)),
        ("少 3+1 把椅子 @103", TypedProblem("少 3+1 把椅子", "103")),
        ("地滑 @lm", TypedProblem("地滑", trouble="several")),
        ("地滑 @李", TypedProblem("地滑", trouble="several")),
        ("地滑 @", TypedProblem("地滑", trouble="nobody")),
        ("地滑 @xx", TypedProblem("地滑", trouble="nobody")),
        ("", TypedProblem("", "101")),
    ],
)
def test_a_problem_is_typed_in_one_line(line: str, read: TypedProblem) -> None:
    assert read_problem(line, PEOPLE, "101") == read


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "now", "begun", "ended", "said"),
    [
        (DAY, at(DAY, 7), None, None, "due"),
        (DAY, at(DAY, 8, 30), None, None, "due"),
        (DAY, at(DAY, 8, 31), None, None, "late"),
        (DAY, at(DAY + timedelta(days=1), 0), None, None, "missed"),
        (DAY, at(DAY, 9), at(DAY, 8, 45), None, "running"),
        (DAY, at(DAY + timedelta(days=1), 0), at(DAY, 8), None, "broken_off"),
        (DAY, at(DAY, 9), at(DAY, 8, 30), at(DAY, 8, 40), "held"),
        (DAY, at(DAY, 9), at(DAY, 8, 31), at(DAY, 8, 40), "held_late"),
        (date(2025, 11, 22), at(date(2025, 11, 22), 9), None, None, "not_due"),
        (date(2025, 10, 11), at(date(2025, 10, 11), 9), None, None, "late"),
        (date(2025, 11, 22), at(date(2025, 11, 22), 12), at(date(2025, 11, 22), 10), at(DAY, 11), "held"),
    ],
    ids=lambda value: str(value),
)
def test_a_meeting_is_in_time_until_half_an_hour_after_opening_on_working_days(
    day: date, now: datetime, begun: datetime | None, ended: datetime | None, said: str
) -> None:
    """11 October 2025 was a Saturday that was worked (调休)."""
    until = limit(day, at(day, 8).time(), SHANGHAI)
    assert standing(day, now, until, SHANGHAI, load_calendar(), begun, ended) == said


def test_the_timer_speaks_at_eight_and_at_ten_minutes() -> None:
    assert [pace(each) for each in (0, 479, 480, 599, 600)] == ["calm", "calm", "amber", "amber", "red"]


def test_the_steps_that_have_to_be_done_are_ten_minutes_and_each_has_its_source() -> None:
    steps, questions = load_steps(), load_questions()
    assert sum(each.minutes for each in steps if each.required) == 10
    assert [each.code for each in steps if not each.required] == ["case", "slogan"]
    assert len([each for each in questions if each.profile != "southern_grid"]) >= 30
    assert all(step.source for step in steps)
    assert all(question.source for question in questions)


def recorded(*facts: tuple[Fact, str]) -> list[Recorded]:
    """Facts by their actors, a minute apart."""
    begun = at(DAY, 7, 50)
    return [
        Recorded(
            fact=fact,
            fact_id=bytes([place]),
            subject=subject_of(DAY),
            epoch=b"e",
            seq=place,
            hlc=f"{place:04}",
            at=begun + timedelta(minutes=place),
            actor=actor,
            seen=b"",
            hash=bytes([place]),
        )
        for place, (fact, actor) in enumerate(facts)
    ]


def begun_by(chair: str) -> MeetingBegun:
    """A meeting with one step besides the signatures."""
    steps = (StepPlanned(step="review", required=True), StepPlanned(step="sign", required=True))
    return MeetingBegun(
        day=DAY, chair=chair, expected=("101", "102"), steps=steps, first=DAY, last=DAY, figures=()
    )


def test_facts_tell_the_same_in_any_order_and_what_does_not_fit_changes_nothing() -> None:
    facts = recorded(
        (begun_by("101"), "101"),
        (begun_by("102"), "102"),
        (StepDone(step="review", seconds=60), "101"),
        (StepSkipped(step="review", seconds=1, reason="不"), "101"),
        (StepDone(step="unheard_of", seconds=1), "101"),
        (MeetingSigned(staff_no="102"), "101"),
        (MeetingSigned(staff_no="102"), "102"),
        (MeetingSigned(staff_no="102"), "102"),
        (MeetingEnded(seconds=420, head="00"), "101"),
        (PointAdded(words="晚了"), "101"),
    )
    meeting = fold(facts)
    assert meeting is not None
    assert fold(facts[::-1]) == meeting
    assert (meeting.chair, meeting.facts, meeting.points) == ("101", len(facts), ())
    assert [(each.code, each.state, each.seconds) for each in meeting.steps] == [
        ("review", "done", 60),
        ("sign", "open", 0),
    ]
    assert [(each.staff_no, each.at.minute) for each in meeting.signed] == [("102", 56)]
    assert (meeting.seconds, meeting.to_sign, fold(facts[2:])) == (420, ("101",), None)
