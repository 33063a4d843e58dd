"""Entries as rows of the log, and rows as entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from struct import Struct
from typing import Any

from msgspec.structs import astuple
from sqlalchemy import Connection, Row, insert
from sqlalchemy.dialects import sqlite

from counter_tui.domain.ledger.chain import Header
from counter_tui.domain.ledger.entry import Entry
from counter_tui.streams.tables import FACT

_HEADER = Header.__struct_fields__
COLUMNS = tuple(FACT.c[name] for name in (*_HEADER, "body", "body_hash", "hash"))
"""What an entry is made of, in its order."""


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
    if connection.dialect.name == "postgresql":
        _copy(connection, packed_rows(station, device, entries, again, month, pos))
        return
    rows = [
        (station, device, *header[:2], month, pos + offset, *header[2:], *_end(entry, again))
        for offset, entry in enumerate(entries)
        for header in [astuple(entry.header)]
    ]
    connection.exec_driver_sql(_INSERT, rows)  # as plain values: an insert of SQLAlchemy looks at each anew


def _end(entry: Entry, again: Collection[bytes]) -> tuple[bytes | None, bytes, bytes, bool]:
    return entry.body, entry.body_hash, entry.hash, entry.header.fact_id in again


def _copy(connection: Connection, rows: Iterable[bytes]) -> None:
    """Row by row the server would take several times as long."""
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY fact ({_NAMES}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(b"".join((_COPY_BEGIN, *rows, _COPY_END)))


def packed_rows(
    station: str,
    device: bytes,
    entries: Sequence[Entry],
    again: Collection[bytes],
    month: int,
    pos: int,
) -> Iterator[bytes]:
    """Entries as rows of PostgreSQL's binary COPY: the number of columns, then each with its length before it."""
    # The library would look at the type of each value anew; that took longer than all else.
    begin = _SHORT.pack(len(FACT.columns)) + _sized(station.encode()) + _sized(device)
    month_field = _INT.pack(4, month)
    words = _Words()
    for offset, entry in enumerate(entries):
        header = entry.header
        yield b"".join(
            (
                begin,
                _sized(header.epoch),
                _LONG.pack(8, header.seq),
                month_field,
                _LONG.pack(8, pos + offset),
                _sized(header.fact_id),
                words[header.subject_kind],
                _sized(header.subject_id),
                words[header.type],
                _INT.pack(4, header.version),
                _sized(header.hlc.encode()),
                _LONG.pack(8, header.wall_ms),
                _sized(header.boot_id),
                _LONG.pack(8, header.mono_ms),
                words[header.clock_flag],
                words[header.actor],
                _sized(header.seen),
                _NULL if entry.body is None else _sized(entry.body),
                _sized(entry.body_hash),
                _sized(entry.hash),
                _YES if header.fact_id in again else _NO,
            )
        )


class _Words(dict[str, bytes]):
    """Words as fields, each worked out once."""

    def __missing__(self, word: str) -> bytes:
        self[word] = field = _sized(word.encode())
        return field


def _sized(content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + content


_NAMES = ", ".join(column.name for column in FACT.columns)
_INSERT = str(insert(FACT).compile(dialect=sqlite.dialect()))
_LENGTH, _SHORT, _INT, _LONG = Struct("!i"), Struct("!h"), Struct("!ii"), Struct("!iq")
_NULL = _LENGTH.pack(-1)
_YES, _NO = _sized(b"\1"), _sized(b"\0")
_COPY_BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = _SHORT.pack(-1)
