"""What the centre vouched for: which of this device's facts it has, and since when for certain."""

from __future__ import annotations

from collections.abc import Mapping

from counter_tui.db import notes, sql
from counter_tui.db.sql import Connection
from counter_tui.db.store import Writing
from counter_tui.db.tables.sync import ReceiptRow
from counter_tui.domain.facts.base import Subject

_HOUR_MS = 3_600_000


def vouched(connection: Connection, subject: Subject) -> list[int | None]:
    """For each fact this device wrote about a subject when the centre first vouched for it; None where it has not."""
    values = (subject.kind, subject.id)
    return [None if at is None else int(at) for (at,) in connection.execute(_VOUCHED, values).fetchall()]


def unsent_by_hour(connection: Connection) -> dict[int, int]:
    """How many facts no receipt vouches for, by the hour (its first ms) of the clock they were written at."""
    found = connection.execute(_BY_HOUR, (_HOUR_MS,)).fetchall()
    return {int(hour) * _HOUR_MS: int(count) for hour, count in found}


def forget_lost(writing: Writing, marks: Mapping[bytes, int]) -> None:
    """Drop what the centre vouched for and has lost since: it was put back from a copy."""
    for row in sql.read(writing.connection, ReceiptRow):
        if row.epoch in marks and row.seq > marks[row.epoch]:
            notes.discard(writing.connection, ReceiptRow, "epoch = ? AND seq = ?", (row.epoch, row.seq))


def has_lost(connection: Connection, marks: Mapping[bytes, int]) -> bool:
    """Whether the centre vouched for more of a stream than it has."""
    found = connection.execute("SELECT epoch, max(seq) FROM receipt GROUP BY epoch").fetchall()
    return any(seq > marks.get(bytes(epoch), seq) for epoch, seq in found)


_OWN = "epoch IN (SELECT epoch FROM epoch WHERE device_id = (SELECT device_id FROM station))"

_VOUCHED = f"""
SELECT (SELECT min(at_ms) FROM receipt WHERE receipt.epoch = fact.epoch AND receipt.seq >= fact.seq)
FROM fact WHERE subject_kind = ? AND subject_id = ? AND {_OWN}
"""  # noqa: S608 - a text of ours

_BY_HOUR = f"""
SELECT wall_ms / ?, count(*) FROM fact WHERE {_OWN}
    AND seq > coalesce((SELECT max(seq) FROM receipt WHERE receipt.epoch = fact.epoch), 0)
GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - a text of ours
