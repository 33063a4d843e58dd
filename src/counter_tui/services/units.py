"""The directory of the company's units and of bodies outside it, as this station keeps it."""

from __future__ import annotations

from typing import Any

from counter_tui.db import ledger
from counter_tui.db.store import Reading
from counter_tui.domain.facts.units import UnitDropped, UnitEntered
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.units.directory import (
    Directory,
    Unit,
    decide_drop,
    decide_enter,
    find_unit,
    fold_directory,
)
from counter_tui.services.reference.units import load_units
from counter_tui.services.station import Once, Station, require_still_here


class UnitService:
    """Looking a unit up, entering one, taking one out."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._shipped = Once(lambda: load_units(station.profile))

    def list(self, *, outside: bool | None = None) -> tuple[Unit, ...]:
        """The units of the company (``outside`` False), the bodies outside it (True), or all."""
        with self._station.store.reading() as connection:
            every = self.directory(connection).values()
        return tuple(unit for unit in every if outside is None or unit.outside == outside)

    def find(self, code: str) -> Unit:
        """The unit with this code. Raises RuleBroken("unit_unknown")."""
        with self._station.store.reading() as connection:
            return find_unit(self.directory(connection), code)

    def directory(self, connection: Reading) -> Directory:
        """The directory as it stands in the caller's transaction."""
        history = ledger.of_types(connection, UnitEntered.type, UnitDropped.type)
        return fold_directory(self._shipped(), history)

    def enter(self, actor: Actor, code: str, **given: Any) -> Unit:
        """Enter a unit; ``given`` and what is refused as ``domain.units.directory.decide_enter`` says."""
        require(actor, "change_settings")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            fact = decide_enter(self.directory(writing.connection), self._shipped(), code, **given)
            writing.append(self._station.subject, [fact], actor.staff_no)
            return self.directory(writing.connection)[fact.code]

    def drop(self, actor: Actor, code: str) -> None:
        """Take a unit out. Raises RuleBroken("unit_unknown")."""
        require(actor, "change_settings")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            fact = decide_drop(self.directory(writing.connection), code)
            writing.append(self._station.subject, [fact], actor.staff_no)
