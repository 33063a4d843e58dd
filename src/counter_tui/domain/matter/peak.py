"""Peak mode: whether it is on, what the short form passes over, and what is completed later the same day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from msgspec.structs import replace

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.station import PeakBegun, PeakEnded
from counter_tui.domain.facts.tasks import TaskGiven
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import OPEN_TASKS, Task
from counter_tui.domain.matter.problems import place_comes_later
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor, require


def is_peak(recorded: Iterable[Recorded], zone: tzinfo, now: datetime) -> bool:
    """Whether it is peak now: the newest word on it switched it on, on this day of the station's zone."""
    words = [entry for entry in recorded if isinstance(entry.fact, PeakBegun | PeakEnded)]
    last = max(words, key=lambda entry: entry.order, default=None)
    if last is None or not isinstance(last.fact, PeakBegun):
        return False
    return last.at.astimezone(zone).date() == now.astimezone(zone).date()


def decide_switch(actor: Actor, *, on: bool, peak: bool) -> PeakBegun | PeakEnded:
    """Peak mode is switched on or off. Raises RuleBroken("not_allowed"), "peak_already" or "peak_not"."""
    require(actor, "set_peak")
    if on == peak:
        raise RuleBroken("peak_already" if on else "peak_not")
    return PeakBegun() if on else PeakEnded()


def passed_over(kind: Kind | None) -> frozenset[str]:
    """The keys of the fields the short form does not stop at: what the kind can do without, and what comes later.

    Before the kind is known the address is passed over too: Enter comes back to it where it is missing.
    """
    optional = [f"field:{each.code}" for each in (kind.fields if kind else ()) if not each.required]
    if kind is None or place_comes_later(kind):
        optional.append("address")
    return frozenset(optional)


def completion_of(later: tuple[str, ...], context: Context, what: str) -> TaskGiven | None:
    """What the first contact completes today, in these words; None where nothing is missing."""
    if not later:
        return None
    return TaskGiven(what=what, to=context.actor.staff_no, due_day=context.today, completes=later)


def completed(matter: Matter, entry: Recorded) -> Matter:
    """The matter with its completions done whose particulars are all there since this fact."""
    return replace(matter, tasks=tuple(_completed(matter, task, entry) for task in matter.tasks))


def _completed(matter: Matter, task: Task, entry: Recorded) -> Task:
    if (
        not task.completes
        or task.state not in OPEN_TASKS
        or not all(_known(matter, each) for each in task.completes)
    ):
        return task
    return replace(task, state="done", settled_at=entry.at, settled_by=entry.actor)


def _known(matter: Matter, particular: str) -> bool:
    customer = matter.customer
    if particular == "place" and (customer.account or matter.fields.get("account")):
        return True
    return bool(customer.address)
