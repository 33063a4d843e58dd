"""Rows computed from facts. They may be dropped and rebuilt at any time with the same result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType, ModuleType
from typing import Any

from msgspec.structs import asdict

from counter_tui.db import ledger, sql
from counter_tui.db.rows.around import contact_rows, outage_rows
from counter_tui.db.rows.counter import action_rows, call_rows, enquiry_rows, token_rows
from counter_tui.db.rows.matters import MATTER_TABLES, MatterKeys, matter_rows
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import (
    ACTION_ITEM,
    CALL,
    CHECKS,
    CLOSE,
    CONTACT,
    ENQUIRY,
    MATTER,
    MEETING,
    OUTAGE_LIST,
    PACKS,
    RECOVERY,
    VISIT,
    VOICE,
    Rows,
)
from counter_tui.db.tables.around import ContactRow, OutageListRow, OutageRow
from counter_tui.db.tables.counter import ActionItemRow, EnquiryRow, LeadCallRow, TokenRow
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.matter import evolve
from counter_tui.domain.matter.state import Matter

ROWS: Mapping[str, Callable[[Iterable[Recorded]], Rows]] = MappingProxyType(
    {
        VISIT: token_rows,
        ENQUIRY: enquiry_rows,
        CALL: call_rows,
        OUTAGE_LIST: outage_rows,
        CONTACT: contact_rows,
        ACTION_ITEM: action_rows,
    }
)
"""How the rows of a subject that is no matter are made of its facts, by its kind."""

SUBJECT_TABLES: Mapping[str, tuple[tuple[type[Any], ...], str]] = MappingProxyType(
    {
        MATTER: (MATTER_TABLES, "matter_id"),
        VISIT: ((TokenRow,), "visit"),
        ENQUIRY: ((EnquiryRow,), "enquiry_id"),
        CALL: ((LeadCallRow,), "call_id"),
        OUTAGE_LIST: ((OutageListRow, OutageRow), "outage_list"),
        CONTACT: ((ContactRow,), "contact"),
        ACTION_ITEM: ((ActionItemRow,), "item_id"),
    }
)
"""The tables of each kind of subject, and the column that names it in them."""

PROJECTED = (*SUBJECT_TABLES, *VOICE, *CHECKS, *PACKS, *CLOSE, MEETING, RECOVERY)
"""The kinds of subject that have rows computed from their facts."""


def refold(
    connection: Connection,
    history: Sequence[Recorded],
    new: Sequence[Recorded],
    keys: MatterKeys,
    identity_key: Callable[[str], str],
) -> None:
    """Bring a subject's rows in step with new facts about it; ``history`` are the facts it had before.

    Rows are computed from all the facts, in the order every PC agrees on: new ones of another PC may stand before old
    ones. Those that come out as they were before the new facts are left alone, which spares the disk most of the
    writing.
    """
    subject = new[0].subject
    every = sorted([*history, *new], key=attrgetter("order"))
    if subject.kind == MATTER:
        before, after = evolve.fold(history), evolve.fold(every)
        same = _found_alike(before, after)
        was = matter_rows(before, _no_keys if same else keys, identity_key)
        now = matter_rows(after, _no_keys if same else keys, identity_key)
        _replace(connection, MATTER_TABLES, "matter_id", subject.id, was, now)
    elif subject.kind in ROWS:
        rows_of = ROWS[subject.kind]
        was, now = rows_of(history), rows_of(every)
        _replace(connection, *SUBJECT_TABLES[subject.kind], subject.id, was, now)
    elif (late := late_rows(subject.kind)) is not None:
        was, now = late.rows(subject, history), late.rows(subject, every)
        _replace(connection, late.TABLES[subject.kind], subject.kind, subject.id, was, now)


def late_rows(kind: str) -> ModuleType | None:
    """The module that makes the rows of this kind of subject, where it is loaded only when there is such a fact."""
    if kind in VOICE:
        from counter_tui.db.rows import voice

        return voice
    if kind in CHECKS:
        from counter_tui.db.rows import checks

        return checks
    if kind == MEETING:
        from counter_tui.db.rows import meetings

        return meetings
    if kind in PACKS:
        from counter_tui.db.rows import packs

        return packs
    if kind in CLOSE:
        from counter_tui.db.rows import closes

        return closes
    if kind == RECOVERY:
        from counter_tui.db.rows import recoveries

        return recoveries
    return None


def rebuild(
    connection: Connection, subject: Subject, keys: MatterKeys, identity_key: Callable[[str], str]
) -> None:
    """Drop a subject's rows and compute them anew from its facts."""
    history = ledger.facts_of(connection, subject)
    late = late_rows(subject.kind)
    if late is not None:
        tables, key = late.TABLES[subject.kind], subject.kind
    else:
        tables, key = SUBJECT_TABLES[subject.kind]
    for table in tables:
        _drop(connection, table, key, subject.id)
    if subject.kind == MATTER:
        now = matter_rows(evolve.fold(history), keys, identity_key)
    else:
        now = ROWS[subject.kind](history) if late is None else late.rows(subject, history)
    _replace(connection, tables, key, subject.id, {}, now)


def _found_alike(before: Matter | None, after: Matter | None) -> bool:
    """Whether a matter is found by the same texts before and after."""
    if before is None or after is None:
        return False
    return (before.number, before.customer) == (after.number, after.customer)


def _no_keys(_matter: Matter) -> Iterable[str]:
    return ()


def _replace(
    connection: Connection,
    tables: Iterable[type[Any]],
    key: str,
    value: bytes,
    was: Rows,
    now: Rows,
) -> None:
    for table in tables:
        if was.get(table, []) != now.get(table, []):
            _drop(connection, table, key, value)
            if now.get(table):
                sql.put_all(connection, table, now[table])


def _drop(connection: Connection, table: type[Any], key: str, value: bytes) -> None:
    connection.execute(f"DELETE FROM {table.TABLE} WHERE {key} = ?", (value,))  # noqa: S608 - names of ours


def stored_rows(connection: Connection, table: type[Any], key: str, value: bytes) -> list[dict[str, Any]]:
    """A subject's rows as they stand in the store, as plain values."""
    return [asdict(row) for row in sql.stream(connection, table, f"WHERE {key} = ?", (value,))]
