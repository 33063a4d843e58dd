"""Signing at the demo station: a PIN is checked once in the making, then who gives the same one again is known."""

from __future__ import annotations

from datetime import date, datetime

from counter_tui.db import people
from counter_tui.db.store import Reading
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.close.models import Closing
from counter_tui.domain.close.state import CloseDay
from counter_tui.services.close.service import CloseService
from counter_tui.services.close.sheet import compiled
from counter_tui.services.meeting.service import MeetingService
from counter_tui.services.packs.service import PackService
from counter_tui.services.shift.service import ShiftService
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Station


class KnownFaces(StaffService):
    """The staff of a station that is made by one process: a right PIN is remembered as long as that runs.

    Checking a PIN takes a while on purpose; a month has hundreds of signatures. What is remembered counts only beside
    the very hash it was right for.
    """

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._right: dict[str, tuple[str, str]] = {}

    def _tried(self, number: str, pin: str) -> StaffRow:
        with self._station.store.reading() as connection:
            row = people.person(connection, number)
        known = row is not None and row.active and not row.failures
        if row is not None and known and self._right.get(number) == (pin, row.pin_hash):
            return row
        row = super()._tried(number, pin)
        self._right[number] = (pin, row.pin_hash)
        return row


class Looked(CloseService):
    """Closing by somebody who explains what he has just looked at, and looks at it whole when he closes."""

    _seen: Closing | None = None

    def look_again(self) -> None:
        """The day is to be looked at anew."""
        self._seen = None

    def _sheet(self, connection: Reading, known: CloseDay, day: date, now: datetime) -> Closing:
        if known.closed is not None:
            return super()._sheet(connection, known, day, now)
        if self._seen is None or self._seen.day != day:
            self._seen = compiled(self._station, connection, self._lists(), day, now, ledger_too=False)
        return self._seen


class ByPin:
    """What people of the demo station sign with their PIN."""

    def __init__(self, station: Station) -> None:
        self.staff = KnownFaces(station)
        self.shift = ShiftService(station, self.staff)
        self.meeting = MeetingService(station, self.staff)
        self.packs = PackService(station, self.staff)
        self.close = Looked(station, self.staff)
