"""What the log gives back: how far streams are, their facts, and the feed of a station."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, select

from counter_tui.domain.ledger.entry import Entry, Opening
from counter_tui.streams.decide import Mark, start_of
from counter_tui.streams.rows import COLUMNS, entry_of
from counter_tui.streams.tables import FACT, FEED, HELD, SIGNED, STREAM
from counter_tui.wire.entries import MOST_FACTS
from counter_tui.wire.room import fitting

_SIZE = func.length(FACT.c.body)

MOST_HELD = 16
"""Ranges of another branch that are given at once; when those are told again, the next ones are."""


class Stream(Struct, frozen=True):
    """A stream as the log has it; up to ``archived`` a proven copy has it too."""

    device: bytes
    epoch: bytes
    opening: Opening
    mark: Mark
    archived: int


class Run(Struct, frozen=True):
    """Facts of one stream that follow each other, and the hash before the first."""

    stream: Stream
    previous: bytes
    entries: tuple[Entry, ...]


class Page(Struct, frozen=True):
    """A part of a station's feed in its order; the next part begins after ``pos``, the feed ends with ``end``."""

    runs: tuple[Run, ...]
    pos: int
    end: int


class Giving(Struct, frozen=True):
    """One consistent look into the log of a station."""

    connection: Connection
    station: str

    def streams(self, device: bytes) -> list[Stream]:
        """Every stream of a device, the oldest first."""
        query = select(STREAM).where(STREAM.c.station == self.station, STREAM.c.device == device)
        return [_stream(row) for row in self.connection.execute(query.order_by(STREAM.c.opened_ms))]

    def hash_at(self, device: bytes, epoch: bytes, seq: int) -> bytes | None:
        """The hash of a fact of a stream, None where the stream does not reach so far."""
        if seq == 0:
            return start_of(device, epoch).hash
        query = select(FACT.c.hash).where(self._of(FACT, device, epoch), FACT.c.seq == seq)
        return self.connection.scalar(query)

    def writer_of(self, epoch: bytes, own: bytes) -> bytes:
        """The device of the station whose epoch this is; ``own`` where nobody else's is known."""
        here = (STREAM.c.station == self.station, STREAM.c.epoch == epoch, STREAM.c.device != own)
        mine = (STREAM.c.station == self.station, STREAM.c.epoch == epoch, STREAM.c.device == own)
        if self.connection.scalar(select(STREAM.c.seq).where(*mine)) is not None:
            return own
        return self.connection.scalar(select(STREAM.c.device).where(*here)) or own

    def part(self, device: bytes, epoch: bytes, first: int) -> Run | None:
        """As many facts of a stream from a seq on as one batch carries; None where there are none."""
        query = select(_SIZE).where(self._of(FACT, device, epoch), FACT.c.seq >= first)
        sizes = self.connection.scalars(query.order_by(FACT.c.seq).limit(MOST_FACTS)).all()
        return self.run(device, epoch, first, fitting(sizes))

    def run(self, device: bytes, epoch: bytes, first: int, count: int) -> Run | None:
        """So many facts of a stream from a seq on, as far as there are any; None where there are none."""
        row = self.connection.execute(select(STREAM).where(self._of(STREAM, device, epoch))).first()
        previous = self.hash_at(device, epoch, first - 1)
        query = select(*COLUMNS).where(self._of(FACT, device, epoch), FACT.c.seq >= first)
        found = self.connection.execute(query.order_by(FACT.c.seq).limit(count)).all()
        if row is None or previous is None or not found:
            return None
        return Run(_stream(row), previous, tuple(map(entry_of, found)))

    def end(self) -> int:
        """The last place of the station's feed."""
        return self.connection.scalar(select(FEED.c.pos).where(FEED.c.station == self.station)) or 0

    def sign_in_feed(self, pos: int) -> bytes:
        """The sign of the range that was given a place of the feed; nothing for 0 and for places behind its end."""
        if pos <= 0:
            return b""
        here = and_(SIGNED.c.station == self.station, SIGNED.c.pos >= pos)
        return (
            self.connection.scalar(select(SIGNED.c.sign).where(here).order_by(SIGNED.c.pos).limit(1)) or b""
        )

    def has(self, pos: int, sign: bytes) -> bool:
        """Whether the feed has this sign at this place: whoever read so far may go on from there.

        A log put back from a copy gives its last places again. The hash of the fact there would not tell: the same
        fact may come to the same place again while others come before it in another order.
        """
        return pos == 0 or (pos > 0 and sign != b"" and self.sign_in_feed(pos) == sign)

    def page(self, after: int, besides: bytes = b"", most: int = MOST_FACTS) -> Page:
        """The station's feed after a place, as much as one batch carries, without the facts of one device."""
        end = self.end()
        last = self._last_of_page(after, min(after + most, end), besides)
        query = select(FACT.c.device, *COLUMNS).where(self._is_between(after, last, besides))
        found = self.connection.execute(query.order_by(FACT.c.pos)).all()
        runs = tuple(self._run_of(device, entries) for device, entries in _apart(found))
        return Page(runs, max(after, last), end)

    def signatures(self, device: bytes, epoch: bytes, first: int) -> list[tuple[bytes, bytes]]:
        """Manifest and signature of the ranges of a stream with this seq or a later one, in their order."""
        here = and_(self._of(SIGNED, device, epoch), SIGNED.c.last >= first)
        query = select(SIGNED.c.manifest, SIGNED.c.signature).where(here).order_by(SIGNED.c.last)
        return [(row.manifest, row.signature) for row in self.connection.execute(query)]

    def held(self, device: bytes, most: int = MOST_HELD) -> list[bytes]:
        """The oldest ranges of a device that stand on another branch and are not told again whole, as they came."""
        query = select(HELD.c.content).where(self._is_held(device))
        return list(self.connection.scalars(query.order_by(HELD.c.at_ms, HELD.c.first).limit(most)))

    def count_held(self, device: bytes) -> int:
        """How many ranges of a device stand on another branch and are not told again whole."""
        query = select(func.count()).select_from(HELD).where(self._is_held(device))
        return self.connection.scalar(query) or 0

    def _is_held(self, device: bytes) -> ColumnElement[bool]:
        return and_(HELD.c.station == self.station, HELD.c.device == device, HELD.c.settled.is_(False))

    def _last_of_page(self, after: int, last: int, besides: bytes) -> int:
        """The last place of the feed, up to this one, that goes onto a page which begins behind ``after``."""
        query = select(FACT.c.pos, _SIZE).where(self._is_between(after, last, besides))
        found = self.connection.execute(query.order_by(FACT.c.pos)).all()
        count = fitting([size for _pos, size in found])
        return last if count == len(found) else int(found[count - 1].pos)

    def _is_between(self, after: int, last: int, besides: bytes) -> ColumnElement[bool]:
        columns = FACT.c
        place = and_(columns.station == self.station, columns.pos > after, columns.pos <= last)
        return and_(place, columns.device != besides)

    def _run_of(self, device: bytes, entries: tuple[Entry, ...]) -> Run:
        first = entries[0].header
        row = self.connection.execute(select(STREAM).where(self._of(STREAM, device, first.epoch))).one()
        return Run(_stream(row), self.hash_at(device, first.epoch, first.seq - 1) or b"", entries)

    def _of(self, table: Table, device: bytes, epoch: bytes) -> ColumnElement[bool]:
        columns = table.c
        return and_(columns.station == self.station, columns.device == device, columns.epoch == epoch)


def _stream(row: Row[Any]) -> Stream:
    opening = Opening(
        row.letter,
        row.opened_ms,
        row.reason,
        row.parent_epoch or b"",
        row.parent_seq or 0,
        row.parent_hash or b"",
    )
    return Stream(row.device, row.epoch, opening, Mark(row.seq, row.hash), row.archived)


def _apart(rows: Iterable[Row[Any]]) -> Iterator[tuple[bytes, tuple[Entry, ...]]]:
    """Rows of a feed as runs of entries that follow each other, each with its device."""
    run: list[Entry] = []
    device = b""
    for row in rows:
        entry = entry_of(row[1:])
        if run and not _follow(run[-1], entry):
            yield device, tuple(run)
            run = []
        device = row[0]
        run.append(entry)
    if run:
        yield device, tuple(run)


def _follow(before: Entry, entry: Entry) -> bool:
    one, other = before.header, entry.header
    return one.epoch == other.epoch and one.seq + 1 == other.seq
