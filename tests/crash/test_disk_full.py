"""A full disk: the clerk is told, nothing is half written, and with room again the work goes on."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db import engine
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from support.clocks import StillClock
from support.looking import looked_over
from support.stations import BILL, LI, SmallStation, open_small_station
from support.working import processes

PAGE = 4096
ROOM = 48
"""Pages by which the store may grow before it is full."""


def try_one(small: SmallStation, name: str) -> str:
    """Take one request down; its id, or the code of what was broken."""
    try:
        return small.accept(LI, BILL, name=name, phone="13812340009", fields={"content": "电费多了" * 50})
    except RuleBroken as broken:
        return broken.code


def test_a_store_that_may_not_grow_says_so_keeps_what_it_has_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    pages = small.home.store.stat().st_size // PAGE
    with monkeypatch.context() as full:
        full.setattr(engine, "_PRAGMAS", (*engine._PRAGMAS, f"max_page_count={pages + ROOM}"))
        done: list[str] = []
        while (answer := try_one(small, f"何静{len(done)}")) != "disk_full":
            done.append(answer)
            assert len(done) < 1_000
        assert try_one(small, "再试") == "disk_full"
        assert small.services.home.view(LI).matter_count == len(done) > 0
        small.services.close()
    report = looked_over(small.home)
    assert (report.findings, report.counts["matters"]) == ((), len(done))
    after = try_one(small, "有空间了")
    assert small.services.matters.view(LI, after).line.short == f"1120-{len(done) + 1:04d}"
    assert looked_over(small.home).clean


if sys.platform != "win32":
    import resource

    def fill(folder: str, say: Connection) -> None:
        """Try acts while files may grow by a little more each time, and say how each ended."""
        home = Home(Path(folder))
        small = SmallStation(open_services(home), StillClock(), home)
        log = small.home.store.with_name("station.db-wal")
        try_one(small, "何静")
        _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        for step in range(40):
            limit = max(log.stat().st_size, small.home.store.stat().st_size) + step * 1_500
            before = small.services.home.view(LI).matter_count
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            answer = try_one(small, "何静")
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            grown = small.services.home.view(LI).matter_count - before
            say.send(
                (step, "full" if answer == "disk_full" else "kept" if len(answer) == 32 else answer, grown)
            )
        small.services.close()

    def test_wherever_in_an_act_the_disk_is_full_it_happened_whole_or_not_at_all(tmp_path: Path) -> None:
        small = open_small_station(tmp_path, empty=True)
        small.services.close()
        context = processes()
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(target=fill, args=(str(small.home.folder), mouth))  # type: ignore[attr-defined]
        process.start()
        mouth.close()
        said = [ear.recv() for _step in range(40)]
        process.join()
        ear.close()
        assert process.exitcode == 0
        assert {(word, grown) for _step, word, grown in said} == {("full", 0), ("kept", 1)}
        report = looked_over(small.home)
        assert report.findings == ()
        assert report.counts["matters"] == 1 + sum(grown for _step, _word, grown in said)
