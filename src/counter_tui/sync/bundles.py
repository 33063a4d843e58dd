"""This device's ledger by stick: bundles of what no receipt vouches for yet, and taking in what the centre sends back.

A receipt is advisory. It decides what is written to a stick and what people are shown, never what exists: one that
does not stand for facts of this very ledger counts for nothing, and everything can always be written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import DecodeError, Struct, ValidationError

from counter_tui.db import sql
from counter_tui.db import station as station_rows
from counter_tui.db.sql import Connection
from counter_tui.db.store import Store, Writing
from counter_tui.db.tables.ledger import EpochRow
from counter_tui.db.tables.station import StationRow
from counter_tui.db.tables.sync import PeerRow, ReceiptRow
from counter_tui.db.travel import releases, streams
from counter_tui.domain.reading import read_json
from counter_tui.sync.peer import keep_receipt, read_peer
from counter_tui.wire.bundle import (
    MOST_BUNDLE,
    MOST_RANGES,
    BundleReturn,
    make_bundle,
    read_bundle,
    read_return,
)
from counter_tui.wire.entries import MOST_FACTS
from counter_tui.wire.envelope import Signed, Unproven, proven
from counter_tui.wire.frames import BundleBroken
from counter_tui.wire.keys import KEY_BYTES, SigningKey
from counter_tui.wire.messages import RECEIPT, Receipt
from counter_tui.wire.ranges import SignedRange, read_range, sign_range, write_range
from counter_tui.wire.room import fitting

_ROOM = MOST_BUNDLE - 16 * 1024
"""Bytes of ranges that go into one bundle; the rest is for the header and what sealing adds."""

Verdict = Literal[
    "taken",
    "known",
    "not_one",
    "later",
    "cut_off",
    "changed",
    "other_centre",
    "other_station",
    "other_device",
    "other_ledger",
    "other_key",
    "kept",
    "part",
    "missing",
    "older",
    "parked",
    "expired",
    "unreadable",
]
"""What became of a file that came back: taken in; it says nothing new; it is none; of a later program; its end is
missing; it was changed; another centre, or nobody, signed it; it is for another station, or for another PC of this
one; it vouches for facts that this ledger has not. Of releases besides: it is sealed to a key this PC has no more; it
is here whole, or some of it is; one before it is missing; a newer one is here; this program cannot use it; it is used
and its last day is past. Last, the stick does not give it."""


class NoCentre(Exception):
    """The device belongs to no centre, or to one that takes no bundles."""


class Moved(Exception):
    """The ledger went on in a new epoch meanwhile: look again what there is to write."""


class Span(Struct, frozen=True):
    """Facts of one epoch that are to be brought: from ``first`` to ``last``."""

    epoch: EpochRow
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


class Made(Struct, frozen=True):
    """A bundle as it goes onto the stick."""

    stem: str
    content: bytes
    facts: int


class Ends(Struct, frozen=True):
    """Whose ledger this is, the centre it goes to, and the newest release of each kind that this PC works by."""

    peer: PeerRow
    station: StationRow
    releases: Mapping[str, int]


def ends_of(connection: Connection) -> Ends:
    """The two ends; raises NoCentre."""
    peer, station = read_peer(connection), station_rows.read(connection)
    if peer is None or station is None or len(peer.sealing) != KEY_BYTES:
        raise NoCentre
    return Ends(peer, station, releases.taken(connection))


def spans(connection: Connection, everything: bool) -> list[Span]:
    """What there is to bring, in the order it was written: what no receipt vouches for, or everything."""
    found = []
    for epoch in streams.own(connection):
        first = 1 if everything else vouched(connection, epoch) + 1
        if first <= epoch.head_seq:
            found.append(Span(epoch, first, epoch.head_seq))
    return found


def vouched(connection: Connection, epoch: EpochRow) -> int:
    """Up to which fact of an epoch the centre gave a receipt for just these facts; 0 for none."""
    rows = sql.read(
        connection,
        ReceiptRow,
        "WHERE epoch = ? AND seq <= ? ORDER BY seq DESC",
        (epoch.epoch, epoch.head_seq),
    )
    for row in rows:
        try:
            receipt = read_json(row.content, Receipt)
        except (DecodeError, ValidationError):
            continue
        if streams.hash_at(connection, epoch, row.seq) == receipt.hash:
            return row.seq
    return 0


def newest_receipt_ms(connection: Connection) -> int:
    """When the centre gave the newest receipt, by its clock; 0 for none."""
    return int(sql.scalar(connection, "SELECT max(at_ms) FROM receipt") or 0)


def measure(store: Store, span: Span) -> int:
    """About how many bytes these facts take on a stick, judged by the first of them."""
    with store.reading() as connection:
        ends = ends_of(connection)
    signed = _range(store, ends, span.epoch, span.first, span.last)
    return len(write_range(signed)) * span.count // signed.told().count


def make(store: Store, span: Span) -> Iterator[Made]:
    """These facts as bundles, one after the other; each was opened again as far as it can be here, and is sound.

    Raises:
        NoCentre: there is nobody to seal them to.
        Moved: the ledger has left this branch meanwhile.
    """
    with store.reading() as connection:
        ends = ends_of(connection)
    pending: list[SignedRange] = []
    size = 0
    for signed in _ranges(store, ends, span):
        length = len(write_range(signed))
        if pending and (size + length > _ROOM or len(pending) == MOST_RANGES):
            yield _bundle(ends, pending)
            pending, size = [], 0
        pending.append(signed)
        size += length
    if pending:
        yield _bundle(ends, pending)


def take_return(store: Store, content: bytes) -> Verdict:
    """Take in a file that came back from the centre, whole or not at all; what became of it.

    Raises:
        NoCentre: the device belongs to no centre.
    """
    with store.writing() as writing:
        ends = ends_of(writing.connection)
        try:
            told = read_return(content, ends.peer.centre)
            if told.station != ends.station.code:
                return "other_station"
            if told.device != ends.station.device_id:
                return "other_device"
            receipts = [(each, proven(each, RECEIPT, ends.peer.centre, Receipt)) for each in told.receipts]
        except BundleBroken as broken:
            return broken.fault
        except Unproven:
            return "other_centre"
        if not _fit(writing.connection, told, [receipt for _signed, receipt in receipts]):
            return "other_ledger"
        kept = [_keep(writing, signed, receipt) for signed, receipt in receipts]
        return "taken" if any(kept) else "known"


def orders_in(store: Store, content: bytes) -> tuple[Signed, ...]:
    """The orders in a file that came back from the centre for this PC; none in any other file."""
    with store.reading() as connection:
        ends = ends_of(connection)
    try:
        told = read_return(content, ends.peer.centre)
    except (BundleBroken, Unproven):
        return ()
    return told.orders if told.device == ends.station.device_id else ()


def _ranges(store: Store, ends: Ends, span: Span) -> Iterator[SignedRange]:
    first = span.first
    while first <= span.last:
        signed = _range(store, ends, span.epoch, first, span.last)
        first = signed.told().last + 1
        yield signed


def _range(store: Store, ends: Ends, epoch: EpochRow, first: int, last: int) -> SignedRange:
    """The first of these facts as a range, as many as it carries; it was opened again and is sound."""
    with store.reading() as connection:
        previous = streams.hash_at(connection, epoch, first - 1)
        bodies = streams.sizes(connection, epoch.epoch, first, min(last - first + 1, MOST_FACTS))
        facts = streams.entries(connection, epoch.epoch, first, fitting(bodies))
    if previous is None or not facts:
        raise Moved
    opening = streams.opening_of(epoch) if first == 1 else None
    key = SigningKey(ends.peer.key)
    signed = sign_range(epoch.device_id, previous, facts, key, opening)
    read_range(write_range(signed)).entries()
    return signed


def _bundle(ends: Ends, ranges: list[SignedRange]) -> Made:
    station = ends.station
    content = make_bundle(
        station.code,
        station.device_letter,
        ranges,
        SigningKey(ends.peer.key),
        ends.peer.sealing,
        ends.releases,
    )
    header = read_bundle(content).header
    return Made(header.stem, content, header.count)


def _fit(connection: Connection, told: BundleReturn, receipts: list[Receipt]) -> bool:
    """Whether every receipt stands for facts that this ledger has."""
    for receipt in receipts:
        if (receipt.station, receipt.device) != (told.station, told.device):
            return False
        epoch = streams.epoch_row(connection, receipt.epoch)
        if epoch is None or epoch.device_id != told.device or receipt.seq > epoch.head_seq:
            return False
        if streams.hash_at(connection, epoch, receipt.seq) != receipt.hash:
            return False
    return True


def _keep(writing: Writing, signed: Signed, receipt: Receipt) -> bool:
    """Keep a receipt unless there is one as new of just these facts; whether it was kept."""
    key = (receipt.epoch, receipt.seq)
    known = sql.first(writing.connection, ReceiptRow, "WHERE epoch = ? AND seq = ?", key)
    if known is not None and (known.at_ms, known.archived) >= (receipt.at_ms, receipt.archived):
        return False
    keep_receipt(writing, signed, receipt)
    return True
