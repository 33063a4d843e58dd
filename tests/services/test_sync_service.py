"""Belonging to a centre and calling it, over HTTP, as the services have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from counter_tui.bootstrap.apart import CallBroken
from counter_tui.db.files.one_holder import HolderFile
from counter_tui.db.tables.sync import PeerRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.sync.schedule import LONGEST_WAIT, RETURN
from counter_tui.paths import CALL
from counter_tui.services.centre.service import SyncService
from counter_tui.services.views.station import Contact
from counter_tui.services.views.sync import Called, SyncState
from counter_tui.sync.peer import CENTRE, change_peer, keep_peer
from counter_tui.sync.way import has_way
from counter_tui.wire.keys import key_name
from support.served_centre import ServedCentre, answering, served, served_centre
from support.stations import BILL, CODE, LI, WANG, SmallStation, open_small_station

REQUEST: dict[str, Any] = {"name": "何静", "phone": "13812340009", "fields": {"content": "电费多了"}}


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[ServedCentre]:
    with served_centre(tmp_path / "centre", CODE) as one:
        yield one


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    made = open_small_station(tmp_path / "home")
    yield made
    made.services.close()


def sync_of(small: SmallStation) -> SyncService:
    """The service of a station."""
    return small.services.sync


def belongs(small: SmallStation) -> None:
    """Let the station's PC belong to a centre nobody was ever called at."""
    with small.services.base.store.writing() as writing:
        keep_peer(writing, PeerRow(CENTRE, "http://127.0.0.1:1", b"k" * 32, b"c" * 32, b"s" * 32, "", b""))


def enrol(small: SmallStation, centre: ServedCentre) -> SyncState:
    """Let the station's PC belong to the centre."""
    return sync_of(small).enrol(WANG, centre.address, centre.code(CODE), "", lambda _name: True)


def test_a_lead_lets_a_pc_belong_to_the_centre_whose_key_stands_on_the_sheet(
    small: SmallStation, centre: ServedCentre
) -> None:
    asked: list[str] = []

    def is_right(name: str) -> bool:
        asked.append(name)
        return True

    code = centre.code(CODE)
    typed = f"{code[:5]} {code[5:]}".lower()
    state = sync_of(small).enrol(WANG, centre.address, typed, "", is_right)
    assert asked == [state.centre] == [key_name(centre.public)]
    assert state.unsent == small.services.station.view().unsent > 0
    assert sum(state.by_day.values()) == state.unsent


def test_a_clerk_lets_no_pc_belong_anywhere(small: SmallStation, centre: ServedCentre) -> None:
    with pytest.raises(RuleBroken) as broken:
        sync_of(small).enrol(LI, centre.address, centre.code(CODE), "", lambda _name: True)
    assert broken.value.code == "not_allowed"
    assert sync_of(small).state() is None


def test_a_centre_with_another_key_than_the_sheet_names_gets_nothing_and_the_code_serves_again(
    small: SmallStation, centre: ServedCentre
) -> None:
    code = centre.code(CODE)
    with pytest.raises(RuleBroken) as broken:
        sync_of(small).enrol(WANG, centre.address, code, "", lambda _name: False)
    assert broken.value.code == "centre_other_key"
    assert sync_of(small).state() is None
    with pytest.raises(RuleBroken, match="centre_missing"):
        sync_of(small).call_now()
    assert sync_of(small).enrol(WANG, centre.address, code, "", lambda _name: True)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://10.1.1.1:8620", "address_open"),
        ("here", "address_unfit"),
        ("http://127.0.0.1:1", "centre_not_heard"),
    ],
)
def test_a_pc_that_cannot_be_enrolled_says_why(small: SmallStation, address: str, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        sync_of(small).enrol(WANG, address, "ABCDEFGHJK", "", lambda _name: True)
    assert broken.value.code == code


def test_a_wrong_code_is_denied(small: SmallStation, centre: ServedCentre) -> None:
    with pytest.raises(RuleBroken) as broken:
        sync_of(small).enrol(WANG, centre.address, "ABCDEFGHJK", "", lambda _name: True)
    assert (broken.value.code, broken.value.facts["call_problem"]) == ("centre_denied", "code_unfit")


def test_after_a_call_the_centre_vouches_for_everything(small: SmallStation, centre: ServedCentre) -> None:
    enrol(small, centre)
    before = small.services.station.view().unsent
    called = sync_of(small).call_now()
    state = sync_of(small).state()
    assert (called.result, called.sent) == ("done", before)
    assert state
    assert (state.unsent, state.by_day, state.problem, state.failures) == (0, {}, "", 0)
    assert small.services.station.view().unsent == 0
    assert state.answered_at == small.services.station.now()
    assert (state.bytes_up, state.bytes_down) == (called.bytes_up, called.bytes_down)


def test_a_matter_is_proven_to_be_at_the_centre_once_all_its_facts_are(
    small: SmallStation, centre: ServedCentre
) -> None:
    enrol(small, centre)
    sync_of(small).call_now()
    matter = small.accept(LI, BILL, **REQUEST)
    fresh = sync_of(small).proof(matter)
    sync_of(small).call_now()
    proven = sync_of(small).proof(matter)
    assert (fresh.vouched, fresh.at) == (0, None)
    assert proven.vouched == proven.facts == fresh.facts > 0
    assert proven.at


def test_what_a_centre_has_lost_waits_to_be_sent_again(
    small: SmallStation, centre: ServedCentre, tmp_path: Path
) -> None:
    enrol(small, centre)
    sync_of(small).call_now()
    copy = tmp_path / "copy.db"
    centre.copy_to(copy)
    small.accept(LI, BILL, **REQUEST)
    sync_of(small).call_now()
    centre.put_back(copy)
    called = sync_of(small).call_now()
    assert called.result == "done"
    assert called.sent > 0
    assert small.services.station.view().unsent == 0


def test_bytes_are_counted_by_the_month(small: SmallStation, centre: ServedCentre) -> None:
    enrol(small, centre)
    first = sync_of(small).call_now()
    second = sync_of(small).call_now()
    state = sync_of(small).state()
    assert state
    assert state.bytes_up == first.bytes_up + second.bytes_up
    small.clock.advance(timedelta(days=31))
    later = sync_of(small).state()
    assert later
    assert (later.bytes_up, later.bytes_down) == (0, 0)


def test_a_call_nobody_answers_says_so_until_one_is_answered(small: SmallStation, tmp_path: Path) -> None:
    with served_centre(tmp_path / "centre", CODE) as centre:
        enrol(small, centre)
    before = small.services.station.view().unsent
    called = sync_of(small).call_now()
    called_again = sync_of(small).call_now()
    state = sync_of(small).state()
    assert {called.result, called_again.result} == {"no_answer"}
    assert state
    assert (state.problem, state.failures, state.answered_at) == ("not_reached", 2, None)
    assert state.unsent == before
    now = small.services.station.now()
    assert now <= sync_of(small).due(1.0) <= now + LONGEST_WAIT


def test_a_busy_centre_is_called_when_it_asked_to_be(small: SmallStation, tmp_path: Path) -> None:
    with served_centre(tmp_path / "centre", CODE) as centre:
        enrol(small, centre)
        port = centre.port
    with served(answering(503, b"", retry_after="5400"), port=port):
        sync_of(small).call_now()
    now = small.services.station.now()
    assert sync_of(small).due(0.0) == now + timedelta(seconds=5400)


def test_a_revoked_pc_keeps_everything_and_says_what_to_do(small: SmallStation, centre: ServedCentre) -> None:
    enrol(small, centre)
    before = small.services.station.view().unsent
    centre.revoke_all()
    called = sync_of(small).call_now()
    assert (called.result, called.problem) == ("denied", "revoked")
    assert small.services.station.view().unsent == before


def test_one_call_at_a_time_is_made_from_a_pc(small: SmallStation, centre: ServedCentre) -> None:
    enrol(small, centre)
    elsewhere = HolderFile(small.services.base.store.path, CALL)
    assert elsewhere.take()
    try:
        with pytest.raises(RuleBroken) as broken:
            sync_of(small).call_now()
    finally:
        elsewhere.free()
    assert broken.value.code == "sync_running"
    assert sync_of(small).call_now().result == "done"


def test_a_call_that_is_stopped_is_no_failure(small: SmallStation, centre: ServedCentre) -> None:
    enrol(small, centre)
    called = sync_of(small).call_now(is_stopped=lambda: True)
    state = sync_of(small).state()
    assert called.result == "stopped"
    assert state
    assert (state.problem, state.failures) == ("", 0)


def test_a_pc_may_belong_to_another_centre_which_gets_everything(
    small: SmallStation, centre: ServedCentre, tmp_path: Path
) -> None:
    enrol(small, centre)
    sync_of(small).call_now()
    with served_centre(tmp_path / "other", CODE) as other:
        state = enrol(small, other)
        assert state.unsent > 0
        called = sync_of(small).call_now()
        assert called.sent == state.unsent


def test_a_line_that_was_away_and_is_back_is_used_within_two_minutes(
    small: SmallStation, centre: ServedCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(small, centre)
    service = sync_of(small)
    change_peer(small.services.base.store, called_ms=to_ms(small.clock.now()), failures=12)
    service._draw = 0.9

    def looked_with(way: bool) -> Called | None:
        monkeypatch.setattr("counter_tui.services.centre.service.has_way", lambda _address: way)
        return service.call_if_due()

    # Where there was a way all the time nothing came back: the centre is called at its time.
    assert looked_with(True) is None
    assert service.due(0.9) - small.clock.now() > timedelta(minutes=20)
    assert looked_with(False) is None
    assert looked_with(True) is None
    assert timedelta() < service.due(0.9) - small.clock.now() <= RETURN
    small.clock.advance(RETURN)
    called = looked_with(True)
    assert called
    assert called.result == "done"
    assert looked_with(True) is None
    assert service.due(0.9) - small.clock.now() > RETURN


def test_a_line_that_came_back_and_brought_nobody_is_not_called_over_and_over(
    small: SmallStation, centre: ServedCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(small, centre)
    service = sync_of(small)
    nobody = "http://127.0.0.1:1"
    change_peer(small.services.base.store, called_ms=to_ms(small.clock.now()), failures=12, address=nobody)
    for way in (False, True):
        monkeypatch.setattr("counter_tui.services.centre.service.has_way", lambda _address, way=way: way)
        service.notice_line()
    small.clock.advance(RETURN)
    called = service.call_if_due()
    assert called
    assert called.problem == "not_reached"
    service.notice_line()
    assert service.due(0.9) - small.clock.now() > timedelta(minutes=20)


def test_there_is_a_way_to_this_pc_and_none_to_a_name_nobody_has() -> None:
    assert has_way("http://127.0.0.1:8620")
    assert not has_way("https://centre.invalid")


def test_the_top_line_knows_whether_the_centre_answers_and_since_when_not(
    small: SmallStation, centre: ServedCentre
) -> None:
    station = small.services.station
    assert station.view().centre is None
    enrol(small, centre)
    assert station.view().centre == Contact(False, None)
    sync_of(small).call_now()
    at = station.now()
    assert station.view().centre == Contact(True, at)
    change_peer(small.services.base.store, address="http://127.0.0.1:1")
    small.clock.advance(timedelta(hours=2))
    sync_of(small).call_now()
    assert station.view().centre == Contact(False, at)


def test_a_call_that_breaks_off_without_a_word_is_begun_again_later_and_later(small: SmallStation) -> None:
    service = sync_of(small)
    belongs(small)
    begun: list[datetime] = []

    def breaks() -> Called:
        begun.append(small.clock.now())
        raise CallBroken

    until = small.clock.now() + timedelta(hours=4)
    while small.clock.now() < until:
        service._draw = 1.0
        with suppress(CallBroken):
            assert service.call_if_due(breaks) is None
        small.clock.advance(timedelta(seconds=30))
    waits = [later - earlier for earlier, later in pairwise(begun)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=30), LONGEST_WAIT)
    small.clock.advance(timedelta(days=-2))
    assert service.due(1.0) <= small.clock.now()
    # One that came to an end is followed by the next one at its time, as after any call.
    service.call_by_hand(lambda: Called("done"))
    assert service.due(1.0) == small.clock.now()


def test_a_call_that_waits_for_another_of_this_pc_is_no_failure(small: SmallStation) -> None:
    service = sync_of(small)
    belongs(small)

    def waits() -> Called:
        raise RuleBroken("sync_running")

    assert service.call_if_due(waits) is None
    assert service.due(1.0) == small.clock.now()
