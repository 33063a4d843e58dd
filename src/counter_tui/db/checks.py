"""Looking a store over: pages, chain, projections. Nothing here writes, repairs or moves anything."""

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
from counter_tui.db import station as station_rows
from counter_tui.db.log_file import read_log
from counter_tui.db.matter_rows import MATTER_TABLES, MatterKeys, matter_rows
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import MATTER, VISIT, Rows
from counter_tui.db.tables.ledger import EpochRow, FactRow
from counter_tui.db.tables.matters import MatterKeyRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.ids import parse_number
from counter_tui.domain.ledger.chain import genesis, hash_body, link
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter

_MOST_PAGE_FINDINGS = 20
_PAGE = re.compile(r"page (\d+)")
GUARDS = frozenset({"fact_stays", "fact_is_never_changed"})
"""The triggers that keep facts as they were written."""


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


def check_chain(connection: Connection) -> Iterator[Finding]:
    """Every link of every epoch: no gap, every body and header as it was written, the head where it should be.

    Also that no fact stands outside an epoch, and that the triggers are there which keep facts as they are.
    """
    epochs = station_rows.epochs(connection)
    for epoch in epochs:
        yield from _check_epoch(connection, epoch)
        yield from _check_parent(connection, epoch)
    known = {epoch.epoch for epoch in epochs}
    for value, count in connection.execute("SELECT epoch, count(*) FROM fact GROUP BY epoch"):
        if value not in known:
            yield Finding("epoch_unknown", value.hex()[:8], {"count": int(count)})
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for name in sorted(GUARDS - there):
        yield Finding("guard_missing", name)


def _check_parent(connection: Connection, epoch: EpochRow) -> Iterator[Finding]:
    """That an epoch goes on from the fact it names as the last of the one before; nothing else may stand there."""
    if epoch.parent_epoch is None:
        return
    text = "SELECT hash FROM fact WHERE epoch = ? AND seq = ?"
    found = sql.scalar(connection, text, (epoch.parent_epoch, epoch.parent_seq))
    if epoch.parent_seq and found != epoch.parent_hash:
        yield Finding("parent_wrong", f"{epoch.device_letter}/{epoch.epoch.hex()[:8]}")


def check_tails(connection: Connection, links: int) -> Iterator[Finding]:
    """The newest links of every epoch, for when there is no time for all of them."""
    for epoch in station_rows.epochs(connection):
        yield from _check_epoch(connection, epoch, max(1, epoch.head_seq - links + 1))


def check_since(connection: Connection, epoch: bytes, seq: int) -> Iterator[Finding]:
    """Every link of one run of facts behind a place, and its head."""
    for each in station_rows.epochs(connection):
        if each.epoch == epoch:
            yield from _check_epoch(connection, each, seq + 1)


def is_before(finding: Finding, seq: int) -> bool:
    """Whether a finding is of a fact up to this place; one of no fact is of the whole run."""
    last = finding.where.rpartition("/")[2]
    return finding.code != "head_wrong" and (not last.isdigit() or int(last) <= seq)


def _check_epoch(connection: Connection, epoch: EpochRow, first: int = 1) -> Iterator[Finding]:
    previous, expected = genesis(epoch.device_id, epoch.epoch), first
    if first > 1:
        text = "SELECT hash FROM fact WHERE epoch = ? AND seq = ?"
        previous = sql.scalar(connection, text, (epoch.epoch, first - 1)) or b""
    name = f"{epoch.device_letter}/{epoch.epoch.hex()[:8]}"
    for row in ledger.all_rows(connection, epoch.epoch, first):
        where = f"{name}/{row.seq}"
        if row.seq != expected:
            yield Finding("facts_missing", where, {"first": expected, "last": row.seq - 1})
        if row.body is None:
            # The guard lets a body be erased, as the protection of personal data will ask for; nothing does it yet.
            yield Finding("fact_erased", where, {"type": row.type})
        elif hash_body(row.body) != row.body_hash:
            yield Finding("fact_changed", where, {"type": row.type})
        if link(previous, ledger.header_of(row), row.body_hash) != row.hash and row.seq == expected:
            yield Finding("link_broken", where, {"type": row.type})
        if problem := _unreadable(row):
            yield Finding("fact_unreadable", where, {"type": row.type, "detail": problem})
        previous, expected = row.hash, row.seq + 1
    if epoch.head_seq != expected - 1 or epoch.head_hash != previous:
        yield Finding("head_wrong", name, {"head": epoch.head_seq, "last": expected - 1})


def _unreadable(row: FactRow) -> str:
    try:
        ledger.read_row(row)
    except KeyError:
        return "unknown type"
    except ValueError as error:
        return type(error).__name__
    return ""


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
