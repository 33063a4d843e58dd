"""Giving promises on a matter, moving them after a pause, and saying where they stand."""

from __future__ import annotations

from datetime import datetime

from counter_tui.domain import promise as clocks
from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.catalogue.models import PromiseRule
from counter_tui.domain.facts.matter import PromiseGiven, PromiseMoved, StepTaken
from counter_tui.domain.matter.context import Rules
from counter_tui.domain.matter.parts import Promise
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.promise.as_counted import as_counted


def give_promise(rule: PromiseRule, started: datetime, rules: Rules) -> PromiseGiven:
    """The promise a rule gives from this instant, with everything needed to explain it later."""
    due = clocks.due_instant(rule, started, rules.zone, rules.calendar)
    return PromiseGiven(
        code=rule.code,
        name_zh=rule.name.zh,
        name_en=rule.name.en,
        standing=rule.standing,
        limit=rule.limit,
        unit=rule.unit,
        started_at=started,
        due_at=due.due_at,
        due_day=due.due_day,
        provisional=due.provisional,
        starts=rule.starts,
        met_by=rule.met_by,
        source=rule.source,
        steps=_taken(due.steps),
    )


def move_promises(matter: Matter, until: datetime, rules: Rules) -> tuple[PromiseMoved, ...]:
    """The due times of the running promises when the pause that goes on ends at this instant.

    Each is counted anew by the calendar it was given by, so that it moves by its pauses alone.
    """
    pauses = [clocks.Pause(pause.reason, pause.since, pause.until or until) for pause in matter.pauses]
    moved = []
    for promise in matter.promises:
        if promise.met_at is None:
            calendar = _calendar_of(promise, rules.calendar)
            due = clocks.due_instant(promise.given, promise.given.started_at, rules.zone, calendar, pauses)
            moved.append(
                PromiseMoved(
                    code=promise.given.code,
                    due_at=due.due_at,
                    due_day=due.due_day,
                    provisional=due.provisional,
                    steps=_taken(due.steps),
                )
            )
    return tuple(moved)


def _calendar_of(promise: Promise, calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar this promise was counted by; of hours and minutes none was asked."""
    if promise.due_day is None:
        return calendar
    return as_counted(calendar, promise.given.steps, promise.steps)


def promise_state(promise: Promise, matter: Matter, now: datetime) -> clocks.ClockState:
    """Where a promise stands. The end of a matter stops its clocks: what was not kept until then ended with it."""
    met_at = promise.met_at or (matter.ended_at if matter.ended else None)
    state = clocks.clock_state(
        promise.due_at, paused_since=_held_since(matter, met_at), met_at=met_at, now=now
    )
    return "ended" if state == "met" and promise.met_at is None else state


def _held_since(matter: Matter, met_at: datetime | None) -> datetime | None:
    """Since when the clocks stood still at the moment the promise was met, or stand still now."""
    for pause in matter.pauses:
        if met_at is None:
            held = pause.until is None
        else:
            held = pause.since <= met_at and (pause.until is None or met_at <= pause.until)
        if held:
            return pause.since
    return None


def steps_of(promise: Promise) -> tuple[clocks.Step, ...]:
    """The counting behind a promise's due time, for the words that explain it."""
    return tuple(
        clocks.Step(step.kind, step.first, step.last, step.reason, step.n, step.at, step.to)
        for step in promise.steps
    )


def _taken(steps: tuple[clocks.Step, ...]) -> tuple[StepTaken, ...]:
    return tuple(
        StepTaken(
            kind=step.kind,
            first=step.first,
            last=step.last,
            reason=step.reason,
            n=step.n,
            at=step.at,
            to=step.to,
        )
        for step in steps
    )
