"""Action items: named with an owner, a day and a way to look; carried until somebody else has looked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.actions.state import fold
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.actions.service import NAMING, ActionLine, action_subject
from support.stations import LI, LIU, WANG, SmallStation, open_small_station

TODAY = date(2025, 11, 20)
BOARD = "公示牌电价过期"
HEAD = Actor("108", "周所长", "head")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def named(
    small: SmallStation, owner: str = "102", due: date = TODAY, about: str = "", by: Actor = WANG
) -> str:
    """A problem was named; the id of its action item."""
    actions = small.services.actions
    return actions.set(by, actions.new(by), BOARD, owner, due, "值长看公示牌", about=about).item_id


def line_of(small: SmallStation, item: str, actor: Actor = WANG) -> ActionLine:
    """The item as this person sees it."""
    actions = small.services.actions
    return next(each for each in (*actions.carried(actor), *actions.verified(actor)) if each.item_id == item)


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


def test_a_problem_is_carried_with_its_age_until_somebody_else_has_looked(small: SmallStation) -> None:
    actions, item = small.services.actions, named(small)
    small.clock.advance(timedelta(days=3))
    line = line_of(small, item)
    assert (line.state, line.owner_name, line.age, line.late) == ("open", "李敏", 3, True)
    actions.report(LI, item, "已换新价表")
    assert line_of(small, item).state == "reported"
    assert item in {each.item_id for each in actions.carried(WANG)}
    actions.verify(WANG, item)
    assert item not in {each.item_id for each in actions.carried(WANG)}
    line = line_of(small, item)
    assert (line.state, line.verified_by, line.late) == ("verified", "王强", False)


def test_nobody_verifies_sends_back_or_moves_what_is_his_own(small: SmallStation) -> None:
    small.services.staff.add(WANG, HEAD.staff_no, HEAD.name, HEAD.role, "618350")
    actions, item = small.services.actions, named(small, owner=WANG.staff_no)
    actions.report(WANG, item, "已换")
    assert broken(lambda: actions.verify(WANG, item)) == "action_yours"
    assert broken(lambda: actions.send_back(WANG, item, "没换", TODAY)) == "action_yours"
    assert broken(lambda: actions.move(WANG, item, TODAY + timedelta(days=1), "忙")) == "action_yours"
    assert not line_of(small, item, WANG).may_verify
    assert line_of(small, item, HEAD).may_verify
    actions.verify(HEAD, item)
    assert line_of(small, item).verified_by == "周所长"


def test_only_the_owner_says_that_it_is_done(small: SmallStation) -> None:
    item = named(small)
    assert broken(lambda: small.services.actions.report(LIU, item, "已换")) == "action_not_yours"
    assert broken(lambda: small.services.actions.report(LI, item, "  ")) == "action_words_missing"


def test_who_stands_in_for_the_owner_says_that_it_is_done_and_looks_at_it_never(small: SmallStation) -> None:
    services, item = small.services, named(small)
    assert services.home.view(LIU).action_items == 0
    services.absences.away(WANG, LI.staff_no, WANG.staff_no, "ill")
    assert services.home.view(WANG).action_items == 1
    line = line_of(small, item)
    assert (line.may_report, line.may_verify) == (True, False)
    assert broken(lambda: services.actions.verify(WANG, item)) == "action_yours"
    services.actions.report(WANG, item, "已换新价表")
    services.absences.back(WANG, LI.staff_no)
    assert broken(lambda: services.actions.verify(WANG, item)) == "action_yours"
    services.actions.verify(HEAD, item)
    assert line_of(small, item).state == "verified"


def test_what_is_not_done_goes_back_with_a_reason_and_a_new_day(small: SmallStation) -> None:
    actions, item = small.services.actions, named(small)
    later = TODAY + timedelta(days=2)
    assert broken(lambda: actions.send_back(WANG, item, "没换", later)) == "action_not_reported"
    actions.report(LI, item, "已换")
    assert broken(lambda: actions.send_back(WANG, item, " ", later)) == "reason_missing"
    actions.send_back(WANG, item, "背面没换", later)
    line = line_of(small, item)
    assert (line.state, line.due, line.first_due, line.sent_back) == ("open", later, TODAY, 1)


def test_a_moved_day_is_counted_and_the_first_one_stays_known(small: SmallStation) -> None:
    actions, item = small.services.actions, named(small)
    later = TODAY + timedelta(days=4)
    assert broken(lambda: actions.move(WANG, item, TODAY, "等价表")) == "action_due_same"
    assert broken(lambda: actions.move(WANG, item, TODAY - timedelta(days=1), "等价表")) == "action_due_past"
    actions.move(WANG, item, later, "等新价表印好")
    line = line_of(small, item)
    assert (line.due, line.first_due, line.moved) == (later, TODAY, 1)


def test_another_owner_begins_anew(small: SmallStation) -> None:
    actions, item = small.services.actions, named(small)
    actions.report(LI, item, "已换")
    actions.give(WANG, item, "103", "李敏休假")
    line = line_of(small, item, LIU)
    assert (line.owner, line.state, line.may_report) == ("103", "open", True)
    assert broken(lambda: actions.give(WANG, item, "103", "再给一次")) == "action_owner_same"
    assert broken(lambda: actions.give(WANG, item, "999", "换人")) == "receiver_unknown"


@pytest.mark.parametrize(
    ("words", "owner", "due", "check", "code"),
    [
        (" ", "102", TODAY, "看", "action_words_missing"),
        (BOARD, "", TODAY, "看", "action_owner_missing"),
        (BOARD, "999", TODAY, "看", "receiver_unknown"),
        (BOARD, "102", TODAY, "", "action_check_missing"),
        (BOARD, "102", TODAY - timedelta(days=1), "看", "action_due_past"),
        (BOARD, "102", TODAY + timedelta(days=367), "看", "action_due_far"),
        ("长" * 201, "102", TODAY, "看", "reason_too_long"),
    ],
)
def test_no_problem_is_named_without_owner_day_and_a_way_to_look(
    small: SmallStation, words: str, owner: str, due: date, check: str, code: str
) -> None:
    actions = small.services.actions
    assert broken(lambda: actions.set(WANG, actions.new(WANG), words, owner, due, check)) == code
    assert actions.carried(WANG) == ()


def test_setting_the_same_item_twice_makes_one(small: SmallStation) -> None:
    actions = small.services.actions
    item = actions.new(WANG)
    for _again in range(2):
        actions.set(WANG, item, BOARD, "102", TODAY, "看公示牌")
    assert [each.item_id for each in actions.carried(WANG)] == [item]


def test_the_same_problem_is_the_item_that_is_carried(small: SmallStation) -> None:
    first = named(small, about="boards")
    assert named(small, about="boards") == first
    assert named(small, about="water") != first
    assert len(small.services.actions.carried(WANG)) == 2


@pytest.mark.parametrize(("days", "again"), [(30, True), (31, False)])
def test_a_problem_that_comes_back_within_thirty_days_opens_its_item_anew(
    small: SmallStation, days: int, again: bool
) -> None:
    first = named(small, about="boards")
    small.services.actions.verify(WANG, first)
    small.clock.advance(timedelta(days=days))
    due = TODAY + timedelta(days=days + 1)
    second = named(small, owner="103", due=due, about="boards")
    assert (second == first) is again
    line = line_of(small, second)
    assert (line.state, line.owner, line.due, line.came_back, line.age) == ("open", "103", due, int(again), 0)


def test_what_is_verified_stays_verified(small: SmallStation) -> None:
    actions, item = small.services.actions, named(small)
    actions.verify(WANG, item)
    assert broken(lambda: actions.report(LI, item, "已换")) == "action_verified"
    assert broken(lambda: actions.verify(WANG, item)) == "action_verified"
    assert broken(lambda: actions.give(WANG, item, "103", "换人")) == "action_verified"


def test_due_days_are_counted_in_working_days(small: SmallStation) -> None:
    """Thursday, and two working days later is Monday."""
    actions = small.services.actions
    assert [actions.due_in(days) for days in (0, 1, 2)] == [TODAY, date(2025, 11, 21), date(2025, 11, 24)]


def test_the_facts_of_an_item_tell_the_same_in_any_order(small: SmallStation) -> None:
    actions, item = small.services.actions, named(small)
    actions.report(LI, item, "已换")
    actions.send_back(WANG, item, "背面没换", TODAY)
    actions.report(LI, item, "都换了")
    actions.verify(WANG, item)
    with small.services.base.store.reading() as connection:
        facts = ledger.facts_of(connection, action_subject(item))
    assert fold(facts) == fold(reversed(facts))


def test_words_not_sent_are_kept_for_their_person_and_go_with_the_act(small: SmallStation) -> None:
    words, actions, item = small.services.action_words, small.services.actions, named(small)
    words.keep(LI, item, "report", {"text": "换了两"})
    words.keep(WANG, item, "move", {"reason": "等"})
    assert words.begun(LI, item, "report") == {"text": "换了两"}
    assert words.begun(WANG, item, "report") == {}
    actions.report(LI, item, "已换")
    assert words.begun(LI, item, "report") == {}
    assert words.begun(WANG, item, "move") == {"reason": "等"}
    actions.verify(WANG, item)
    assert words.begun(WANG, item, "move") == {}
    # Nobody can reach them any more.
    words.keep(WANG, item, "move", {"reason": "等"})
    assert words.begun(WANG, item, "move") == {}


def test_a_problem_of_the_meeting_leaves_what_is_typed_on_the_screen(small: SmallStation) -> None:
    words, actions = small.services.action_words, small.services.actions
    words.keep(WANG, "", NAMING, {"words": "雨伞架"})
    actions.set(WANG, actions.new(WANG), BOARD, "102", TODAY, "看", origin="meeting")
    assert words.begun(WANG, "", NAMING) == {"words": "雨伞架"}
    actions.set(WANG, actions.new(WANG), "雨伞架没有伞", "102", TODAY, "看")
    assert words.begun(WANG, "", NAMING) == {}


def test_the_first_screen_counts_what_is_due_by_one_and_what_a_lead_may_look_at(small: SmallStation) -> None:
    def counts() -> list[int]:
        return [small.services.home.view(actor).action_items for actor in (LI, WANG, LIU)]

    item = named(small)
    later = named(small, due=TODAY + timedelta(days=1), about="later")
    assert counts() == [1, 0, 0]
    small.services.actions.report(LI, item, "已换")
    assert counts() == [0, 1, 0]
    small.services.actions.verify(WANG, item)
    small.clock.advance(timedelta(days=1))
    assert counts() == [1, 0, 0]
    assert later in {each.item_id for each in small.services.actions.carried(LI)}
