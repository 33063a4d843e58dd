"""The stream log: taking ranges in, and giving back what was taken.

What a receipt was given for is committed. Ranges of one station are taken one after the other, under the lock of its
feed, so that the places of the feed have no holes and are given in the order of the commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct
from sqlalchemy import Connection, Engine, insert

from counter_tui.domain.ledger.entry import Entry
from counter_tui.streams.giving import Giving
from counter_tui.streams.months import Months
from counter_tui.streams.tables import FEED
from counter_tui.streams.taking import Judge, Taken, Taking
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.ranges import SignedRange

Count = Callable[[Connection, str, Sequence[Entry]], None]
"""Is told in the transaction what is new of a station; facts that were told again are not."""


class Writer(Struct, frozen=True):
    """Whose ranges these may be: a device of a station, and its public key."""

    station: str
    device: bytes
    public: bytes


class StreamLog:
    """The log in one database. Several processes may keep it together."""

    def __init__(self, engine: Engine, judge: Judge = lambda _: "", count: Count = lambda *_: None) -> None:
        self._engine = engine
        self._judge = judge
        self._count = count
        self._months = Months(engine)

    def add_station(self, connection: Connection, station: str) -> None:
        """Begin the feed of a station, in the caller's transaction."""
        connection.execute(insert(FEED).values(station=station, pos=0))

    def put(self, writer: Writer, signed: SignedRange, now_ms: int) -> Taken:
        """Take a range in, whole or not at all, as often as it may come.

        Raises:
            BatchBroken: the range is not this device's, or not what was signed.
        """
        manifest = signed.told()
        if manifest.device != writer.device or not signed.is_by(writer.public):
            raise BatchBroken("a range that this device did not sign")
        entries = signed.entries()
        month = self._months.ready(now_ms)
        with self._engine.begin() as connection:
            taking = Taking(connection, writer.station, manifest, month, now_ms)
            taken = taking.take(signed, entries, self._judge)
            if taken.new:
                self._count(connection, writer.station, taken.new)
        return taken

    @contextmanager
    def giving(self, station: str) -> Iterator[Giving]:
        """One consistent look into the log of a station."""
        with self._engine.connect().execution_options(reading=True) as connection:
            yield Giving(connection, station)
