"""What the rules on ratings ask of the store for a month, each by an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from counter_tui.db import sql
from counter_tui.db.ledger import hlc_from
from counter_tui.db.sql import Connection
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.facts.base import Subject

GAMING = "gaming"
"""The kind of subject: a month; its facts are few and need no table."""
_AT_ONCE = 500
"""So many values go into one question, so that its text is one of few."""


def gaming_subject(month: str) -> Subject:
    """A month (``2026-11``) as the subject of what was found of its ratings."""
    return Subject(GAMING, month.encode("ascii"))


def matters(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, MatterRow]:
    """The matters with these ids."""
    rest = f"WHERE matter_id IN ({sql.marks(range(_AT_ONCE))})"
    return {row.matter_id: row for some in _parts(ids) for row in sql.read(connection, MatterRow, rest, some)}


def earlier(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, list[bytes]]:
    """The matters each of these goes back to, of those that come up again."""
    text = f"SELECT matter_id, earlier FROM matter_link WHERE matter_id IN ({sql.marks(range(_AT_ONCE))})"  # noqa: S608
    found: dict[bytes, list[bytes]] = {}
    for some in _parts(ids):
        for matter_id, before in connection.execute(text, some):
            found.setdefault(matter_id, []).append(before)
    return found


def broken(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, int]:
    """When the first promise to the customer of each of these matters was due that was not kept."""
    text = (
        "SELECT matter_id, min(due_ms) FROM promise WHERE standing = 'public' AND kept = 0"  # noqa: S608
        f" AND matter_id IN ({sql.marks(range(_AT_ONCE))}) GROUP BY matter_id"
    )
    return {row[0]: row[1] for some in _parts(ids) for row in connection.execute(text, some)}


def served(connection: Connection, start_ms: int, end_ms: int) -> Iterator[tuple[int, str]]:
    """When who took down a request or a question in this time."""
    taken = (
        "SELECT accepted_ms, first_contact FROM matter INDEXED BY matter_by_accepted"
        " WHERE accepted_ms >= ? AND accepted_ms < ?"
    )
    asked = (
        "SELECT asked_ms, first_contact FROM enquiry INDEXED BY enquiry_by_asked"
        " WHERE asked_ms >= ? AND asked_ms < ?"
    )
    for text in (taken, asked):
        yield from connection.execute(text, (start_ms, end_ms))


def head_before(connection: Connection, end_ms: int) -> bytes | None:
    """The hash of the last fact before an instant; None where there was none yet."""
    text = "SELECT hash FROM fact INDEXED BY fact_by_hlc WHERE hlc < ? ORDER BY hlc DESC LIMIT 1"
    found: bytes | None = sql.scalar(connection, text, (hlc_from(end_ms),))
    return found


def _parts(values: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    """The values in parts of one size, the last one filled up with what is no id."""
    listed = sorted(set(values))
    for first in range(0, len(listed), _AT_ONCE):
        some = listed[first : first + _AT_ONCE]
        yield [*some, *[b""] * (_AT_ONCE - len(some))]
