"""Reading the checks of the hall: what was done for some days, what the station changed, how often an item failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.checks import CheckAnswerRow, CheckDayRow, CheckItemRow
from counter_tui.domain.checks.state import ItemChange
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.checks import Looker


def days(connection: Connection, subjects: Sequence[Subject]) -> dict[bytes, CheckDayRow]:
    """Those of these lists and days that somebody has begun, by the id of the subject."""
    rest = f"WHERE check_day IN ({sql.marks(subjects)})"
    return {
        row.check_day: row for row in sql.read(connection, CheckDayRow, rest, [each.id for each in subjects])
    }


def answers(connection: Connection, subjects: Sequence[Subject]) -> list[CheckAnswerRow]:
    """All that was found on these lists and days, in the order it was."""
    rest = f"WHERE check_day IN ({sql.marks(subjects)}) ORDER BY check_day, ordinal"
    return sql.read(connection, CheckAnswerRow, rest, [each.id for each in subjects])


def changes(connection: Connection) -> list[ItemChange]:
    """What the station added to its lists or dropped from them."""
    return [_change(row) for row in sql.read(connection, CheckItemRow, "ORDER BY check_item")]


def _change(row: CheckItemRow) -> ItemChange:
    return ItemChange(
        list=row.list,
        item=row.item,
        own=bool(row.own),
        name=row.name,
        who=cast(Looker, row.who),
        failed=row.failed,
        required=bool(row.required),
        added_by=row.added_by,
        added_at=None if row.added_ms is None else from_ms(row.added_ms),
        added_order=row.added_order,
        dropped=bool(row.dropped),
        reason=row.reason,
        dropped_by=row.dropped_by,
        dropped_at=None if row.dropped_ms is None else from_ms(row.dropped_ms),
        head=row.head,
        facts=row.facts,
    )


def failed_between(
    connection: Connection, start_ms: int, middle_ms: int, end_ms: int
) -> dict[str, tuple[int, int]]:
    """In how many lists and days each item failed from ``middle`` on, and in how many from ``start`` on."""
    text = (
        "SELECT item, count(DISTINCT check_day) FILTER (WHERE answered_ms >= :middle), count(DISTINCT check_day)"
        " FROM check_answer WHERE result = 'failed' AND answered_ms >= :start AND answered_ms < :end GROUP BY item"
    )
    given = {"start": start_ms, "middle": middle_ms, "end": end_ms}
    return {item: (late, all_) for item, late, all_ in connection.execute(text, given)}


def carried_about(connection: Connection) -> set[str]:
    """The codes of what is to be put right and nobody has verified yet."""
    # The plus keeps the engine from the index of everything that was ever to be put right.
    text = "SELECT about FROM action_item WHERE state <> 'verified' AND +about <> ''"
    return {str(row[0]) for row in connection.execute(text)}
