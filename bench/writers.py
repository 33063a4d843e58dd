"""Eight processes accept at once, beside eight that commit the very same rows by hand with the engine's own waiting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from commit import commit, statements
from report import Figure, high, middle
from stations import demo

from counter_tui.bootstrap import open_services
from counter_tui.db import engine, sql
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home

_PROCESSES = 8
_ACTS = 150
_WHO = Actor("1001", "李敏", "clerk")
_BY_HAND = "eight commit the same rows by hand"
_FIGURES: tuple[tuple[str, Callable[[list[float]], float], str], ...] = (
    ("median", middle, "-"),
    ("99 of 100", lambda values: high(values, 0.99), "< 50 ms"),
    ("longest", max, "< 1,000 ms"),
)


def figures(folder: Path) -> Iterator[Figure]:
    """What an acceptance takes with seven others at once; the first of each process makes it ready."""
    with TemporaryDirectory(dir=folder) as place:
        home = Home(copytree(demo(folder).folder, Path(place) / "served"))
        bare = Home(copytree(demo(folder).folder, Path(place) / "bare"))
        served = _at_once(accepting, home, bare)
        by_hand = _at_once(committing, home, bare)
    for what, of, wanted in _FIGURES:
        yield Figure(f"eight processes accept: {what}", of(served), "ms", of(by_hand), _BY_HAND, wanted)


def _at_once(work: Callable[..., None], home: Home, bare: Home) -> list[float]:
    context = get_context("spawn")
    start = context.Barrier(_PROCESSES)
    ears, running = [], []
    for number in range(_PROCESSES):
        ear, mouth = context.Pipe(duplex=False)
        ears.append(ear)
        running.append(context.Process(target=work, args=(home, bare, number, start, mouth)))
        running[-1].start()
    took = [each for ear in ears for each in ear.recv()]
    for process in running:
        process.join()
    return took


def accepting(home: Home, _bare: Home, _number: int, start: Any, say: Connection) -> None:
    """Accept through the service and say what each acceptance took."""
    services = open_services(home)
    drafts = [
        services.drafts.new(_WHO, kind="BZ101").with_values(
            id_kind="resident_id",
            name="王建国",
            phone=f"138{turn:08d}",
            address="和平路12号",
            id_number="110101199003074477",
        )
        for turn in range(_ACTS)
    ]
    say.send(_timed([partial(services.acceptance.submit, _WHO, draft) for draft in drafts], start))
    services.close()


def committing(home: Home, bare: Home, number: int, start: Any, say: Connection) -> None:
    """Insert what one of the others wrote into another store, a prepared transaction an acceptance."""
    source = engine.connect(home.store, find_key(home).key)
    matters = sql.read(source, MatterRow, "ORDER BY accepted_ms DESC LIMIT ?", (_PROCESSES * _ACTS,))
    packs = [statements(source, matter) for matter in matters[number::_PROCESSES]]
    source.close()
    connection = engine.connect(bare.store, find_key(bare).key)
    say.send(_timed([partial(commit, connection, pack) for pack in packs], start))
    connection.close()


def _timed(deeds: list[Callable[[], object]], start: Any) -> list[float]:
    took = []
    deeds[0]()
    start.wait()
    for deed in deeds[1:]:
        begun = time.perf_counter()
        deed()
        took.append((time.perf_counter() - begun) * 1000)
    return took
