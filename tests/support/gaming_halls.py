"""The rules of the program asked about the months of invented halls, as the station would read them."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import timedelta
from typing import cast
from zoneinfo import ZoneInfo

from counter_tui.domain.brief.compile import COMPLAINTS
from counter_tui.domain.gaming import visits as looked_at
from counter_tui.domain.gaming.assess import flags
from counter_tui.domain.matter.repeats import REPEAT_DAYS
from counter_tui.domain.visit.rating import Standing
from support.clerks_hall import Visit
from support.gaming import RULES

_ZONE = ZoneInfo("Asia/Shanghai")


def flagged(visits: Iterable[Visit]) -> Set[str]:
    """The clerks whose month the program's rules flag."""
    return {each.clerk for each in raised(visits)}


def raised(visits: Iterable[Visit]) -> tuple[looked_at.Flag, ...]:
    """The flags themselves."""
    return flags(as_month(visits), RULES)


def as_month(visits: Iterable[Visit]) -> looked_at.Month:
    """The month as the rules look at it: each clerk at a PC of his own, customers known again by account and kind."""
    listed = sorted(visits, key=lambda each: each.armed_at)
    seen: dict[tuple[str, str], Visit] = {}
    found = []
    for number, visit in enumerate(listed):
        before = seen.get((visit.account, visit.kind)) if visit.account else None
        again = before is not None and visit.armed_at - before.armed_at <= timedelta(days=REPEAT_DAYS)
        seen[visit.account, visit.kind] = visit
        sore: list[looked_at.Sore] = ["came_again"] if again else []
        if visit.kind in COMPLAINTS:
            sore.append("complaint")
        found.append(
            looked_at.Visit(
                visit=f"{number:032x}",
                clerk=visit.clerk,
                pc=visit.clerk,
                day=visit.armed_at.astimezone(_ZONE).date(),
                armed_at=visit.armed_at,
                state=cast(Standing, visit.state),
                shown_at=visit.shown_at,
                decided_at=visit.decided_at,
                latency_ms=visit.latency_ms,
                pad="screen" if visit.shown_at else "",
                level=visit.level,
                reason=visit.reason,
                refused=visit.refused,
                presses_refused=len(visit.refused),
                served_s=int((visit.armed_at - visit.opened_at).total_seconds()),
                sore=tuple(sore),
            )
        )
    return looked_at.Month(tuple(found))
