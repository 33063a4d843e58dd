"""One server of a centre: its database, its keys, and who answers devices out of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from counter_centre.bundles import BundleDesk
from counter_centre.counting import count
from counter_centre.database import open_database
from counter_centre.enrolling import Enroller
from counter_centre.incarnation import beat
from counter_centre.judge import judge, retry_parked
from counter_centre.keys import Keys, read_keys
from counter_centre.logs import note
from counter_centre.members import DeviceMembers
from counter_centre.metrics import Metrics
from counter_centre.ordering import Orders
from counter_centre.refusing import NotAllowed, Refusal, Unusable
from counter_centre.releasing import ReleaseShelf
from counter_centre.settings import Settings
from counter_centre.tables import Device
from counter_tui.domain.clock import to_ms
from counter_tui.streams import reception
from counter_tui.streams.log import StreamLog, Writer
from counter_tui.streams.passes import Passes
from counter_tui.streams.reception import Reception
from counter_tui.streams.taking import Taken
from counter_tui.wire.keys import key_name
from counter_tui.wire.ranges import SignedRange


def now_ms() -> int:
    """The wall clock's instant."""
    return to_ms(datetime.now(UTC))


class CountedLog(StreamLog):
    """The stream log, with what becomes of ranges counted."""

    def __init__(self, engine: Engine, metrics: Metrics) -> None:
        super().__init__(engine, judge, count)
        self._metrics = metrics

    def put(self, writer: Writer, signed: SignedRange, now_ms: int) -> Taken:
        """Take a range in, as the log does."""
        taken = super().put(writer, signed, now_ms)
        self._metrics.ranges.labels(taken.place).inc()
        self._metrics.facts.inc(len(taken.new))
        self._metrics.parked.inc(len(taken.parked))
        return taken


class Centre:
    """What the requests of one server process are answered by. Several servers may share database and keys."""

    def __init__(self, engine: Engine, keys: Keys, data: Path, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self.metrics = Metrics()
        self.enroller = Enroller(engine, keys)
        self.orders = Orders(engine, keys.signing)
        self.now_ms: Callable[[], int] = now_ms
        self._keys = keys
        self._data = data
        self._log = CountedLog(engine, self.metrics)
        self._members = DeviceMembers(engine, settings.policy, self._strange)
        self._incarnation = ""
        self._reception: Reception | None = None
        self.beat()

    @property
    def incarnation(self) -> str:
        """Which of its lives the database is in."""
        return self._incarnation

    @property
    def reception(self) -> Reception:
        """Who answers devices; raises Unusable where the database has become another centre's."""
        if self._reception is None:
            raise Unusable("The database belongs to another centre.")
        return self._reception

    @property
    def bundles(self) -> BundleDesk:
        """Who takes in sticks; raises Unusable where the database has become another centre's."""
        return BundleDesk(
            self.engine, self._keys, self.reception, self._members, self._incarnation, self._data
        )

    @property
    def shelf(self) -> ReleaseShelf:
        """The releases."""
        return ReleaseShelf(self.engine)

    def demand_its_own(self) -> None:
        """Raises Unusable where the database has become another centre's."""
        _ = self.reception

    def beat(self) -> None:
        """Note that this server goes on, and notice whether its database was put back; raises Refusal as ``beat``."""
        try:
            found = beat(self.engine, self._data, key_name(self._keys.signing.public))
        except Refusal:
            self._reception = None
            raise
        if found == self._incarnation and self._reception is not None:
            return
        if self._incarnation:
            note("incarnation_changed", logging.WARNING)
        self._incarnation = found
        house = reception.House(self._keys.signing, found)
        passes = Passes(self._keys.session)
        self._reception = Reception(self._log, self.engine, self._members, house, passes)

    def close(self) -> None:
        """Beat a last time and leave the database."""
        try:
            self.beat()
        finally:
            self.engine.dispose()

    def _strange(self, device: Device) -> None:
        self.metrics.strange.inc()
        note("strange_machine", logging.WARNING, station=device.station, letter=device.letter)
        if device.status == "active":
            # Which of the two machines is the station's, only people know: the one that is given the new code.
            with suppress(NotAllowed):
                # Revoked in this very moment: then it is told nothing but to wipe.
                self.orders.give(device.id, "enrol_again", self.now_ms())


def open_centre(data: Path, settings: Settings) -> Centre:
    """The centre of this data folder, which judges anew what an earlier program of it did not understand.

    Raises Refusal where its keys or its database do not serve.
    """
    keys = read_keys(data)
    engine = open_database(settings.url(data))
    try:
        centre = Centre(engine, keys, data, settings)
        understood, left = retry_parked(engine)
        if understood:
            note("parked_understood", understood=understood, left=left)
        return centre
    except BaseException:
        engine.dispose()
        raise
