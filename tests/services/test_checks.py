"""Checks of the hall: what is due, who looked, and what failed becoming an action item in the same breath."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.reading import leading
from counter_tui.db.rows.checks import day_subject
from counter_tui.domain.checks.state import fold_day
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import CheckAnswer, Result
from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import set_language
from counter_tui.services.views.checks import ItemView, ListView
from support.clocks import NOON, SHANGHAI
from support.shift import handed_to
from support.stations import LI, LIU, WANG, SmallStation, open_small_station

GUIDE, HEAD = Actor("105", "林导", "guide"), Actor("106", "赵所", "head")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


def list_of(small: SmallStation, code: str, at: datetime | None = None) -> ListView:
    """The list as it stands, today or on a day."""
    lists = small.services.checks.lists(LI, at.date() if at else None)
    return next(each for each in lists if each.list == code)


def item_of(small: SmallStation, list_code: str, item: str) -> ItemView:
    """An item of a list as it stands today."""
    return next(each for each in list_of(small, list_code).items if each.item == item)


def found(item: str, result: Result = "ok", words: str = "") -> CheckAnswer:
    """What was found at an item."""
    return CheckAnswer(item=item, result=result, words=words)


def all_ok(small: SmallStation, actor: Actor, list_code: str) -> None:
    """Somebody who leads finds everything on a list in order."""
    items = [found(each.item) for each in list_of(small, list_code).items]
    small.services.checks.done(actor, list_code, items)


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


def test_a_list_is_done_when_everybody_has_looked_at_what_is_required(small: SmallStation) -> None:
    checks = small.services.checks
    small.clock.set(datetime(2025, 11, 20, 7, 40, tzinfo=SHANGHAI))
    assert list_of(small, "opening").standing == "due"
    own = [each for each in list_of(small, "opening").items if each.who in ("clerk", "guide")]
    checked = checks.done(LI, "opening", [found(each.item) for each in own])
    assert checked.missing == ("camera", "fire", "cash_box")
    half = list_of(small, "opening")
    assert (half.standing, half.people, half.asked - half.answered) == ("due", ("李敏",), 3)
    small.clock.advance(timedelta(minutes=5))
    assert checks.done(WANG, "opening", [found(each) for each in checked.missing]).missing == ()
    whole = list_of(small, "opening")
    assert (whole.standing, whole.people) == ("done", ("李敏", "王强"))
    assert whole.done_at == small.clock.now()


def test_an_opening_check_after_the_counter_opened_is_late(small: SmallStation) -> None:
    small.clock.set(datetime(2025, 11, 20, 8, 0, 1, tzinfo=SHANGHAI))
    assert list_of(small, "opening").standing == "late"
    all_ok(small, WANG, "opening")
    assert list_of(small, "opening").standing == "done_late"
    assert list_of(small, "closing").standing == "due"


def test_a_weekly_list_stays_due_until_somebody_has_done_it_in_that_week(small: SmallStation) -> None:
    """2025-11-20 is a Thursday; the week before nobody did it, and late it stays."""
    assert (list_of(small, "weekly").standing, str(list_of(small, "weekly").due_on)) == ("late", "2025-11-17")
    all_ok(small, WANG, "weekly")
    assert list_of(small, "weekly").standing == "done_late"
    monday = datetime(2025, 11, 24, 9, 0, tzinfo=SHANGHAI)
    assert list_of(small, "weekly", monday).standing == "due"
    assert list_of(small, "weekly", monday - timedelta(days=8)).standing == "late"
    small.clock.set(monday)
    all_ok(small, WANG, "weekly")
    assert list_of(small, "weekly").standing == "done"
    # On Wednesday nobody had done it yet, whatever was done on Thursday.
    assert list_of(small, "weekly", NOON - timedelta(days=1)).standing == "late"


def test_nothing_was_due_before_the_station_was_set_up(small: SmallStation) -> None:
    """That was on Friday the 14th: its month's list is due from then on, its week's too."""
    friday = datetime(2025, 11, 14, 12, 0, tzinfo=SHANGHAI)
    assert list_of(small, "five_s", friday - timedelta(days=1)).standing == "not_due"
    assert [str(list_of(small, code, friday).due_on) for code in ("five_s", "weekly", "monthly")] == [
        "2025-11-14"
    ] * 3
    assert list_of(small, "weekly", friday - timedelta(days=7)).due_on is None


def test_what_failed_is_an_action_item_of_the_lead_in_the_same_transaction(small: SmallStation) -> None:
    checks, actions = small.services.checks, small.services.actions
    (named,) = checks.done(LI, "opening", [found("printer", "failed", "卡纸"), found("reader")]).problems
    assert named.how == "new"
    (item,) = actions.carried(WANG)
    assert (item.item_id, item.words, item.owner, item.origin) == (
        named.item_id,
        "打印机和纸张：卡纸",
        WANG.staff_no,
        "check",
    )
    assert (item.due, item.check) == (NOON.date(), "再查“打印机和纸张”")
    assert item_of(small, "opening", "printer").carried
    assert not item_of(small, "opening", "reader").carried


def test_what_failed_is_read_in_the_language_of_whoever_reads_it(small: SmallStation) -> None:
    small.services.checks.done(LI, "opening", [found("printer", "failed", "卡纸")])
    (item,) = small.services.actions.carried(WANG)
    set_language("en")
    try:
        assert (item.words, item.check) == (
            "Printers and paper: 卡纸",
            "Look at “Printers and paper” again",
        )
    finally:
        set_language("zh")
    assert (item.said, item.look) == ("卡纸", "")


def test_what_failed_goes_to_who_answers_for_a_lead_who_is_away(small: SmallStation) -> None:
    services = small.services
    services.staff.add(WANG, HEAD.staff_no, HEAD.name, HEAD.role, "729461")
    handed_to(small, HEAD.staff_no, "729461")
    services.absences.away(HEAD, WANG.staff_no, LIU.staff_no, "leave")
    services.checks.done(HEAD, "five_s", [found("s_papers", "failed", "有票据")], owner=WANG.staff_no)
    assert [each.owner for each in services.actions.carried(LIU)] == [LIU.staff_no]


def test_the_same_failure_is_the_same_item_and_comes_back_once_it_was_verified(small: SmallStation) -> None:
    checks, actions = small.services.checks, small.services.actions
    failed = [found("printer", "failed", "卡纸")]
    (first,) = checks.done(LI, "opening", failed, owner="102").problems
    small.clock.advance(timedelta(days=1))
    (second,) = checks.done(LIU, "opening", failed).problems
    assert (second.how, second.item_id) == ("carried", first.item_id)
    actions.verify(WANG, first.item_id)
    small.clock.advance(timedelta(days=2))
    (third,) = checks.done(LIU, "opening", failed).problems
    assert (third.how, third.item_id) == ("came_back", first.item_id)
    assert [each.came_back for each in actions.carried(WANG)] == [1]


def test_nothing_is_kept_of_a_check_whose_failure_nobody_can_put_right(small: SmallStation) -> None:
    checks, failed = small.services.checks, [found("printer", "failed", "卡纸")]
    assert broken(lambda: checks.done(WANG, "opening", failed, owner="999")) == "receiver_unknown"
    assert list_of(small, "opening").people == ()
    assert small.services.actions.carried(WANG) == ()


def test_only_who_leads_gives_what_failed_to_somebody_else(small: SmallStation) -> None:
    checks, failed = small.services.checks, [found("printer", "failed", "卡纸")]
    assert broken(lambda: checks.done(LI, "opening", failed, owner="103")) == "check_owner_other"
    checks.done(WANG, "opening", failed, owner="103")
    assert [each.owner for each in small.services.actions.carried(WANG)] == ["103"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([], "check_empty"),
        ([found("nothing")], "check_item_unknown"),
        ([found("reader"), found("reader", "failed", "坏")], "check_item_again"),
        ([found("reader", "failed", " ")], "check_words_missing"),
        ([found("reader", "not_here")], "check_words_missing"),
        ([found("reader", "failed", "长" * 121)], "reason_too_long"),
        ([found("fire")], "check_for_lead"),
        ([CheckAnswer(item="reader", result="maybe")], "check_result_unknown"),  # type: ignore[arg-type]
    ],
)
def test_no_check_is_kept_that_says_nothing(
    small: SmallStation, answers: list[CheckAnswer], code: str
) -> None:
    assert broken(lambda: small.services.checks.done(LI, "opening", answers)) == code
    assert list_of(small, "opening").people == ()


def test_what_is_not_required_may_be_missing_without_words(small: SmallStation) -> None:
    small.services.checks.done(LI, "opening", [found("glasses", "not_here")])
    assert item_of(small, "opening", "glasses").result == "not_here"
    assert small.services.actions.carried(WANG) == ()


def test_a_hall_without_a_lead_does_not_open(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    services = small.services
    monkeypatch.setattr(leading, "lead", lambda _connection: "")
    assert broken(lambda: services.checks.done(LI, "opening", [found("reader")])) == "check_no_lead"
    services.checks.done(LI, "hall", [found("walk_place")])


def test_an_item_looked_at_again_counts_as_it_was_found_last(small: SmallStation) -> None:
    checks = small.services.checks
    checks.done(LI, "opening", [found("printer", "failed", "卡纸")])
    checks.done(LIU, "opening", [found("printer")])
    item = item_of(small, "opening", "printer")
    assert (item.result, item.by, item.failed_30) == ("ok", "刘伟", 1)
    assert list_of(small, "opening").people == ("李敏", "刘伟")


def test_the_trend_counts_the_days_an_item_failed_in_thirty_and_in_ninety_days(small: SmallStation) -> None:
    checks, failed = small.services.checks, [found("printer", "failed", "卡纸")]
    for days in (90, 89, 30, 29, 0):
        small.clock.set(NOON - timedelta(days=days))
        checks.done(LI, "opening", failed)
        checks.done(LI, "opening", failed)
    checks.done(LI, "hall", [found("walk_place", "failed", "有水")])
    trend = {each.item: (each.list, each.failed_30, each.failed_90) for each in checks.trend(LI)}
    assert trend == {"printer": ("opening", 2, 4), "walk_place": ("hall", 1, 1)}
    assert [each.item for each in checks.trend(LI)] == ["printer", "walk_place"]
    # Seen from the day before, what happened since has not happened.
    before = {each.item: each.failed_90 for each in checks.trend(LI, NOON.date() - timedelta(days=1))}
    assert before == {"printer": 4}


def test_a_station_adds_items_of_its_own_which_count_like_the_others(small: SmallStation) -> None:
    checks = small.services.checks
    code = checks.add(WANG, "five_s", " 绿植 ", "枯了", "guide", required=True)
    asked = list_of(small, "five_s").asked
    item = item_of(small, "five_s", code)
    assert (item.name.zh, item.own, item.required, item.result) == ("绿植", True, True, "")
    assert broken(lambda: checks.add(WANG, "five_s", "绿植", "枯了", "guide")) == "check_item_there"
    assert broken(lambda: checks.add(WANG, "nothing", "绿植", "枯了", "guide")) == "check_list_unknown"
    assert broken(lambda: checks.add(WANG, "five_s", "鱼缸", "枯了", "auditor")) == "check_who_missing"
    checks.done(LI, "five_s", [found(code, "failed", "叶子黄")])
    assert [each.words for each in small.services.actions.carried(WANG)] == ["绿植：叶子黄"]
    assert list_of(small, "five_s", NOON - timedelta(days=1)).asked == asked - 1


def test_a_required_item_is_dropped_for_a_reason_which_is_shown(small: SmallStation) -> None:
    checks = small.services.checks
    assert broken(lambda: checks.drop(WANG, "pos")) == "check_reason_missing"
    checks.drop(WANG, "pos", "本厅不收费")
    check = list_of(small, "opening")
    assert "pos" not in [each.item for each in check.items]
    assert [(each.item, each.reason, each.by) for each in check.dropped] == [("pos", "本厅不收费", "王强")]
    assert broken(lambda: checks.done(LI, "opening", [found("pos")])) == "check_item_unknown"
    assert broken(lambda: checks.drop(WANG, "pos", "再来")) == "check_item_unknown"
    # The day before it was still looked at.
    assert "pos" in [each.item for each in list_of(small, "opening", NOON - timedelta(days=1)).items]
    checks.restore(WANG, "pos")
    assert list_of(small, "opening").dropped == ()
    assert broken(lambda: checks.restore(WANG, "pos")) == "check_item_not_dropped"


def test_what_is_added_or_dropped_later_makes_no_list_undone(small: SmallStation) -> None:
    checks = small.services.checks
    all_ok(small, WANG, "five_s")
    code = checks.add(WANG, "five_s", "绿植", "枯了", "guide", required=True)
    checks.drop(WANG, "s_papers", "无纸化")
    check = list_of(small, "five_s")
    assert (check.standing, check.asked - check.answered) == ("done", 1)
    gone = next(each for each in check.items if each.item == "s_papers")
    assert (gone.in_force, gone.result) == (False, "ok")
    assert code in [each.item for each in check.items]


def test_the_facts_of_a_list_tell_the_same_in_any_order(small: SmallStation) -> None:
    checks = small.services.checks
    checks.done(LI, "opening", [found("printer", "failed", "卡纸")])
    checks.done(LIU, "opening", [found("printer")])
    checks.done(WANG, "opening", [found("fire")])
    with small.services.base.store.reading() as connection:
        facts = ledger.facts_of(connection, day_subject("opening", NOON.date()))
    assert len(facts) == 3
    assert fold_day(facts) == fold_day(reversed(facts))


def test_what_is_found_and_not_recorded_is_kept_for_its_person_and_day(small: SmallStation) -> None:
    words, checks = small.services.check_words, small.services.checks
    words.keep(LI, "opening", "", {"pc": ["ok", ""]})
    words.keep(LI, "opening", "printer", {"text": "卡"})
    assert words.begun(LI, "opening") == {"pc": ["ok", ""]}
    assert words.begun(LI, "opening", "printer") == {"text": "卡"}
    assert (words.begun(LIU, "opening"), words.begun(LI, "five_s")) == ({}, {})
    small.clock.advance(timedelta(days=1))
    assert words.begun(LI, "opening") == {}
    words.keep(LI, "opening", "", {"pc": ["ok", ""]})
    checks.done(LI, "opening", [found("pc")])
    assert words.begun(LI, "opening") == {}
    words.drop(LI, "opening", "printer")


def test_the_first_screen_says_that_the_opening_check_waits_to_whom_it_concerns(small: SmallStation) -> None:
    def waits() -> list[str]:
        head = Actor("108", "周所长", "head")
        return [small.services.home.view(actor).opening_check for actor in (LI, GUIDE, WANG, head)]

    small.clock.set(datetime(2025, 11, 20, 8, 0, tzinfo=SHANGHAI))
    assert waits() == ["due", "due", "due", ""]
    small.clock.advance(timedelta(seconds=1))
    assert waits() == ["late", "late", "late", ""]
    own = [each for each in list_of(small, "opening").items if each.who in ("clerk", "guide")]
    small.services.checks.done(LI, "opening", [found(each.item) for each in own])
    assert waits() == ["", "", "late", ""]
    all_ok(small, WANG, "opening")
    assert waits() == ["", "", "", ""]
    # A Saturday.
    small.clock.set(datetime(2025, 11, 22, 8, 30, tzinfo=SHANGHAI))
    assert waits() == ["", "", "", ""]


@pytest.mark.parametrize(
    ("days", "leaning"), [((0, 40), "more"), ((0, 40, 50, 60), "less"), ((0, 40, 50), "same")]
)
def test_an_item_fails_more_or_less_often_of_late(
    small: SmallStation, days: tuple[int, ...], leaning: str
) -> None:
    for ago in days:
        small.clock.set(NOON - timedelta(days=ago))
        small.services.checks.done(LI, "opening", [found("printer", "failed", "卡纸")])
    small.clock.set(NOON)
    assert [each.leaning for each in small.services.checks.trend(LI)] == [leaning]


def test_what_failed_is_said_with_who_and_by_when(small: SmallStation) -> None:
    failed = [found("reader", "failed", "读不出"), found("printer", "failed", "卡纸")]
    told = small.services.checks.done(LI, "opening", failed).problems
    assert [(each.name.zh, each.owner, str(each.due)) for each in told] == [
        ("打印机和纸张", "王强", "2025-11-20"),
        ("身份证读卡器", "王强", "2025-11-21"),
    ]
