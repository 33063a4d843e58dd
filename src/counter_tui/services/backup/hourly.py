"""The hourly copies while the app runs.

What copying takes is loaded when a copy may be due, not when the station opens.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from counter_tui.services.station import Station

if TYPE_CHECKING:
    from counter_tui.services.backup.backups import Made, Place

_AGAIN = timedelta(minutes=10)
"""How long a folder that could not be written to is left alone."""


class BackupService:
    """The hourly copies while the app runs; everything here is called in threads."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._home = Home(station.store.path.parent)
        self._left_alone: dict[Path, datetime] = {}
        self._copied: int | None = None
        self._connection: Any = None
        self._stopped = False
        self._troubles: dict[Path, RuleBroken] = {}

    @property
    def trouble(self) -> RuleBroken | None:
        """Why the last hourly copy failed in some place; None when it did not."""
        return next(iter(self._troubles.values()), None)

    def make_due(self) -> tuple[Made, ...]:
        """Make the copies that are due; nothing while nothing was written since the last ones."""
        station = self._station
        version, now = station.store.data_version(), station.clock.now()
        if self._stopped or version == self._copied:
            return ()
        from counter_tui.services.backup.backups import make_in, note_trouble, places
        from counter_tui.settings import read_settings

        settings, key = read_settings(self._home.settings), station.store.key
        wanted = places(self._home, settings, key, f"{station.code}-{station.device}")
        present = {place.folder for place in wanted if place.present}
        self._troubles = {folder: why for folder, why in self._troubles.items() if folder in present}
        due = [place for place in wanted if place.present and self._is_due(place, now)]
        if not due:
            return ()
        made = tuple(make_in(self._home, key, place, station.clock, settings, self._watch) for place in due)
        if not self._stopped:
            self._remember(made, version, now)
            note_trouble(self._home, made, now)
        return made

    def stop(self) -> None:
        """Break off a copy that is being made: the program ends. Nothing half is left."""
        self._stopped = True
        if (connection := self._connection) is not None:
            connection.interrupt()

    def _is_due(self, place: Place, now: datetime) -> bool:
        until = self._left_alone.get(place.folder)
        if until is not None and until - _AGAIN <= now < until:
            return False
        from counter_tui.domain.backup import ring
        from counter_tui.services.backup.backups import copies_of

        return ring.is_due(copies_of(place), now)

    def _watch(self, connection: Any) -> None:
        if self._stopped and connection is not None:
            raise RuleBroken("backup_stopped")
        self._connection = connection

    def _remember(self, made: tuple[Made, ...], version: int, now: datetime) -> None:
        for each in made:
            self._left_alone.pop(each.place.folder, None)
            self._troubles.pop(each.place.folder, None)
            if each.problem is not None:
                self._left_alone[each.place.folder] = now + _AGAIN
                self._troubles[each.place.folder] = each.problem
        if not self._troubles:
            self._copied = version
