"""Looking a store over: pages and projections. Nothing here writes, repairs or moves anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec.structs import asdict

from counter_tui.db import engine, ledger, sql
from counter_tui.db.files.log_file import read_log
from counter_tui.db.finding import Finding
from counter_tui.db.rows import checks, closes, meetings, packs, projections, recoveries, voice
from counter_tui.db.rows.matters import MATTER_TABLES, MatterKeys, matter_rows
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import MATTER, VISIT, Rows
from counter_tui.db.tables.matters import MatterKeyRow, MatterRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.ids import parse_number
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter

_MOST_PAGE_FINDINGS = 20
_PAGE = re.compile(r"page (\d+)")


def unreadable(error: BaseException) -> Finding:
    """What stops the looking is itself a finding; ``key_fits`` says whether the key opened the file at all."""
    facts = {"detail": engine.reason_of(error), "key_fits": not engine.is_undeciphered(error)}
    return Finding("store_unreadable", "store", facts)


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

    def rows_of(_subject: Subject, history: list[Recorded]) -> Rows:
        return matter_rows(fold(history), keys, identity_key)

    def name_of(subject: Subject, wanted: Rows) -> str:
        number = parse_number(wanted[MatterRow][0]["number"]) if wanted.get(MatterRow) else None
        return str(number) if number else subject.id.hex()

    yield from _check_kind(connection, MATTER, MATTER_TABLES, "matter_id", rows_of, name_of)
    for module in (voice, checks, meetings, packs, recoveries, closes):
        yield from _check_late(connection, module)
    for kind, rows in projections.ROWS.items():
        yield from _check_rows(connection, kind, rows)


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

    def of_facts(_subject: Subject, history: list[Recorded]) -> Rows:
        return rows_of(history)

    def id_of(subject: Subject, _wanted: Rows) -> str:
        return subject.id.hex()

    tables, key = projections.SUBJECT_TABLES[kind]
    yield from _check_kind(connection, kind, tables, key, of_facts, id_of)


def _check_late(connection: Connection, module: ModuleType) -> Iterator[Finding]:
    """Every subject of the kinds this module makes rows of, the same way: notices, checks, meetings, packs."""
    for kind, tables in module.TABLES.items():

        def name_of(subject: Subject, _wanted: Rows) -> str:
            return f"{subject.kind} {module.name_of(subject)}"

        yield from _check_kind(connection, kind, tables, kind, module.rows, name_of)


RowsOf = Callable[[Subject, list[Recorded]], Rows]
NameOf = Callable[[Subject, Rows], str]


def _check_kind(
    connection: Connection,
    kind: str,
    tables: Iterable[type[Any]],
    key: str,
    rows_of: RowsOf,
    name_of: NameOf,
) -> Iterator[Finding]:
    """Go once through the facts of a kind and once through each of its tables, side by side in the order of the ids."""
    beside = [_Beside(connection, table, key) for table in tables]
    for subject, history in ledger.histories(connection, kind):
        live = [(each.table, each.rows_of(subject.id)) for each in beside]
        if history is not None:
            wanted = rows_of(subject, history)
            yield from _differences(live, wanted, partial(name_of, subject, wanted))
    for each in beside:
        each.rows_of(None)
        for value in each.strangers:
            yield Finding("row_without_facts", value.hex(), {"table": str(each.table.TABLE)})


class _Beside:
    """The rows of one table in the order of the subjects they belong to; those of no subject are ``strangers``."""

    def __init__(self, connection: Connection, table: type[Any], key: str) -> None:
        self.table = table
        self.strangers: list[bytes] = []
        rows = map(asdict, sql.stream(connection, table, f"ORDER BY {key}"))
        self._groups = groupby(rows, key=lambda row: bytes(row[key]))
        self._next = next(self._groups, None)

    def rows_of(self, id_: bytes | None) -> list[dict[str, Any]]:
        """The rows of the subject of this id, which is behind the one asked for before; None for behind all."""
        while self._next is not None and (id_ is None or self._next[0] < id_):
            self.strangers.append(self._next[0])
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != id_:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


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
    live = [(table, projections.stored_rows(connection, table, key, subject.id)) for table in tables]
    yield from _differences(live, wanted, lambda: where)


def _differences(
    live: Iterable[tuple[type[Any], list[dict[str, Any]]]], wanted: Rows, where: Callable[[], str]
) -> Iterator[Finding]:
    """The tables in which a subject's rows are not those that follow from its facts."""
    for table, rows in live:
        computed = wanted.get(table, [])
        # Nearly always they are alike in this order already; to put them in one takes longer than to make them.
        if rows != computed and _sorted(rows) != _sorted(computed):
            names = {
                name
                for one, other in zip(_sorted(rows), _sorted(computed), strict=False)
                for name in one
                if one[name] != other.get(name)
            }
            facts = {"table": str(table.TABLE), "columns": sorted(names)}
            yield Finding("projection_differs", where(), facts)


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: repr(sorted(row.items())))


def counts(connection: Connection) -> dict[str, int]:
    """How much was looked at."""
    return {
        "facts": int(sql.scalar(connection, "SELECT coalesce(sum(head_seq), 0) FROM epoch")),
        "matters": len(ledger.subjects(connection, MATTER)),
        "visits": len(ledger.subjects(connection, VISIT)),
    }
