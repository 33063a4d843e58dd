"""Becoming a device of a centre by a code that was given out for the station."""

from __future__ import annotations

from secrets import token_bytes
from typing import Protocol

from msgspec.structs import replace

from counter_tui.db import notes
from counter_tui.db import station as station_rows
from counter_tui.db.store import Store
from counter_tui.db.tables.station import StationRow
from counter_tui.db.tables.sync import PeerRow, ReceiptRow
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.peer import keep_peer, read_peer
from counter_tui.wire.envelope import sign
from counter_tui.wire.keys import KEY_BYTES, SigningKey
from counter_tui.wire.messages import ENROLMENT, Enrolled, Enrolment, EnrolmentAsked

_FRESH = PeerRow(1, "", b"", b"", b"", "", b"")


class Door(Protocol):
    """Where a device asks to be let in; raises NoAnswer or Denied."""

    def enrol(self, asked: EnrolmentAsked) -> Enrolled:
        """Ask for this device to belong to its station."""
        ...


def ask_in(store: Store, door: Door, code: str, machine: bytes, program: str) -> Enrolled:
    """Ask the centre to know this device by a new key; nothing changes for the device until ``belong``.

    The key is kept before it is sent: where the answer is lost, the same code serves for the same key again.

    Raises:
        NoAnswer or Denied: as the door says.
        LookupError: there is no station.
    """
    station, key = _prepare(store)
    wanted = Enrolment(
        code=code,
        station=station.code,
        device=station.device_id,
        letter=station.device_letter,
        public=key.public,
        fingerprint=machine,
        program=program,
    )
    enrolled = door.enrol(EnrolmentAsked(sign(ENROLMENT, wanted, key)))
    if (enrolled.station, enrolled.device, enrolled.letter) != (wanted.station, wanted.device, wanted.letter):
        raise NoAnswer("no_message")
    if len(enrolled.centre) != KEY_BYTES or len(enrolled.sealing) != KEY_BYTES:
        raise NoAnswer("no_message")
    return enrolled


def belong(store: Store, enrolled: Enrolled, address: str, authority: str, machine: bytes) -> None:
    """From now on the device belongs to the centre that let it in; of another one nothing stays that it vouched for."""
    with store.writing() as writing:
        peer = read_peer(writing.connection) or _FRESH
        if peer.centre != enrolled.centre:
            peer = replace(_FRESH, asked=peer.asked, key=peer.key)
            notes.discard(writing.connection, ReceiptRow, "1", ())
        now = replace(
            peer,
            address=address,
            key=peer.asked or peer.key,
            asked=b"",
            centre=enrolled.centre,
            sealing=enrolled.sealing,
            incarnation=enrolled.incarnation,
            fingerprint=machine,
            authority=authority,
            problem="",
            enrol_again=0,
            failures=0,
            not_before_ms=0,
        )
        keep_peer(writing, now)


def _prepare(store: Store) -> tuple[StationRow, SigningKey]:
    with store.writing() as writing:
        station = station_rows.read(writing.connection)
        if station is None:
            raise LookupError("there is no station")
        peer = read_peer(writing.connection) or _FRESH
        if not peer.asked:
            # Never of the store's own source: that of a demo station can be foretold.
            peer = replace(peer, asked=token_bytes(KEY_BYTES))
            keep_peer(writing, peer)
    return station, SigningKey(peer.asked)
