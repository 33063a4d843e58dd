"""Limits and times for tests of promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.catalogue.models import Unit
from counter_tui.services.reference.calendar import load_calendar

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Limited:
    """A limit and its unit."""

    limit: int
    unit: Unit


@cache
def shipped() -> WorkingCalendar:
    """The calendar as shipped."""
    return load_calendar()


def local(text: str) -> datetime:
    """A naive local time of 2026 from "MM-DD HH:MM"."""
    return datetime.fromisoformat(f"2026-{text}")
