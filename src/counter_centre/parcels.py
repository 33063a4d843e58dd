"""What a device that comes by stick is to work by: the releases it has not, each sealed to it, beside its bundles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Engine

from counter_centre.releasing import ReleaseShelf
from counter_tui.domain.reading import read_json
from counter_tui.wire import sticks
from counter_tui.wire.envelope import Signed
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.parcels import Address, make_parcels
from counter_tui.wire.releases import MOST_LISTED, Release
from counter_tui.wire.sticks import RETURN_ENDING, StickFailed

_NUMBER = 2**62


class Given(Struct, frozen=True):
    """A release on a stick: the file it lies in, and whether the stick took it."""

    name: str
    written: bool


class ParcelDesk(Struct, frozen=True):
    """Writes releases onto sticks for one centre."""

    engine: Engine
    key: SigningKey

    def give(self, folder: Path, address: Address, told: Mapping[str, int], now_ms: int) -> list[Given]:
        """Leave what a device has not in the folder of its stick; ``told`` are the newest numbers it has.

        What lies there for it from before is taken away. Where the stick has no room it gets no further.
        """
        _clear(folder, address)
        given = []
        for stem, content in self._parcels(address, told, now_ms):
            name = stem + RETURN_ENDING
            try:
                sticks.require_room(folder, len(content))
                sticks.put(folder, name, content)
            except StickFailed:
                given.append(Given(name, written=False))
                break
            given.append(Given(name, written=True))
        return given

    def _parcels(self, address: Address, told: Mapping[str, int], now_ms: int) -> Iterator[tuple[str, bytes]]:
        shelf = ReleaseShelf(self.engine)
        for kind in sorted(shelf.newest(address.station, now_ms)):
            after = max(0, min(told.get(kind, 0), _NUMBER))
            for signed in self._behind(shelf, address.station, kind, after, now_ms):
                number = read_json(signed.content, Release).number
                yield from make_parcels(address, signed, after, shelf.parts(kind, number), self.key)
                after = number

    def _behind(
        self, shelf: ReleaseShelf, station: str, kind: str, after: int, now_ms: int
    ) -> Iterator[Signed]:
        while some := shelf.after(station, kind, after, now_ms).releases:
            yield from some
            if len(some) < MOST_LISTED:
                return
            after = read_json(some[-1].content, Release).number


def _clear(folder: Path, address: Address) -> None:
    """Take away what was written for this device before: by now it may have it, or there is a newer one."""
    mine = re.compile(rf"{address.letter}-{address.device[:4].hex()}-[a-z]{{1,20}}-\d+-\d+")
    with suppress(StickFailed, OSError):
        for file in sticks.files_on(folder, RETURN_ENDING):
            if mine.fullmatch(file.stem):
                file.unlink()
