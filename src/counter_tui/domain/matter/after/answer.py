"""What a matter is after its answer, after the customer was told, and after its end."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.domain.matter.after.hand_over import settle
from counter_tui.domain.matter.state import Matter, meet


def answered(matter: Matter, fact: facts.MatterAnswered, entry: Recorded) -> Matter | None:
    """The matter with its answer; whoever knew an earlier one has to be told anew."""
    if matter.ended or matter.offer is not None:
        return None
    after = replace(matter, state="answered", answer=fact.answer, answered_at=entry.at, early=fact.early)
    return meet(replace(after, informed_at=None, informed_by=""), "answered", entry.at)


def informed(matter: Matter, _fact: Fact, entry: Recorded) -> Matter | None:
    """The matter with the customer knowing the answer; None when there is none yet."""
    if matter.ended or matter.answered_at is None:
        return None
    after = replace(matter, informed_at=entry.at, informed_by=entry.actor, next_call_at=None)
    return meet(after, "informed", entry.at)


def not_reached(matter: Matter, fact: facts.CustomerNotReached, _entry: Recorded) -> Matter:
    """The matter with the customer called in vain, and the next call."""
    return replace(matter, next_call_at=fact.next_call_at or matter.next_call_at)


def closed(matter: Matter, fact: facts.MatterClosed, entry: Recorded) -> Matter | None:
    """The matter closed; None while anything is owed, awaited or not yet told."""
    if matter.ended or matter.offer is not None or matter.informed_at is None or matter.owed:
        return None
    if matter.awaited_tasks:
        return None
    if not all(matter.stage_reached(stage) for stage in fact.stages):
        return None
    return meet(replace(matter, state="closed", ended_at=entry.at), "closed", entry.at)


def withdrawn(matter: Matter, _fact: Fact, entry: Recorded) -> Matter | None:
    """The matter withdrawn by the customer; an offer that waits is taken back by it."""
    if matter.ended:
        return None
    settled = (settle(matter, entry, "taken_back", "") if matter.offer else None) or matter
    return replace(settled, state="withdrawn", ended_at=entry.at)
