"""Customers who are served, asked, and press a level."""

from __future__ import annotations

from datetime import timedelta

from counter_tui.domain.staff.roles import Actor
from support.pressing import declined, rated
from support.stations import BILL, LI, SmallStation


def visited(small: SmallStation, who: Actor = LI, level: int | None = 5, kind: str = BILL) -> str:
    """A customer served and asked a quarter of an hour later, who presses a level or declines; the visit."""
    small.clock.advance(timedelta(minutes=15))
    matter = small.accept(who, kind, name="何静", phone="13812340009", fields={"content": "电费多了"})
    visit = small.services.matters.view(LI, matter).visit
    small.clock.advance(timedelta(minutes=2))
    if level is None:
        declined(small.services, visit)
    else:
        rated(small.services, visit, level, latency_ms=5200 + 137 * small.clock.now().minute)
    return visit
