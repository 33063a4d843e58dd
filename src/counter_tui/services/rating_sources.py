"""Who else tells of a month's ratings: what became of low ones, and whom a flag keeps from being the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from counter_tui.db import recoveries
from counter_tui.db.store import Reading
from counter_tui.services.station import Station


class Recovered(Struct, frozen=True):
    """What became of a low rating: the customer was spoken to, it was put right, and all of it is done."""

    called: bool = False
    corrected: bool = False
    closed: bool = False


def recovered(connection: Reading, visits: Sequence[bytes]) -> Mapping[bytes, Recovered]:
    """What became of these low ratings. A call nobody answered is no call-back."""
    rows = recoveries.of(connection, visits)
    return {
        visit: Recovered(
            called=rows[visit].answered_ms is not None,
            corrected=rows[visit].corrected_ms is not None,
            closed=rows[visit].state == "closed",
        )
        if visit in rows
        else Recovered()
        for visit in visits
    }


def flagged(station: Station, connection: Reading, month: str) -> frozenset[str] | None:
    """Whom a flag that is unchecked or was found true keeps from the award of a month; None where nobody looks."""
    del station, connection, month
    return None
