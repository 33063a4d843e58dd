"""What is still to be done about the sheets of the days before: few rows, for the first screen."""

from __future__ import annotations

from datetime import date, timedelta

from counter_tui.db import ledger
from counter_tui.db.reading import sheets as rows
from counter_tui.db.store import Reading
from counter_tui.domain.brief.compile import first_day
from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.facts.sheets import SheetKind
from counter_tui.domain.sheet.models import RECIPIENTS, days_of, first_of
from counter_tui.domain.sheet.state import fold


def sheets_waiting(connection: Reading, today: date, calendar: WorkingCalendar) -> int:
    """How many of the last working day's sheet and last week's have not been sent, or have not been acknowledged.

    Nobody is reminded of a day before the first sheet that was ever sent: stations that report otherwise stay in peace.
    """
    first = rows.first_sent(connection)
    if first is None:
        return 0
    week = first_of("weekly", today) - timedelta(days=7)
    sheets: tuple[tuple[SheetKind, date], ...] = (("daily", first_day(today, calendar)), ("weekly", week))
    waiting = 0
    for kind, day in sheets:
        if days_of(kind, day)[-1] >= first:
            marks = fold(ledger.facts_of(connection, rows.sheet_subject(kind, day)))
            waiting += not all(marks.acknowledged(office) for office in RECIPIENTS[kind])
    return waiting
