"""Tasks of a matter: giving a part of the work to a colleague or a unit, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from counter_tui.db import begun, people
from counter_tui.db.store import Reading
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.matter import tasks
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.tasks import Owner
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.text import fold_code
from counter_tui.domain.units.directory import find_unit
from counter_tui.services.matter.service import require_worker
from counter_tui.services.matter.view import view_of
from counter_tui.services.station import Station
from counter_tui.services.units import UnitService
from counter_tui.services.views.matter import MatterView

Decide = Callable[[Matter, Context], Fact]


class TaskService:
    """Everything that can happen to the tasks of a matter; each act returns the matter as it is then."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._units = UnitService(station)

    def give(
        self,
        actor: Actor,
        matter_id: str,
        what: str,
        due_day: date | None,
        *,
        to: str = "",
        unit: str = "",
        after: Sequence[str] = (),
        instead: str = "",
    ) -> MatterView:
        """A part of the work is given to a colleague (``to``) or a unit (``unit``, by its code).

        Raises RuleBroken("receiver_unknown"), "receiver_cannot_work", "receiver_away", "unit_unknown", and what
        ``domain.matter.tasks.decide_give`` raises.
        """
        with self._station.changing(matter_id) as (writing, matter, history):
            connection = writing.connection
            context = self._station.context(actor, connection)
            owner = self._owner(connection, fold_code(to), unit)
            fact = tasks.decide_give(matter, context, what, owner, due_day, after=after, instead=instead)
            if owner.staff_no:
                require_worker(people.person(connection, owner.staff_no), owner.staff_no)
            self._station.write(writing, matter, fact, actor, history)
            begun.discard(connection, matter.matter_id, actor.staff_no, "task_give")
        return view_of(self._station, actor, matter_id, full=False)

    def take(self, actor: Actor, matter_id: str, task: str, person: str = "") -> MatterView:
        """A task is taken on; for a unit by ``person``, who said so."""
        return self._act(actor, matter_id, task, lambda m, c: tasks.decide_task_taken(m, c, task, person))

    def done(self, actor: Actor, matter_id: str, task: str, result: str) -> MatterView:
        """A task is done, with its result."""
        return self._act(actor, matter_id, task, lambda m, c: tasks.decide_task_done(m, c, task, result))

    def give_back(self, actor: Actor, matter_id: str, task: str, reason: str) -> MatterView:
        """A task comes back undone and needs a new owner."""
        return self._act(actor, matter_id, task, lambda m, c: tasks.decide_task_returned(m, c, task, reason))

    def cancel(self, actor: Actor, matter_id: str, task: str, reason: str) -> MatterView:
        """A task is not needed any more."""
        return self._act(actor, matter_id, task, lambda m, c: tasks.decide_task_cancelled(m, c, task, reason))

    def _owner(self, connection: Reading, to: str, unit: str) -> Owner:
        if to or not unit:
            return Owner(staff_no=to)
        known = find_unit(self._units.directory(connection), unit)
        return Owner(unit=known.code, unit_zh=known.name.zh, unit_en=known.name.en)

    def _act(self, actor: Actor, matter_id: str, task: str, decide: Decide) -> MatterView:
        with self._station.changing(matter_id) as (writing, matter, history):
            fact = decide(matter, self._station.context(actor, writing.connection))
            self._station.write(writing, matter, fact, actor, history)
            begun.discard(writing.connection, matter.matter_id, actor.staff_no, f"task {task}")
        return view_of(self._station, actor, matter_id, full=False)
