"""The tasks of matters: their rows, and those that wait for somebody."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.matters import MatterTaskRow
from counter_tui.domain.matter.parts import OPEN_TASKS
from counter_tui.domain.matter.state import Matter


def task_rows(matter: Matter) -> list[dict[str, Any]]:
    """The rows of a matter's tasks."""
    return [
        {
            "task_id": bytes.fromhex(task.task_id),
            "matter_id": matter.matter_id,
            "owner": task.to,
            "unit": task.unit,
            "unit_zh": task.unit_zh,
            "unit_en": task.unit_en,
            "what": task.what,
            "due_day": task.due_day.isoformat(),
            "given_by": task.by,
            "state": task.state,
            "open": int(task.state in OPEN_TASKS and not matter.ended),
        }
        for task in matter.tasks
    ]


def waiting(connection: Connection, whose: Collection[str], today: str, limit: int) -> list[MatterTaskRow]:
    """What waits for these people: tasks of theirs, and those they gave that are late or came back; nearest first."""
    values = {"who": json.dumps(sorted(whose)), "today": today, "limit": limit}
    return sql.read(connection, MatterTaskRow, _WAITING, values)


_WHO = "(SELECT value FROM json_each(:who))"
_WAITING = f"""
WHERE task_id IN (
    SELECT task_id FROM matter_task WHERE open = 1 AND state != 'returned' AND owner IN {_WHO}
    UNION ALL
    SELECT task_id FROM matter_task WHERE open = 1 AND given_by IN {_WHO} AND (state = 'returned' OR due_day < :today)
) ORDER BY due_day, task_id LIMIT :limit
"""  # noqa: S608 - texts of this module only
