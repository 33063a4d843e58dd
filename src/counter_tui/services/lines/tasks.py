"""The tasks of matters as screens show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import tasks as task_rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import MatterRow, MatterTaskRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import allowed
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter import tasks
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import Task
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.tasks import Owner
from counter_tui.services.station import Station
from counter_tui.services.views.lines import TaskLine
from counter_tui.services.views.matter import TaskView


def tasks_waiting(
    station: Station, connection: Reading, whose: frozenset[str], today: date, most: int
) -> tuple[TaskLine, ...]:
    """The tasks that wait for these people, as a list shows them."""
    rows = task_rows.waiting(connection, whose, today.isoformat(), most)
    matters = {row.matter_id: row for row in matter_rows.of(connection, [row.matter_id for row in rows])}
    name_of = station.names(connection)
    return tuple(_line(row, matters[row.matter_id], whose, today, name_of) for row in rows)


def _line(
    row: MatterTaskRow, matter: MatterRow, whose: frozenset[str], today: date, name_of: Callable[[str], str]
) -> TaskLine:
    number, due_day = parse_number(matter.number), date.fromisoformat(row.due_day)
    return TaskLine(
        task_id=row.task_id.hex(),
        matter_id=row.matter_id.hex(),
        short=number.short if number else matter.number,
        what=row.what,
        customer=mask_name(matter.customer_name),
        owner=_owner_words(row.owner, row.unit_zh, row.unit_en, name_of),
        due_day=due_day,
        late=due_day < today,
        returned=row.state == "returned",
        given=row.owner not in whose,
    )


def task_views(matter: Matter, context: Context, name_of: Callable[[str], str]) -> tuple[TaskView, ...]:
    """The tasks of a matter as its screen shows them, with what the viewer may do with each."""
    return tuple(
        TaskView(
            task_id=task.task_id,
            what=task.what,
            owner=_owner_words(task.to, task.unit_zh, task.unit_en, name_of),
            to_unit=bool(task.unit),
            person=task.person,
            due_day=task.due_day,
            late=task in matter.open_tasks and task.due_day < context.today,
            state=task.state,
            words=task.words,
            waits_for=tuple(each.what for each in tasks.waits_for(matter, task)),
            can=_can(matter, context, task),
        )
        for task in matter.tasks
        if task.state != "replaced"
    )


def _can(matter: Matter, context: Context, task: Task) -> frozenset[str]:
    number = task.task_id
    trials: dict[str, Callable[[], object]] = {
        "take": lambda: tasks.decide_task_taken(matter, context, number),
        "done": lambda: tasks.decide_task_done(matter, context, number, "x"),
        "give_back": lambda: tasks.decide_task_returned(matter, context, number, "x"),
        "anew": lambda: tasks.decide_give(
            matter, context, "x", Owner(staff_no="?"), context.today, instead=number
        ),
        "cancel": lambda: tasks.decide_task_cancelled(matter, context, number, "x"),
    }
    return frozenset(name for name, trial in trials.items() if allowed(trial))


def _owner_words(to: str, unit_zh: str, unit_en: str, name_of: Callable[[str], str]) -> Words:
    return Words(zh=name_of(to), en=name_of(to)) if to else Words(zh=unit_zh, en=unit_en)
