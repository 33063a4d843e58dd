"""The working calendar: which days are worked, which are off, and why."""

from __future__ import annotations

from counter_tui.domain.calendar.parse import parse_days, parse_festivals
from counter_tui.domain.calendar.statutory import Festivals, statutory_days
from counter_tui.domain.calendar.working import PROVISIONAL, WorkingCalendar, YearExceptions

__all__ = [
    "PROVISIONAL",
    "Festivals",
    "WorkingCalendar",
    "YearExceptions",
    "parse_days",
    "parse_festivals",
    "statutory_days",
]
