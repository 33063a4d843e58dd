"""The daily and weekly sheets of the demo's month: sent in the evening or on Monday, acknowledged but for one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from counter_tui.domain.sheet.models import first_of
from counter_tui.services.demo.absences import ABSENCES
from counter_tui.services.demo.acts import Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.people import HEAD
from counter_tui.services.demo.shifts import who_leads

SILENT = 3
"""The day whose sheet nobody acknowledged."""
SAID = ("主管副所长回话：收到", "主管副所长电话：看了，今天的事照办", "主管副所长当面：知道了")


def reported(hall: Hall) -> list[Story]:
    """A sheet each evening but the last, and those of the weeks that are over."""
    last = len(hall.hours.days) - 1
    days = [daily(hall, back) for back in range(1, last + 1)]
    return days + [_weekly(hall, back) for back in range(last) if _week(hall, back) != _week(hall, back + 1)]


def daily(hall: Hall, back: int) -> Iterator[datetime]:
    """The sheet of a day, which the deputy in charge has the next morning."""
    day = hall.day(back)
    yield hall.hours.at(day, time(17, 56))
    hall.services.sheets.send(hall.actor(who_leads(back)), "daily", day, "file")
    if back in (0, SILENT):
        return
    yield hall.hours.at(hall.day(back - 1), time(8, 41))
    lead = hall.actor(who_leads(back - 1))
    hall.services.sheets.acknowledge(lead, "daily", day, "deputy", SAID[back % len(SAID)])


def _weekly(hall: Hall, back: int) -> Iterator[datetime]:
    """The sheet of the week before, on the first working day of the next."""
    week, sheets = hall.day(back + 1), hall.services.sheets
    yield hall.hours.at(hall.day(back), time(8, 50))
    lead = hall.actor(who_leads(back))
    sheets.send(lead, "weekly", week, "paper")
    yield hall.now + timedelta(minutes=35)
    if any(
        each.who == HEAD and each.until is not None and each.until <= back <= each.since for each in ABSENCES
    ):
        sheets.acknowledge(lead, "weekly", week, "head", "所长年休假，电话里念过，知道了")
    else:
        sheets.acknowledge(hall.actor(HEAD), "weekly", week, "head")
    yield hall.now + timedelta(minutes=50)
    sheets.acknowledge(lead, "weekly", week, "deputy", SAID[0])


def _week(hall: Hall, back: int) -> object:
    return first_of("weekly", hall.day(back))
