"""Stations of many matters whose ledger is whole: what looks a store over finds nothing wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

from msgspec.structs import replace
from stations import demo

from counter_tui.db import engine, ledger, sql
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.rows.matters import MATTER_TABLES
from counter_tui.db.subjects import MATTER, RECOVERY, VISIT
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.matters import MatterRow
from counter_tui.db.tables.recovery import RecoveryRow
from counter_tui.domain.ledger.chain import hash_body, link
from counter_tui.paths import Home

_LIVING = ("accepted", "working", "handed_over", "answered")
_YEARS_MS = 10 * 365 * 24 * 3600 * 1000
_BATCH = 2_000


def chained(folder: Path, matters: int) -> Home:
    """The demo station with its ended matters written again under other ids until it has so many.

    Facts of matters, visits and bad ratings stand at the end of the chain with the times of the first; rows and facts
    fit. The ids are those of ten years, so that neighbours in the ledger are spread over the tables.
    """
    home = Home(folder / f"chained-{matters}")
    if home.store.exists():
        return home
    copytree(demo(folder).folder, home.folder)
    connection = engine.connect(home.store, find_key(home).key)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        connection.execute("BEGIN IMMEDIATE")
        _Grower(connection).grow(matters)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    return home


class _Grower:
    """Writes copies of subjects at the end of the ledger."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        row = connection.execute("SELECT epoch, head_seq, head_hash FROM epoch").fetchone()
        self._epoch, self._seq, self._hash = row
        self._texts: dict[type[Any], str] = {}

    def grow(self, wanted: int) -> None:
        """Copy round after round until there are so many matters."""
        connection = self._connection
        ended = sql.read(connection, MatterRow, "WHERE state NOT IN (?, ?, ?, ?)", _LIVING)
        have = connection.execute("SELECT count(*) FROM matter").fetchone()[0]
        lives = [(row, self._rows(row), self._facts(row)) for row in ended]
        rounds = -(-(wanted - have) // len(ended))
        for number in range(wanted - have):
            turn, place = divmod(number, len(lives))
            self._copy(*lives[place], turn + 1, _YEARS_MS * (turn + 1) // rounds)
            if number % _BATCH == _BATCH - 1:
                self._end()
                connection.execute("COMMIT")
                connection.execute("BEGIN IMMEDIATE")
        self._end()

    def _end(self) -> None:
        values = (self._seq, self._hash, self._epoch)
        self._connection.execute("UPDATE epoch SET head_seq = ?, head_hash = ? WHERE epoch = ?", values)

    def _rows(self, row: MatterRow) -> list[Any]:
        found: list[Any] = []
        for kind in MATTER_TABLES:
            found += sql.read(self._connection, kind, "WHERE matter_id = ?", (row.matter_id,))
        found += sql.read(self._connection, TokenRow, "WHERE visit = ? AND follows = x''", (row.visit,))
        return found + sql.read(self._connection, RecoveryRow, "WHERE recovery = ?", (row.visit,))

    def _facts(self, row: MatterRow) -> list[FactRow]:
        rest = "WHERE subject_kind = ? AND subject_id = ? ORDER BY seq"
        subjects = ((MATTER, row.matter_id), (VISIT, row.visit), (RECOVERY, row.visit))
        return [fact for each in subjects for fact in sql.read(self._connection, FactRow, rest, each)]

    def _copy(
        self, row: MatterRow, rows: Sequence[Any], facts: Iterable[FactRow], turn: int, back: int
    ) -> None:
        prefix = (row.accepted_ms - back).to_bytes(6, "big")
        known = {each: prefix + _other(each, turn)[6:] for each in (row.matter_id, row.visit)}
        for fact in facts:
            known[fact.fact_id] = prefix + _other(fact.fact_id, turn)[6:]
        texts = {old.hex(): new.hex() for old, new in known.items()}
        for fact in facts:
            known[fact.hash] = self._append(fact, known, texts)
        for each in rows:
            self._insert(_renamed(each, known, texts))

    def _append(self, fact: FactRow, known: dict[bytes, bytes], texts: dict[str, str]) -> bytes:
        body = fact.body or b""
        for old, new in texts.items():
            body = body.replace(old.encode(), new.encode())
        self._seq += 1
        made = replace(_renamed(fact, known, texts), seq=self._seq, body=body, body_hash=hash_body(body))
        linked = link(self._hash, ledger.header_of(made), made.body_hash)
        self._insert(replace(made, hash=linked))
        self._hash = linked
        return linked

    def _insert(self, row: Any) -> None:
        names = row.__struct_fields__
        if type(row) not in self._texts:
            columns, marks = ", ".join(f'"{name}"' for name in names), sql.marks(names)
            self._texts[type(row)] = f"INSERT INTO {row.TABLE} ({columns}) VALUES ({marks})"
        self._connection.execute(self._texts[type(row)], [getattr(row, name) for name in names])


def _renamed(row: Any, known: dict[bytes, bytes], texts: dict[str, str]) -> Any:
    """The row with other ids and heads wherever it names one of these."""
    changed: dict[str, Any] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if isinstance(value, bytes) and value in known:
            changed[name] = known[value]
        elif isinstance(value, str) and value in texts:
            changed[name] = texts[value]
    return replace(row, **changed)


def _other(id: bytes, turn: int) -> bytes:
    return hashlib.blake2b(id + turn.to_bytes(4, "big"), digest_size=16).digest()
