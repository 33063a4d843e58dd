"""Matters found by their keys: the same as by looking at every key of every matter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from counter_tui.db import sql
from counter_tui.db.reading import matter_search
from counter_tui.db.store import Store
from counter_tui.db.tables.matters import MatterRow
from support.clocks import StillClock
from support.every import every
from support.stations import open_small_station

WANTED: list[tuple[tuple[str, ...], ...]] = [
    (("na",),),
    (("na", "pb"),),
    (("n", "pb", "px"),),
    (("n", "p"),),
    (("nb", "pabcab", "x"),),
    (("n",), ("pb", "pc")),
    (("nab",), ("n",)),
    (("nabc", "pcba"), ("pa",), ("n",)),
    (("nx",), ("n",)),
    (("n",), ("nx",)),
    (),
]


def shared(before: str, key: str) -> int:
    """With how many characters both begin."""
    return max(length for length in range(len(key) + 1) if before.startswith(key[:length]))


def row(matter_id: bytes, accepted_ms: int) -> dict[str, Any]:
    """A matter of which nothing is known but when it was accepted."""
    empty = {"int": 0, "str": "", "bytes": b""}
    values = {each: empty.get(MatterRow.__annotations__[each]) for each in MatterRow.__struct_fields__}
    return values | {"matter_id": matter_id, "number": matter_id.hex(), "accepted_ms": accepted_ms}


@pytest.fixture(scope="module")
def kept(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Store, dict[bytes, tuple[int, set[str]]]]]:
    """A store of 300 matters, and what is in it: when each was accepted, and its keys."""
    path: Path = tmp_path_factory.mktemp("matters") / "s.db"
    store = Store(path, bytes(32), StillClock(), matter_keys=lambda _matter: ())
    store.prepare()
    random = Random(5)
    known: dict[bytes, tuple[int, set[str]]] = {}
    for _ in range(300):
        keys = {
            random.choice("np") + "".join(random.choices("abc", k=random.randint(1, 4))) for _ in range(4)
        }
        known[random.randbytes(16)] = random.randint(1, 50), keys
    with store.writing() as writing:
        sql.put_all(writing.connection, MatterRow, [row(each, at) for each, (at, _) in known.items()])
        writing.connection.executemany(
            "INSERT INTO matter_key VALUES (?, ?, ?, ?)",
            [
                (key, each, shared(before, key), at)
                for each, (at, keys) in known.items()
                for before, key in pairwise(["", *sorted(keys)])
            ],
        )
    yield store, known
    store.close()


@pytest.mark.parametrize("few", [0, 20, 600])
@pytest.mark.parametrize("many", [0, 30, 600])
@every("wanted", WANTED)
@every("limit", [3, 500])
def test_the_newest_that_fit_and_how_many(
    kept: tuple[Store, dict[bytes, tuple[int, set[str]]]],
    wanted: tuple[tuple[str, ...], ...],
    few: int,
    many: int,
    limit: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether few or many fit, and whichever words they are asked for first."""
    store, known = kept
    monkeypatch.setattr(matter_search, "FEW", few)
    monkeypatch.setattr(matter_search, "AS_ONE", 1)
    monkeypatch.setattr(matter_search, "MANY", many)
    fitting = [
        (at, each)
        for each, (at, keys) in known.items()
        if wanted and all(any(key.startswith(texts) for key in keys) for texts in wanted)
    ]
    with store.reading() as connection:
        rows, total = matter_search.with_keys(connection, wanted, limit)
    assert [each.matter_id for each in rows] == [each for _, each in sorted(fitting, reverse=True)][:limit]
    assert total == len(fitting)


def test_the_program_writes_keys_of_which_each_beginning_counts_a_matter_once(tmp_path: Path) -> None:
    """For every beginning of every key that the small station's matters have."""
    small = open_small_station(tmp_path)
    with small.services.base.store.reading() as connection:
        keys: dict[bytes, list[str]] = {}
        for key, matter_id in connection.execute("SELECT key, matter_id FROM matter_key"):
            keys.setdefault(matter_id, []).append(key)
        beginnings = {
            key[:length] for own in keys.values() for key in own for length in range(1, len(key) + 1)
        }
        assert {"n", "#", "r"} < beginnings
        for text in beginnings:
            fitting = {each for each, own in keys.items() if any(key.startswith(text) for key in own)}
            rows, total = matter_search.with_keys(connection, ((text,),), 100)
            assert ({each.matter_id for each in rows}, total) == (fitting, len(fitting))
            assert [each.accepted_ms for each in rows] == sorted(
                (each.accepted_ms for each in rows), reverse=True
            )
    small.services.close()
