"""Somebody has decided of every sort of fact what it does at the station's other PCs."""

from __future__ import annotations

import re
from pathlib import Path

from counter_tui.db.travel.following import OF_PEOPLE
from counter_tui.domain.facts.registry import FACT_TYPES

SORTS = {"projected", "read", "follows", "own", "release"}


def _decided() -> dict[str, str]:
    """What docs/sync.md says of each fact; raises where one stands twice."""
    text = (Path(__file__).parents[2] / "docs" / "sync.md").read_text("utf-8")
    rows = re.findall(
        r"^\| (.+) \| (\w+) \|$", text.split("What another PC's facts do here", 1)[1], re.MULTILINE
    )
    found: dict[str, str] = {}
    for facts, sort in rows:
        for name in re.findall(r"\b(?:[A-Z][a-z]+){1,}\b", re.sub(r": .*", "", facts)):
            assert name not in found, name
            found[name] = sort
    return found


def test_of_every_fact_it_is_decided_what_it_does_at_another_pc() -> None:
    decided = _decided()
    assert decided.keys() - {"Unread"} == FACT_TYPES.keys() - {"Unread"}
    assert set(decided.values()) == SORTS


def test_the_rows_that_follow_are_those_of_the_facts_that_say_so() -> None:
    assert {name for name, sort in _decided().items() if sort == "follows"} == {
        each.type for each in OF_PEOPLE
    }
