"""Who else tells of a month's ratings: what became of low ones, and whom a flag keeps from being the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from counter_tui.db.reading import recoveries
from counter_tui.db.store import Reading
from counter_tui.services.ratings.gaming import unchecked
from counter_tui.services.reference.recovery import load_measures
from counter_tui.services.station import Station


class Recovered(Struct, frozen=True):
    """What became of a low rating: the customer was called back, it was put right, and all of it is done."""

    called: bool = False
    corrected: bool = False
    closed: bool = False


def recovered(station: Station, connection: Reading, visits: Sequence[bytes]) -> Mapping[bytes, Recovered]:
    """What became of these low ratings; called back is who was spoken to, or tried as often as the limits say."""
    rows = recoveries.of(connection, visits)
    tries = load_measures().limit(station.profile).tries if rows else 0
    return {
        visit: Recovered(
            called=rows[visit].answered_ms is not None or rows[visit].tries >= tries,
            corrected=rows[visit].corrected_ms is not None,
            closed=rows[visit].state == "closed",
        )
        if visit in rows
        else Recovered()
        for visit in visits
    }


def flagged(station: Station, connection: Reading, month: str) -> frozenset[str]:
    """Whom a flag that is unchecked or was found true keeps from the award of a month."""
    return unchecked(station, connection, month)
