"""Killed 300 times while three processes write at once: a clerk, commands of the shell, an import, a backup."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from telling import Tell, of_environ
from workers import copies_of, copying, importing, shell

from counter_tui.db.copies.backup import verify
from counter_tui.db.keys.key_store import find_key
from support.acknowledged import amiss
from support.killing import Work, killed_while_working
from support.looking import looked_over
from support.stations import open_small_station
from support.working import Done, work

KILLS = of_environ("KILLS", 300)
SEED = of_environ("SEED", 20_251_121)
BESIDE: dict[str, tuple[Work, Work, Work]] = {
    "plain": (work, work, shell),
    "import": (work, shell, importing),
    "backup": (work, importing, copying),
}


@pytest.mark.parametrize("beside", sorted(BESIDE))
def test_killed_while_three_write(beside: str, tmp_path: Path, tell: Tell) -> None:
    small = open_small_station(tmp_path, empty=True)
    random, done = Random(SEED), list[Done]()
    for kill in range(KILLS // 3):
        works = list(BESIDE[beside])
        random.shuffle(works)
        done += killed_while_working(small.home.folder, works, random, acts=4, moment=0.3)
        if kill % 10 == 9:
            assert looked_over(small.home).findings == ()
    facts = {(kind, about) for kind, about, _mark in done if kind not in ("ready", "draft", "copied")}
    copies = sum(kind == "copied" for kind, _about, _mark in done)
    tell(kills=KILLS // 3 * 3, acknowledged=len(facts), copies=copies, seed=SEED)

    assert looked_over(small.home).findings == ()
    kept = sorted(copies_of(small.home.folder).rglob("*.db"))
    for copy in kept:
        verify(copy, find_key(small.home).key)
    assert bool(kept) == (beside == "backup")
    with small.services.base.store.reading() as connection:
        assert amiss(connection, done) == []
    small.services.close()
    assert {kind for kind, _about in facts} >= {"MatterAccepted"}
    assert len(facts) > KILLS / 3
