"""What a matter is after it changed hands with a pack at the relay."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.pack import TakenAtRelay
from counter_tui.domain.matter.after.hand_over import settle
from counter_tui.domain.matter.parts import Task
from counter_tui.domain.matter.state import Matter


def taken_at_relay(matter: Matter, fact: TakenAtRelay, entry: Recorded) -> Matter | None:
    """The matter with who took where who gave stood; None where the giver had nothing of it in hand."""
    if matter.ended:
        return None
    after = _work(matter, fact.giver, entry) if fact.work else matter
    if after is None:
        return None
    tasks = tuple(_task(each, fact, entry.actor) for each in after.tasks)
    if not fact.work and tasks == after.tasks:
        return None
    return replace(after, tasks=tasks)


def _work(matter: Matter, giver: str, entry: Recorded) -> Matter | None:
    """An offer to the giver is accepted in his place; one to somebody else goes on waiting."""
    offered = matter.offer.fact.to if matter.offer else ""
    if giver not in (matter.handler, offered):
        return None
    settled = settle(matter, entry, "accepted", "") if offered in (giver, entry.actor) else None
    after = settled or matter
    return replace(
        after,
        handler=entry.actor,
        handler_outside="" if settled else after.handler_outside,
        had=(after.had - {giver}) | {entry.actor},
        barred=after.barred - {entry.actor},
    )


def _task(task: Task, fact: TakenAtRelay, taker: str) -> Task:
    if task.task_id in fact.tasks and task.to == fact.giver and task.state in ("given", "taken"):
        return replace(task, to=taker, state="taken")
    return task
