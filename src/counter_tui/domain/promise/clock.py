"""The clock of a promise on the time line of facts: due instants, what has become of it, how near it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.promise.due import Due, Step, compute_due
from counter_tui.domain.promise.pauses import Pause

ClockState = Literal["running", "paused", "met", "broken", "ended"]
"""``ended``: its matter ended before it was kept and before it was due, so that nothing is owed any more."""

Attention = Literal["calm", "soon", "late"]


class Limit(Protocol):
    """Anything with a limit and its unit, such as a promise rule of the catalogue."""

    @property
    def limit(self) -> int:
        """How many units."""

    @property
    def unit(self) -> Unit:
        """Minutes, hours, calendar days or working days."""


class PromiseDue(Struct, frozen=True):
    """When a promise is due: ``due_at`` in UTC; ``due_day`` (local) for day units, which end with that day.

    ``steps`` are in local time.
    """

    due_at: datetime
    due_day: date | None
    provisional: bool
    steps: tuple[Step, ...]


def due_instant(
    rule: Limit, started: datetime, tz: tzinfo, calendar: WorkingCalendar, pauses: Iterable[Pause] = ()
) -> PromiseDue:
    """When a promise begun at the aware instant ``started`` is due for people living in ``tz``.

    Days are the days of ``tz``; hours and minutes are real time, even across a change of its offset. Pauses
    are aware too. Raises ``RuleBroken`` as ``compute_due`` does.
    """
    by_day = rule.unit in ("calendar_day", "working_day")
    zone = tz if by_day else UTC
    due = compute_due(
        rule.limit,
        rule.unit,
        _naive(started, zone),
        calendar,
        [_naive_pause(pause, zone) for pause in pauses],
    )
    return PromiseDue(
        due.at.replace(tzinfo=zone).astimezone(UTC), due.day, due.provisional, _local_steps(due, zone, tz)
    )


def clock_state(
    due_at: datetime, *, paused_since: datetime | None = None, met_at: datetime | None = None, now: datetime
) -> ClockState:
    """What has become of a promise; all instants aware, compared in whole seconds.

    ``due_at`` counts every ended pause; ``paused_since`` is when the pause still going on began. Such a pause stops the
    clock if the promise was not broken before it.
    """
    held = paused_since is not None and _whole(paused_since) <= due_at
    if met_at is not None:
        stopped = held and paused_since is not None and met_at >= paused_since
        return "met" if stopped or _whole(met_at) <= due_at else "broken"
    if held:
        return "paused"
    return "broken" if _whole(now) > due_at else "running"


def attention(public: PromiseDue | None, earlier: Iterable[datetime], now: datetime) -> Attention:
    """How much a running promise asks for attention.

    ``late`` from the due instant on; ``soon`` when an internal limit or ceiling (``earlier``: their due instants) is
    past, or, for day units, from the beginning of the day two days before the due day.
    """
    if public is not None:
        if now >= public.due_at:
            return "late"
        if public.due_day is not None and now > public.due_at - timedelta(days=3):
            return "soon"
    return "soon" if any(_whole(now) > instant for instant in earlier) else "calm"


def _whole(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


def _naive(instant: datetime, zone: tzinfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an aware instant is needed")
    return instant.astimezone(zone).replace(tzinfo=None)


def _naive_pause(pause: Pause, zone: tzinfo) -> Pause:
    from_ = _naive(pause.from_, zone)
    # Where clocks are put back, a local time may come before one that went before it.
    until = None if pause.until is None else max(from_, _naive(pause.until, zone))
    return Pause(pause.reason, from_, until)


def _local_steps(due: Due, zone: tzinfo, tz: tzinfo) -> tuple[Step, ...]:
    if due.day is not None:
        return due.steps
    return tuple(_local_step(step, zone, tz) for step in due.steps)


def _local_step(step: Step, zone: tzinfo, tz: tzinfo) -> Step:
    def local(instant: datetime | None) -> datetime | None:
        return None if instant is None else _naive(instant.replace(tzinfo=zone), tz)

    at, to = local(step.at), local(step.to)
    first = at.date() if at else step.first
    return replace(step, first=first, last=to.date() if to else first, at=at, to=to)
