"""The calendar a promise was counted by: what was said of a day when it was given stays said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

from counter_tui.domain.calendar import PROVISIONAL, WorkingCalendar

_ONE_DAY = timedelta(days=1)


class Counted(Protocol):
    """One line of a counting, as ``due.Step`` and the facts have it."""

    @property
    def kind(self) -> str:
        """What was done with the days."""

    @property
    def first(self) -> date:
        """The first of them."""

    @property
    def last(self) -> date:
        """The last of them."""

    @property
    def reason(self) -> str:
        """The calendar's word for them, empty where it was not asked."""


class CountedCalendar(WorkingCalendar, frozen=True):
    """A calendar in which the days of ``told`` are what they were when a promise was counted by them."""

    told: Mapping[date, str] = {}

    def reason(self, day: date) -> str:
        """As it was told, else as the calendar says now."""
        return self.told.get(day) or super().reason(day)

    def knows(self, year: int) -> bool:
        """Not a year of which something was told provisionally: what was given as provisional stays so."""
        doubted = any(day.year == year and word.startswith(PROVISIONAL) for day, word in self.told.items())
        return not doubted and super().knows(year)


def as_counted(calendar: WorkingCalendar, *countings: Iterable[Counted]) -> WorkingCalendar:
    """The calendar with every day of these countings as it was counted then; the earlier counting goes first.

    So a pause moves a promise by the pause alone, whatever became of the calendar meanwhile. Days of no counting are
    those of the calendar as it is.
    """
    told: dict[date, str] = {}
    for steps in countings:
        for step in steps:
            word = _word(step)
            day = step.first
            while word and day <= step.last:
                told.setdefault(day, word)
                day += _ONE_DAY
    return CountedCalendar(calendar.years, calendar.festivals, told) if told else calendar


def _word(step: Counted) -> str:
    if step.kind in ("off", "rolled", "counted"):
        return step.reason
    # A limit never ends on a day off; of calendar days the calendar was asked about the last one alone.
    return "working" if step.kind == "due" else ""
