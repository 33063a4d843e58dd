"""Invented months as the rules against gaming look at them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from counter_tui.domain.gaming import visits as looked
from counter_tui.domain.gaming.assess import flags
from counter_tui.domain.matter.repeats import REPEAT_DAYS
from counter_tui.services.reference.gaming import load_gaming
from support.clerks_hall import COMPLAINT, Visit


def as_looked(visits: Sequence[Visit]) -> looked.Month:
    """The month the service would read of a hall in which each clerk has a PC with a pad of its own.

    A customer is known again by his account and what he asks.
    """
    last: dict[tuple[str, str], datetime] = {}
    found = []
    for place, each in enumerate(sorted(visits, key=lambda each: each.armed_at)):
        before = last.get((each.account, each.kind)) if each.account else None
        last[each.account, each.kind] = each.armed_at
        again = before is not None and each.armed_at - before <= timedelta(days=REPEAT_DAYS)
        found.append(_visit(place, each, again=again))
    return looked.Month(
        visits=tuple(found),
        served=tuple(sorted((each.armed_at, each.clerk) for each in visits)),
    )


def _visit(place: int, visit: Visit, *, again: bool) -> looked.Visit:
    sore: tuple[looked.Sore, ...] = ("came_again",) if again else ()
    if visit.kind == COMPLAINT.kind:
        sore = (*sore, "complaint")
    return looked.Visit(
        visit=f"{place:032x}",
        clerk=visit.clerk,
        pc=visit.clerk,
        day=visit.armed_at.date(),
        armed_at=visit.armed_at,
        state=visit.state,  # type: ignore[arg-type]
        shown_at=visit.shown_at,
        decided_at=visit.decided_at,
        latency_ms=visit.latency_ms,
        pad="screen" if visit.shown_at else "",
        level=visit.level,
        reason=visit.reason,
        refused=visit.refused,
        presses_refused=len(visit.refused),
        served_s=int((visit.armed_at - visit.opened_at).total_seconds()),
        sore=sore,
        kind=visit.kind,
        account=visit.account,
        morning=visit.armed_at.hour < 13,
    )


class Rules:
    """The shipped rules as who tells clerks to be looked at."""

    def __init__(self) -> None:
        self._rules = load_gaming()

    def __call__(self, visits: Iterable[Visit], called: tuple[looked.Called, ...] = ()) -> set[str]:
        """The clerks of a hall's month who get a flag."""
        month = replace(as_looked(list(visits)), called=called)
        return {flag.clerk for flag in flags(month, self._rules)}
