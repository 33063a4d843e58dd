"""Limits that were passed: when, by how much, who had the ball then, who had used the time. Computed, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo

from msgspec import Struct

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.balls import Ball, Held, held, holder_at
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.parts import Promise
from counter_tui.domain.matter.promises import promise_state
from counter_tui.domain.matter.state import Matter

Span = tuple[datetime, datetime]


class Share(Struct, frozen=True):
    """How much of the time a promise allows one hand had used up when it was broken."""

    ball: Ball
    used: timedelta


class Breach(Struct, frozen=True):
    """A limit that was passed.

    ``at`` is the end of the last second in which it was kept; ``done_at`` when it was fulfilled after all or the matter
    ended, None while it is not. ``late`` is the real time from ``at`` to then, nights, days off and later pauses
    included. ``holder`` had the ball as it was passed. ``shares`` are the hands that had it while the clock ran, from
    its start to ``at``: days off and days that were not counted are nobody's; the largest share first.
    """

    promise: Promise
    at: datetime
    done_at: datetime | None
    late: timedelta
    holder: Ball
    shares: tuple[Share, ...]


def breaches(
    recorded: Sequence[Recorded], now: datetime, zone: tzinfo
) -> tuple[Matter, tuple[Breach, ...]] | None:
    """The matter these facts tell with the limits passed on it so far, the earliest first; None where there is none."""
    matter = fold(recorded)
    if matter is None:
        return None
    spans = held(recorded)
    found = [
        _breach(promise, matter, spans, now, zone)
        for promise in matter.promises
        if promise_state(promise, matter, now) == "broken"
    ]
    return matter, tuple(sorted(found, key=lambda breach: breach.at))


def _breach(promise: Promise, matter: Matter, spans: Sequence[Held], now: datetime, zone: tzinfo) -> Breach:
    done_at = promise.met_at or matter.ended_at
    holder = holder_at(spans, promise.due_at)
    return Breach(
        promise=promise,
        at=promise.due_at,
        done_at=done_at,
        late=(done_at or now).replace(microsecond=0) - promise.due_at,
        # Somebody always has an open matter; only facts with an impossible clock leave a gap.
        holder=holder or Ball("first_contact", matter.first_contact),
        shares=shares(promise, spans, zone),
    )


def shares(promise: Promise, spans: Iterable[Held], zone: tzinfo) -> tuple[Share, ...]:
    """Who had the ball from the start of a promise to its due time while its clock ran, told by its own counting."""
    start, due = promise.given.started_at.replace(microsecond=0), promise.due_at
    stops = _stops(promise, zone)
    used: dict[Ball, timedelta] = {}
    for span in spans:
        if span.ball.kind == "paused":
            # Of days the counting leaves whole days out; the pause of the first day is in no step of it.
            continue
        first, last = max(span.since, start), min(span.until or due, due)
        time_used = _length((first, last)) - sum(
            (_length((max(first, stop), min(last, go))) for stop, go in stops), timedelta()
        )
        if time_used > timedelta():
            used[span.ball] = used.get(span.ball, timedelta()) + time_used
    ranked = sorted(used.items(), key=lambda pair: (-pair[1], pair[0].kind, pair[0].who))
    return tuple(Share(ball, each) for ball, each in ranked)


def _length(span: Span) -> timedelta:
    return max(timedelta(), span[1] - span[0])


def _stops(promise: Promise, zone: tzinfo) -> list[Span]:
    """When the clock stood still: the days off and the pauses of its counting."""
    stops: list[Span] = []
    for step in promise.steps:
        if step.kind not in ("off", "paused"):
            continue
        if step.at is not None and step.to is not None:
            stops.append((step.at.replace(tzinfo=zone), step.to.replace(tzinfo=zone)))
        else:
            after = step.last + timedelta(days=1)
            stops.append(
                (datetime.combine(step.first, time.min, zone), datetime.combine(after, time.min, zone))
            )
    return stops
