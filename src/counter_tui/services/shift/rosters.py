"""Taking in rosters of several days from a file, whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db.one_write import OneWrite
from counter_tui.db.reading import shift as rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import CENTRE, Actor, require
from counter_tui.services.intake.reports import read_file
from counter_tui.services.shift.service import ShiftService
from counter_tui.services.station import Station


class RostersTaken(Struct, frozen=True):
    """What became of the days of a file: set (or would be), and left out since they are over or were set here."""

    days: tuple[date, ...]
    left_out: tuple[date, ...]


class RosterImportService:
    """Sets the rosters of a file of the company or of the station."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def import_file(self, actor: Actor, path: Path, *, dry_run: bool = False) -> RostersTaken:
        """Take in rosters (CSV or XLSX, a line a person and day).

        Raises RuleBroken as ``read_records`` does, "not_allowed", "roster_line_unusable", "roster_line_uneven", and
        what ``decide_roster`` raises, with the ``day``.
        """
        require(actor, "manage_staff")
        return self.import_data(actor, read_file(path), dry_run=dry_run)

    def import_data(self, actor: Actor, data: bytes, *, dry_run: bool = False) -> RostersTaken:
        """Take in the bytes of such a file; of the centre no day that somebody of the station has set."""
        from counter_tui.domain.intake.rosters import ROSTERS, read_rosters
        from counter_tui.services.intake.files import Layout, read_bytes

        require(actor, "manage_staff")
        found = read_bytes(data, Layout(ROSTERS.must, ROSTERS.recognised, ROSTERS.read))
        rosters = read_rosters(found.headings, found.records)
        if not rosters:
            raise RuleBroken("import_file_unreadable", why="empty")
        left_out = tuple(each.day for each in rosters if self._stays(actor, each.day))
        try:
            with self._station.store.writing() as writing:
                station = replace(self._station, store=OneWrite(self._station.store, writing))
                for each in rosters:
                    if each.day not in left_out:
                        _set(ShiftService(station), actor, each.day, each.posts, each.stand_in)
                if dry_run:
                    raise _Undone
        except _Undone:
            pass
        return RostersTaken(tuple(each.day for each in rosters if each.day not in left_out), left_out)

    def _stays(self, actor: Actor, day: date) -> bool:
        now = self._station.clock.now().astimezone(self._station.zone)
        if day < now.date():
            return True
        with self._station.store.reading() as connection:
            known = rows.duty_day(connection, day)
        return actor == CENTRE and known.roster is not None and known.set_by != CENTRE.staff_no


class _Undone(Exception):
    """Nothing of it is to be kept."""


def _set(shift: ShiftService, actor: Actor, day: date, posts: object, stand_in: str) -> None:
    try:
        shift.set_roster(actor, day, posts, stand_in)  # type: ignore[arg-type]  # posts by person, as they were read
    except RuleBroken as broken:
        raise RuleBroken(broken.code, **{**broken.facts, "day": day}) from None
