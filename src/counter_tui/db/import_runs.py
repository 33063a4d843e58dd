"""How far the import of a customers' file has come: one local row while it is not finished."""

from __future__ import annotations

from counter_tui.db import notes, sql
from counter_tui.db.notes import Sealing
from counter_tui.db.sql import Connection
from counter_tui.db.tables.notes import ImportRunRow


def unfinished(connection: Connection) -> ImportRunRow | None:
    """The import that was begun and is not finished, if there is one."""
    return sql.first(connection, ImportRunRow, "LIMIT 1")


def save(connection: Connection, row: ImportRunRow, sealing: Sealing) -> None:
    """Keep how far an import has come."""
    notes.save(connection, row, sealing)


def end(connection: Connection, digest: str) -> None:
    """The import of this file is over."""
    notes.discard(connection, ImportRunRow, "digest = ?", (digest,))
