"""Stations to measure on: a demo station made by the program, and the same with many more ended matters in it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

from msgspec.structs import replace

from counter_tui.db import engine, sql
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.matters import DeferredRow, MatterKeyRow, MatterRow, PromiseRow
from counter_tui.paths import Home

SMALL = 1_000
_YEARS_MS = 10 * 365 * 24 * 3600 * 1000
_DAY_MS = 24 * 3600 * 1000
_LIVING = ("accepted", "working", "handed_over", "answered")


def demo(folder: Path, matters: int = 300, customers: int = 300) -> Home:
    """A demo station in this folder, made by the program unless it is there already."""
    home = Home(folder / f"demo-{matters}-{customers}")
    if not home.store.exists():
        program = [sys.executable, "-m", "counter_tui", "demo", "--no-open", "--home", str(home.folder)]
        wish = ["--matters", str(matters), "--customers", str(customers)]
        subprocess.run([*program, *wish], check=True, capture_output=True)
    return home


def grown(folder: Path, matters: int, customers: int = 300) -> Home:
    """The demo station with copies of its ended matters until it has so many, spread over ten years.

    The copies are rows, not acts: their facts are not chained, so only what reads is measured on such a station.
    """
    home = Home(folder / (f"grown-{matters}" if customers == 300 else f"grown-{matters}-{customers}"))
    if home.store.exists():
        return home
    copytree(demo(folder, customers=customers).folder, home.folder)
    connection = engine.connect(home.store, find_key(home).key)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        connection.execute("BEGIN IMMEDIATE")
        _grow(connection, matters)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return home


def busy(folder: Path, matters: int, day_ms: int, each: int) -> Home:
    """A grown station with one crowded day that begins at an instant: so many matters accepted, about as many ended."""
    home = Home(folder / f"busy-{matters}-{each}")
    if home.store.exists():
        return home
    copytree(grown(folder, matters).folder, home.folder)
    connection = engine.connect(home.store, find_key(home).key)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN IMMEDIATE")
        _crowd(connection, day_ms, each)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return home


def _crowd(connection: Any, day_ms: int, each: int) -> None:
    rest = "WHERE state IN ('closed', 'withdrawn') ORDER BY accepted_ms DESC LIMIT ?"
    rows = sql.read(connection, MatterRow, rest, (each,))
    accepted = "SELECT count(*) FROM matter WHERE accepted_ms >= ? AND accepted_ms < ?"
    first = seq = connection.execute("SELECT max(seq) FROM fact").fetchone()[0]
    for turn, row in enumerate(rows, start=1):
        if connection.execute(accepted, (day_ms, day_ms + _DAY_MS)).fetchone()[0] >= each:
            break
        parts = _parts(connection, row)
        for which, at in enumerate((row.accepted_ms, row.ended_ms or 0)):
            # Whole days, so that each keeps its hour.
            back = (at - day_ms) // _DAY_MS * _DAY_MS
            seq = _copy(connection, row, parts, 1_000_000 * (which + 1) + turn, back, seq)
    # One promise in twenty of that day was not kept: these matters are folded.
    text = "UPDATE promise SET kept = 0 WHERE due_ms >= ? AND due_ms < ? AND rowid % 20 = 0"
    connection.execute(text, (day_ms, day_ms + _DAY_MS))
    connection.execute("UPDATE epoch SET head_seq = ? WHERE head_seq = ?", (seq, first))


def _grow(connection: Any, wanted: int) -> None:
    rows = sql.read(connection, MatterRow, "WHERE state NOT IN (?, ?, ?, ?)", _LIVING)
    have = connection.execute("SELECT count(*) FROM matter").fetchone()[0]
    rounds = -(-(wanted - have) // len(rows))
    seq = first = connection.execute("SELECT max(seq) FROM fact").fetchone()[0]
    parts = {row.matter_id: _parts(connection, row) for row in rows}
    for turn in range(1, rounds + 1):
        back = _YEARS_MS * turn // rounds
        batch = rows[: wanted - have]
        for row in batch:
            seq = _copy(connection, row, parts[row.matter_id], turn, back, seq)
        have += len(batch)
        if turn % 50 == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
    # What is written from now on stands behind the copies.
    connection.execute("UPDATE epoch SET head_seq = ? WHERE head_seq = ?", (seq, first))


def _parts(connection: Any, row: MatterRow) -> list[Any]:
    kinds = (PromiseRow, DeferredRow, MatterKeyRow)
    found: list[Any] = []
    for kind in kinds:
        found += sql.read(connection, kind, "WHERE matter_id = ?", (row.matter_id,))
    found += sql.read(connection, TokenRow, "WHERE visit = ?", (row.visit,))
    rest = "WHERE subject_kind = 'matter' AND subject_id = ? ORDER BY seq"
    return found + sql.read(connection, FactRow, rest, (row.matter_id,))


def _copy(connection: Any, row: MatterRow, parts: list[Any], turn: int, back: int, seq: int) -> int:
    accepted, visit = row.accepted_ms - back, _other(row.visit, turn)
    # The program's ids begin with the time too: neighbours in time are neighbours on the disk.
    new = accepted.to_bytes(6, "big") + _other(row.matter_id, turn)[6:]
    _insert(connection, _moved(row, back, matter_id=new, visit=visit, ordinal=row.ordinal + turn))
    for part in parts:
        if isinstance(part, FactRow):
            seq += 1
            hlc = f"{int(part.hlc[:15]) - back:015d}{part.hlc[15:]}"
            made: Any = _moved(
                part, back, seq=seq, fact_id=_other(part.fact_id, turn), subject_id=new, hlc=hlc
            )
        elif isinstance(part, TokenRow):
            made = _moved(part, back, visit=visit, matter=new)
        else:
            made = _moved(part, back, matter_id=new)
        _insert(connection, made)
    return seq


def _moved(row: Any, back: int, **changed: Any) -> Any:
    """The row with all its times so much earlier: a copy of another day lies in that day wherever it is read by it."""
    times = (name for name in row.__struct_fields__ if name.endswith("_ms") and name != "mono_ms")
    moved = {name: getattr(row, name) - back for name in times if getattr(row, name) is not None}
    return replace(row, **moved, **changed)


def _insert(connection: Any, row: Any) -> None:
    names = row.__struct_fields__
    columns = ", ".join(f'"{name}"' for name in names)
    values = [getattr(row, name) for name in names]
    text = f"INSERT OR IGNORE INTO {row.TABLE} ({columns}) VALUES ({', '.join('?' * len(names))})"
    connection.execute(text, values)


def _other(id: bytes, turn: int) -> bytes:
    return hashlib.blake2b(id + turn.to_bytes(4, "big"), digest_size=16).digest()
