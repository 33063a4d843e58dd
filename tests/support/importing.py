"""A process that takes in a file of customers and says how far it is, until it is stopped."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger
from counter_tui.db.reading import export_pages
from counter_tui.domain.facts.station import CustomersImported
from counter_tui.paths import Home
from counter_tui.services.intake.customers import Progress
from support.looking import looked_over
from support.stations import WANG, SmallStation
from support.working import processes


def take_in(folder: str, file: str, report: str, say: Connection) -> None:
    """Import the file; ``0`` when it begins, then how many customers are written."""
    services = open_services(Home(Path(folder)))

    def told(progress: Progress) -> None:
        if progress.doing == "written":
            say.send(progress.done)

    say.send(0)
    services.customers.import_file(WANG, Path(file), report=Path(report), on_progress=told)
    services.close()


def kill_while_importing(small: SmallStation, file: Path, report: Path, random: Random) -> int:
    """Begin the import in another process and kill it at an instant of its own; how far it said it was."""
    context = processes()
    ear, mouth = context.Pipe(duplex=False)
    process = context.Process(  # type: ignore[attr-defined]
        target=take_in, args=(str(small.home.folder), str(file), str(report), mouth)
    )
    process.start()
    mouth.close()
    done = ear.recv()
    try:
        # So many batches are awaited, on a fast PC as on a slow one; then the kill falls somewhere into the next.
        for _batch in range(random.randrange(3)):
            done = ear.recv()
    except EOFError:
        pass
    process.join(random.uniform(0, 0.05))
    process.kill()
    process.join()
    try:
        while True:
            done = ear.recv()
    except (EOFError, OSError):
        ear.close()
        return int(done)


def require_taken_in_once(small: SmallStation, file: Path, report: Path, count: int, before: int) -> None:
    """The file is ended by running it again: every customer is there, one fact tells of all, the report is whole."""
    services = open_services(small.home)
    result = services.customers.import_file(WANG, file, report=report)
    assert result.customers == (count, 0, 0)
    assert services.customers.import_file(WANG, file).customers == (0, 0, count)
    with services.base.store.reading() as connection:
        assert export_pages.count_customers(connection) == before + count
        facts = [entry.fact for entry in ledger.latest(connection, CustomersImported.type, limit=100)]
    services.close()
    told = [fact for fact in facts if isinstance(fact, CustomersImported) and fact.digest == result.digest]
    assert [(fact.inserted, fact.changed, fact.unchanged, fact.cut_off) for fact in told] == [
        (count, 0, 0, False)
    ]
    assert len(report.read_text("utf-8-sig").splitlines()) == 1 + count
    assert looked_over(small.home).findings == ()
