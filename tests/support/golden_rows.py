"""The facts of the golden files, what kinds of subject they are told about, and the rows that come of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from counter_tui.db.rows.projections import PROJECTED, SUBJECT_TABLES, late_rows
from counter_tui.domain import facts
from counter_tui.domain.facts.base import Fact, read_fact
from counter_tui.domain.facts.registry import FACT_TYPES, UPCASTERS
from support.sync_world import WorldPc

GOLDEN = Path(__file__).parents[1] / "golden"
ABOUT = {
    "matter": "matter door papers prices tasks first_contact voice",
    "visit": "visit pads",
    "enquiry": "enquiry",
    "call": "calls",
    "outage_list": "outages",
    "contact": "contact",
    "action_item": "actions",
    "notice": "voice",
    "card": "voice",
    "telling": "voice",
    "check_day": "checks",
    "check_item": "checks",
    "pack": "pack",
    "close_day": "close",
    "meeting": "meeting",
    "recovery": "recovery",
}
"""The modules and packages of the facts each kind of subject is told by."""


def golden_cases() -> list[dict[str, Any]]:
    """The golden file of each kind of fact, in the order of the kinds' names."""
    files = sorted((GOLDEN / "facts").glob("*.json"))
    return [json.loads(path.read_text("utf-8")) for path in files]


def is_told_about(kind: str, type_: str, area: str = "") -> bool:
    """Whether a subject of this kind is told by facts of this type; of one module alone where that is given."""
    modules = [area] if area else ABOUT[kind].split()
    return FACT_TYPES[type_].__module__.removeprefix(f"{facts.__name__}.").partition(".")[0] in modules


def golden_facts(kind: str) -> list[Fact]:
    """The golden facts a subject of this kind is told by."""
    return [
        read_fact(FACT_TYPES, UPCASTERS, golden["type"], golden["version"], case["body"])
        for golden in golden_cases()
        for case in golden["cases"]
        if is_told_about(kind, golden["type"])
    ]


def tables_of(kind: str) -> tuple[type[Any], ...]:
    """The tables of a kind of subject."""
    late = late_rows(kind)
    if late is None:
        return SUBJECT_TABLES[kind][0]
    found: tuple[type[Any], ...] = late.TABLES[kind]
    return found


def rows_of(pc: WorldPc, *more: type[Any]) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every kind of subject, and of other tables, by table."""
    tables = [*more, *(table for kind in PROJECTED for table in tables_of(kind))]
    with pc.store.reading() as connection:
        found = {each.TABLE: connection.execute(f"SELECT * FROM {each.TABLE}").fetchall() for each in tables}
    return {table: sorted(map(tuple, rows), key=repr) for table, rows in found.items()}
