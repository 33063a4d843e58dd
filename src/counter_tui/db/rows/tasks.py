"""The rows of a matter's tasks, computed from the fold of its facts."""

from __future__ import annotations

from typing import Any

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
