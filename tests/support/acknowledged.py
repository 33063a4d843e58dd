"""What a process was told is done, beside what the store holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from counter_tui.db import drafts, ledger
from counter_tui.db import station as station_rows
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import MatterAccepted, NoteAdded
from counter_tui.domain.facts.station import CustomersImported, StaffAdded
from support.working import Done

NO_FACTS = ("ready", "over", "draft", "copied")


def facts_in(connection: Connection) -> list[Recorded]:
    """Every fact of every epoch in the order it was written."""
    return [
        ledger.read_row(row)
        for epoch in station_rows.epochs(connection)
        for row in ledger.all_rows(connection, epoch.epoch)
    ]


def amiss(connection: Connection, done: Iterable[Done]) -> list[str]:
    """What was acknowledged and is not there exactly once, and numbers that are missing or given twice."""
    facts, told = facts_in(connection), set(done)
    there = Counter((fact.fact.type, _about(fact)) for fact in facts)
    wrong = [
        f"{kind} {matter}: {there[kind, matter]} times"
        for kind, matter, _mark in sorted(told)
        if kind not in NO_FACTS and there[kind, matter] != 1
    ]
    for epoch in {fact.epoch for fact in facts}:
        numbers = [fact.seq for fact in facts if fact.epoch == epoch]
        if numbers != list(range(1, len(numbers) + 1)):
            wrong.append(f"seq of {epoch.hex()} has gaps")
    accepted = {
        fact.subject.id.hex(): fact.fact.number for fact in facts if isinstance(fact.fact, MatterAccepted)
    }
    if len(set(accepted.values())) != len(accepted):
        wrong.append("a number was given twice")
    notes = Counter(fact.fact.text for fact in facts if isinstance(fact.fact, NoteAdded))
    wrong += [f"note {text}: {count} times" for text, count in notes.items() if count != 1]
    for kind, matter, mark in sorted(told):
        if kind == "MatterAccepted" and accepted.get(matter) != mark:
            wrong.append(f"{matter} is not {mark}")
        if kind == "draft" and matter not in accepted and _draft_name(connection, matter) != mark:
            wrong.append(f"draft {matter} is gone")
        if kind == "draft" and matter in accepted and _draft_name(connection, matter) is not None:
            wrong.append(f"draft {matter} is there beside its matter")
    return wrong


def _about(fact: Recorded) -> str:
    """By what a worker names what it did: the matter, the new person's number, the digest of the file."""
    match fact.fact:
        case StaffAdded(staff_no=number):
            return number
        case CustomersImported(digest=digest):
            return digest
        case _:
            return fact.subject.id.hex()


def _draft_name(connection: Connection, draft_id: str) -> str | None:
    row = drafts.read(connection, bytes.fromhex(draft_id))
    return None if row is None else str(json.loads(row.body)["name"])
