"""What lists show is the fold of the facts: rebuilt at any time with the same result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import asdict

from counter_tui.db import ledger, sql
from counter_tui.db.rows import projections
from counter_tui.db.rows.matters import MATTER_TABLES
from counter_tui.db.subjects import MATTER, VISIT
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.matter.service import MatterService
from support.looking import looked_over, matter_keys
from support.stations import (
    BILL,
    COMPLAINT,
    CONNECTION,
    LI,
    LIU,
    REPAIR,
    WANG,
    SmallStation,
    open_small_station,
)

TABLES: tuple[type[Any], ...] = (*MATTER_TABLES, TokenRow)
ACTORS = (LI, LIU, WANG)
RECEIVERS = (Receiver("102"), Receiver("103"), Receiver(person="马师傅", phone="13912345678"))
REQUESTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (BILL, {"fields": {"content": "电费多了"}}),
    (REPAIR, {"fields": {"content": "半户没电"}, "address": "万泉村4组"}),
    (COMPLAINT, {"fields": {"content": "抄错表"}}),
    (
        CONNECTION,
        {"id_kind": "resident_id", "id_number": "110101199003074477", "address": "和平路12号"},
    ),
)


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def all_rows(small: SmallStation) -> dict[str, list[dict[str, Any]]]:
    with small.services.base.store.reading() as connection:
        return {
            table.TABLE: sorted((asdict(row) for row in sql.read(connection, table)), key=repr)
            for table in TABLES
        }


def rebuild(small: SmallStation) -> None:
    store = small.services.base.store
    with store.writing() as writing:
        for table in TABLES:
            writing.connection.execute(f"DELETE FROM {table.TABLE}")
        for kind in (MATTER, VISIT):
            for subject in ledger.subjects(writing.connection, kind):
                projections.rebuild(writing.connection, subject, matter_keys, store.identity_key)


def deeds(random: Random) -> list[Callable[[MatterService, Any, str], object]]:
    return [
        lambda m, a, i: m.note(a, i, "来电催办"),
        lambda m, a, i: m.answer(a, i, "已处理"),
        lambda m, a, i: m.inform(a, i, "phone", reached=random.random() < 0.8),
        lambda m, a, i: m.close(a, i),
        lambda m, a, i: m.withdraw(a, i, random.choice(["", "不办了"])),
        lambda m, a, i: m.hand_over(a, i, random.choice(RECEIVERS), "needs_site"),
        lambda m, a, i: m.take(a, i),
        lambda m, a, i: m.bounce(a, i, "不在片区"),
        lambda m, a, i: m.take_back(a, i),
        lambda m, a, i: m.pause(a, i, "customer_works"),
        lambda m, a, i: m.resume(a, i),
        lambda m, a, i: m.reach_stage(a, i),
        lambda m, a, i: m.correct(a, i, "name", random.choice("王李张刘") + "静"),
        lambda m, a, i: m.collect(a, i, random.choice(m.view(a, i).papers).paper),
        lambda m, a, i: m.undo(a, i),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_rows_rebuilt_from_the_facts_are_the_rows_that_were_there(small: SmallStation, seed: int) -> None:
    random = Random(seed)
    possible = deeds(random)
    matters: list[str] = []
    done = 0
    for _step in range(200):
        small.clock.advance(timedelta(seconds=random.choice([1, 20, 3_600, 90_000])))
        if len(matters) < 6:
            kind, values = random.choice(REQUESTS)
            matters.append(small.accept(LI, kind, name="何静", phone="13812340009", **values))
            continue
        try:
            random.choice(possible)(small.services.matters, random.choice(ACTORS), random.choice(matters))
            done += 1
        except (RuleBroken, IndexError):
            pass
    assert done > 10
    live = all_rows(small)
    assert live["matter"]
    rebuild(small)
    assert all_rows(small) == live
    assert live["attention"] == []
    assert looked_over(small.home).clean


def test_the_small_stations_rows_are_the_fold_of_its_facts(tmp_path: Path) -> None:
    small = open_small_station(tmp_path)
    live = all_rows(small)
    assert all(live[name] for name in ("matter", "promise", "deferred_paper", "matter_key", "rating_token"))
    rebuild(small)
    assert all_rows(small) == live


def test_one_matters_rows_go_without_touching_anothers(small: SmallStation) -> None:
    kind, values = REQUESTS[3]
    first = small.accept(LI, kind, name="王建国", phone="13812340001", **values)
    small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费"})
    before = all_rows(small)
    small.services.matters.note(LI, first, "催办")
    after = all_rows(small)
    assert [row for row in before["matter"] if row["matter_id"].hex() != first] == [
        row for row in after["matter"] if row["matter_id"].hex() != first
    ]
    for name in ("promise", "deferred_paper", "matter_key", "rating_token"):
        assert after[name] == before[name]
