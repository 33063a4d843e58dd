"""Tasks of several departments with one answer to the customer: what may be done with them, what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import tasks as facts
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import OPEN_TASKS, Task, TaskState
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import require_running, require_working, written
from counter_tui.domain.staff.roles import may, require
from counter_tui.domain.text import fold_prose


class Owner(Struct, frozen=True):
    """Who is to do a task: a colleague by staff number, or a unit by its code and name in both languages."""

    staff_no: str = ""
    unit: str = ""
    unit_zh: str = ""
    unit_en: str = ""


def task_given(matter: Matter, fact: facts.TaskGiven, entry: Recorded) -> Matter | None:
    """The matter with one task more; None when it has ended, or for one given anew that is not there to be."""
    if matter.ended:
        return None
    tasks, completes = matter.tasks, fact.completes
    if fact.instead:
        old = matter.task(fact.instead)
        if old is None or old.state != "returned":
            return None
        tasks, completes = _with(matter, replace(old, state="replaced")), completes or old.completes
    task = Task(
        task_id=entry.fact_id.hex(),
        what=fact.what,
        to=fact.to,
        unit=fact.unit,
        unit_zh=fact.unit_zh,
        unit_en=fact.unit_en,
        due_day=fact.due_day,
        after=fact.after,
        instead=fact.instead,
        by=entry.actor,
        at=entry.at,
        completes=completes,
    )
    return replace(matter, tasks=(*tasks, task))


def task_taken(matter: Matter, fact: facts.TaskTaken, _entry: Recorded) -> Matter | None:
    """The matter with a task taken; None when it was not waiting for that."""
    task = _open(matter, fact.task)
    if task is None or task.state != "given":
        return None
    return replace(matter, tasks=_with(matter, replace(task, state="taken", person=fact.person)))


def task_done(matter: Matter, fact: facts.TaskDone, entry: Recorded) -> Matter | None:
    """The matter with a task done; None when it was not open."""
    return _settled(matter, fact.task, entry, "done", fact.result)


def task_returned(matter: Matter, fact: facts.TaskReturned, entry: Recorded) -> Matter | None:
    """The matter with a task that came back; None when nobody had it."""
    task = _open(matter, fact.task)
    if task is None or task.state == "returned":
        return None
    return _settled(matter, fact.task, entry, "returned", fact.reason)


def task_cancelled(matter: Matter, fact: facts.TaskCancelled, entry: Recorded) -> Matter | None:
    """The matter without a task; None when it was not open."""
    return _settled(matter, fact.task, entry, "cancelled", fact.reason)


def _settled(matter: Matter, task_id: str, entry: Recorded, state: TaskState, words: str) -> Matter | None:
    task = _open(matter, task_id)
    if task is None:
        return None
    settled = replace(task, state=state, words=words, settled_at=entry.at, settled_by=entry.actor)
    return replace(matter, tasks=_with(matter, settled))


def _open(matter: Matter, task_id: str) -> Task | None:
    task = None if matter.ended else matter.task(task_id)
    return task if task is not None and task.state in OPEN_TASKS else None


def _with(matter: Matter, changed: Task) -> tuple[Task, ...]:
    return tuple(changed if each.task_id == changed.task_id else each for each in matter.tasks)


def decide_give(
    matter: Matter,
    context: Context,
    what: str,
    to: Owner,
    due_day: date | None,
    *,
    after: Sequence[str] = (),
    instead: str = "",
) -> facts.TaskGiven:
    """A part of the work is given to a colleague or a unit.

    Raises RuleBroken: "text_missing", "task_owner_missing", "task_due_missing", "task_due_past", or "task_unknown" for
    a task to wait for that is cancelled or not there, and for one given anew that did not come back.
    """
    require_working(matter, context)
    if not to.staff_no and not to.unit:
        raise RuleBroken("task_owner_missing")
    if due_day is None:
        raise RuleBroken("task_due_missing")
    if due_day < context.today:
        raise RuleBroken("task_due_past", until=due_day)
    for task_id in after:
        known = matter.task(task_id)
        if known is None or known.state in ("cancelled", "replaced"):
            raise RuleBroken("task_unknown")
    old = matter.task(instead) if instead else None
    if instead and (old is None or old.state != "returned"):
        raise RuleBroken("task_unknown")
    return facts.TaskGiven(
        what=written(what, "text_missing"),
        to=to.staff_no,
        unit=to.unit,
        unit_zh=to.unit_zh,
        unit_en=to.unit_en,
        due_day=due_day,
        after=tuple(after),
        instead=instead,
    )


def decide_task_taken(matter: Matter, context: Context, task_id: str, person: str = "") -> facts.TaskTaken:
    """A task is taken on. Raises RuleBroken("task_unknown"), "task_not_yours" or "task_taken"."""
    task = _require_owner(matter, context, task_id)
    if task.state != "given":
        raise RuleBroken("task_taken")
    return facts.TaskTaken(task=task_id, person=fold_prose(person))


def decide_task_done(matter: Matter, context: Context, task_id: str, result: str) -> facts.TaskDone:
    """A task is done, with its result.

    Raises RuleBroken("task_unknown"), "task_not_yours", "text_missing", "task_back" for one that came back, or
    "task_waits" while another has to be done before it.
    """
    task = _require_owner(matter, context, task_id)
    if task.state == "returned":
        raise RuleBroken("task_back")
    before = waits_for(matter, task)
    if before:
        raise RuleBroken("task_waits", what=before[0].what)
    return facts.TaskDone(task=task_id, result=written(result, "text_missing"))


def decide_task_returned(matter: Matter, context: Context, task_id: str, reason: str) -> facts.TaskReturned:
    """A task comes back undone. Raises RuleBroken("task_unknown"), "task_not_yours", "reason_missing", "task_back"."""
    task = _require_owner(matter, context, task_id)
    if task.state == "returned":
        raise RuleBroken("task_back")
    return facts.TaskReturned(task=task_id, reason=written(reason, "reason_missing"))


def decide_task_cancelled(matter: Matter, context: Context, task_id: str, reason: str) -> facts.TaskCancelled:
    """A task is not needed any more: said by whoever may work on the matter. Raises RuleBroken("task_unknown")."""
    require_working(matter, context)
    _require_open(matter, task_id)
    return facts.TaskCancelled(task=task_id, reason=written(reason, "reason_missing"))


def waits_for(matter: Matter, task: Task) -> tuple[Task, ...]:
    """What has to be done before this task and is not; for one that was given anew, the task it is now."""
    before = (_now(matter, each) for each in task.after)
    return tuple(each for each in before if each is not None and each.state in OPEN_TASKS)


def _now(matter: Matter, task_id: str) -> Task | None:
    anew = next((each for each in matter.tasks if each.instead == task_id), None)
    return _now(matter, anew.task_id) if anew is not None else matter.task(task_id)


def require_no_tasks(matter: Matter, context: Context, *, left: bool) -> tuple[str, ...]:
    """The tasks an answer leaves open: none, or those a lead answers in spite of.

    Raises RuleBroken("tasks_open"): one answer goes to the customer, made of what all of them found.
    """
    tasks = matter.awaited_tasks
    if tasks and not (left and may(context.actor.role, "lead_matter")):
        raise RuleBroken("tasks_open", count=len(tasks), what=tasks[0].what)
    return tuple(each.task_id for each in tasks)


def _require_open(matter: Matter, task_id: str) -> Task:
    require_running(matter)
    task = _open(matter, task_id)
    if task is None:
        raise RuleBroken("task_unknown")
    return task


def _require_owner(matter: Matter, context: Context, task_id: str) -> Task:
    """The open task; its colleague acts on it, a lead, and for a unit without a PC whoever works on the matter."""
    require(context.actor, "work")
    task = _require_open(matter, task_id)
    if task.to and (context.acts_for(task.to) or may(context.actor.role, "lead_matter")):
        return task
    concerned: tuple[str, ...] = () if task.to else (task.by, matter.handler, matter.first_contact)
    if not any(map(context.acts_for, concerned)) and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("task_not_yours", to=task.to or task.by)
    return task
