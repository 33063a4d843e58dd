"""Notes beside the ledger against their seals, and each table of them against its tally."""

from __future__ import annotations

from collections.abc import Iterator

from counter_tui.db import notes, sql
from counter_tui.db.finding import Finding
from counter_tui.db.notes import KEYS, MOST, Note, Sealing
from counter_tui.db.sql import Connection


def check_notes(connection: Connection, sealing: Sealing) -> Iterator[Finding]:
    """Each draft, begun answer and unfinished import as it was written, and none more or fewer than were counted."""
    tallies = notes.tallies(connection)
    for note in KEYS:
        count = total = 0
        for row in sql.stream(connection, note):
            count, total = count + 1, (total + row.seal) & MOST
            if row.seal != sealing(row):
                yield Finding("note_differs", _where(row))
        tally = tallies.pop(note.TABLE, None)
        if tally is None or (tally.count, tally.total) != (count, total):
            facts = {"count": tally.count if tally else 0, "there": count}
            yield Finding("notes_uncounted", note.TABLE, facts)
    for name in tallies:
        yield Finding("notes_uncounted", name, {"count": tallies[name].count, "there": 0})


def _where(row: Note) -> str:
    keys = (getattr(row, name) for name in KEYS[type(row)])
    return " ".join((row.TABLE, *(_readable(key) if isinstance(key, bytes) else str(key) for key in keys)))


def _readable(key: bytes) -> str:
    """An account as it is, an id in hex."""
    return key.decode() if key.isdigit() else key.hex()
