"""Power cuts: with the program as it is nothing acknowledged is lost; with a weaker setting the same cuts lose it.

The weaker settings are the proof that the cuts cut: were they to lose nothing, nothing would be shown by the first.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from telling import Tell, of_environ

from counter_tui.db import engine
from counter_tui.db.keys.key_store import find_key
from counter_tui.paths import Home
from power.record import images, record
from support.acknowledged import amiss
from support.looking import codes, looked_over
from support.stations import open_small_station
from support.working import Done

IMAGES = of_environ("IMAGES", 2_000)
ROUNDS = of_environ("ROUNDS", 40)
SEED = of_environ("SEED", 20_251_121)


def verdict(home: Home, done: list[Done], mode: str) -> str:
    """What became of a station: whole; lost, sound but without something acknowledged; or what the doctor says.

    With a weaker setting the log may have holes that the doctor names: SQLite goes on from before them, soundly.
    """
    findings = codes(looked_over(home)) - ({"log_broken"} if mode == "NORMAL" else set())
    if findings:
        return " ".join(sorted(findings))
    connection = engine.connect(home.store, find_key(home).key, read_only=True)
    try:
        return "lost" if amiss(connection, done) else "whole"
    finally:
        connection.close()


@pytest.mark.parametrize("mode", ["FULL", "NORMAL", "OFF"])
def test_a_power_cut_at_any_moment(mode: str, tmp_path: Path, tell: Tell) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    folder = small.home.folder
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    trace = record(folder, mode, ROUNDS)
    cut = Home(tmp_path / "cut" / "station")
    became, untouched, acknowledged = Counter[str](), 0, 0
    for left, done, lost in images(trace, folder, before, Random(SEED), IMAGES):
        shutil.rmtree(cut.folder, ignore_errors=True)
        cut.folder.mkdir(parents=True)
        for name, content in left.items():
            (cut.folder / name).write_bytes(content)
        became[verdict(cut, done, mode)] += 1
        untouched, acknowledged = untouched + (not lost), max(acknowledged, len(done))
    broken = IMAGES - became["whole"] - became["lost"]
    tell(images=IMAGES, acknowledged=acknowledged, whole=became["whole"], lost=became["lost"])
    tell(broken=broken, cut_nothing=untouched, seed=SEED)

    # A cut that takes nothing shows nothing: most must have taken something.
    assert untouched < IMAGES / 2
    if mode == "FULL":
        assert became == {"whole": IMAGES}
    elif mode == "NORMAL":
        assert broken == 0
        assert became["lost"] > IMAGES / 2
    else:
        assert broken > IMAGES / 10
        assert became["whole"] < IMAGES / 2
