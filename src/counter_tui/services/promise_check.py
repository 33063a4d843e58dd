"""Computing a due date for somebody at the shell, without a station."""

from __future__ import annotations

import re
from datetime import datetime
from typing import get_args

from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.promise import compute_due
from counter_tui.services.wording.promise import explain

EARLIEST_YEAR = 1990
LATEST_YEAR = 2100
_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_UNITS: dict[str, Unit] = {unit: unit for unit in get_args(Unit)}


def check_promise_line(obj: object, calendar: WorkingCalendar) -> dict[str, object]:
    """The answer to one question ``{"limit", "unit", "from"}``: ``{"due", "provisional", "explanation"}``.

    ``due`` is ``YYYY-MM-DD`` for day units and ``YYYY-MM-DDTHH:MM:SS`` for hours and minutes, local as ``from`` is.
    Members that are not known are passed over. Raises ``RuleBroken``: ``question_not_an_object``, ``member_missing``
    (``member``), ``limit_not_whole``, ``limit_unit_unknown`` (``known``), ``from_unreadable``, ``from_out_of_range``
    (``earliest``, ``latest``), ``limit_out_of_range``.
    """
    if not isinstance(obj, dict):
        raise RuleBroken("question_not_an_object")
    for member in ("limit", "unit", "from"):
        if member not in obj:
            raise RuleBroken("member_missing", member=member)
    limit, unit, start = _limit(obj["limit"]), _unit(obj["unit"]), _start(obj["from"])
    due = compute_due(limit, unit, start, calendar)
    return {
        "due": due.day.isoformat() if due.day else due.at.isoformat(timespec="seconds"),
        "provisional": due.provisional,
        "explanation": explain(due.steps),
    }


def _limit(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RuleBroken("limit_not_whole")
    return value


def _unit(value: object) -> Unit:
    unit = _UNITS.get(value) if isinstance(value, str) else None
    if unit is None:
        raise RuleBroken("limit_unit_unknown", known=", ".join(_UNITS))
    return unit


def _start(value: object) -> datetime:
    if not isinstance(value, str) or _LOCAL.fullmatch(value) is None:
        raise RuleBroken("from_unreadable")
    try:
        start = datetime.fromisoformat(value)
    except ValueError as error:
        raise RuleBroken("from_unreadable") from error
    if not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
        raise RuleBroken("from_out_of_range", earliest=EARLIEST_YEAR, latest=LATEST_YEAR)
    return start
