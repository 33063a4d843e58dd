"""The hub of a station: who it is, whom it answers out of its log, and what it brings to the centre."""

from __future__ import annotations

import hmac
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Protocol

from counter_tui.db import engine
from counter_tui.db import station as station_rows
from counter_tui.db.store import Store
from counter_tui.db.travel.in_step import fault_of
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.hub.forward import Forwarded, forward
from counter_tui.services.hub.members import StationMembers
from counter_tui.services.hub.shelving import shelve
from counter_tui.streams.hub_log import Driver, HubLog
from counter_tui.streams.hub_shelf import HubShelf
from counter_tui.streams.passes import Passes
from counter_tui.streams.reception import House, Reception, Refused
from counter_tui.sync.call import greet
from counter_tui.sync.carrier import Carrier
from counter_tui.sync.peer import read_peer
from counter_tui.wire.envelope import Signed
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.releases import Releases


class CentreLine(Carrier, Protocol):
    """A way to the centre that can ask for the station's devices too."""

    def neighbours(self, session: str) -> Signed:
        """The devices of the station, signed."""
        ...


def open_hub_log(file: Path, key: bytes, station: str) -> HubLog:
    """The hub's log in a file that is encrypted by a key made of the store's key."""
    secret = hub_key(key)
    if not file.exists():
        file.touch(mode=0o600)
    driver = Driver(engine.driver(), lambda: engine.connect(file, secret))
    return HubLog(driver, station, fault_of)


def hub_key(key: bytes) -> bytes:
    """The key of the hub's log, made of the store's."""
    return hmac.digest(key, b"hub-log", sha256)


class StationHub:
    """The hub on this PC; its key is that of the device, so that whoever knows the one knows the other."""

    def __init__(self, store: Store, file: Path, program: str) -> None:
        """Open the log. Raises RuleBroken("hub_no_centre") for a device that belongs to no centre."""
        with store.reading() as connection:
            peer, station = read_peer(connection), station_rows.read(connection)
        if peer is None or station is None or not peer.centre:
            raise RuleBroken("hub_no_centre")
        self._store, self._program = store, program
        self.peer = peer
        self.key = SigningKey(peer.key)
        self.log = open_hub_log(file, store.key, station.code)
        self.shelf = HubShelf(self.log.engine)
        self.members = StationMembers(self.log, self.shelf, peer.centre)
        self._passes = Passes(token_bytes(32))

    @property
    def reception(self) -> Reception:
        """Who answers devices, in the life the log is in now."""
        house = House(self.key, self.log.incarnation)
        return Reception(self.log.log, self.log.engine, self.members, house, self._passes)

    def now_ms(self) -> int:
        """The instant by this PC's clock."""
        return to_ms(self._store.pen.clock.now())

    def call(self, line: CentreLine) -> Forwarded:
        """Ask the centre for the station's devices, bring it what it lacks, and keep what it gives out.

        Raises:
            NoAnswer: the line or the centre failed; some of it may be done.
            Denied: the centre does not know this device, or not any more.
        """
        welcome = greet(self._store, line, self._program)
        self.members.take(line.neighbours(welcome.session))
        forwarded = forward(self.log, line, self.peer.centre)
        shelve(self.shelf, line, welcome, (self.peer.centre, self.log.station), self.now_ms())
        return forwarded

    def releases(self, session: str, kind: str, after: int) -> Releases:
        """The next releases of a kind for a device with this session; raises Refused as ``Reception.feed`` does."""
        self.reception.station_of(session, self.now_ms())
        return self.shelf.after(kind, after, self.now_ms())

    def release_part(self, session: str, kind: str, number: int, part: int) -> bytes:
        """A part of a release; raises Refused as ``releases`` does, and "not_there"."""
        self.reception.station_of(session, self.now_ms())
        found = self.shelf.part(kind, number, part)
        if found is None:
            raise Refused("not_there")
        return found

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()
