"""The call to the centre beside the app: a process of its own, no key and no focus taken, and nobody waits for it."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from counter_tui.app.watching import CALLS_EVERY
from counter_tui.bootstrap import apart
from counter_tui.db.ledger import head
from counter_tui.db.store import Store
from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.centre_call import CentreCall
from counter_tui.services.centre.service import SyncService
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.http import HttpLine
from counter_tui.sync.peer import change_peer
from pilot.conftest import MakeApp
from pilot.trial import FormScreen, StillStation
from support.apps import app_on, desk_of, signed_in
from support.served_centre import MACHINE, ServedCentre, served_centre
from support.stations import CODE, LI, SmallStation


def enrol(store: Store, centre: ServedCentre) -> None:
    with HttpLine(centre.address) as line:
        enrolled = ask_in(store, line, centre.code(CODE), MACHINE, "test")
    belong(store, enrolled, centre.address, "", MACHINE)


async def test_a_call_that_is_due_is_made_by_a_process_of_its_own(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(small)
    with served_centre(tmp_path / "centre", CODE) as centre:
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot, LI, "home")
            desk = desk_of(app)
            enrol(desk.services.base.store, centre)
            small.clock.advance(desk.services.sync.due(1.0) - small.clock.now())
            monkeypatch.setattr(SyncService, "call_now", None)
            await asyncio.to_thread(desk.keep_in_touch, CentreCall(lambda: 0.0))
            with desk.services.base.store.reading() as connection:
                assert len(centre.told()) == head(connection).seq


async def test_a_call_by_hand_is_made_by_a_process_of_its_own_and_told_here(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(small)
    with served_centre(tmp_path / "centre", CODE) as centre:
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot, LI, "home")
            enrol(desk_of(app).services.base.store, centre)
            monkeypatch.setattr(SyncService, "call_now", None)
            app.call_centre()
            call = app.centre_call
            assert call is not None
            assert app._in_touch is not None
            await asyncio.to_thread(app._in_touch.join)
            told = len(centre.told())
            assert call.called is not None
            assert (call.called.result, call.called.sent) == ("done", told)
            assert call.far is not None
            assert (call.far.sent, call.far.to_send) == (told, told)


def test_a_call_elsewhere_ends_at_its_next_step_where_somebody_wants_that(
    small: SmallStation, tmp_path: Path
) -> None:
    store = small.services.base.store
    with served_centre(tmp_path / "centre", CODE) as centre:
        enrol(store, centre)
        called = apart.call_apart(small.home, store.key, is_stopped=lambda: True)
        assert (called.result, centre.told()) == ("stopped", {})


def test_why_there_can_be_no_call_elsewhere_is_told_here(small: SmallStation) -> None:
    with pytest.raises(RuleBroken) as broken:
        apart.call_apart(small.home, small.services.base.store.key)
    assert broken.value.code == "centre_missing"


def test_a_call_ends_when_the_app_that_asked_for_it_is_gone(small: SmallStation, tmp_path: Path) -> None:
    """The centre takes the connection and never answers: the call itself would wait much longer."""
    store = small.services.base.store
    with served_centre(tmp_path / "centre", CODE) as centre:
        enrol(store, centre)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        change_peer(store, address=f"http://127.0.0.1:{silent.getsockname()[1]}")
        command = [sys.executable, "-m", apart.__name__, str(small.home.folder)]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
            assert child.stdin is not None
            child.stdin.write(store.key.hex().encode() + b"\n")
            child.stdin.flush()
            silent.settimeout(60)
            with closing(silent.accept()[0]):
                child.stdin.close()
                assert child.wait(timeout=20) == 0


def test_a_call_that_breaks_is_in_the_log_and_told(small: SmallStation) -> None:
    with pytest.raises(apart.CallBroken):
        apart.call_apart(small.home, bytes(32))
    assert "trouble" in small.home.log.read_text("utf-8")


@dataclass
class CallingStation(StillStation):
    """A station whose call goes on until the test ends it."""

    called: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    def keep_in_touch(self, call: CentreCall) -> None:
        """Wait for an answer."""
        del call
        self.called.set()
        self.over.wait(60)


async def test_while_a_call_goes_on_keys_reach_their_field_and_who_quits_does_not_wait(
    make_app: MakeApp,
) -> None:
    seconds, station = [0.0], CallingStation()
    app = make_app(open_station=lambda: station, first="form", seconds=lambda: seconds[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a")
        form, focused = app.screen, app.focused
        seconds[0] += CALLS_EVERY
        app.tick()
        assert station.called.wait(20)
        await pilot.press("b")
        station.changed = True
        app.tick()
        await app.workers.wait_for_complete()
        await pilot.press("c")
        assert isinstance(form, FormScreen)
        assert (app.screen, app.focused, form.text("identity")) == (form, focused, "abc")
        app.exit()
    assert app._in_touch is not None
    assert app._in_touch.is_alive()
    station.over.set()
