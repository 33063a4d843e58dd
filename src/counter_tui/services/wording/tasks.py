"""The words of tasks: what may not be done with them, where they stand, and what happened to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from counter_tui.domain.facts import tasks as facts
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.staff import NameOf

WORDS = {
    "task_owner_missing": N_("Say who does it: a colleague, or a unit"),
    "task_due_missing": N_("Say by when: a day, or how many days from today"),
    "task_due_past": N_("The day lies in the past: put it right"),
    "task_unknown": N_("This task is settled already: look at the tasks again"),
    "task_taken": N_("This task was taken already, or came back"),
    "task_back": N_("This task came back: give it to somebody else, or cancel it"),
    "task_waits": N_("Before it comes: {what}"),
    "task_not_yours": N_("{to} does this task: only {to} or the shift lead says so"),
    "tasks_open": N_(
        "Tasks still open: {count}, first “{what}”. One answer is made of all of them; the lead may answer before"
    ),
    "tasks_left": N_("Tasks still open: {count}, first “{what}”. Have them done, or cancel them"),
}
"""The words of the rules by code."""

_STATES = {
    "given": N_("Not taken yet"),
    "taken": N_("In work"),
    "returned": N_("Came back"),
    "done": N_("Done"),
    "cancelled": N_("Not needed any more"),
    "replaced": N_("Given anew"),
}


def say_task_state(state: str) -> str:
    """Where a task stands; an unknown state as it is written."""
    return say_code(_STATES, state)


def tell_task(fact: Fact, by_id: Mapping[str, Recorded], name_of: NameOf, day: Callable[[date], str]) -> str:
    """What happened to a task, by its name; empty for a fact about anything else."""
    if isinstance(fact, facts.TaskGiven):
        owner = name_of(fact.to) if fact.to else fact.unit_en if language() == "en" else fact.unit_zh
        return _("Task for {name}, by {day}: {what}").format(
            name=owner, day=day(fact.due_day), what=fact.what
        )
    given = by_id.get(getattr(fact, "task", ""))
    what = given.fact.what if given is not None and isinstance(given.fact, facts.TaskGiven) else ""
    match fact:
        case facts.TaskTaken(person=person):
            said = _("Task taken: {what}").format(what=what)
            return _("{said} ({person})").format(said=said, person=person) if person else said
        case facts.TaskDone(result=result):
            return _("Task done, {what}: {words}").format(what=what, words=result)
        case facts.TaskReturned(reason=reason):
            return _("Task came back, {what}: {words}").format(what=what, words=reason)
        case facts.TaskCancelled(reason=reason):
            return _("Task not needed any more, {what}: {words}").format(what=what, words=reason)
        case _:
            return ""
