"""Who else tells of a month's ratings: what became of low ones, and whom a flag keeps from being the best."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from counter_tui.db.store import Reading
from counter_tui.services.station import Station


class Recovered(Struct, frozen=True):
    """What became of a low rating: whether the customer was called back, it was made good, and all of it is done."""

    called: bool
    corrected: bool
    closed: bool


def recovered(connection: Reading, visits: Collection[bytes]) -> Mapping[bytes, Recovered] | None:
    """What became of these low ratings; None where nothing keeps it."""
    del connection, visits
    return None


def flagged(station: Station, connection: Reading, month: str) -> frozenset[str] | None:
    """Whom a flag that is unchecked or was found true keeps from the award of a month; None where nobody looks."""
    del station, connection, month
    return None
