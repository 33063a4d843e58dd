"""How much stands in each list of the first screen, and what of it alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from counter_tui.i18n import _
from counter_tui.screens.home.lists import KINDS

if TYPE_CHECKING:
    from counter_tui.screens.home.lists import ListName
    from counter_tui.services.lines.calls import CallLine
    from counter_tui.services.views.home import HomeView
    from counter_tui.services.views.lines import MatterLine


def counts(view: HomeView) -> dict[ListName, int]:
    """How many things each list has in all; what is seldom stands among them only while there is something in it."""
    found: dict[ListName, int] = {
        "mine": view.matter_count,
        "inbox": len(view.inbox),
        "given": len(view.given),
        "for_lead": len(view.for_lead),
        "stopped": len(view.stopped),
        "papers": len(view.papers),
        "to_tell": view.to_inform,
        **({"follow_ups": len(view.follow_ups)} if view.follow_ups else {}),
        "drafts": len(view.drafts),
    }
    if called := calls(view):
        found["calls"] = len(called)
    if view.enquiries:
        found["enquiries"] = len(view.enquiries)
    if view.notices:
        found["notices"] = len(view.notices)
    if view.station_count:
        found["station"] = view.station_count
    if view.tasks:
        found["tasks"] = len(view.tasks)
    if view.silent:
        found["silent"] = view.silent_count
    return found


def _long(name: ListName, view: HomeView) -> tuple[MatterLine, ...]:
    """What of a list is shown that may have more."""
    return {"to_tell": view.to_tell, "station": view.station, "silent": view.silent}.get(name, view.matters)


def remark(name: ListName, view: HomeView | None) -> str:
    """What is said beside the title: how it is sorted, or how much of it is shown."""
    shown = len(_long(name, view)) if view else 0
    total = counts(view).get(name, 0) if view else 0
    if name in ("mine", "to_tell", "station", "silent") and total > shown:
        return _("shown {shown} of {total}").format(shown=shown, total=total)
    return _(KINDS[name].remark)


def calls(view: HomeView) -> tuple[CallLine, ...]:
    """The calls a person has to do with: those to answer, the answers not read yet, the own that wait."""
    found = view.calls
    return (*found.to_answer, *found.answers, *found.own) if found is not None else ()


def calls_due(view: HomeView, now: datetime) -> int:
    """How many calls that were promised should have been made by now."""
    return sum(
        line.follow == "call" and line.follow_at is not None and line.follow_at < now
        for line in view.follow_ups
    )


def untaken(lines: Iterable[MatterLine], now: datetime) -> int:
    """How many of these offers nobody has taken in time."""
    return sum(line.untaken(now) for line in lines)


def alarming(name: ListName, view: HomeView, now: datetime) -> bool:
    """Whether something in a list was not taken in time, or waits for the lead."""
    if name in ("for_lead", "silent"):
        return bool(view.for_lead if name == "for_lead" else view.silent)
    if name == "calls":
        return any(line.late or line.kind == "conflict" for line in calls(view))
    if name == "tasks":
        return any(line.late or line.returned for line in view.tasks)
    if name == "enquiries":
        return any(line.late for line in view.enquiries)
    if name == "station":
        return view.station_late > 0
    if name == "follow_ups":
        return calls_due(view, now) > 0
    return untaken({"inbox": view.inbox, "given": view.given}.get(name, ()), now) > 0
