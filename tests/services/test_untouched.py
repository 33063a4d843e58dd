"""Matters on which nobody has said a word for too long: listed at that minute, whatever state they change to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import open_services
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.settings import read_settings, write_settings
from support.clocks import SHANGHAI
from support.looking import looked_over
from support.stations import BILL, CONNECTION, LI, LIU, WANG, SmallStation, open_small_station

MORNING = datetime(2025, 11, 17, 8, 0, tzinfo=SHANGHAI)
"""A Monday, as the hall opens: two open days are 14 hours, so the limit of 16 is reached on Wednesday at 10:00."""
LISTED_AT = datetime(2025, 11, 19, 10, 0, tzinfo=SHANGHAI)
JUST_BEFORE = LISTED_AT - timedelta(seconds=1)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """No matters; the hall opens."""
    station = open_small_station(tmp_path, empty=True)
    station.clock.set(MORNING)
    yield station
    station.services.close()


def bill(small: SmallStation, actor: Actor = LI) -> str:
    return small.accept(actor, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def untouched(small: SmallStation, actor: Actor) -> list[str]:
    view = small.services.home.view(actor)
    assert view.silent_count == len(view.silent)
    return [line.matter_id for line in view.silent]


def test_a_matter_is_listed_at_the_minute_for_its_clerk_and_the_lead(small: SmallStation) -> None:
    matter = bill(small)
    small.clock.set(JUST_BEFORE)
    assert untouched(small, LI) == untouched(small, WANG) == []
    small.clock.set(LISTED_AT)
    assert untouched(small, LI) == untouched(small, WANG) == [matter]
    assert untouched(small, LIU) == []
    assert small.services.matters.view(LI, matter).silent
    small.services.matters.note(LIU, matter, "已约明天上门")
    assert untouched(small, WANG) == []
    assert not small.services.matters.view(LI, matter).silent
    assert looked_over(small.home).clean


def test_a_change_of_state_without_a_word_begins_nothing_anew(small: SmallStation) -> None:
    """A stage, a pause, passing it on and taking it: still silent at the same minute."""
    matters = small.services.matters
    quiet = small.accept(
        LI,
        CONNECTION,
        name="王建国",
        phone="13812340001",
        id_kind="resident_id",
        id_number="110101199003074477",
        address="和平路12号",
    )
    small.clock.set(JUST_BEFORE - timedelta(hours=1))
    matters.pause(LI, quiet, "customer_works")
    matters.resume(LI, quiet)
    matters.hand_over(LI, quiet, Receiver("103"), "needs_site", note="请接手")
    matters.take(LIU, quiet)
    matters.decide_handling(WANG, quiet, "102", "仍由李敏办")
    matters.reveal(LI, quiet, "call")
    small.clock.set(LISTED_AT)
    assert untouched(small, WANG) == [quiet]
    matters.hand_over(LI, quiet, Receiver("103"), "needs_site", told="三天内来电")
    assert untouched(small, WANG) == []


def test_a_word_taken_back_was_none(small: SmallStation) -> None:
    matter = bill(small)
    small.clock.set(LISTED_AT)
    small.services.matters.note(LI, matter, "记错了")
    assert untouched(small, LI) == []
    small.services.matters.undo(LI, matter)
    assert untouched(small, LI) == [matter]


def test_the_longest_silent_comes_first_and_what_has_ended_is_not_listed(small: SmallStation) -> None:
    first = bill(small)
    small.clock.advance(timedelta(minutes=5))
    second, ended = bill(small, LIU), bill(small)
    small.clock.set(LISTED_AT + timedelta(hours=1))
    small.services.matters.withdraw(LI, ended, "不问了")
    assert untouched(small, WANG) == [first, second]
    assert untouched(small, LIU) == [second]


def test_the_stand_in_has_the_silent_matters_of_whom_he_stands_in_for(small: SmallStation) -> None:
    matter = bill(small)
    small.services.absences.away(WANG, "102", "103", "ill")
    small.clock.set(LISTED_AT)
    assert untouched(small, LIU) == [matter]


def test_the_hours_are_set_on_each_pc(small: SmallStation) -> None:
    matter = bill(small)
    settings = replace(read_settings(small.home.settings), silent_hours=2)
    write_settings(small.home.settings, settings)
    small.clock.set(MORNING + timedelta(hours=2))
    assert untouched(small, LI) == []
    again = open_services(small.home, small.clock)
    assert [line.matter_id for line in again.home.view(LI).silent] == [matter]
    again.close()
