"""Invented months as the rules against gaming look at them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from counter_tui.domain.gaming import visits as looked
from counter_tui.domain.gaming.assess import flags
from counter_tui.services.reference.gaming import load_gaming
from support.clerks_hall import COMPLAINT, Visit


def as_looked(visits: Sequence[Visit]) -> looked.Month:
    """The month the service would read of a hall in which each clerk has a PC with a pad of its own."""
    return looked.Month(
        visits=tuple(_visit(place, each) for place, each in enumerate(visits)),
        served=tuple(sorted((each.armed_at, each.clerk) for each in visits)),
    )


def _visit(place: int, visit: Visit) -> looked.Visit:
    told: dict[str, Any] = {"level": visit.level, "reason": visit.reason, "refused": visit.refused}
    return looked.Visit(
        **{name: value for name, value in told.items() if name in looked.Visit.__struct_fields__},
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
        presses_refused=len(visit.refused),
        served_s=int((visit.armed_at - visit.opened_at).total_seconds()),
        sore=("complaint",) if visit.kind == COMPLAINT.kind else (),
    )


class Rules:
    """The shipped rules as who tells clerks to be looked at."""

    def __init__(self) -> None:
        self._rules = load_gaming()

    def __call__(self, visits: Iterable[Visit], called: tuple[looked.Called, ...] = ()) -> set[str]:
        """The clerks of a hall's month who get a flag."""
        month = replace(as_looked(list(visits)), called=called)
        return {flag.clerk for flag in flags(month, self._rules)}
