"""What a matter is after a stage, a pause, or a correction."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.parts import Pause
from counter_tui.domain.matter.peak import completed
from counter_tui.domain.matter.state import Matter, State, give, meet


def stage_reached(matter: Matter, fact: facts.StageReached, entry: Recorded) -> Matter | None:
    """The matter at a stage, with the promises that begin there; None when it was there already."""
    if matter.ended or matter.stage_reached(fact.stage):
        return None
    state: State = "working" if matter.state == "accepted" else matter.state
    stages = (*matter.stages, (fact.stage, entry.at))
    given = tuple(
        replace(promise, met_at=entry.at) if matter.happened(promise.given.met_by) else promise
        for promise in give(fact.promises)
    )
    after = replace(matter, state=state, stages=stages, promises=matter.promises + given)
    return meet(after, f"stage:{fact.stage}", entry.at)


def clock_paused(matter: Matter, fact: facts.ClockPaused, entry: Recorded) -> Matter | None:
    """The matter with its clocks standing still."""
    if matter.ended or matter.paused:
        return None
    return replace(matter, pauses=(*matter.pauses, Pause(fact.reason, entry.at)))


def clock_resumed(matter: Matter, fact: facts.ClockResumed, entry: Recorded) -> Matter | None:
    """The matter with its clocks running, and its promises due when the fact says."""
    if not matter.paused:
        return None
    moved = {move.code: move for move in fact.moved}
    promises = tuple(
        replace(
            promise,
            due_at=moved[promise.given.code].due_at,
            due_day=moved[promise.given.code].due_day,
            provisional=moved[promise.given.code].provisional,
            steps=moved[promise.given.code].steps,
        )
        if promise.given.code in moved and promise.met_at is None
        else promise
        for promise in matter.promises
    )
    ended = replace(matter.pauses[-1], until=entry.at)
    return replace(matter, promises=promises, pauses=(*matter.pauses[:-1], ended))


def corrected(matter: Matter, fact: facts.MatterCorrected, entry: Recorded) -> Matter | None:
    """The matter with a particular put right; None for one that cannot be corrected."""
    if fact.field.startswith("field:"):
        return completed(replace(matter, fields={**matter.fields, fact.field[6:]: fact.now}), entry)
    if fact.field == "remark":
        return replace(matter, remark=fact.now)
    if fact.field not in CORRECTABLE:
        return None
    return completed(replace(matter, customer=replace(matter.customer, **{fact.field: fact.now})), entry)


CORRECTABLE = frozenset({"name", "id_kind", "id_number", "phone", "phone2", "address", "account"})
"""The customer's particulars that a correction may put right."""
