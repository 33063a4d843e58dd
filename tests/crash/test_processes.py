"""Several processes at one store: each waits its turn, nobody is told that it is locked."""

from __future__ import annotations

from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from counter_tui.bootstrap import open_services
from counter_tui.db import schema
from counter_tui.db.store import Store
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from counter_tui.services.set_up.setting_up import init_station
from support.clocks import StillClock
from support.looking import looked_over
from support.stations import ENVIRON, open_small_station
from support.working import processes, work

WRITERS, ROUNDS, FACTS_OF_A_ROUND = 4, 6, 8


def told(ear: Connection) -> list[str]:
    """Everything a process says until it is over."""
    words: list[str] = []
    while not words or words[-1] != "over":
        words.append(ear.recv()[0])
    return words


def test_four_processes_write_at_once_while_the_doctor_looks_on(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    before = looked_over(small.home).counts["facts"]
    context, ears, running = processes(), [], []
    for _process in range(WRITERS):
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(  # type: ignore[attr-defined]
            target=work, args=(str(small.home.folder), mouth, ROUNDS)
        )
        process.start()
        mouth.close()
        ears.append(ear)
        running.append(process)
    looks = [looked_over(small.home).findings for _look in range(5)]
    for ear in ears:
        assert "MatterClosed" in told(ear)
        ear.close()
    for process in running:
        process.join()
        assert process.exitcode == 0
    assert looks == [()] * len(looks)
    report = looked_over(small.home)
    assert report.findings == ()
    assert report.counts["facts"] == before + WRITERS * ROUNDS * FACTS_OF_A_ROUND
    assert report.counts["matters"] == WRITERS * ROUNDS


KEY = bytes(range(32))


def prepare(path: str, start: Barrier, say: Connection) -> None:
    """Make the store at the same moment as the others."""
    store = Store(Path(path), KEY, StillClock(), matter_keys=lambda _matter: ())
    start.wait()
    try:
        store.prepare()
        with store.reading() as connection:
            say.send(schema.current(connection))
    except RuleBroken as broken:
        say.send(f"{broken.code} {broken.facts}")
    store.close()


def test_a_store_made_by_four_processes_at_once_is_made_once(tmp_path: Path) -> None:
    context = processes()
    start = context.Barrier(WRITERS)
    for attempt in range(5):
        ears = []
        running = []
        for _process in range(WRITERS):
            ear, mouth = context.Pipe(duplex=False)
            process = context.Process(  # type: ignore[attr-defined]
                target=prepare, args=(str(tmp_path / f"{attempt}.db"), start, mouth)
            )
            process.start()
            mouth.close()
            ears.append(ear)
            running.append(process)
        assert [ear.recv() for ear in ears] == [schema.HEAD] * WRITERS
        for process, ear in zip(running, ears, strict=True):
            process.join()
            ear.close()


def set_up(folder: str, number: int, start: Barrier, say: Connection) -> None:
    """Set a station up at the same moment as another does in the same folder."""
    start.wait()
    try:
        init_station(
            Home(Path(folder)),
            code="33010",
            name=f"第{number}供电所",
            area="rural",
            profile="state_grid",
            device="A",
            lead_no="1001",
            lead_name="周立",
            lead_pin="580213",
            papers_folder="",
            clock=StillClock(),
            environ=ENVIRON,
        )
        say.send(f"第{number}供电所")
    except RuleBroken as broken:
        say.send(broken.code)


def test_of_two_set_ups_at_once_one_is_done_and_the_other_is_refused(tmp_path: Path) -> None:
    """Whoever was told that the station is set up has the station."""
    context = processes()
    start = context.Barrier(2)
    for attempt in range(6):
        home = Home(tmp_path / str(attempt))
        ears, running = [], []
        for number in range(2):
            ear, mouth = context.Pipe(duplex=False)
            process = context.Process(  # type: ignore[attr-defined]
                target=set_up, args=(str(home.folder), number, start, mouth)
            )
            process.start()
            mouth.close()
            ears.append(ear)
            running.append(process)
        answers = {ear.recv() for ear in ears}
        for process, ear in zip(running, ears, strict=True):
            process.join()
            ear.close()
        services = open_services(home, StillClock())
        assert answers == {"home_in_use", services.base.name}
        services.close()
        assert looked_over(home).clean
