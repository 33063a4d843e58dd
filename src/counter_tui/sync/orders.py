"""What the centre orders this device to do: only what it signed for this very device, each order once, in their order.

An order is proven by the key of the centre this device belongs to, however it came: over a line, in a refusal, on the
way back of a stick. What is older than the last one that was obeyed, repeated, another device's or unsigned is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import station as station_rows
from counter_tui.db.sql import Connection
from counter_tui.db.store import Store
from counter_tui.db.subjects import STATION
from counter_tui.db.tables.station import StationRow
from counter_tui.db.tables.sync import PeerRow
from counter_tui.db.travel.branches import PROGRAM
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.upkeep import OrderObeyed
from counter_tui.sync.peer import CENTRE, HUB, keep_peer, read_peer
from counter_tui.wire.envelope import Signed, Unproven, proven, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import OBEYED, ORDER, Obeyed, ObeyedTold, Order


class Given(Struct, frozen=True):
    """An order of the centre to this device, and the very words that were signed."""

    order: Order
    signed: Signed


def read_orders(connection: Connection, signed: Iterable[Signed]) -> list[Given]:
    """The orders among these that the centre gave this device, the oldest first, obeyed ones too."""
    peer, station = read_peer(connection), station_rows.read(connection)
    if peer is None or station is None or not peer.centre:
        return []
    found = [_read(each, peer, station) for each in signed]
    return sorted((each for each in found if each is not None), key=lambda each: each.order.number)


def is_new(connection: Connection, order: Order) -> bool:
    """Whether an order is newer than the last one that was obeyed."""
    peer = read_peer(connection)
    return peer is not None and order.number > peer.order_no


def obey(store: Store, order: Order) -> bool:
    """Obey an order to read again or to enrol again, once, and record it; whether it was new.

    Of what was read again only what this ledger does not have changes anything.
    """
    assert order.what != "wipe"
    what: Literal["read_again", "enrol_again"] = order.what
    with store.writing() as writing:
        station = station_rows.read(writing.connection)
        peer = read_peer(writing.connection)
        if station is None or peer is None or order.number <= peer.order_no:
            return False
        if what == "read_again":
            for k in (CENTRE, HUB):
                known = read_peer(writing.connection, k)
                if known is not None:
                    keep_peer(writing, replace(known, feed_pos=0, feed_hash=b""))
        peer = read_peer(writing.connection) or peer
        asked = 1 if what == "enrol_again" else peer.enrol_again
        keep_peer(writing, replace(peer, order_no=order.number, enrol_again=asked))
        fact = OrderObeyed(number=order.number, what=what)
        writing.append(Subject(STATION, station.code.encode("ascii")), [fact], PROGRAM)
    return True


def told_of(store: Store, order: Order, facts: int = 0) -> ObeyedTold:
    """What this device says of an order it obeyed, signed with its key. Raises LookupError where it belongs nowhere."""
    with store.reading() as connection:
        peer = read_peer(connection)
    if peer is None:
        raise LookupError("the device belongs to no centre")
    now = to_ms(store.pen.clock.now())
    obeyed = Obeyed(order.number, order.station, order.device, order.what, now, facts)
    return ObeyedTold(order.device, sign(OBEYED, obeyed, SigningKey(peer.key)))


def _read(signed: Signed, peer: PeerRow, station: StationRow) -> Given | None:
    try:
        order = proven(signed, ORDER, peer.centre, Order)
    except Unproven:
        return None
    mine = (order.device, order.station) == (station.device_id, station.code)
    return Given(order, signed) if mine else None
