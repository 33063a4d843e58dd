"""The keys by which the station proves its receipts: all it ever used, since old receipts stay true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from counter_tui.db import sql
from counter_tui.db.finding import Finding
from counter_tui.db.sql import Connection
from counter_tui.db.tables.station import StationKeyRow
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.keys import StationKeyRenewed, StationKeyTaken
from counter_tui.domain.facts.station import StationOpened
from counter_tui.domain.receipt.proof import key_mark
from counter_tui.domain.staff.pin_seal import seal_pin


def put(connection: Connection, key: bytes) -> None:
    """Use this key from now on."""
    sql.put(connection, StationKeyRow(ordinal=len(known(connection)) + 1, key=key))


def known(connection: Connection) -> list[bytes]:
    """All keys, the one in use last."""
    return [row.key for row in sql.read(connection, StationKeyRow, "ORDER BY ordinal")]


def sealed_pin(connection: Connection, staff_no: str, pin_hash: str) -> str:
    """What is kept of a PIN, for the station's other PCs alone; empty where the station has no key."""
    keys = known(connection)
    return seal_pin(keys[-1], staff_no, pin_hash) if keys else ""


def customer_marks(connection: Connection, number: str) -> tuple[str, ...]:
    """What stands for a customer's number in facts that every PC of the station has to find again, the newest last.

    A keyed hash for each key the station ever used: what was written before a key was renewed or taken is found too.
    """
    if not number:
        return ()
    written = number.encode("utf-8")
    return tuple(
        dict.fromkeys(
            blake2b(written, digest_size=16, key=key, person=_PERSON).hexdigest()
            for key in known(connection)[::-1]
        )
    )[::-1]


_PERSON = b"customer-mark-1"
"""Keeps a mark from being a check code of the same key."""


def check_keys(connection: Connection, history: Sequence[Recorded]) -> Iterator[Finding]:
    """The keys beside the facts about the station that tell of them."""
    told = [
        fact.fact.key_mark if isinstance(fact.fact, StationOpened) else fact.fact.mark
        for fact in history
        if isinstance(fact.fact, (StationOpened, StationKeyTaken, StationKeyRenewed))
    ]
    rows = sql.read(connection, StationKeyRow, "ORDER BY ordinal")
    for place in range(1, max(len(told), len(rows)) + 1):
        there = rows[place - 1] if place <= len(rows) else None
        wanted = told[place - 1] if place <= len(told) else ""
        if there is None or there.ordinal != place or key_mark(there.key) != wanted:
            yield Finding("station_key_differs", str(place))
