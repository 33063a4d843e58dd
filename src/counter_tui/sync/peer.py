"""The centre as this device knows it: read and kept as one sealed note."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.db import notes, sql
from counter_tui.db.sql import Connection
from counter_tui.db.store import Store, Writing
from counter_tui.db.tables.sync import PeerRow, ReceiptRow
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Cursor, Receipt


def read_peer(connection: Connection) -> PeerRow | None:
    """What is known of the centre, None where the device belongs to none."""
    return sql.first(connection, PeerRow)


def keep_peer(writing: Writing, peer: PeerRow) -> None:
    """Keep what is known of the centre now."""
    notes.save(writing.connection, peer, writing.sealing)


def change_peer(store: Store, **values: object) -> None:
    """Change some of what is known of the centre; nothing where the device belongs to none."""
    with store.writing() as writing:
        peer = read_peer(writing.connection)
        if peer is not None:
            keep_peer(writing, replace(peer, **values))


def move_cursor(writing: Writing, cursor: Cursor) -> None:
    """The feed was read up to here."""
    peer = read_peer(writing.connection)
    if peer is not None:
        keep_peer(writing, replace(peer, feed_pos=cursor.pos, feed_hash=cursor.hash))


def keep_receipt(writing: Writing, signed: Signed, receipt: Receipt) -> None:
    """Keep what the centre vouched for, as it signed it."""
    row = ReceiptRow(
        receipt.epoch, receipt.seq, receipt.archived, receipt.at_ms, signed.content, signed.signature
    )
    notes.save(writing.connection, row, writing.sealing)
