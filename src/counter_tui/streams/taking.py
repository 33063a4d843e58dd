"""Taking one range into the log, inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from secrets import token_bytes
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    func,
    insert,
    select,
    update,
)

from counter_tui.domain.ledger.entry import Entry
from counter_tui.streams.decide import Mark, Place, place_of, start_of
from counter_tui.streams.rows import put_rows
from counter_tui.streams.tables import FACT, FEED, HELD, PARKED, SIGNED, STREAM
from counter_tui.wire.entries import ID_BYTES
from counter_tui.wire.ranges import Manifest, SignedRange, read_range, write_range

_SIGN_BYTES = 32

Judge = Callable[[Entry], str]
"""Why an entry is not understood here; empty where it is."""


class Taken(Struct, frozen=True):
    """What became of a range: its place, how far the stream is here now, and up to where a proven copy has it.

    ``new`` are the entries that came into the log with it, without those the log had in another epoch; ``parked`` are
    the facts among them that are not understood here.
    """

    place: Place
    mark: Mark
    archived: int
    new: tuple[Entry, ...] = ()
    parked: tuple[bytes, ...] = ()


class Taking(Struct, frozen=True):
    """A transaction in which a range of a station is taken in; the station's feed is locked by ``pos``."""

    connection: Connection
    station: str
    manifest: Manifest
    month: int
    now_ms: int

    def take(self, signed: SignedRange, entries: Sequence[Entry], judge: Judge) -> Taken:
        """Take the range in where it extends its stream, hold it where it stands on another branch or behind a gap.

        What stands before a gap may be lost everywhere: then the range is all there is. Held ranges that go on from
        what came are taken with it.
        """
        manifest = self.manifest
        pos = self._lock()
        row = self.connection.execute(
            select(STREAM.c.seq, STREAM.c.hash, STREAM.c.archived).where(self._is_stream(STREAM))
        ).first()
        mark = Mark(row.seq, row.hash) if row else start_of(manifest.device, manifest.epoch)
        archived = row.archived if row else 0
        place = place_of(manifest, mark, self._hash_at, lambda seq: entries[seq - manifest.first].hash)
        if place == "gap" and self._is_of_held_branch(mark):
            place = "fork"
        if place in ("fork", "gap"):
            self._hold(signed, entries)
        if place != "extends":
            return Taken(place, mark, archived)
        new = self._extend(signed, entries[mark.seq + 1 - manifest.first :], pos, row is None)
        end = Mark(manifest.last, manifest.hash)
        while (held := self._next_held(end)) is not None:
            pos += end.seq - mark.seq
            mark, following = end, replace(self, manifest=held.told())
            end = Mark(following.manifest.last, following.manifest.hash)
            fresh = held.entries()[mark.seq + 1 - following.manifest.first :]
            new += following._extend(held, fresh, pos, begin=False)
        self._settle()
        return Taken(place, end, archived, new, self._park(new, judge))

    def _extend(
        self, signed: SignedRange, fresh: Sequence[Entry], pos: int, begin: bool
    ) -> tuple[Entry, ...]:
        """Write the facts of the range that are behind the stream's end, at the places behind ``pos``; the new ones."""
        again = self._known_among(fresh)
        self._begin_or_move(begin)
        put_rows(self.connection, self.station, self.manifest.device, fresh, again, self.month, pos + 1)
        self.connection.execute(
            update(FEED).where(FEED.c.station == self.station).values(pos=pos + len(fresh))
        )
        self._sign(signed, pos + len(fresh))
        return tuple(entry for entry in fresh if entry.header.fact_id not in again)

    def _is_of_held_branch(self, mark: Mark) -> bool:
        """Whether the range goes on from held ones that stand on another branch: nothing is missing before it then."""
        first, previous = self.manifest.first, self.manifest.previous
        while first > mark.seq + 1:
            before = self._held_with(first - 1, previous)
            if before is None:
                return False
            first, previous = before.first, before.previous
        return True

    def _held_with(self, seq: int, hash_: bytes) -> Manifest | None:
        """A held range of the stream in which the fact of this seq has this hash."""
        here = and_(self._is_stream(HELD), HELD.c.first <= seq, HELD.c.last >= seq)
        for content in self.connection.scalars(select(HELD.c.content).where(here)).all():
            held = read_range(content)
            if any((entry.header.seq, entry.hash) == (seq, hash_) for entry in held.entries()):
                return held.told()
        return None

    def _next_held(self, end: Mark) -> SignedRange | None:
        """A held range of the stream that goes on from its end; they were proven when they came."""
        here = and_(self._is_stream(HELD), HELD.c.first <= end.seq + 1, HELD.c.last > end.seq)
        query = select(HELD.c.content).where(here, HELD.c.settled.is_(False)).order_by(HELD.c.last.desc())
        for content in self.connection.scalars(query).all():
            held = read_range(content)
            manifest, entries = held.told(), held.entries()
            told = {entry.header.seq: entry.hash for entry in entries}
            if place_of(manifest, end, self._hash_at, told.__getitem__) == "extends":
                return held
        return None

    def _lock(self) -> int:
        """The last place of the station's feed that is given away; nobody else gives one until the transaction ends."""
        query = select(FEED.c.pos).where(FEED.c.station == self.station).with_for_update()
        return int(self.connection.execute(query).scalar_one())

    def _is_stream(self, table: Table) -> ColumnElement[bool]:
        columns = table.c
        return and_(
            columns.station == self.station,
            columns.device == self.manifest.device,
            columns.epoch == self.manifest.epoch,
        )

    def _hash_at(self, seq: int) -> bytes:
        if seq == 0:
            return start_of(self.manifest.device, self.manifest.epoch).hash
        query = select(FACT.c.hash).where(self._is_stream(FACT), FACT.c.seq == seq)
        return bytes(self.connection.execute(query).scalar_one())

    def _known_among(self, entries: Sequence[Entry]) -> set[bytes]:
        """Which of these the station's log has: told again after a fork, with the same ids."""
        ids = [entry.header.fact_id for entry in entries]
        mine: ColumnElement[bool] = FACT.c.fact_id.in_(ids)
        if self.connection.dialect.name == "postgresql":
            # As one value: five hundred of them took longer to write into the statement than to look up.
            each = func.generate_series(0, len(ids) - 1).column_valued("each")
            mine = FACT.c.fact_id.in_(select(func.substr(b"".join(ids), ID_BYTES * each + 1, ID_BYTES)))
        query = select(FACT.c.fact_id).where(FACT.c.station == self.station, mine)
        return {bytes(found) for found in self.connection.scalars(query)}

    def _begin_or_move(self, begin: bool) -> None:
        end: dict[str, Any] = {"seq": self.manifest.last, "hash": self.manifest.hash}
        opening = self.manifest.opening
        if not begin or opening is None:
            self.connection.execute(update(STREAM).where(self._is_stream(STREAM)).values(end))
            return
        self.connection.execute(
            insert(STREAM).values(
                station=self.station,
                device=self.manifest.device,
                epoch=self.manifest.epoch,
                letter=opening.letter,
                opened_ms=opening.at_ms,
                reason=opening.reason,
                parent_epoch=opening.parent or None,
                parent_seq=opening.parent_seq,
                parent_hash=opening.parent_hash or None,
                archived=0,
                **end,
            )
        )

    def _sign(self, signed: SignedRange, pos: int) -> None:
        manifest = self.manifest
        self.connection.execute(
            insert(SIGNED).values(
                station=self.station,
                device=manifest.device,
                epoch=manifest.epoch,
                last=manifest.last,
                first=manifest.first,
                manifest=signed.manifest,
                signature=signed.signature,
                pos=pos,
                sign=token_bytes(_SIGN_BYTES),
            )
        )

    def _park(self, new: Sequence[Entry], judge: Judge) -> tuple[bytes, ...]:
        reasons = {entry.header.fact_id: judge(entry) for entry in new}
        rows = [
            {"station": self.station, "fact_id": fact_id, "reason": reason, "at_ms": self.now_ms}
            for fact_id, reason in reasons.items()
            if reason
        ]
        if rows:
            self.connection.execute(insert(PARKED), rows)
        return tuple(fact_id for fact_id, reason in reasons.items() if reason)

    def _hold(self, signed: SignedRange, entries: Sequence[Entry]) -> None:
        """Keep a range that stands elsewhere; its device is only asked for facts the log has nowhere."""
        manifest = self.manifest
        key = and_(self._is_stream(HELD), HELD.c.first == manifest.first, HELD.c.hash == manifest.hash)
        if self.connection.execute(select(HELD.c.last).where(key)).first() is None:
            self.connection.execute(
                insert(HELD).values(
                    station=self.station,
                    device=manifest.device,
                    epoch=manifest.epoch,
                    first=manifest.first,
                    hash=manifest.hash,
                    last=manifest.last,
                    content=write_range(signed),
                    at_ms=self.now_ms,
                    settled=len(self._known_among(entries)) == len(entries),
                )
            )

    def _settle(self) -> None:
        """Let go of the held ranges of the device of which the log has every fact by now."""
        manifest = self.manifest
        mine = and_(
            HELD.c.station == self.station, HELD.c.device == manifest.device, HELD.c.settled.is_(False)
        )
        for row in self.connection.execute(select(HELD).where(mine)).all():
            held = read_range(row.content).entries()
            if len(self._known_among(held)) == len(held):
                self.connection.execute(
                    update(HELD)
                    .where(
                        mine, HELD.c.epoch == row.epoch, HELD.c.first == row.first, HELD.c.hash == row.hash
                    )
                    .values(settled=True)
                )
