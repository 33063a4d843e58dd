"""Releases by the station's hub: kept there as the centre signed them, handed on while the outside line is down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from counter_tui.db.tables.sync import PeerRow
from counter_tui.db.travel import releases
from counter_tui.domain.reading import read_json
from counter_tui.services.centre.releases import ReleaseService
from counter_tui.streams.reception import Refused
from counter_tui.sync.call import make_call
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.http import HttpLine
from counter_tui.sync.peer import HUB, keep_peer, read_peer
from counter_tui.wire import releases as wire
from counter_tui.wire.releases import Release, Releases, day_of, packed
from support.clocks import StillClock
from support.hubs import WorldHub
from support.release_halls import CARD, NOTICE, Hall, open_hall
from support.served_centre import MACHINE
from support.stations import CODE, LI
from support.sync_world import Line, WorldPc

DAY_MS = 86_400_000


class ByHub(Line):
    """The way to a hub in this process, with its releases."""

    def __init__(self, hub: WorldHub) -> None:
        super().__init__(hub)
        self._hub = hub.hub

    def releases(self, session: str, kind: str, after: int) -> Releases:
        """As ``Carrier`` says."""
        return self._hub.releases(session, kind, after)

    def release_part(self, session: str, kind: str, number: int, part: int) -> bytes:
        """As ``Carrier`` says."""
        try:
            return self._hub.release_part(session, kind, number, part)
        except Refused as refused:
            raise Denied(refused.code) from None


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with open_hall(tmp_path) as found:
        yield found


@pytest.fixture
def hub(hall: Hall, tmp_path: Path) -> Iterator[WorldHub]:
    pc = WorldPc("b", tmp_path / "hub", StillClock(), code=CODE)
    pc.set_up()
    with HttpLine(hall.centre.address) as line:
        let_in = ask_in(pc.store, line, hall.centre.code(CODE), MACHINE, "test")
    belong(pc.store, let_in, hall.centre.address, "", MACHINE)
    found = WorldHub(pc, tmp_path / "hub.db")
    yield found
    found.hub.close()
    pc.store.close()


def outside(hall: Hall, hub: WorldHub) -> None:
    """The outside line is there: the hub calls the centre."""
    with HttpLine(hall.centre.address) as line:
        hub.hub.call(line)


def by_hub(hall: Hall, hub: WorldHub) -> int:
    """The outside line is down, and the station's other PC calls the hub; how many releases it took."""
    store = hall.services.base.store
    with store.writing() as writing:
        centre = read_peer(writing.connection)
        assert centre is not None
        public = hub.hub.key.public
        keep_peer(writing, PeerRow(HUB, "", centre.key, public, b"", "", centre.fingerprint))
    make_call(store, ByHub(hub), "test", k=HUB)
    return ReleaseService(hall.services.base).take_due()


def test_a_pc_works_by_what_the_hub_got_of_the_centre(
    hall: Hall, hub: WorldHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PART_BYTES", 100)
    published = [hall.publish("notices", NOTICE), hall.publish("cards", CARD)]
    published.append(hall.publish("notices", NOTICE.replace("GS-1", "GS-2")))
    outside(hall, hub)
    assert by_hub(hall, hub) == 3
    assert sorted(each.code for each in hall.services.notices.unread(LI)) == ["GS-1", "GS-2"]
    assert {(fact.kind, fact.number) for fact in hall.facts()} == {
        (each.kind, each.number) for each in published
    }
    assert by_hub(hall, hub) == 0
    # The line is back: the centre hears of it, and gives nothing twice.
    assert hall.call() == 0
    here = hall.centre.centre
    assert all(each.has for row in here.shelf.all() for each in here.shelf.had(row) if each.letter != "B")


def test_what_is_not_here_whole_is_not_handed_on_nor_what_follows_it(
    hall: Hall, hub: WorldHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PART_BYTES", 60)
    for number in range(3):
        hall.publish("notices", NOTICE.replace("GS-1", f"GS-{number}"))
    second = sorted(row.number for row in hall.centre.centre.shelf.all())[1]
    whole = HttpLine.release_part

    def cut_off(line: HttpLine, session: str, kind: str, number: int, part: int) -> bytes:
        if (number, part) == (second, 1):
            raise NoAnswer("cut_off")
        return whole(line, session, kind, number, part)

    with monkeypatch.context() as patch:
        patch.setattr(HttpLine, "release_part", cut_off)
        with pytest.raises(NoAnswer):
            outside(hall, hub)
    assert by_hub(hall, hub) == 1
    asked: list[tuple[int, int]] = []

    def counted(line: HttpLine, session: str, kind: str, number: int, part: int) -> bytes:
        asked.append((number, part))
        return whole(line, session, kind, number, part)

    monkeypatch.setattr(HttpLine, "release_part", counted)
    outside(hall, hub)
    assert asked[0] == (second, 1)
    assert by_hub(hall, hub) == 2


def test_what_is_withdrawn_or_expired_is_handed_on_no_more(hall: Hall, hub: WorldHub) -> None:
    here, shelf = hall.centre.centre, hub.hub.shelf
    hub.pc.clock.advance(timedelta(milliseconds=here.now_ms() - hub.hub.now_ms()))
    now = hub.hub.now_ms()
    withdrawn = hall.publish("notices", NOTICE)
    hall.publish("cards", CARD, expires=day_of(now) + timedelta(days=1))
    outside(hall, hub)
    assert set(shelf.newest(now)) == {"notices", "cards"}
    assert set(shelf.newest(now + 2 * DAY_MS)) == {"notices"}
    here.shelf.withdraw("notices", withdrawn.number, here.now_ms())
    outside(hall, hub)
    assert set(shelf.newest(now)) == {"cards"}
    assert shelf.part("notices", withdrawn.number, 0) is None


def test_what_is_withdrawn_while_a_newer_one_stays_is_handed_on_no_more_within_the_hour(
    hall: Hall, hub: WorldHub
) -> None:
    here, shelf = hall.centre.centre, hub.hub.shelf
    withdrawn = hall.publish("notices", NOTICE)
    newer = hall.publish("notices", NOTICE.replace("GS-1", "GS-2"))
    outside(hall, hub)
    here.shelf.withdraw("notices", withdrawn.number, here.now_ms())
    hub.pc.clock.advance(timedelta(minutes=61))
    outside(hall, hub)
    handed_on = shelf.after("notices", 0, hub.hub.now_ms()).releases
    assert [read_json(each.content, Release).number for each in handed_on] == [newer.number]
    assert shelf.part("notices", withdrawn.number, 0) is None


def test_a_hub_the_centre_has_not_told_of_its_releases_for_two_weeks_hands_none_on(
    hall: Hall, hub: WorldHub
) -> None:
    hall.publish("notices", NOTICE)
    outside(hall, hub)
    hub.pc.clock.advance(timedelta(days=14))
    assert set(hub.hub.shelf.newest(hub.hub.now_ms())) == {"notices"}
    hub.pc.clock.advance(timedelta(seconds=1))
    assert (hub.hub.shelf.newest(hub.hub.now_ms()), by_hub(hall, hub)) == ({}, 0)
    # The line is back: nothing was lost by it.
    outside(hall, hub)
    assert by_hub(hall, hub) == 1


def test_a_hub_can_hold_back_but_not_forge(hall: Hall, hub: WorldHub) -> None:
    hall.publish("notices", NOTICE)
    hall.publish("cards", CARD)
    outside(hall, hub)
    with hub.hub.log.engine.begin() as connection:
        other = packed(NOTICE.replace("GS-1", "GS-9").encode())
        connection.execute(
            text("UPDATE shelved_part SET content = :c WHERE kind = 'notices'").bindparams(c=other)
        )
        connection.execute(text("UPDATE shelved_release SET signature = zeroblob(64) WHERE kind = 'cards'"))
    assert by_hub(hall, hub) == 0
    assert hall.states() == {"notices": "parked"}
    assert hall.services.notices.unread(LI) == ()
    with hall.services.base.store.reading() as connection:
        assert releases.newest(connection, "cards") == 0
    # Nor is anything lost by it: the centre's own is fetched where it answers.
    assert hall.call() == 2
    assert hall.states() == {"cards": "taken", "notices": "taken"}
