"""Reading the tasks of matters that wait for somebody."""

from __future__ import annotations

import json
from collections.abc import Collection

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.matters import MatterTaskRow


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
