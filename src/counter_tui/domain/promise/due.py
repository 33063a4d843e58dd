"""When a limit is due, and the steps by which a person can count it again.

Counting rules (民法典 articles 201 and 203): the day of the event is not counted; a day limit whose last day is off
ends on the next working day. Working days are counted on the working calendar. Hours and minutes run through nights
and holidays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.calendar import PROVISIONAL, WorkingCalendar
from counter_tui.domain.catalogue.limits import longest_limit
from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.promise.pauses import Pause

StepKind = Literal["started", "counted", "off", "rolled", "paused", "ran", "due"]

DAY_END = time(23, 59, 59)
_ONE_DAY = timedelta(days=1)


class Step(Struct, frozen=True):
    """One line of the counting: a run of days, or a span of time, treated in one way.

    ``started`` and ``due`` are the ends. Of day limits: ``counted`` days with ``n`` the number of the last of them and
    the calendar's ``reason`` (empty for calendar days), ``off`` days, ``paused`` days, and ``rolled`` days, by which a
    calendar-day limit moves on (the first of them is day ``n``, the last one counted). Of hours and minutes: ``ran``
    and ``paused`` spans from ``at`` to ``to``, local; their ends carry ``at`` too. The reason of a provisional ``due``
    is ``provisional_<first year not known>``. Runs join without a gap.
    """

    kind: StepKind
    first: date
    last: date
    reason: str = ""
    n: int = 0
    at: datetime | None = None
    to: datetime | None = None


class Due(Struct, frozen=True):
    """What a limit comes to: ``at`` is naive local time, ``day`` is set for day units (and ``at`` is its end)."""

    at: datetime
    day: date | None
    provisional: bool
    steps: tuple[Step, ...]


def compute_due(
    limit: int, unit: Unit, start: datetime, calendar: WorkingCalendar, pauses: Iterable[Pause] = ()
) -> Due:
    """When a limit that begins at ``start`` (naive local time, whole seconds count) is due.

    A day touched by an ended pause is not counted; of hours and minutes the paused time itself is added. The
    result is provisional when a day that had to be looked up lies in a year the calendar does not know.
    Raises ``RuleBroken`` ``limit_out_of_range`` (``limit``, ``unit``, ``longest``) below 1 or above 3660 days.
    """
    longest = longest_limit(unit)
    if not 0 < limit <= longest:
        raise RuleBroken("limit_out_of_range", limit=limit, unit=unit, longest=longest)
    start = start.replace(microsecond=0)
    ended = sorted(_ended(pauses), key=lambda pause: pause[1])
    if unit == "minute" or unit == "hour":
        return _span_due(timedelta(minutes=limit * (60 if unit == "hour" else 1)), start, ended)
    return _Count(limit, unit == "working_day", calendar, ended).due(start)


_Ended = tuple[str, datetime, datetime]


def _ended(pauses: Iterable[Pause]) -> list[_Ended]:
    return [
        (pause.reason, pause.from_, pause.until)
        for pause in pauses
        if pause.until is not None and pause.until > pause.from_
    ]


def _span_due(left: timedelta, start: datetime, pauses: Sequence[_Ended]) -> Due:
    steps = [Step("started", start.date(), start.date(), at=start)]
    now = start
    for reason, from_, until in pauses:
        begins = max(from_.replace(microsecond=0), now)
        ends = until.replace(microsecond=0)
        if begins >= now + left:
            break
        if ends <= begins:
            continue
        if begins > now:
            steps.append(_span("ran", now, begins))
            left -= begins - now
        steps.append(replace(_span("paused", begins, ends), reason=reason))
        now = ends
    due = now + left
    steps += [_span("ran", now, due), Step("due", due.date(), due.date(), at=due)]
    return Due(due, None, False, tuple(steps))


def _span(kind: StepKind, at: datetime, to: datetime) -> Step:
    return Step(kind, at.date(), to.date(), at=at, to=to)


class _Count:
    """One walk over the days of a limit, gathering its steps."""

    def __init__(
        self, limit: int, working: bool, calendar: WorkingCalendar, pauses: Sequence[_Ended]
    ) -> None:
        self._limit = limit
        self._working = working
        self._calendar = calendar
        self._pauses = [(reason, from_.date(), until.date()) for reason, from_, until in pauses]
        self._steps: list[Step] = []
        self._unknown_year = 0

    def due(self, start: datetime) -> Due:
        """Count until the limit is full, and move on from a day off."""
        self._steps.append(Step("started", start.date(), start.date()))
        day, n = start.date(), 0
        while n < self._limit:
            day += _ONE_DAY
            if self._is_paused(day) or (self._working and self._is_off(day, "off", 0)):
                continue
            n += 1
            if n == self._limit and not self._working and self._is_off(day, "rolled", n):
                return self._moved_on(day + _ONE_DAY)
            self._note("counted", day, self._calendar.reason(day) if self._working else "", n)
        return self._finished(day)

    def _moved_on(self, day: date) -> Due:
        while self._is_paused(day) or self._is_off(day, "rolled", self._limit):
            day += _ONE_DAY
        return self._finished(day)

    def _finished(self, day: date) -> Due:
        at = datetime.combine(day, DAY_END)
        unknown = self._unknown_year
        self._steps.append(Step("due", day, day, f"{PROVISIONAL}{unknown}" if unknown else ""))
        return Due(at, day, bool(unknown), tuple(self._steps))

    def _is_off(self, day: date, kind: StepKind, n: int) -> bool:
        if not self._unknown_year and not self._calendar.knows(day.year):
            self._unknown_year = day.year
        if self._calendar.is_working(day):
            return False
        self._note(kind, day, self._calendar.reason(day), n)
        return True

    def _is_paused(self, day: date) -> bool:
        for reason, first, last in self._pauses:
            if first <= day <= last:
                self._note("paused", day, reason)
                return True
        return False

    def _note(self, kind: StepKind, day: date, reason: str, n: int = 0) -> None:
        last = self._steps[-1]
        if (last.kind, last.reason) == (kind, reason):
            self._steps[-1] = replace(last, last=day, n=n)
        else:
            self._steps.append(Step(kind, day, day, reason, n))
