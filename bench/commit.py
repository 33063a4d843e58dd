"""One acceptance through the service, beside the same rows written by hand into the same kind of store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from report import Figure, high, middle
from stations import demo

from counter_tui.bootstrap import open_services
from counter_tui.db import engine, sql
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.matters import DeferredRow, MatterKeyRow, MatterRow, PromiseRow
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home

_TIMES = 400
_WHO = Actor("1001", "李敏", "clerk")
_KINDS = (MatterRow, PromiseRow, DeferredRow, MatterKeyRow, TokenRow, FactRow)
_BY_HAND = "the same rows by hand"


def figures(folder: Path) -> Iterator[Figure]:
    """Median and 99 of 100, each beside the hand-written commit."""
    with TemporaryDirectory(dir=folder) as place:
        home = Home(copytree(demo(folder).folder, Path(place) / "served"))
        bare = Home(copytree(demo(folder).folder, Path(place) / "bare"))
        served = _served(home)
        by_hand = _by_hand(home, bare)
    for what, of, wanted in (("median", middle, "-"), ("99 of 100", _99, "<= 3 x and <= 15 ms")):
        yield Figure(f"one acceptance, {what}", of(served), "ms", of(by_hand), _BY_HAND, wanted)


def _99(values: list[float]) -> float:
    return high(values, 0.99)


def _served(home: Home) -> list[float]:
    services = open_services(home)
    times = []
    for turn in range(_TIMES):
        draft = services.drafts.new(_WHO, kind="BZ101").with_values(
            id_kind="resident_id",
            name="王建国",
            phone=f"138{turn:08d}",
            address="和平路12号",
            id_number="110101199003074477",
        )
        services.drafts.save(_WHO, draft)
        times.append(_took(lambda draft=draft: services.acceptance.submit(_WHO, draft)))  # type: ignore[misc]
    services.close()
    return times


def _by_hand(home: Home, bare: Home) -> list[float]:
    source = engine.connect(home.store, find_key(home).key)
    matters = sql.read(source, MatterRow, "ORDER BY accepted_ms DESC LIMIT ?", (_TIMES,))
    packs = [statements(source, matter) for matter in reversed(matters)]
    source.close()
    connection = engine.connect(bare.store, find_key(bare).key)
    times = [_took(lambda rows=rows: commit(connection, rows)) for rows in packs]  # type: ignore[misc]
    connection.close()
    return times


def statements(connection: Any, matter: MatterRow) -> list[tuple[str, list[Any]]]:
    """The statements an acceptance comes to, ready to be executed."""
    found: list[Any] = [matter, *sql.read(connection, FactRow, "WHERE subject_id = ?", (matter.matter_id,))]
    found += sql.read(connection, FactRow, "WHERE subject_id = ?", (matter.visit,))
    for kind in (PromiseRow, DeferredRow, MatterKeyRow):
        found += sql.read(connection, kind, "WHERE matter_id = ?", (matter.matter_id,))
    found += sql.read(connection, TokenRow, "WHERE visit = ?", (matter.visit,))
    return [_statement(row) for row in found]


def _statement(row: Any) -> tuple[str, list[Any]]:
    names = row.__struct_fields__
    columns = ", ".join(f'"{name}"' for name in names)
    text = f"INSERT INTO {row.TABLE} ({columns}) VALUES ({', '.join('?' * len(names))})"
    return text, [getattr(row, name) for name in names]


def commit(connection: Any, pack: list[tuple[str, list[Any]]]) -> None:
    """One transaction of prepared statements."""
    connection.execute("BEGIN IMMEDIATE")
    for text, values in pack:
        connection.execute(text, values)
    connection.execute("COMMIT")


def _took(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return (time.perf_counter() - begun) * 1000
