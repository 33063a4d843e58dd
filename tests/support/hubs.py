"""The hub of a station in this process, on one of its PCs."""

from __future__ import annotations

from pathlib import Path

from counter_tui.services.hub.forward import Forwarded
from counter_tui.services.hub.station_hub import StationHub
from counter_tui.streams.reception import Reception
from counter_tui.sync.call import Outcome
from support.clocks import StillClock
from support.sync_world import Centre, Fault, Line, WorldPc, copy_store


class WorldHub:
    """The hub process of a PC. Everything it has is in its log's file."""

    def __init__(self, pc: WorldPc, file: Path) -> None:
        self.pc, self.file = pc, file
        self.open()

    @property
    def clock(self) -> StillClock:
        """Its PC's clock."""
        return self.pc.clock

    @property
    def reception(self) -> Reception:
        """Who answers."""
        return self.hub.reception

    def open(self) -> None:
        """Open the log, as a start of the process does."""
        self.hub = StationHub(self.pc.store, self.file, "test")

    def bring(self, centre: Centre, fault: Fault = lambda _: "") -> Forwarded:
        """The outside line is there: call the centre."""
        return self.hub.call(Line(centre, fault))

    def take(self, pc: WorldPc, fault: Fault = lambda _: "") -> Outcome:
        """A PC calls."""
        return pc.call_hub(self, self.hub.key.public, fault)

    def copy_to(self, file: Path) -> None:
        """Copy the log as it is now."""
        self.hub.close()
        copy_store(self.file, file)
        self.open()

    def put_back(self, file: Path) -> None:
        """Put the log back as it was when the copy was made."""
        self.hub.close()
        copy_store(file, self.file)
        self.open()

    def told(self) -> dict[bytes, int]:
        """How often the log has each fact, those told again left out."""
        with self.hub.log.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT fact_id, sum(NOT again) FROM fact GROUP BY fact_id")
            return {bytes(fact_id): int(count) for fact_id, count in found}
