"""Papers of matters, read from their projected rows: those owed, asked about, and given."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.db import sql
from counter_tui.db.reading import matters
from counter_tui.db.reading.matters import MINE, WHO, Whose, some, who
from counter_tui.db.sql import Connection
from counter_tui.db.tables.matters import DeferredRow, GivenPaperRow, MatterRow


def due(
    connection: Connection, whose: Whose, until_day: str, limit: int
) -> list[tuple[MatterRow, DeferredRow]]:
    """Papers owed on a person's running matters that are due by a day, the oldest first."""
    values = {"who": who(whose), "until": until_day, "limit": limit}
    papers = sql.read(connection, DeferredRow, _DUE, values)
    owing = {row.matter_id: row for row in matters.of(connection, [paper.matter_id for paper in papers])}
    return [(owing[paper.matter_id], paper) for paper in papers]


_DUE = f"""
JOIN matter ON matter.matter_id = deferred_paper.matter_id
WHERE deferred_paper.matter_id IN (SELECT matter_id FROM matter WHERE {MINE})
    AND +deferred_paper.state = 'owed' AND +deferred_paper.due_day <= :until
ORDER BY deferred_paper.due_day, matter.accepted_ms, deferred_paper.ordinal LIMIT :limit
"""  # noqa: S608
"""The plus signs keep the engine from going through all that was ever owed: a person runs few matters."""


def asked(connection: Connection, whose: Whose | None, limit: int) -> list[tuple[MatterRow, DeferredRow]]:
    """Papers the lead was asked to do without, the oldest question first; as ``for_lead`` of these people's."""
    papers = sql.read(connection, DeferredRow, _ASKED, some(whose, limit))
    owing = {row.matter_id: row for row in matters.of(connection, [paper.matter_id for paper in papers])}
    return [(owing[paper.matter_id], paper) for paper in papers]


_ASKED = f"""
CROSS JOIN matter ON matter.matter_id = deferred_paper.matter_id
WHERE deferred_paper.asked_ms IS NOT NULL
    AND (:who IS NULL OR matter.handler IN {WHO} OR matter.first_contact IN {WHO})
ORDER BY deferred_paper.asked_ms, deferred_paper.ordinal LIMIT :limit
"""
"""CROSS JOIN keeps the engine at the few papers that were asked about."""


def of(connection: Connection, ids: Sequence[bytes]) -> list[DeferredRow]:
    """The deferred papers of these matters."""
    rest = f"WHERE matter_id IN ({sql.marks(ids)}) ORDER BY matter_id, ordinal"
    return sql.read(connection, DeferredRow, rest, ids)


def given(
    connection: Connection, identity_key: str, papers: Sequence[str], since_ms: int
) -> list[GivenPaperRow]:
    """Of these papers, those that were given by the customer with this identity since an instant."""
    rest = f"WHERE identity_key = ? AND paper IN ({sql.marks(papers)}) AND given_ms >= ?"
    return sql.read(connection, GivenPaperRow, rest, (identity_key, *papers, since_ms))
