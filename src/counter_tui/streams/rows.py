"""Entries as rows of the log, and rows as entries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert

from counter_tui.domain.ledger.chain import Header
from counter_tui.domain.ledger.entry import Entry
from counter_tui.streams.tables import FACT

_HEADER = Header.__struct_fields__
COLUMNS = tuple(FACT.c[name] for name in (*_HEADER, "body", "body_hash", "hash"))
"""What an entry is made of, in its order."""

_INSERT = tuple(column.name for column in FACT.columns)


def entry_of(row: Row[Any] | Sequence[Any]) -> Entry:
    """The entry of a row that was asked for by ``COLUMNS``."""
    body, body_hash, hash_ = row[len(_HEADER) :]
    return Entry(Header(*row[: len(_HEADER)]), body, body_hash, hash_)


def put_rows(
    connection: Connection,
    station: str,
    device: bytes,
    entries: Sequence[Entry],
    again: Collection[bytes],
    month: int,
    pos: int,
) -> None:
    """Write entries into the log at these places of the station's feed, the first at ``pos``."""
    rows = [
        {
            "station": station,
            "device": device,
            "month": month,
            "pos": pos + offset,
            **{name: getattr(entry.header, name) for name in _HEADER},
            "body": entry.body,
            "body_hash": entry.body_hash,
            "hash": entry.hash,
            "again": entry.header.fact_id in again,
        }
        for offset, entry in enumerate(entries)
    ]
    if connection.dialect.name == "postgresql":
        _copy(connection, rows)
    else:
        connection.execute(insert(FACT), rows)


def _copy(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Row by row the server would take several times as long."""
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY fact ({', '.join(_INSERT)}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(_PG_TYPES)
        for row in rows:
            copy.write_row([row[name] for name in _INSERT])


_PG_NAMES = {
    "Text": "text",
    "LargeBinary": "bytea",
    "BigInteger": "int8",
    "Integer": "int4",
    "Boolean": "bool",
}
_PG_TYPES = [_PG_NAMES[type(column.type).__name__] for column in FACT.columns]
