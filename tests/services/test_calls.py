"""Reports upward with an answer clock, and conflicts called quietly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.calls import ConflictCalled, Place, ReportSent
from counter_tui.services.lines.calls import CallsView
from support.matter_screen import matter_about
from support.stations import LI, LIU, WANG, ZHAO, SmallStation, open_small_station

AT_HOME = Place(screen="home")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def reported(small: SmallStation, words: str = "打印机坏了", place: Place = AT_HOME) -> str:
    call = small.services.calls.new(LI)
    small.services.calls.report(LI, call, words, place)
    return call


def test_a_report_stands_before_leads_with_the_number_of_its_matter(small: SmallStation) -> None:
    matter = matter_about(small, LI, "王")
    place = Place(screen="matter", field="phone", matter=matter)
    call = reported(small, place=place)
    (line,) = small.services.calls.view(WANG).to_answer
    number = small.services.matters.view(WANG, matter).line.number
    assert (line.call_id, line.words, line.number, line.field) == (call, "打印机坏了", number, "phone")
    assert [each.call_id for each in small.services.calls.view(LI).own] == [call]
    assert small.services.calls.view(LIU) == CallsView()


def test_a_report_names_no_matter_this_station_does_not_have(small: SmallStation) -> None:
    reported(small, place=Place(screen="matter", matter="00" * 16))
    (line,) = small.services.calls.view(WANG).to_answer
    assert (line.matter_id, line.number) == ("", "")


def test_a_report_without_words_is_refused_and_one_sent_twice_is_one(small: SmallStation) -> None:
    calls = small.services.calls
    with pytest.raises(RuleBroken, match="text_missing"):
        calls.report(LI, calls.new(LI), "  ", AT_HOME)
    call = reported(small)
    calls.report(LI, call, "再说一次", AT_HOME)
    assert [line.words for line in calls.view(WANG).to_answer] == ["打印机坏了"]


def test_a_report_turns_late_at_the_minute_of_the_setting(small: SmallStation) -> None:
    reported(small)
    small.clock.advance(timedelta(minutes=29, seconds=59))
    assert not small.services.calls.view(WANG).to_answer[0].late
    small.clock.advance(timedelta(seconds=1))
    assert small.services.calls.view(WANG).to_answer[0].late


def test_the_answer_comes_back_until_it_was_read(small: SmallStation) -> None:
    calls = small.services.calls
    call = reported(small)
    with pytest.raises(RuleBroken, match="not_allowed"):
        calls.answer(LIU, call, "换一台")
    with pytest.raises(RuleBroken, match="text_missing"):
        calls.answer(WANG, call, " ")
    calls.answer(WANG, call, "用二号打印机")
    assert calls.view(WANG).to_answer == ()
    (line,) = calls.view(LI).answers
    assert (line.answer, line.answered_by) == ("用二号打印机", WANG.name)
    with pytest.raises(RuleBroken, match="call_answered"):
        calls.answer(WANG, call, "再答一次")
    with pytest.raises(RuleBroken, match="not_your_call"):
        calls.seen(LIU, call)
    for _again in range(2):
        calls.seen(LI, call)
    assert calls.view(LI) == CallsView()


def test_a_conflict_stands_before_every_report_and_on_no_list_of_its_caller(small: SmallStation) -> None:
    reported(small)
    called = small.services.calls.conflict(LI, AT_HOME)
    assert called.fresh
    kinds = [line.kind for line in small.services.calls.view(WANG).to_answer]
    assert kinds == ["conflict", "report"]
    mine = small.services.calls.view(LI)
    assert mine.quiet
    assert [line.kind for line in (*mine.own, *mine.answers)] == ["report"]


def test_calling_again_goes_on_with_the_same_conflict_for_a_quarter_of_an_hour(small: SmallStation) -> None:
    calls = small.services.calls
    first = calls.conflict(LI, AT_HOME)
    again = calls.conflict(LI, AT_HOME)
    assert (again.call_id, again.fresh, again.answered) == (first.call_id, False, False)
    calls.answer(WANG, first.call_id)
    assert calls.conflict(LI, AT_HOME).answered
    assert calls.conflict(LIU, AT_HOME).fresh
    small.clock.advance(timedelta(minutes=15))
    later = calls.conflict(LI, AT_HOME)
    assert later.fresh
    assert later.call_id != first.call_id


def test_a_conflict_called_while_the_clock_was_ahead_swallows_none_that_is_called_later(
    small: SmallStation,
) -> None:
    calls = small.services.calls
    small.clock.advance(timedelta(days=400))
    ahead = calls.conflict(LI, AT_HOME)
    calls.answer(WANG, ahead.call_id)
    small.clock.advance(timedelta(days=-400))
    now = calls.conflict(LI, AT_HOME)
    assert now.fresh
    assert calls.conflict(LI, AT_HOME).call_id == now.call_id


def test_what_happened_is_noted_by_the_caller_and_read_by_leads(small: SmallStation) -> None:
    calls = small.services.calls
    called = calls.conflict(LI, AT_HOME)
    calls.note(LI, called.call_id, "客户为停电的事拍桌子")
    assert calls.notes(WANG, called.call_id)[1] == ("客户为停电的事拍桌子",)
    for act in (
        lambda: calls.note(LIU, called.call_id, "我也看见"),
        lambda: calls.notes(LIU, called.call_id),
    ):
        with pytest.raises(RuleBroken, match=r"not_your_call|not_allowed"):
            act()


def test_an_auditor_calls_nobody(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.calls.conflict(ZHAO, AT_HOME)


def test_a_call_says_who_led_then(small: SmallStation) -> None:
    reported(small)
    small.services.calls.conflict(LI, AT_HOME)
    with small.services.base.store.reading() as connection:
        for kind in (ReportSent, ConflictCalled):
            (entry,) = ledger.latest(connection, kind.type)
            assert getattr(entry.fact, "lead", "") == WANG.staff_no == small.services.calls.lead_now()
