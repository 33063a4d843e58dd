"""Bringing a store back from a copy: the files, what the set-aside store has more, and the new epoch."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from counter_tui.db import engine, ledger, schema, sql
from counter_tui.db import station as station_rows
from counter_tui.db.checks import chain
from counter_tui.db.checks import store as checks
from counter_tui.db.files.disks import sync_file, sync_folder
from counter_tui.db.finding import Finding
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import MATTER
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.absence import CameBack, StandInNamed
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.facts.station import PinReset, StaffAdded, StaffLeft, StaffPhoneChanged
from counter_tui.domain.facts.upkeep import PinRecovered, StationRestored
from counter_tui.domain.ids import parse_number

BESIDE = ("-wal", "-shm", "-journal")
"""The endings of what belongs to a store's file."""

_LOCKED_FROM, _LOCKED_BYTES = 0x40000000, 512
"""Where SQLite locks a file that it has open."""


class Left(Struct, frozen=True):
    """What a store has that a copy of it has not.

    ``ordinals`` are the highest numbers of matters it gave by day (yymmdd); ``people`` the changes of the staff as
    (type of the fact, staff number).
    """

    facts: int = 0
    since_ms: int | None = None
    matters: tuple[str, ...] = ()
    ordinals: tuple[tuple[str, int], ...] = ()
    people: tuple[tuple[str, str], ...] = ()


@contextmanager
def looking_at(path: Path, key: bytes) -> Iterator[Connection]:
    """One consistent view of a file that may be damaged; raises what the engine raises."""
    pool = engine.Pool(lambda: engine.connect(path, key, read_only=True))
    try:
        with pool.transaction("BEGIN") as connection:
            yield connection
    finally:
        pool.close()


def copy_in(source: Path, draft: Path) -> None:
    """Copy a store with what belongs to it beside the store in use, onto the disk; raises OSError."""
    remove(draft)
    for ending in ("", "-wal"):
        part = source.with_name(source.name + ending)
        if ending and not part.exists():
            continue
        target = draft.with_name(draft.name + ending)
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        shutil.copyfile(part, target)
        sync_file(target)


def first_fault(path: Path, key: bytes) -> Finding | None:
    """What is wrong first with a copy that is to take the store's place: every page and every link is looked at."""
    try:
        with looking_at(path, key) as connection:
            version = schema.current(connection)
            if version is None or version not in schema.KNOWN:
                return Finding("store_newer", "store", {"version": version})
            if station_rows.read(connection) is None:
                return Finding("station_row_missing", "station")
            for looking in (checks.check_pages, chain.check_chain):
                if found := next(looking(connection), None):
                    return found
    except engine.StoreError as error:
        return checks.unreadable(error)
    return None


def left_in(old: Connection, copy: Connection) -> Left:
    """What a store has that the copy has not: facts, matters by number, changes of the staff."""
    facts, since, subjects, people = 0, None, dict[bytes, None](), list[tuple[str, str]]()
    ordinals: dict[str, int] = {}
    for epoch in station_rows.epochs(old):
        for row in ledger.all_rows(old, epoch.epoch, _common(old, copy, epoch.epoch, epoch.head_seq) + 1):
            facts += 1
            since = row.wall_ms if since is None else min(since, row.wall_ms)
            if row.subject_kind == MATTER:
                subjects[row.subject_id] = None
            if row.type in _TELLING:
                fact = ledger.read_row(row).fact
                if isinstance(fact, _OF_PEOPLE):
                    people.append((fact.type, fact.staff_no))
                for day, ordinal in _given(fact):
                    ordinals[day] = max(ordinal, ordinals.get(day, 0))
    numbers = [sql.scalar(old, "SELECT number FROM matter WHERE matter_id = ?", (each,)) for each in subjects]
    matters = tuple(sorted(str(number) for number in numbers if number))
    return Left(facts, since, matters, tuple(sorted(ordinals.items())), tuple(people))


_OF_PEOPLE = (StaffAdded, StaffPhoneChanged, StaffLeft, PinReset, PinRecovered, StandInNamed, CameBack)
_TELLING = frozenset({fact.type for fact in (*_OF_PEOPLE, MatterAccepted, StationRestored)})


def _given(fact: Fact) -> list[tuple[str, int]]:
    """The numbers of matters, by day, of which a fact says that they were given."""
    if isinstance(fact, StationRestored):
        return list(fact.ordinals.items())
    number = parse_number(fact.number) if isinstance(fact, MatterAccepted) else None
    return [(number.day, number.ordinal)] if number else []


def _common(old: Connection, copy: Connection, epoch: bytes, last: int) -> int:
    """The last seq of an epoch that both have with the same hash, 0 when they have nothing of it in common."""
    low, high = 0, min(last, int(sql.scalar(copy, _LAST, (epoch,)) or 0))
    while low < high:
        middle = (low + high + 1) // 2
        same = sql.scalar(old, _HASH, (epoch, middle)) == sql.scalar(copy, _HASH, (epoch, middle))
        low, high = (middle, high) if same else (low, middle - 1)
    return low


_LAST = "SELECT head_seq FROM epoch WHERE epoch = ?"
_HASH = "SELECT hash FROM fact WHERE epoch = ? AND seq = ?"


def make_single(path: Path, key: bytes) -> None:
    """Put everything of a store into its one file, which nobody else may have open.

    Raises RuleBroken("store_in_use") when somebody has, and what the engine raises for a file it cannot read.
    """
    connection = engine.connect(path, key)
    try:
        connection.execute("PRAGMA busy_timeout=500")
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except engine.StoreError as error:
        if "locked" in engine.reason_of(error):
            raise RuleBroken("store_in_use") from error
        raise
    finally:
        connection.close()
    if mode != "delete":
        raise RuleBroken("store_in_use")


def require_unused(path: Path) -> None:
    """Raise RuleBroken("store_in_use") when another process has a file open that the engine cannot read any more."""
    if sys.platform == "win32" or not path.exists():
        # On Windows a file that somebody has open cannot be replaced.
        return
    import fcntl

    with path.open("r+b") as handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKED_BYTES, _LOCKED_FROM)
        except OSError:
            raise RuleBroken("store_in_use") from None


def keep_aside(store: Path, aside: Path) -> None:
    """Give the store and what belongs to it a second name in a folder of its own; it stays in its place too."""
    for ending in ("", *BESIDE):
        part, second = store.with_name(store.name + ending), aside / (store.name + ending)
        if not part.exists():
            continue
        second.unlink(missing_ok=True)
        try:
            os.link(part, second)
        except OSError:
            # Some file systems know no second name for a file.
            shutil.copyfile(part, second)
            sync_file(second)
    sync_folder(aside)
    sync_folder(aside.parent)


def put_back(aside: Path, store: Path) -> None:
    """Undo ``keep_aside`` while the store is still in its place: what had left its side comes back."""
    for ending in BESIDE:
        part, second = store.with_name(store.name + ending), aside / (store.name + ending)
        if second.exists() and not part.exists():
            second.replace(part)
    if aside.is_dir():
        shutil.rmtree(aside)


def put_in_place(draft: Path, store: Path) -> None:
    """Let the finished draft take the store's name, at once and with nothing of the old one beside it."""
    for ending in BESIDE:
        store.with_name(store.name + ending).unlink(missing_ok=True)
    draft.replace(store)
    sync_folder(store.parent)


def remove(draft: Path) -> None:
    """Take away a draft and what belongs to it."""
    for ending in ("", *BESIDE):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
