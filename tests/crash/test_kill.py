"""Killed at any instant, the program loses nothing it had acknowledged and does nothing twice."""

from __future__ import annotations

from pathlib import Path
from random import Random

from support.acknowledged import amiss
from support.killing import killed_while_working
from support.looking import looked_over
from support.stations import open_small_station
from support.working import Done, work

KILLS = 50
SEED = 20_251_120


def test_fifty_kills_lose_nothing_acknowledged_and_double_nothing(tmp_path: Path) -> None:
    """Every acknowledged fact is there once, no number is missing, the chain holds, drafts come back."""
    small = open_small_station(tmp_path, empty=True)
    random, done = Random(SEED), list[Done]()
    for kill in range(KILLS // 2):
        done += killed_while_working(small.home.folder, [work, work], random)
        if kill % 8 == 7:
            assert looked_over(small.home).findings == ()
    assert looked_over(small.home).findings == ()
    assert len({(kind, matter) for kind, matter, _mark in done if kind not in ("ready", "draft")}) > 2 * KILLS
    with small.services.base.store.reading() as connection:
        assert amiss(connection, done) == []
        assert amiss(connection, [("MatterClosed", "00" * 16, "")])
    small.services.close()
