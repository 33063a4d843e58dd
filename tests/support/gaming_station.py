"""A station some of whose customers press at once, and the day after."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from counter_tui.domain.staff.roles import Actor
from support.pressing import rated
from support.roles import staffed
from support.stations import BILL, LI, WANG, SmallStation


def flagged_station(folder: Path) -> SmallStation:
    """Ten customers of a clerk who all press at once, one of a lead, and the day after."""
    station = staffed(folder)
    for each in range(10):
        serve(station, LI, latency_ms=400 + each)
    serve(station, WANG, latency_ms=6_000)
    station.clock.advance(timedelta(days=1))
    return station


def serve(small: SmallStation, clerk: Actor, latency_ms: int) -> str:
    """Somebody is served for two minutes and presses 5; the visit."""
    visit = unrated(small, clerk)
    rated(small.services, visit, 5, latency_ms=latency_ms)
    small.clock.advance(timedelta(minutes=1))
    return visit


def unrated(small: SmallStation, clerk: Actor) -> str:
    """Somebody is served for two minutes and leaves; the visit."""
    draft = small.services.drafts.new(clerk, kind=BILL)
    small.clock.advance(timedelta(minutes=2))
    draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多"})
    return small.services.acceptance.submit(clerk, draft).visit
