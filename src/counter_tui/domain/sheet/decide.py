"""What may be done with a sheet: it is sent, and who got it says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.sheets import Office, SheetAcknowledged, SheetKind, SheetSent, Way
from counter_tui.domain.matter.context import Context
from counter_tui.domain.sheet.digest import digest, told_figures
from counter_tui.domain.sheet.models import RECIPIENTS, Sheet
from counter_tui.domain.sheet.state import Marks
from counter_tui.domain.staff.roles import require
from counter_tui.domain.typed import words_within

LONGEST = 200
"""Characters of the words with which an acknowledgement is noted."""


def require_begun(days: Sequence[date], since: date, today: date) -> None:
    """Raise RuleBroken("sheet_day_ahead") or "sheet_day_before" where the station can tell of none of these days."""
    if days[0] > today:
        raise RuleBroken("sheet_day_ahead")
    if days[-1] < since:
        raise RuleBroken("sheet_day_before", day=since.isoformat())


def decide_send(
    context: Context, sheet: Sheet, marks: Marks, to: Office, name: str, way: Way
) -> SheetSent | None:
    """Note that the sheet went to somebody; None where the same sheet went the same way before.

    Raises RuleBroken("sheet_not_for") or "not_allowed".
    """
    require(context.actor, "lead_matter")
    _require_recipient(sheet.kind, to)
    made = digest(sheet)
    known = marks.sent.get(to)
    if known is not None and (known.digest, known.way, known.name) == (made, way, name):
        return None
    return SheetSent(
        sheet=sheet.kind,
        day=sheet.day,
        to=to,
        name=name,
        way=way,
        digest=made,
        figures=told_figures(sheet),
    )


def decide_acknowledge(
    context: Context, sheet: SheetKind, day: date, marks: Marks, to: Office, recipient: str, words: str
) -> SheetAcknowledged | None:
    """The recipient says that he has the sheet, or whoever leads notes in words how he said so.

    ``recipient`` is his staff number, empty where he is not of the station's staff. None where it is known already.
    Raises RuleBroken("sheet_not_for"), "sheet_not_sent", "sheet_words_missing", "reason_too_long" or "not_allowed".
    """
    require(context.actor, "lead_matter")
    _require_recipient(sheet, to)
    known = marks.sent.get(to)
    if known is None:
        raise RuleBroken("sheet_not_sent")
    if known.acknowledged_at is not None:
        return None
    own = bool(recipient) and context.actor.staff_no == recipient
    words = words_within(words, LONGEST)
    if not words and not own:
        raise RuleBroken("sheet_words_missing")
    return SheetAcknowledged(sheet=sheet, day=day, to=to, by=recipient if own else known.name, words=words)


def _require_recipient(sheet: SheetKind, to: Office) -> None:
    if to not in RECIPIENTS[sheet]:
        raise RuleBroken("sheet_not_for")
