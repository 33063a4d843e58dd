"""Eight processes write 600 acts each, one beside an import, while the doctor looks on: nobody is turned away."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from pathlib import Path

from telling import Tell, of_environ
from workers import importing

from counter_tui.bootstrap import open_services
from counter_tui.paths import Home
from support.clocks import StillClock
from support.looking import looked_over
from support.stations import BILL, LI, SmallStation, open_small_station
from support.working import processes

WRITERS = of_environ("WRITERS", 8)
ACTS = of_environ("ACTS", 600)


OF_A_MATTER = 10
"""Acts about one matter, which is more than most have."""


def write(folder: str, acts: int, say: Connection) -> None:
    """Take requests down, write notes about them, and say how many milliseconds each act took."""
    home = Home(Path(folder))
    small = SmallStation(open_services(home), StillClock(), home)
    took, matter = [], ""
    for number in range(acts):
        begun = time.perf_counter()
        if number % OF_A_MATTER:
            small.services.matters.note(LI, matter, f"第{number}次")
        else:
            matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
        took.append((time.perf_counter() - begun) * 1000)
    small.services.close()
    say.send(took)


def ran_at_once(home: Home, writers: int, acts: int) -> list[float]:
    """What every act of so many processes took, in milliseconds."""
    context, ears, running = processes(), [], []
    for _process in range(writers):
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(target=write, args=(str(home.folder), acts, mouth))  # type: ignore[attr-defined]
        process.start()
        mouth.close()
        ears.append(ear)
        running.append(process)
    looks = 0
    while any(not ear.poll(0.2) for ear in ears):
        assert looked_over(home).findings == ()
        looks += 1
    took = [each for ear in ears for each in ear.recv()]
    for process, ear in zip(running, ears, strict=True):
        process.join()
        ear.close()
        assert process.exitcode == 0
    assert looks
    return took


def figures(took: list[float]) -> dict[str, str]:
    ordered = sorted(took)
    return {"p50": f"{ordered[len(took) // 2]:.1f} ms", "p99": f"{ordered[len(took) * 99 // 100]:.1f} ms"} | {
        "max": f"{ordered[-1]:.0f} ms"
    }


def test_eight_processes_write_at_once(tmp_path: Path, tell: Tell) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    took = ran_at_once(small.home, WRITERS, ACTS)
    tell(processes=WRITERS, acts=WRITERS * ACTS, **figures(took))
    report = looked_over(small.home)
    assert (report.findings, report.counts["matters"]) == ((), WRITERS * ACTS // OF_A_MATTER)


def test_a_clerk_works_on_while_somebody_imports(tmp_path: Path, tell: Tell) -> None:
    """What one process waits beside an import, and what the same acts take without it."""
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    alone = ran_at_once(small.home, 1, ACTS)
    context = processes()
    ear, mouth = context.Pipe(duplex=False)
    importer = context.Process(target=importing, args=(str(small.home.folder), mouth))  # type: ignore[attr-defined]
    importer.start()
    mouth.close()
    ear.recv()
    beside = ran_at_once(small.home, 1, ACTS)
    importer.kill()
    importer.join()
    imports = 0
    try:
        while True:
            imports += ear.recv()[0] == "CustomersImported"
    except EOFError:
        ear.close()
    tell(acts=ACTS, imports=imports, alone_p99=figures(alone)["p99"], **figures(beside))
    assert looked_over(small.home).findings == ()
    assert imports
