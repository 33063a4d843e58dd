"""The centre and the hub as this device knows them: each read and kept as one sealed note."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.db import notes, sql
from counter_tui.db.sql import Connection
from counter_tui.db.store import Store, Writing
from counter_tui.db.tables.sync import PeerRow, ReceiptRow
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Cursor, Receipt

CENTRE, HUB = 1, 2
"""The numbers of the peers: the centre this device belongs to, and the hub of its station."""


def read_peer(connection: Connection, k: int = CENTRE) -> PeerRow | None:
    """What is known of a peer, None where the device has none of this number."""
    return sql.first(connection, PeerRow, "WHERE k = ?", (k,))


def keep_peer(writing: Writing, peer: PeerRow) -> None:
    """Keep what is known of a peer now."""
    notes.save(writing.connection, peer, writing.sealing)


def change_peer(store: Store, **values: object) -> None:
    """Change some of what is known of the centre; nothing where the device belongs to none."""
    with store.writing() as writing:
        peer = read_peer(writing.connection)
        if peer is not None:
            keep_peer(writing, replace(peer, **values))


def move_cursor(writing: Writing, cursor: Cursor, k: int = CENTRE, incarnation: str = "") -> None:
    """The feed of a peer was read up to here, in this incarnation of it where that is told."""
    peer = read_peer(writing.connection, k)
    if peer is not None:
        lives = incarnation or peer.incarnation
        keep_peer(writing, replace(peer, feed_pos=cursor.pos, feed_hash=cursor.hash, incarnation=lives))


def doubt(writing: Writing, doubted: bool) -> None:
    """Whether the centre may have lost facts of other devices that this store has from it."""
    peer = read_peer(writing.connection)
    if peer is not None:
        keep_peer(writing, replace(peer, doubted=int(doubted)))


def keep_receipt(writing: Writing, signed: Signed, receipt: Receipt) -> None:
    """Keep what the centre vouched for, as it signed it."""
    row = ReceiptRow(
        receipt.epoch, receipt.seq, receipt.archived, receipt.at_ms, signed.content, signed.signature
    )
    notes.save(writing.connection, row, writing.sealing)
