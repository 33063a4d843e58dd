"""What a matter was accepted without and waits for; its promises run on meanwhile."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import door
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import Wait
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import require_working


def resource_awaited(matter: Matter, fact: door.ResourceAwaited, entry: Recorded) -> Matter | None:
    """The matter waits for one thing more; None when it waits for that already."""
    if matter.ended or fact.resource in matter.waiting_for:
        return None
    return replace(matter, waits=(*matter.waits, Wait(fact.resource, entry.at)))


def resource_arrived(matter: Matter, fact: door.ResourceArrived, entry: Recorded) -> Matter | None:
    """The matter does not wait for that any more; None when it did not."""
    if fact.resource not in matter.waiting_for:
        return None
    waits = tuple(
        replace(wait, until=entry.at) if wait.resource == fact.resource and wait.until is None else wait
        for wait in matter.waits
    )
    return replace(matter, waits=waits)


def decide_arrived(matter: Matter, context: Context, resource: str) -> door.ResourceArrived:
    """What the matter waited for is there. Raises RuleBroken("not_waiting")."""
    require_working(matter, context)
    if resource not in matter.waiting_for:
        raise RuleBroken("not_waiting")
    return door.ResourceArrived(resource=resource)
