"""Releases that came by stick: kept as those that come over a line are, and taken in by the same hand.

What the centre did not sign and seal for this very PC is not kept, nor what is older than what is here. Parts go where
parts of a line go, so that either way goes on where the other stopped.
"""

from __future__ import annotations

from msgspec import Struct

from counter_tui.db.store import Store, Writing
from counter_tui.db.tables.sync import ReleaseRow
from counter_tui.db.travel import releases
from counter_tui.sync.bundles import Ends, Verdict, ends_of
from counter_tui.sync.releases import coming, look_at
from counter_tui.wire.frames import BundleBroken
from counter_tui.wire.keys import SigningKey, key_name, sealing_of
from counter_tui.wire.parcels import Opened, Parcel, ParcelHeader, read_parcel
from counter_tui.wire.releases import KINDS

WAITING: frozenset[Verdict] = frozenset({"missing"})
"""After these a file is worth another try once others of the stick were kept."""


class Came(Struct, frozen=True):
    """What became of a parcel; ``kind`` and ``number`` are of its release, as far as they are proven."""

    verdict: Verdict
    kind: str = ""
    number: int = 0


def keep_parcel(store: Store, content: bytes, program: str) -> Came:
    """Keep what a parcel has, whole or not at all; what became of it. Raises NoCentre, as ``ends_of``.

    It is "kept" where the release is here whole now, "part" where others of its parcels are still missing.
    """
    try:
        parcel = read_parcel(content)
        with store.reading() as connection:
            ends = ends_of(connection)
        fault = _fault(parcel, ends)
        if fault is not None:
            return Came(fault)
        opened = parcel.open(SigningKey(ends.peer.key), ends.peer.centre)
    except BundleBroken as broken:
        return Came(broken.fault)
    header = parcel.header
    if header.kind not in KINDS:
        return Came("later", header.kind, header.number)
    return Came(_keep(store, header, opened, program), header.kind, header.number)


def _fault(parcel: Parcel, ends: Ends) -> Verdict | None:
    """Why a parcel is not for this PC, or not from its centre; None where it is."""
    header = parcel.header
    if header.key != key_name(ends.peer.centre):
        return "other_centre"
    if not parcel.is_by(ends.peer.centre):
        return "changed"
    if header.station != ends.station.code:
        return "other_station"
    if header.device != ends.station.device_id:
        return "other_device"
    own = key_name(sealing_of(SigningKey(ends.peer.key).public))
    return None if header.recipient == own else "other_key"


def _keep(store: Store, header: ParcelHeader, opened: Opened, program: str) -> Verdict:
    with store.writing() as writing:
        row = _row_of(writing, header)
        if row is None:
            newest = releases.newest(writing.connection, header.kind)
            if header.number <= newest:
                return "older"
            if newest < header.after:
                return "missing"
        elif row.content != opened.signed.content:
            return "changed"
        elif row.state == "passed":
            return "older"
        elif not _is_open(row):
            return "known"
        have = releases.count_parts(writing.connection, header.kind, header.number)
        if header.first > have:
            return "missing"
        if row is None or row.state == "parked":
            row = coming(opened.release, opened.signed, program)
            releases.announce(writing, row)
        for place, part in enumerate(opened.parts, start=header.first):
            if place >= have:
                releases.keep_part(writing, header.kind, header.number, place, part)
        have = max(have, header.first + len(opened.parts))
    if have < opened.release.parts:
        return "part"
    return "kept" if look_at(store, row, program) else "changed"


def _row_of(writing: Writing, header: ParcelHeader) -> ReleaseRow | None:
    rows = releases.known(writing.connection, header.kind)
    return next((row for row in rows if row.number == header.number), None)


def _is_open(row: ReleaseRow) -> bool:
    """Whether parts of a release are wanted: they are missing, or what came was not what the centre signed."""
    return row.state == "coming" or (row.state == "parked" and row.reason in ("changed", "unknown_kind"))
