"""All kinds of fact by name, and how older versions are brought up to date."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from counter_tui.domain.facts import (
    absence,
    actions,
    awards,
    calls,
    checks,
    close,
    comments,
    contact,
    door,
    enquiry,
    first_contact,
    gaming,
    keys,
    labels,
    matter,
    meeting,
    outages,
    pack,
    pads,
    papers,
    praise,
    prices,
    recovery,
    releases,
    sheets,
    shift,
    station,
    survey,
    tasks,
    units,
    upkeep,
    visit,
    voice,
)
from counter_tui.domain.facts.base import Erased, Fact, Upcaster


def _facts_of(room: ModuleType) -> dict[str, type[Fact]]:
    """The facts of a module, or of the modules of a package."""
    return {
        value.type: value
        for value in vars(room).values()
        if isinstance(value, type) and issubclass(value, Fact) and _stands_in(room, value)
    }


def _stands_in(room: ModuleType, fact: type[Fact]) -> bool:
    return f"{fact.__module__}.".startswith(f"{room.__name__}.")


FACT_TYPES: Mapping[str, type[Fact]] = MappingProxyType(
    {
        **_facts_of(matter),
        **_facts_of(papers),
        **_facts_of(praise),
        **_facts_of(comments),
        **_facts_of(survey),
        **_facts_of(prices),
        **_facts_of(door),
        **_facts_of(enquiry),
        **_facts_of(calls),
        **_facts_of(first_contact),
        **_facts_of(visit),
        **_facts_of(pads),
        **_facts_of(station),
        **_facts_of(units),
        **_facts_of(upkeep),
        **_facts_of(keys),
        **_facts_of(outages),
        **_facts_of(labels),
        **_facts_of(contact),
        **_facts_of(voice),
        **_facts_of(absence),
        **_facts_of(tasks),
        **_facts_of(actions),
        **_facts_of(checks),
        **_facts_of(shift),
        **_facts_of(meeting),
        **_facts_of(pack),
        **_facts_of(sheets),
        **_facts_of(awards),
        **_facts_of(close),
        **_facts_of(recovery),
        **_facts_of(releases),
        **_facts_of(gaming),
        Erased.type: Erased,
    }
)
"""Every kind of fact this program knows, by its recorded name."""

UPCASTERS: Mapping[tuple[str, int], Upcaster] = MappingProxyType({})
"""For each older version of a fact, what turns it into the next version."""
