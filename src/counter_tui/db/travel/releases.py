"""Releases of the centre in the store: what was announced, the parts that came, and what this PC works by."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from counter_tui.db import notes, sql
from counter_tui.db.sql import Connection
from counter_tui.db.store import Writing
from counter_tui.db.tables.sync import ReleasePartRow, ReleaseRow

_KEPT = 20
"""Releases of a kind that stay listed when they are done with."""


def known(connection: Connection, kind: str = "") -> list[ReleaseRow]:
    """The releases of a kind, or of all, in the order of their numbers."""
    rest = "WHERE kind = ? ORDER BY number" if kind else "ORDER BY kind, number"
    return sql.read(connection, ReleaseRow, rest, (kind,) if kind else ())


def newest(connection: Connection, kind: str) -> int:
    """The newest number that was announced of a kind; 0 for none."""
    return int(sql.scalar(connection, "SELECT max(number) FROM release WHERE kind = ?", (kind,)) or 0)


def taken(connection: Connection) -> dict[str, int]:
    """The newest number of each kind that this PC works by."""
    found = connection.execute("SELECT kind, max(number) FROM release WHERE state = 'taken' GROUP BY kind")
    return {kind: int(number) for kind, number in found.fetchall()}


def announce(writing: Writing, row: ReleaseRow) -> None:
    """Keep what the centre says of a release."""
    notes.save(writing.connection, row, writing.sealing)


def change(writing: Writing, row: ReleaseRow, **values: object) -> None:
    """Change some of what is kept of a release."""
    notes.save(writing.connection, replace(row, **values), writing.sealing)


def parts(connection: Connection, kind: str, number: int) -> list[bytes]:
    """The parts of a release's file that are here, from the first on."""
    rows = sql.read(connection, ReleasePartRow, "WHERE kind = ? AND number = ? ORDER BY part", (kind, number))
    return [row.content for row in rows]


def count_parts(connection: Connection, kind: str, number: int) -> int:
    """How many parts are here; they came in their order."""
    where = "SELECT count(*) FROM release_part WHERE kind = ? AND number = ?"
    return int(sql.scalar(connection, where, (kind, number)) or 0)


def keep_part(writing: Writing, kind: str, number: int, part: int, content: bytes) -> None:
    """Keep a part of a release's file."""
    notes.save(writing.connection, ReleasePartRow(kind, number, part, content), writing.sealing)


def drop_parts(writing: Writing, kind: str, numbers: Collection[int]) -> None:
    """Forget the files of these releases."""
    for number in numbers:
        notes.discard(writing.connection, ReleasePartRow, "kind = ? AND number = ?", (kind, number))


def forget_old(writing: Writing, kind: str) -> None:
    """Keep the list of a kind short: of what is done with, the newest alone."""
    over = [row for row in known(writing.connection, kind) if row.state in ("taken", "passed")]
    for row in over[:-_KEPT]:
        drop_parts(writing, kind, (row.number,))
        notes.discard(writing.connection, ReleaseRow, "kind = ? AND number = ?", (kind, row.number))
