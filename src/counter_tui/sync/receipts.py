"""Receipts of the centre that came by another way than its own answer."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.db import station as station_rows
from counter_tui.db.sql import Connection
from counter_tui.db.store import Store
from counter_tui.db.travel import streams
from counter_tui.sync.peer import keep_receipt, read_peer
from counter_tui.wire.envelope import Signed, Unproven, proven
from counter_tui.wire.messages import RECEIPT, Receipt


def keep_told(store: Store, signed: Iterable[Signed]) -> int:
    """Keep what the centre signed of just these facts of this device; how many that were. All else is passed over."""
    found = tuple(signed)
    if not found:
        return 0
    kept = 0
    with store.writing() as writing:
        for each in found:
            receipt = _fitting(writing.connection, each)
            if receipt is not None:
                keep_receipt(writing, each, receipt)
                kept += 1
    return kept


def _fitting(connection: Connection, signed: Signed) -> Receipt | None:
    peer, station = read_peer(connection), station_rows.read(connection)
    if peer is None or station is None:
        return None
    try:
        receipt = proven(signed, RECEIPT, peer.centre, Receipt)
    except Unproven:
        return None
    row = streams.epoch_row(connection, receipt.epoch)
    if row is None or row.device_id != station.device_id or receipt.device != station.device_id:
        return None
    return receipt if streams.hash_at(connection, row, receipt.seq) == receipt.hash else None
