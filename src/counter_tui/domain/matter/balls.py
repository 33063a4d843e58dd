"""Who has the ball: whose move it is while a matter is open, and for how long it has been."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.evolve import life
from counter_tui.domain.matter.parts import Task
from counter_tui.domain.matter.state import Matter

BallKind = Literal[
    "handler", "outside", "offered", "resource", "lead", "first_contact", "paused", "task", "unit"
]
"""``offered``: to a colleague or somebody without a PC; ``outside``: somebody without a PC has the work.

``task`` and ``unit``: a colleague or a unit of the company has a part of it to do.
"""


class Ball(Struct, frozen=True):
    """Whose move it is.

    ``who`` is a staff number; of somebody without a PC (``outside``, ``offered``) the name; of ``unit`` its name in
    Chinese, ``who_en`` that in English; of ``resource`` the code of what is lacking; of ``paused`` the reason; of
    ``lead`` empty.
    """

    kind: BallKind
    who: str = ""
    who_en: str = ""


class Held(Struct, frozen=True):
    """A span in which the ball was in one hand; ``until`` is None while it is."""

    ball: Ball
    since: datetime
    until: datetime | None = None


def ball(matter: Matter) -> Ball | None:
    """Whose move it is now; None once the matter has ended.

    A clock that stands still is nobody's at the station; what waits for the lead is the lead's; an offer is with whom
    it was made to, though its giver answers for the work until it is taken; an answer is with the first contact until
    the customer knows it; what waits for something the station lacks is with who brings it, and work of which a part
    was given to others with the first of them that can begin.
    """
    if matter.ended:
        return None
    if matter.paused:
        return Ball("paused", matter.pauses[-1].reason)
    if matter.for_lead or any(paper.asked_at is not None for paper in matter.owed):
        return Ball("lead")
    if matter.offer is not None:
        return Ball("offered", matter.offer.fact.to or matter.offer.fact.person)
    if matter.answered_at is not None and matter.informed_at is None:
        return Ball("first_contact", matter.first_contact)
    if matter.waiting_for:
        return Ball("resource", matter.waiting_for[0])
    if task := _task(matter):
        return Ball("task", task.to) if task.to else Ball("unit", task.unit_zh, task.unit_en)
    if matter.handler_outside:
        return Ball("outside", matter.handler_outside)
    return Ball("handler", matter.handler)


def _task(matter: Matter) -> Task | None:
    """The first task somebody else can do now; one that came back is the handler's again."""
    if matter.answered_at is not None:
        return None
    open_ = {each.task_id for each in matter.awaited_tasks}
    return next(
        (
            each
            for each in matter.awaited_tasks
            if each.state in ("given", "taken") and not open_.intersection(each.after)
        ),
        None,
    )


def held(recorded: Iterable[Recorded]) -> tuple[Held, ...]:
    """In whose hands the ball has been, one after another without a gap, from the acceptance to the end."""
    spans: list[Held] = []
    for entry, matter in life(recorded):
        now = ball(matter) if matter else None
        if spans and spans[-1].ball == now:
            continue
        # A wall clock that was set back makes no span end before it began.
        at = max(entry.at, spans[-1].since) if spans else entry.at
        if spans and spans[-1].until is None:
            spans[-1] = replace(spans[-1], until=at)
        if now is not None:
            spans.append(Held(now, at))
    return tuple(spans)


def holder_at(spans: Iterable[Held], instant: datetime) -> Ball | None:
    """Who had the ball at the end of this second; None before and after the matter was open."""
    for span in spans:
        since = span.since.replace(microsecond=0)
        if since <= instant and (span.until is None or instant < span.until.replace(microsecond=0)):
            return span.ball
    return None
