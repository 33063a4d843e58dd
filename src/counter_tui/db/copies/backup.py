"""Copies of the store on a disk: made beside a working store, verified, and only then given their name.

A copy is one file, encrypted with the store's own key, with everything in it that was committed when it was begun;
other processes write on meanwhile. What a killed process leaves has no ``.db`` name and is taken away by the next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, tzinfo
from itertools import chain, count
from pathlib import Path
from typing import Any

from msgspec import Struct

from counter_tui.db import engine, schema
from counter_tui.db.checks import chain as chain_checks
from counter_tui.db.files.disks import alone_in, sync_file, sync_folder
from counter_tui.db.sql import Connection
from counter_tui.domain.backup import ring
from counter_tui.domain.backup.ring import Copy
from counter_tui.domain.errors import RuleBroken

TAIL = 100
"""How many links at the end of every epoch are followed before a copy counts."""

_PART = ".part"
_RESERVE = 64 << 20
"""Bytes that stay free for the counter on the disk of the home."""

Watch = Callable[[Any], None]
"""Told the connection that copies, so that somebody can interrupt it."""


class Sound(Struct, frozen=True):
    """What a verified copy holds: its schema, and the end of the ledger of the station's own epoch."""

    schema: str
    epoch: bytes
    seq: int
    hash: bytes
    newest_ms: int


def copies_in(folder: Path) -> list[Copy]:
    """The copies of the ring in a folder; none when there is no folder. Raises OSError."""
    if not folder.is_dir():
        return []
    return sorted(copy for path in folder.iterdir() if (copy := ring.parse_name(path.name)))


def make_in_ring(
    store: Path,
    key: bytes,
    folder: Path,
    now: datetime,
    zone: tzinfo,
    *,
    reserve: bool,
    watch: Watch | None = None,
) -> Path:
    """Make the next copy of the ring in a folder, verify it, and drop those that may go then.

    ``reserve`` leaves room for the counter itself on that disk. The folder is made, what it lies in is not: where a
    stick was taken out its place on the system's disk would be taken for it. Raises RuleBroken("backup_no_room"),
    "backup_unwritable", "backup_running", "backup_unsound", or what reading the store raises; the old copies stay then.
    """
    with _written(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        with alone_in(folder):
            copy = ring.next_copy(copies_in(folder), now, zone)
            path = _make(store, key, folder / copy.name, reserve=reserve, watch=watch)
            for old in ring.to_drop(copies_in(folder)):
                (folder / old.name).unlink(missing_ok=True)
            return path


def make_named(store: Path, key: bytes, target: Path, *, reserve: bool, watch: Watch | None = None) -> Path:
    """Make a verified copy under this name, outside the ring; raises what ``make_in_ring`` raises.

    Where a copy of that name is there already, because it was made in the same second, the new one gets a number.
    """
    with _written(target.parent):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone_in(target.parent):
            return _make(store, key, _free(target), reserve=reserve, watch=watch)


def _free(target: Path) -> Path:
    """The name, or the first one after it with a number that nothing in the folder has."""
    numbered = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in count(2))
    return next(path for path in chain((target,), numbered) if not os.path.lexists(path))


def verify(path: Path, key: bytes, watch: Watch | None = None) -> Sound:
    """Open a copy, let SQLite look through it, and follow the end of its chain.

    Raises RuleBroken("backup_damaged"), or "backup_stopped" when somebody who watches has interrupted it.
    """
    pool = engine.Pool(lambda: engine.connect(path, key, read_only=True))
    try:
        with pool.transaction("BEGIN") as connection, _watched(connection, watch):
            return _looked_through(connection, path)
    except engine.StoreError as error:
        if "interrupted" in engine.reason_of(error):
            raise RuleBroken("backup_stopped") from error
        raise RuleBroken("backup_damaged", file=path.name, detail=engine.reason_of(error)) from error
    finally:
        pool.close()


def _looked_through(connection: Connection, path: Path) -> Sound:
    version = schema.current(connection)
    if version is None or version not in schema.KNOWN:
        raise RuleBroken("backup_damaged", file=path.name, detail=f"schema {version}")
    for pragma in ("cipher_integrity_check", "quick_check(1)"):
        said = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}").fetchmany(1)]
        if said and said != ["ok"]:
            raise RuleBroken("backup_damaged", file=path.name, detail=said[0])
    found = next(chain_checks.check_tails(connection, TAIL), None)
    end = connection.execute(_END).fetchone()
    if found is not None or end is None:
        raise RuleBroken("backup_damaged", file=path.name, detail=found.where if found else "no station")
    return Sound(version, *end)


_END = """
SELECT epoch.epoch, epoch.head_seq, epoch.head_hash, coalesce((SELECT max(wall_ms) FROM fact
    WHERE fact.epoch = epoch.epoch AND fact.seq = epoch.head_seq), epoch.opened_ms)
FROM epoch JOIN station ON station.epoch = epoch.epoch
"""


def _make(store: Path, key: bytes, target: Path, *, reserve: bool, watch: Watch | None) -> Path:
    """The copy under its final name, verified and on the disk; raises OSError, an engine's error or RuleBroken."""
    folder = target.parent
    sweep(folder)
    size = _size(store)
    if shutil.disk_usage(folder).free < size + (size + _RESERVE if reserve else 0):
        raise RuleBroken("backup_no_room", folder=str(folder))
    part = target.with_name(f"{target.name}{_PART}")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        before = _copied(store, key, part, watch)
        sync_file(part)
        _require_sound(part, key, watch, before)
        part.replace(target)
    except BaseException:
        sweep(folder)
        raise
    sync_folder(folder)
    return target


def _require_sound(part: Path, key: bytes, watch: Watch | None, least: int) -> None:
    """Raise RuleBroken("backup_unsound") unless what was just written can be read back, whole and to this seq."""
    try:
        seq = verify(part, key, watch).seq
    except RuleBroken as broken:
        if broken.code != "backup_damaged":
            raise
        if isinstance(broken.__cause__, engine.StoreError) and not _spoilt(broken.__cause__):
            raise broken.__cause__ from None
        raise _unsound(part.parent, broken.facts["detail"]) from broken
    if seq < least:
        raise _unsound(part.parent, "facts are missing")


def _spoilt(error: Exception) -> bool:
    """Whether a file could be read and is not what it should be."""
    return "malformed" in engine.reason_of(error) or engine.is_undeciphered(error)


def _unsound(folder: Path, detail: object) -> RuleBroken:
    return RuleBroken("backup_unsound", folder=str(folder), detail=detail)


def _copied(store: Path, key: bytes, part: Path, watch: Watch | None) -> int:
    """Copy the store as it is now; how far its ledger went at least."""
    connection = engine.connect(store, key, read_only=True)
    try:
        with _watched(connection, watch):
            seq = connection.execute("SELECT head_seq FROM epoch JOIN station USING (epoch)").fetchone()
            connection.execute("PRAGMA query_only=OFF")  # the copy is what is written
            connection.execute("VACUUM INTO ?", (str(part),))
            return int(seq[0]) if seq else 0
    finally:
        connection.close()


@contextmanager
def _watched(connection: Any, watch: Watch | None) -> Iterator[None]:
    """Show somebody the connection for as long as it may be interrupted."""
    if watch is None:
        yield
        return
    watch(connection)
    try:
        yield
    finally:
        watch(None)


def sweep(folder: Path) -> None:
    """Take away what a copying that was stopped has left in a folder."""
    with suppress(OSError):
        for path in folder.iterdir():
            if f".db{_PART}" in path.name and path.name.startswith(("copy-", "before-", "station-")):
                path.unlink(missing_ok=True)


def _size(store: Path) -> int:
    """Bytes of a store with its log."""
    log = store.with_name(store.name + "-wal")
    return store.stat().st_size + (log.stat().st_size if log.exists() else 0)


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    """What the disk says, in the words of the rules."""
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise RuleBroken("backup_no_room" if full else "backup_unwritable", folder=str(folder)) from error
    except engine.StoreError as error:
        said = engine.reason_of(error)
        if "is full" in said:
            raise RuleBroken("backup_no_room", folder=str(folder)) from error
        if "interrupted" in said:
            raise RuleBroken("backup_stopped") from error
        if _spoilt(error):
            raise _unsound(folder, said) from error
        raise RuleBroken("backup_unwritable", folder=str(folder), detail=said) from error


_FULL = (28, 122, 112)
"""No space, quota used up; the disk is full (Windows)."""
