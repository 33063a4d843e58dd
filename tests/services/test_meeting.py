"""The morning meeting: one a day, written step by step, signed by everybody present, resumed wherever it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.db.reading import voice
from counter_tui.db.tables.voice import NoticeReadRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.meeting import Absent, LookFailed, PostGiven
from counter_tui.domain.meeting.state import Meeting
from counter_tui.domain.staff.roles import Actor
from support.clocks import SHANGHAI
from support.stations import LI, LIU, PINS, WANG, ZHAO, SmallStation, open_small_station
from support.voice import notice

EVERYBODY = ["101", "102", "103", "104"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """An empty station at ten to eight."""
    station = open_small_station(tmp_path, empty=True)
    station.clock.set(datetime(2025, 11, 20, 7, 50, tzinfo=SHANGHAI))
    yield station
    station.services.close()


def known(small: SmallStation) -> Meeting:
    """The meeting of today."""
    meeting = small.services.meeting.view(WANG).meeting
    assert meeting is not None
    return meeting


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


def run_to_signatures(small: SmallStation, present: list[str]) -> None:
    """Everything but the signatures, without anything to say."""
    services, steps = small.services, small.services.meeting_steps
    services.meeting.begin(WANG)
    absent = [Absent(staff_no=each, reason="leave") for each in EVERYBODY if each not in present]
    steps.attendance(WANG, present, absent)
    steps.appearance(WANG)
    steps.hall(WANG)
    for step in ("review", "problems"):
        services.meeting.done(WANG, step)
    steps.pass_on(WANG)
    services.meeting.done(WANG, "points")
    steps.posts(WANG, [PostGiven(staff_no=each, post="counter") for each in present])
    for question in services.meeting.view(WANG).questions:
        steps.drill(WANG, question.code, "102", right=True)
    for step in ("case", "slogan"):
        services.meeting.skip(WANG, step)


def test_a_meeting_runs_through_all_steps_and_ends_with_the_last_signature(small: SmallStation) -> None:
    run_to_signatures(small, ["101", "102"])
    assert known(small).open_steps == ()
    assert [each.code for each in known(small).steps if each.state == "skipped"] == ["case", "slogan"]
    small.clock.advance(timedelta(minutes=9, seconds=58))
    small.services.meeting.sign(WANG, "102", PINS["102"])
    assert known(small).ended_at is None
    small.services.meeting.sign(WANG, "101", PINS["101"])
    meeting = known(small)
    assert (meeting.seconds, meeting.ended_at) == (598, small.clock.now())
    assert [each.staff_no for each in meeting.signed] == ["102", "101"]
    assert small.services.meeting.view(WANG).standing == "held"


def test_nobody_signs_twice_nor_for_somebody_who_is_not_there(small: SmallStation) -> None:
    run_to_signatures(small, ["101", "102"])
    sign = small.services.meeting.sign
    for _again in range(2):
        sign(WANG, "102", PINS["102"])
    assert len(known(small).signed) == 1
    assert broken(lambda: sign(WANG, "103", PINS["103"])) == "meeting_not_present"


def test_a_wrong_pin_counts_as_at_sign_in(small: SmallStation) -> None:
    run_to_signatures(small, ["101", "102"])
    tries = [broken(lambda: small.services.meeting.sign(WANG, "102", "000000")) for _try in range(6)]
    assert tries[0] == "sign_in_refused"
    assert tries[-1] == "sign_in_wait"
    assert broken(lambda: small.services.staff.sign_in("102", PINS["102"])) == "sign_in_wait"
    assert known(small).signed == ()


def test_a_required_step_is_passed_over_for_a_reason_only(small: SmallStation) -> None:
    small.services.meeting.begin(WANG)
    skip = small.services.meeting.skip
    assert broken(lambda: skip(WANG, "drill")) == "meeting_reason_missing"
    assert broken(lambda: small.services.meeting.done(WANG, "drill")) == "meeting_step_empty"
    skip(WANG, "drill", "抢修停电")
    step = known(small).step_of("drill")
    assert step is not None
    assert (step.state, step.words, step.by) == ("skipped", "抢修停电", "101")
    skip(WANG, "slogan")


def test_nobody_signs_before_every_other_step_is_settled_and_nothing_changes_after(
    small: SmallStation,
) -> None:
    small.services.meeting.begin(WANG)
    assert broken(lambda: small.services.meeting.sign(WANG, "101", PINS["101"])) == "meeting_steps_open"
    for step in known(small).open_steps:
        small.services.meeting.skip(WANG, step, "抢修")
    small.services.meeting.sign(WANG, "101", PINS["101"])
    assert broken(lambda: small.services.meeting_steps.point(WANG, "下午停电")) == "meeting_signed"
    small.services.meeting.skip(WANG, "sign", "柜台来人")
    assert known(small).ended_at == small.clock.now()
    assert broken(lambda: small.services.meeting.sign(WANG, "102", PINS["102"])) == "meeting_over"


def test_beginning_again_and_leaving_a_step_twice_write_nothing(small: SmallStation) -> None:
    for _again in range(2):
        small.services.meeting.begin(WANG)
        small.services.meeting_steps.attendance(WANG, EVERYBODY)
        small.services.meeting.done(WANG, "review")
    assert known(small).facts == 4


def test_everybody_is_counted_and_whoever_is_missing_has_a_reason(small: SmallStation) -> None:
    small.services.meeting.begin(WANG)
    take = small.services.meeting_steps.attendance
    assert broken(lambda: take(WANG, ["101", "102", "103"])) == "meeting_not_counted"
    assert broken(lambda: take(WANG, EVERYBODY[1:], [Absent(staff_no="101", reason="ill")])) == (
        "meeting_chair_absent"
    )
    take(WANG, EVERYBODY[:3], [Absent(staff_no="104", reason="unknown", words="电话未接")], ["103"])
    meeting = known(small)
    assert (meeting.present, meeting.absent[0].words) == (("101", "102", "103"), "电话未接")
    assert meeting.attendance is not None
    assert meeting.attendance.late == ("103",)


def test_the_stand_in_of_a_lead_who_is_away_leads_in_his_place(small: SmallStation) -> None:
    services, today = small.services, small.services.meeting.view(WANG).day
    assert broken(lambda: services.meeting.begin(LI)) == "not_allowed"
    services.staff.add(WANG, "106", "赵国平", "head", "729461")
    services.shift.set_roster(WANG, today, {"101": "lead", "102": "counter", "103": "guide"}, "106")
    services.shift.take(WANG, "106", "729461", "101", "101", PINS["101"])
    services.absences.away(Actor("106", "赵国平", "head"), "101", "102", "leave")
    services.meeting.begin(LI)
    meeting = known(small)
    assert (meeting.chair, meeting.begun.chair_for) == ("102", "101")
    assert meeting.begun.expected == ("102", "103")
    services.meeting_steps.attendance(LI, ["102", "103"])
    assert broken(lambda: services.meeting.done(LIU, "review")) == "not_allowed"


def test_what_is_not_in_order_with_somebody_or_in_the_hall_is_to_be_put_right(small: SmallStation) -> None:
    steps = small.services.meeting_steps
    small.services.meeting.begin(WANG)
    steps.attendance(WANG, EVERYBODY)
    assert broken(lambda: steps.appearance(WANG, [LookFailed(of="102", words=" ")])) == "meeting_look_words"
    steps.appearance(WANG, [LookFailed(of="102", words="未戴工号牌")])
    steps.hall(WANG, [LookFailed(of="s_surface", words="地面有水")])
    carried = small.services.actions.carried(WANG)
    assert {(each.owner, each.said, each.origin) for each in carried} == {
        ("102", "未戴工号牌", "meeting"),
        ("101", "地面有水", "check"),
    }
    assert [each.how for each in known(small).problems] == ["new", "new"]
    hall = next(each for each in small.services.checks.lists(WANG) if each.list == "five_s")
    assert (hall.failed, hall.people, hall.standing) == (1, ("王强",), "done")


def test_a_problem_sent_twice_is_one_action_item_of_the_meeting(small: SmallStation) -> None:
    steps = small.services.meeting_steps
    small.services.meeting.begin(WANG)
    item = steps.new_item(WANG)
    for _again in range(2):
        steps.problem(WANG, item, "公示牌过期", "102", steps.due_in(2), "看公示牌")
    (line,) = small.services.actions.carried(WANG)
    assert (line.origin, line.owner, line.due.isoformat()) == ("meeting", "102", "2025-11-24")
    (named,) = known(small).problems
    assert (named.item, named.words, named.how) == (line.item_id, "公示牌过期", "new")


def test_notices_passed_on_are_receipts_of_those_present_told_apart_from_reading(small: SmallStation) -> None:
    services = small.services
    for code in ("2025-1", "2025-2"):
        services.notices.publish(WANG, notice(code))
    services.notices.read(LI, "2025-1", 1)
    services.meeting.begin(WANG)
    services.meeting_steps.attendance(
        WANG, ["101", "102"], [Absent(staff_no=each, reason="rest") for each in ("103", "104")]
    )
    services.meeting_steps.pass_on(WANG)
    with services.base.store.reading() as connection:
        rows: list[NoticeReadRow] = [
            row for found in voice.readers(connection, voice.notices(connection, 9)).values() for row in found
        ]
    assert {(row.notice.decode(), row.staff_no, row.how) for row in rows} >= {
        ("2025-1", "102", "read"),
        ("2025-2", "102", "heard"),
    }
    assert services.notices.unread(LI) == ()
    assert len(services.notices.unread(LIU)) == 2
    assert [each.notice for each in known(small).notices[0].notices] == ["2025-1", "2025-2"]


def test_each_day_has_three_questions_and_they_come_in_turn(small: SmallStation) -> None:
    asked = []
    for _day in range(4):
        asked.append([each.code for each in small.services.meeting.view(WANG).questions])
        small.clock.advance(timedelta(days=1))
    assert [len(each) for each in asked] == [3, 3, 3, 3]
    assert len({code for each in asked for code in each}) == 12


@pytest.mark.parametrize(
    ("begun", "standing"),
    [("07:50", "held"), ("08:30", "held"), ("08:31", "held_late"), ("", "late")],
)
def test_a_day_is_red_when_nobody_began_by_half_an_hour_after_opening(
    small: SmallStation, begun: str, standing: str
) -> None:
    if begun:
        small.clock.set(datetime.fromisoformat(f"2025-11-20T{begun}").replace(tzinfo=SHANGHAI))
        run_to_signatures(small, ["101"])
        small.services.meeting.sign(WANG, "101", PINS["101"])
    small.clock.set(datetime(2025, 11, 20, 8, 45, tzinfo=SHANGHAI))
    view = small.services.meeting.view(ZHAO)
    assert (view.standing, view.red) == (standing, standing != "held")
    small.clock.advance(timedelta(days=1))
    lines = {each.day.isoformat(): each.standing for each in small.services.meeting.held(ZHAO)}
    assert lines["2025-11-20"] == (standing if begun else "missed")
    assert lines["2025-11-21"] == "late"
    assert "2025-11-16" not in lines


def test_a_lead_goes_on_where_another_was_and_a_clerk_does_not(small: SmallStation) -> None:
    small.services.staff.add(WANG, "106", "赵国平", "head", "729461")
    small.services.meeting.begin(WANG)
    small.services.meeting_steps.attendance(WANG, [*EVERYBODY, "106"])
    head = Actor("106", "赵国平", "head")
    small.services.meeting.done(head, "review")
    assert [each.by for each in known(small).steps if each.state == "done"] == ["101", "106"]


def test_the_minutes_keep_the_brief_the_meeting_used(small: SmallStation) -> None:
    small.services.meeting.begin(WANG)
    before = {each.code: each.value for each in known(small).begun.figures}
    brief = small.services.brief.of(WANG).brief
    assert before == {each.code: each.value for each in brief.figures}
    assert before["waits"] is None
    small.services.actions.set(
        WANG,
        small.services.actions.new(WANG),
        "打印机卡纸",
        "102",
        small.services.actions.due_in(0),
        "打一张",
    )
    assert {each.code: each.value for each in known(small).begun.figures} == before


def test_the_roster_of_the_day_says_who_should_be_there_who_leads_and_the_posts(small: SmallStation) -> None:
    small.services.staff.add(WANG, "106", "赵国平", "head", "729461")
    today = small.services.meeting.view(WANG).day
    small.services.shift.set_roster(WANG, today, {"101": "lead", "102": "counter", "103": "guide"}, "106")
    head = Actor("106", "赵国平", "head")
    small.services.meeting.begin(head)
    meeting, view = known(small), small.services.meeting.view(WANG)
    assert meeting.begun.expected == ("101", "102", "103")
    assert (meeting.chair, meeting.begun.chair_for) == ("106", "101")
    assert [each.post for each in view.staff] == ["lead", "counter", "guide", "none", "none"]
