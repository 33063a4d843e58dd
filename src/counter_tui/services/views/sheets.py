"""Daily and weekly sheets as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.facts.sheets import Office, SheetKind
from counter_tui.domain.sheet.digest import Change
from counter_tui.domain.sheet.models import Sheet
from counter_tui.domain.sheet.state import Sent


class Recipient(Struct, frozen=True):
    """Who is to get a sheet: ``staff_no`` is empty for who is not of the staff, ``name`` where nobody is known."""

    office: Office
    name: str
    staff_no: str = ""


class SheetMark(Struct, frozen=True):
    """A recipient of a sheet, and the last time it went to him; ``changes`` is what it says otherwise now."""

    recipient: Recipient
    sent: Sent | None
    changes: tuple[Change, ...] = ()


class SheetLine(Struct, frozen=True):
    """A sheet in the list: its days, and who has it; ``over`` once its last day is.

    ``working`` says whether one of its days is a working day: nobody waits for the sheet of a day off.
    """

    kind: SheetKind
    day: date
    last: date
    over: bool
    marks: tuple[SheetMark, ...]
    working: bool = True

    @property
    def unsent(self) -> bool:
        """Whether somebody has not been sent it."""
        return any(mark.sent is None for mark in self.marks)

    @property
    def unacknowledged(self) -> bool:
        """Whether somebody it was sent to has not said that he has it."""
        return any(mark.sent is not None and mark.sent.acknowledged_at is None for mark in self.marks)


class SheetView(Struct, frozen=True):
    """A sheet with what its codes are called: groups by the code of their figure and their own, people by number.

    ``in_charge`` is the staff number of who answered for the station at the end of its days, with the phone of the site
    card; None where nobody was named.
    """

    sheet: Sheet
    station: str
    digest: str
    made_at: datetime
    groups: Mapping[str, Words]
    people: Mapping[str, str]
    line: SheetLine
    in_charge: tuple[str, str] | None = None
