"""The working calendar of this station: the shipped days and what the station has added to them."""

from __future__ import annotations

from pathlib import Path

from counter_tui.domain.calendar import WorkingCalendar, YearExceptions, parse_days, parse_festivals
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.reference.files import shipped


def load_calendar(extra: Path | None = None) -> WorkingCalendar:
    """The shipped calendar (2004-2026 announced, later years provisional), with the station's own days over it.

    ``extra`` is a CSV file of lines ``day,off|work,name`` in UTF-8, where day may be ``first..last``; a file that is
    not there adds nothing. The caller keeps the result.
    Raises ``RuleBroken``: ``calendar_unreadable`` (``file``) and those of ``parse_days``.
    """
    ours = WorkingCalendar(
        parse_days(shipped("calendar", "days.csv"), "days.csv"),
        parse_festivals(shipped("calendar", "festivals.csv"), "festivals.csv"),
    )
    if extra is None or not extra.exists():
        return ours
    return ours.with_days(load_own_days(extra))


def load_own_days(extra: Path) -> dict[int, YearExceptions]:
    """The station's own days in such a file; raises as ``load_calendar`` does."""
    return parse_days(_station_text(extra), extra.name)


def _station_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleBroken("calendar_unreadable", file=path.name) from error
