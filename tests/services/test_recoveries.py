"""Bad ratings: each is a recovery by itself, and is made good by a plan, a call back, a correction, and who looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.reading import recoveries as rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.visit import RatingGiven
from counter_tui.domain.facts.voice import WordingHeld
from counter_tui.domain.recovery.case import Plan
from counter_tui.domain.recovery.pairs import Press, pairs
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.recovery import lines as recovery_lines
from support.pressing import rated, timed_out
from support.recoveries import PLAN, line_of, low, made_good
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation, open_small_station

TODAY = date(2025, 11, 20)
CALL_LIMIT, CORRECT_LIMIT = date(2025, 11, 21), date(2025, 12, 11)
"""One working day and fifteen after a Thursday."""
HEAD = Actor("108", "周所长", "head")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


def listed(small: SmallStation, actor: Actor = WANG) -> list[str]:
    return [each.visit for each in small.services.recoveries.open(actor)]


def ratings(small: SmallStation) -> int:
    with small.services.base.store.reading() as connection:
        return len(list(ledger.latest(connection, RatingGiven.type)))


@pytest.mark.parametrize(("level", "opens"), [(1, True), (2, True), (3, False), (5, False)])
def test_a_bad_press_opens_a_recovery_at_once_and_a_fair_one_none(
    small: SmallStation, level: int, opens: bool
) -> None:
    visit = low(small, level, "")
    assert (visit in listed(small)) is opens


def test_where_more_is_open_than_is_listed_the_newest_is_listed(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery_lines, "MOST", 2)
    found = []
    for _each in range(3):
        found.append(low(small))
        small.clock.advance(timedelta(minutes=1))
    assert listed(small) == found[1:]


def test_the_limits_run_in_working_days_from_the_press(small: SmallStation) -> None:
    line = line_of(small.services, low(small))
    assert (line.step, line.due, line.late) == ("plan", CALL_LIMIT, False)
    assert (line.call_limit, line.correct_limit) == (CALL_LIMIT, CORRECT_LIMIT)
    small.clock.advance(timedelta(days=2))
    assert line_of(small.services, line.visit).late


def test_it_is_made_good_step_by_step_and_only_then_closed(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    assert broken(lambda: recoveries.close(WANG, visit)) == "recovery_not_planned"
    assert broken(lambda: recoveries.correct(LI, visit, "已改")) == "recovery_unknown"
    recoveries.plan(WANG, visit, PLAN)
    line = line_of(small.services, visit, LI)
    assert (line.step, line.caller, line.cause, line.level, line.mine) == (
        "call",
        "李敏",
        "waiting",
        None,
        True,
    )
    assert broken(lambda: recoveries.close(WANG, visit)) == "recovery_not_called"
    recoveries.call(LI, visit, "reached", "客户说等了半小时")
    assert broken(lambda: recoveries.close(WANG, visit)) == "recovery_not_corrected"
    recoveries.correct(LI, visit, "午间增开一个窗口")
    assert line_of(small.services, visit).step == "close"
    recoveries.close(WANG, visit)
    assert visit not in listed(small)
    assert line_of(small.services, visit).step == "closed"
    assert broken(lambda: recoveries.call(LI, visit, "no_wish")) == "recovery_closed"


def test_a_customer_nobody_reaches_is_tried_twice(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    recoveries.plan(WANG, visit, PLAN)
    recoveries.call(LI, visit, "not_reached")
    assert line_of(small.services, visit).step == "call"
    recoveries.call(LI, visit, "not_reached")
    assert line_of(small.services, visit).step == "correct"


def test_a_plan_may_be_earlier_than_the_limits_never_later(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)

    def planned(**wish: object) -> str:
        return broken(lambda: recoveries.plan(WANG, visit, Plan("waiting", "priority", **wish)))  # type: ignore[arg-type]

    day = timedelta(days=1)
    assert planned(call_by=CALL_LIMIT + day) == "recovery_due_late"
    assert planned(correct_by=CORRECT_LIMIT + day) == "recovery_due_late"
    assert planned(call_by=TODAY - day) == "recovery_due_past"
    assert planned(call_by=CALL_LIMIT, correct_by=TODAY) == "recovery_due_order"
    assert planned(caller="999") == "receiver_unknown"
    assert planned(caller=ZHAO.staff_no) == "receiver_cannot_write"
    recoveries.plan(WANG, visit, Plan("waiting", "priority", "103", TODAY, CALL_LIMIT))
    line = line_of(small.services, visit)
    assert (line.caller, line.call_by, line.correct_by) == ("刘伟", TODAY, CALL_LIMIT)


def test_a_plan_made_after_the_limit_is_for_today_and_stays_late(small: SmallStation) -> None:
    visit = low(small)
    small.clock.advance(timedelta(days=5))
    small.services.recoveries.plan(WANG, visit, PLAN)
    line = line_of(small.services, visit)
    assert (line.call_by, line.call_limit, line.late) == (TODAY + timedelta(days=5), CALL_LIMIT, True)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan("", "priority"), "recovery_cause_missing"),
        (Plan("waiting", "money"), "recovery_remedy_missing"),
        (Plan("other", "priority"), "recovery_words_missing"),
        (Plan("waiting", "other"), "recovery_words_missing"),
        (Plan("waiting", "priority", words="话" * 201), "reason_too_long"),
        (Plan("waiting", "priority", words="这个不归我管"), "wording_improper"),
    ],
)
def test_a_plan_that_lacks_something_is_refused(small: SmallStation, plan: Plan, code: str) -> None:
    visit = low(small)
    assert broken(lambda: small.services.recoveries.plan(WANG, visit, plan)) == code
    assert line_of(small.services, visit).step == "plan"


def test_what_is_said_on_the_phone_is_kept_with_its_recording_and_is_no_rating(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    recoveries.plan(WANG, visit, PLAN)
    before = ratings(small)
    assert broken(lambda: recoveries.call(LI, visit, "reached", "好了", 5)) == "recovery_recording_missing"
    assert broken(lambda: recoveries.call(LI, visit, "no_wish", "", 5, "LY-1")) == "recovery_told_unfit"
    assert broken(lambda: recoveries.call(LI, visit, "reached", "好了", 6, "LY-1")) == "recovery_told_unfit"
    assert broken(lambda: recoveries.call(LI, visit, "reached")) == "recovery_words_missing"
    recoveries.call(LI, visit, "reached", "客户说可以了", 4, "LY-0231")
    (call,) = line_of(small.services, visit).calls
    assert (call.told, call.recording, call.by) == (4, "LY-0231", "李敏")
    assert ratings(small) == before
    assert line_of(small.services, visit).level == 1


def test_who_calls_back_is_the_one_of_the_plan_his_stand_in_or_a_lead(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    recoveries.plan(WANG, visit, Plan("waiting", "priority", caller="103"))
    assert broken(lambda: recoveries.call(LI, visit, "not_reached")) == "recovery_not_yours"
    recoveries.plan(WANG, visit, Plan("waiting", "priority", caller="102"))
    assert broken(lambda: recoveries.call(LIU, visit, "not_reached")) == "recovery_unknown"
    small.services.absences.away(WANG, "102", "103", "leave", TODAY + timedelta(days=3))
    recoveries.call(LIU, visit, "not_reached")
    recoveries.call(WANG, visit, "no_wish")
    assert [each.by for each in line_of(small.services, visit).calls] == ["刘伟", "王强"]


def test_whom_it_does_not_concern_learns_nothing_from_words_that_are_held(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    recoveries.plan(WANG, visit, PLAN)
    assert broken(lambda: recoveries.correct(LIU, visit, "这个不归我管")) == "recovery_unknown"
    with small.services.base.store.reading() as connection:
        assert not ledger.latest(connection, WordingHeld.type)
    assert broken(lambda: recoveries.correct(LI, visit, "这个不归我管")) == "wording_improper"


def test_the_customer_alone_rates_again_once_when_it_was_put_right(small: SmallStation) -> None:
    services, visit = small.services, low(small)
    recoveries = services.recoveries
    recoveries.plan(WANG, visit, PLAN)
    assert broken(lambda: recoveries.second(LI, visit)) == "recovery_not_corrected"
    recoveries.correct(LI, visit, "午间增开一个窗口")
    again = recoveries.second(LI, visit)
    assert recoveries.second(LI, visit) == again
    timed_out(services, again)
    once_more = recoveries.second(LI, visit)
    assert once_more != again
    assert line_of(services, visit).second == "armed"
    rated(services, once_more, 5)
    line = line_of(services, visit)
    assert (line.level, line.second, line.second_level) == (1, "rated", 5)
    assert broken(lambda: recoveries.second(LI, visit)) == "recovery_rated_again"
    with services.base.store.reading() as connection:
        row = rows.second_tokens(connection, [bytes.fromhex(visit)])[0]
    assert (row.visit.hex(), row.follows.hex(), row.series) == (once_more, visit, "callback")


def test_a_second_bad_rating_is_a_recovery_of_its_own_without_a_third(small: SmallStation) -> None:
    services, visit = small.services, low(small)
    services.recoveries.plan(WANG, visit, PLAN)
    services.recoveries.correct(LI, visit, "增开窗口")
    again = services.recoveries.second(LI, visit)
    rated(services, again, 2)
    assert set(listed(small)) >= {visit, again}
    services.recoveries.plan(WANG, again, PLAN)
    services.recoveries.correct(LI, again, "再次上门")
    assert broken(lambda: services.recoveries.second(LI, again)) == "recovery_is_second"


def test_an_appeal_is_reviewed_by_somebody_else_and_the_rating_stays(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    recoveries.plan(WANG, visit, PLAN)
    recoveries.appeal(WANG, visit, "wrong", "客户说按错了键")
    assert broken(lambda: recoveries.appeal(LI, visit, "malicious", "乱按")) == "recovery_appealed"
    assert broken(lambda: recoveries.decide(WANG, visit, "wrong", "同意")) == "recovery_reviewer_concerned"
    recoveries.call(LI, visit, "no_wish")
    assert broken(lambda: recoveries.close(WANG, visit)) == "recovery_reviewed"
    recoveries.decide(HEAD, visit, "wrong", "已电话核实")
    line = line_of(small.services, visit)
    assert (line.level, line.finding, line.step) == (1, "wrong", "close")
    recoveries.close(WANG, visit)


def test_a_lead_concerned_neither_reviews_nor_closes_his_own(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small, clerk=WANG)
    recoveries.plan(WANG, visit, PLAN)
    recoveries.appeal(HEAD, visit, "malicious", "与办理无关")
    assert (
        broken(lambda: recoveries.decide(WANG, visit, "malicious", "同意")) == "recovery_reviewer_concerned"
    )
    assert broken(lambda: recoveries.close(WANG, visit)) == "recovery_yours"


def test_the_clerk_concerned_states_his_view_once_and_nobody_does_for_him(small: SmallStation) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    recoveries.plan(WANG, visit, PLAN)
    assert broken(lambda: recoveries.state(WANG, visit, "他说")) == "recovery_not_concerned"
    recoveries.state(LI, visit, "系统卡住，已向客户说明")
    assert broken(lambda: recoveries.state(LI, visit, "再说一次")) == "recovery_stated"
    stated = line_of(small.services, visit).stated
    assert stated is not None
    assert stated.words == "系统卡住，已向客户说明"


def test_a_clerk_knows_of_none_before_it_is_planned_or_the_day_is_over(small: SmallStation) -> None:
    visit = low(small)
    assert listed(small, LI) == []
    assert broken(lambda: small.services.recoveries.state(LI, visit, "没有")) == "recovery_unknown"
    assert [each.level for each in small.services.recoveries.open(ZHAO)] == [1]
    small.services.recoveries.plan(WANG, visit, PLAN)
    (line,) = small.services.recoveries.open(LI)
    assert (line.level, line.reason, line.likely) == (None, None, "")
    assert listed(small, LIU) == []
    small.clock.advance(timedelta(days=1))
    assert [each.level for each in small.services.recoveries.open(LI)] == [1]


def test_who_calls_back_need_not_wait_for_a_plan_once_the_day_is_over(small: SmallStation) -> None:
    """The first contact, or who stands in: the call counts, the stand-in sees no level, the lead still plans."""
    recoveries, visit = small.services.recoveries, low(small)
    assert broken(lambda: recoveries.call(LI, visit, "reached", "说等了半小时")) == "recovery_unknown"
    small.clock.advance(timedelta(days=1))
    recoveries.call(LI, visit, "not_reached")
    assert broken(lambda: recoveries.call(LIU, visit, "reached", "说等了半小时")) == "recovery_unknown"
    small.services.absences.away(WANG, LI.staff_no, LIU.staff_no, "leave")
    (line,) = recoveries.open(LIU)
    assert (line.level, line.reason, line.step, "call" in line.may, "correct" in line.may) == (
        None,
        None,
        "plan",
        True,
        False,
    )
    recoveries.call(LIU, visit, "reached", "说等了半小时")
    recoveries.plan(WANG, visit, PLAN)
    assert [each.step for each in recoveries.open(WANG)] == ["correct"]


def test_an_auditor_looks_and_does_nothing(small: SmallStation) -> None:
    visit = low(small)
    assert line_of(small.services, visit, ZHAO).may == frozenset()
    assert broken(lambda: small.services.recoveries.plan(ZHAO, visit, PLAN)) == "not_allowed"


def test_the_most_urgent_stands_first(small: SmallStation) -> None:
    late = low(small)
    small.services.recoveries.plan(WANG, late, PLAN)
    small.clock.advance(timedelta(days=4))
    fresh = low(small, 2, "E201")
    assert listed(small) == [late, fresh]
    assert line_of(small.services, fresh).likely == "waiting"


def test_no_other_kind_of_id_and_no_good_rating_is_planned(small: SmallStation) -> None:
    good = low(small, 5, "")
    for visit in (good, "00" * 16, "nothing"):
        assert broken(lambda: small.services.recoveries.plan(WANG, visit, PLAN)) == "recovery_unknown"  # noqa: B023


def test_words_begun_are_kept_until_they_are_sent(small: SmallStation) -> None:
    words, visit = small.services.recovery_words, low(small)
    words.keep(WANG, visit, "plan", {"cause": "3"})
    assert words.begun(WANG, visit, "plan") == {"cause": "3"}
    small.services.recoveries.plan(WANG, visit, PLAN)
    assert words.begun(WANG, visit, "plan") == {}
    words.keep(LI, visit, "call", {"words": "没人接"})
    words.drop(LI, visit, "call")
    assert words.begun(LI, visit, "call") == {}


def test_only_presses_before_and_after_make_a_pair() -> None:
    before = Press("01", "102", "counter", 1)
    other = [Press("03", "102", "third_party", 1), Press("04", "102", "callback", 5, "03")]
    assert pairs([before, *other]) == ()
    (pair,) = pairs([before, Press("02", "102", "callback", 4, "01"), *other])
    assert (pair.before, pair.after, pair.uplift) == (1, 4, 3)


def test_a_bad_rating_of_another_matter_kind_is_listed_with_its_customer_masked(small: SmallStation) -> None:
    line = line_of(small.services, low(small))
    assert line.customer == "吴**"
    assert line.kind == small.services.base.words_of(BILL)


def test_everything_done_in_a_row_is_one_line_of_the_record(small: SmallStation) -> None:
    visit = low(small)
    made_good(small.services, visit)
    (line,) = small.services.recoveries.closed(WANG)
    assert (line.visit, line.step, line.may) == (visit, "closed", frozenset({"second"}))


def test_the_brief_tells_what_was_made_good_and_what_is_due_also_of_a_day_that_is_over(
    small: SmallStation,
) -> None:
    services, brief = small.services, small.services.brief

    def told(day: date, code: str) -> list[tuple[str, str, bool]]:
        rows_told = brief.of(WANG, day).brief.figure(code).rows or ()
        return [(row.opens, row.group, row.late) for row in rows_told]

    done, left = low(small), low(small, 2, "E201")
    made_good(services, done)
    assert told(TODAY, "recoveries_due") == []
    small.clock.advance(timedelta(days=1))
    friday = TODAY + timedelta(days=1)
    assert told(friday, "recoveries") == [(done, "1", False)]
    assert [each[0] for each in told(friday, "low_ratings")] == [done, left]
    assert told(friday, "recoveries_due") == [(left, "plan", False)]
    small.clock.advance(timedelta(days=3))
    monday = friday + timedelta(days=3)
    assert told(monday, "recoveries_due") == [(left, "plan", True)]
    assert "recovery_late" in {why for case in brief.of(WANG, monday).brief.cases for why in case.why}
    made_good(services, left)
    assert told(monday, "recoveries_due") == []
    small.clock.advance(timedelta(days=1))
    assert told(monday, "recoveries_due") == [(left, "plan", True)]
    assert told(monday + timedelta(days=1), "recoveries_due") == []


def test_a_second_rating_is_of_another_series_than_the_counters(small: SmallStation) -> None:
    services, visit = small.services, low(small)
    services.recoveries.plan(WANG, visit, PLAN)
    services.recoveries.correct(LI, visit, "增开窗口")
    again = services.recoveries.second(LI, visit)
    rated(services, again, 5)
    small.clock.advance(timedelta(days=1))
    counted = {row.opens for row in services.brief.of(WANG).brief.figure("tokens").rows or ()}
    assert visit in counted
    assert again not in counted
    assert [point.rated for point in services.brief.last(WANG)][-1] == 1


def test_the_close_of_a_day_names_what_is_due_by_the_day_of_the_press_alone(small: SmallStation) -> None:
    visit = low(small)
    small.clock.advance(timedelta(days=1))
    services = small.services
    sheet = services.close_day.view(WANG).sheet
    figure = next(each for each in sheet.figures if each.code == "recoveries")
    assert [(gap.what, gap.opens, gap.name) for gap in figure.gaps] == [("plan", visit, TODAY.isoformat())]
    made_good(services, visit)
    sheet = services.close_day.view(WANG).sheet
    assert next(each for each in sheet.figures if each.code == "recoveries").count("due") == 0


def test_home_counts_what_waits_for_each_and_tells_what_is_late(small: SmallStation) -> None:
    services, visit = small.services, low(small)

    def counted() -> list[tuple[int, int]]:
        views = [services.home.view(actor) for actor in (WANG, LI, LIU)]
        return [(view.recoveries, view.recoveries_late) for view in views]

    assert counted() == [(1, 0), (0, 0), (0, 0)]
    services.recoveries.plan(WANG, visit, PLAN)
    assert counted() == [(0, 0), (1, 0), (0, 0)]
    services.absences.away(WANG, "102", "103", "leave", TODAY + timedelta(days=9))
    small.clock.advance(timedelta(days=2))
    assert counted() == [(0, 1), (1, 1), (1, 1)]
    services.recoveries.call(LIU, visit, "no_wish")
    services.recoveries.correct(LIU, visit, "增开窗口")
    assert counted() == [(1, 0), (0, 0), (0, 0)]
    services.recoveries.close(WANG, visit)
    assert counted() == [(0, 0), (0, 0), (0, 0)]


@pytest.mark.parametrize("level", [1, 5])
def test_a_customer_may_name_any_level_on_the_phone(small: SmallStation, level: int) -> None:
    recoveries, visit = small.services.recoveries, low(small)
    recoveries.plan(WANG, visit, PLAN)
    recoveries.call(LI, visit, "reached", "客户说了", level, "LY-0232")
    assert line_of(small.services, visit).calls[0].told == level
