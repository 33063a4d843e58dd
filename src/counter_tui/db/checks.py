"""Looking a store over: pages and projections. Nothing here writes, repairs or moves anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import Struct, field

from counter_tui.db import (
    check_rows,
    close_rows,
    ledger,
    meeting_rows,
    pack_rows,
    projections,
    recovery_rows,
    sql,
    voice_rows,
)
from counter_tui.db.log_file import read_log
from counter_tui.db.matter_rows import MATTER_TABLES, MatterKeys, matter_rows
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import MATTER, VISIT, Rows
from counter_tui.db.tables.matters import MatterKeyRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.ids import parse_number
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter

_MOST_PAGE_FINDINGS = 20
_PAGE = re.compile(r"page (\d+)")


class Finding(Struct, frozen=True):
    """Something that is not as it should be: what, where, and the facts a person needs. No personal data."""

    code: str
    where: str
    facts: dict[str, Any] = field(default_factory=dict)


def check_pages(connection: Connection) -> Iterator[Finding]:
    """The log, every page's own seal, then the structure of the store as SQLite sees it.

    A page that stands in the log is read from there: in the file it may be half written, by a process that is just
    moving it there or was when the power went.
    """
    log = read_log(_store_of(connection))
    if log.damaged:
        yield Finding("log_broken", "store")
    said = (str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check"))
    broken = (text for text in said if not ((page := _PAGE.search(text)) and int(page[1]) in log.pages))
    for detail in islice(broken, _MOST_PAGE_FINDINGS):
        yield Finding("page_broken", "store", {"detail": detail})
    for row in connection.execute(f"PRAGMA integrity_check({_MOST_PAGE_FINDINGS})"):
        if row[0] != "ok":
            yield Finding("structure_broken", "store", {"detail": str(row[0])})


def _store_of(connection: Connection) -> Path:
    return next(Path(str(row[2])) for row in connection.execute("PRAGMA database_list") if row[1] == "main")


def check_projections(
    connection: Connection, keys: MatterKeys, identity_key: Callable[[str], str]
) -> Iterator[Finding]:
    """Every matter's and visit's rows, computed anew beside the live ones and compared."""
    matters = ledger.subjects(connection, MATTER)
    for subject in matters:
        history = _history(connection, subject)
        if history is not None:
            matter = fold(history)
            wanted = matter_rows(matter, keys, identity_key)
            number = parse_number(matter.number) if matter else None
            where = str(number) if number else subject.id.hex()
            yield from _compare(connection, MATTER_TABLES, "matter_id", subject, wanted, where)
    yield from _check_late(connection, voice_rows)
    yield from _check_late(connection, check_rows)
    yield from _check_late(connection, meeting_rows)
    yield from _check_late(connection, pack_rows)
    yield from _check_late(connection, recovery_rows)
    yield from _check_late(connection, close_rows)
    for table in MATTER_TABLES:
        yield from _strangers(connection, table, "matter_id", matters)
    for kind, rows_of in projections.ROWS.items():
        yield from _check_rows(connection, kind, rows_of)


def check_subject(
    connection: Connection, subject: Subject, identity_key: Callable[[str], str]
) -> Iterator[Finding]:
    """The rows of one subject beside its facts, but for the texts a matter is found by: for when a day is closed."""
    history = _history(connection, subject)
    if history is None:
        yield Finding("fact_unreadable", subject.id.hex(), {"type": subject.kind, "detail": "?"})
    elif subject.kind == MATTER:
        wanted = matter_rows(fold(history), _no_keys, identity_key)
        tables = [table for table in MATTER_TABLES if table is not MatterKeyRow]
        yield from _compare(connection, tables, "matter_id", subject, wanted, subject.id.hex())
    elif subject.kind in projections.ROWS:
        tables_of, key = projections.SUBJECT_TABLES[subject.kind]
        wanted = projections.ROWS[subject.kind](history)
        yield from _compare(connection, tables_of, key, subject, wanted, subject.id.hex())
    elif (module := projections.late_rows(subject.kind)) is not None:
        tables, wanted = module.TABLES[subject.kind], module.rows(subject, history)
        yield from _compare(connection, tables, subject.kind, subject, wanted, module.name_of(subject))


def _no_keys(_matter: Matter) -> Iterable[str]:
    return ()


def check_tokens(connection: Connection) -> Iterator[Finding]:
    """The rows of every visit's rating beside its facts."""
    yield from _check_rows(connection, VISIT, projections.ROWS[VISIT])


def _check_rows(
    connection: Connection, kind: str, rows_of: Callable[[Iterable[Recorded]], Rows]
) -> Iterator[Finding]:
    """The rows of every subject of a kind that is no matter."""
    tables, key = projections.SUBJECT_TABLES[kind]
    subjects = ledger.subjects(connection, kind)
    for subject in subjects:
        history = _history(connection, subject)
        if history is not None:
            yield from _compare(connection, tables, key, subject, rows_of(history), subject.id.hex())
    for table in tables:
        yield from _strangers(connection, table, key, subjects)


def _check_late(connection: Connection, module: ModuleType) -> Iterator[Finding]:
    """Every subject of the kinds this module makes rows of, the same way: notices, checks, meetings, packs."""
    for kind, tables in module.TABLES.items():
        subjects = ledger.subjects(connection, kind)
        for subject in subjects:
            history = _history(connection, subject)
            if history is not None:
                where = f"{kind} {module.name_of(subject)}"
                yield from _compare(connection, tables, kind, subject, module.rows(subject, history), where)
        for table in tables:
            yield from _strangers(connection, table, kind, subjects)


def _history(connection: Connection, subject: Subject) -> list[Recorded] | None:
    """A subject's facts, None when one cannot be read (the chain check names it)."""
    try:
        return ledger.facts_of(connection, subject)
    except RuleBroken:
        return None


def _compare(
    connection: Connection,
    tables: Iterable[type[Any]],
    key: str,
    subject: Subject,
    wanted: Rows,
    where: str,
) -> Iterator[Finding]:
    for table in tables:
        live = projections.stored_rows(connection, table, key, subject.id)
        computed = wanted.get(table, [])
        if _sorted(live) != _sorted(computed):
            names = {
                name
                for one, other in zip(_sorted(live), _sorted(computed), strict=False)
                for name in one
                if one[name] != other.get(name)
            }
            facts = {"table": str(table.TABLE), "columns": sorted(names)}
            yield Finding("projection_differs", where, facts)


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: repr(sorted(row.items())))


def _strangers(
    connection: Connection, table: type[Any], key: str, subjects: list[Subject]
) -> Iterator[Finding]:
    """Rows that belong to nothing in the ledger."""
    known = {subject.id for subject in subjects}
    for (value,) in connection.execute(f"SELECT DISTINCT {key} FROM {table.TABLE}"):  # noqa: S608
        if value not in known:
            yield Finding("row_without_facts", value.hex(), {"table": str(table.TABLE)})


def counts(connection: Connection) -> dict[str, int]:
    """How much was looked at."""
    return {
        "facts": int(sql.scalar(connection, "SELECT coalesce(sum(head_seq), 0) FROM epoch")),
        "matters": len(ledger.subjects(connection, MATTER)),
        "visits": len(ledger.subjects(connection, VISIT)),
    }
