"""Two PCs of one station with all their services; what one writes comes to the other as a call would bring it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import station as station_rows
from counter_tui.db.travel import streams
from counter_tui.domain.ledger.chain import genesis
from counter_tui.paths import Home
from support.clocks import SeededBytes, StillClock
from support.second_pc import join, other_pc
from support.stations import SmallStation, open_small_station


@dataclass
class Pair:
    """The small station's PC (C) and a second one (D), each with a clock of its own."""

    one: SmallStation
    other: SmallStation

    def meet(self) -> None:
        """Both have all facts afterwards."""
        tell(self.one.services, self.other.services)
        tell(self.other.services, self.one.services)


def open_pair(folder: Path, *, joined: bool = True) -> Pair:
    """The pair, with the station's key on both PCs, or with one of its own on each."""
    one = open_small_station(folder)
    other_pc(one, folder / "other").close()
    clock = StillClock(one.clock.now())
    home = Home(folder / "other")
    other = SmallStation(open_services(home, clock, SeededBytes(77)), clock, home)
    if joined:
        join(one, other.services, folder / "join")
    return Pair(one, other)


@contextmanager
def pair_in(folder: Path) -> Iterator[Pair]:
    """The pair with the station's key on both, closed afterwards."""
    pair = open_pair(folder)
    try:
        yield pair
    finally:
        pair.one.services.close()
        pair.other.services.close()


def tell(source: Services, target: Services) -> int:
    """Take what one PC wrote into the other's ledger; how many facts were new there."""
    with source.base.store.reading() as connection:
        station = station_rows.read(connection)
        assert station is not None
        runs = [
            (epoch, streams.opening_of(epoch), streams.entries(connection, epoch.epoch, 1, 1 << 30))
            for epoch in streams.own(connection)
        ]
    taken = 0
    with target.base.store.writing() as writing:
        for epoch, opening, facts in runs:
            before = genesis(station.device_id, epoch.epoch)
            taken += streams.take_in(writing, station.device_id, opening, before, facts)
    return taken
