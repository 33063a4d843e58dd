"""Putting a file's customers on file in small transactions, so that nobody waits and nothing is done twice.

How far it has come stands in the store, written with the records themselves. An import that was cut off goes on where
it stopped when its file is given again; it leaves one fact in the end, as one that was never cut off.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import import_runs
from counter_tui.db.customers import on_file as customer_rows
from counter_tui.db.customers import staging as customer_staging
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.keys.key_store import alone
from counter_tui.db.store import Reading, Writing
from counter_tui.db.tables.notes import ImportRunRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import CustomersImported
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.station import Station

SOURCE = "file"
"""Says of a customer on file that the data came in a file of the marketing system."""

BATCH = 2000
"""Customers written in one transaction: a clerk's own writing waits for no more than this."""


class Counts(NamedTuple):
    """What became of the records of a file, by what changed on file."""

    inserted: int
    changed: int
    unchanged: int


class Spool:
    """A file's customers packed small, between the verdicts on them and their writing; no account comes twice.

    They are written in the order of their accounts, in which the search index keeps them, whatever the file's order is.
    """

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    @property
    def count(self) -> int:
        """How many customers these are."""
        return len(self._packed)

    def add(self, customer: CustomerRow) -> None:
        """Keep one customer."""
        self._packed[customer.account] = marshal.dumps(_values(customer))

    def batches(self, most: int = 0) -> Iterator[list[CustomerRow]]:
        """The customers in the order of their accounts, some at a time, at most so many where that is said."""
        at_once = min(most or BATCH, BATCH)
        accounts = iter(sorted(self._packed))
        while batch := list(islice(accounts, at_once)):
            yield [CustomerRow(*marshal.loads(self._packed[account])) for account in batch]


_values = attrgetter(*CustomerRow.__struct_fields__)


Ending = Callable[[Writing, int], None]
"""What belongs into the transaction that ends an import, told how many records were rejected."""


class Delivery(Struct, frozen=True):
    """A file that was judged: its customers, the fields it has no column for, and what it is called in its fact."""

    spool: Spool
    absent: frozenset[str]
    digest: str
    warned: int
    rejected: int


class Interrupted(KeyboardInterrupt):
    """Somebody stopped the import; ``counts`` is what is on file of it, and the same file again goes on from there."""

    def __init__(self, counts: Counts) -> None:
        super().__init__()
        self.counts = counts


Told = Callable[[int], None]
"""Told how many customers of the file are done with."""


def compare(station: Station, delivery: Delivery) -> Counts:
    """What the file would change on file now."""
    counts = Counts(0, 0, 0)
    for batch in delivery.spool.batches():
        with station.store.reading() as connection:
            counts, _fresh = compared(connection, batch, delivery.absent, 0, counts)
    return counts


def deliver(station: Station, actor: Actor, delivery: Delivery, on_done: Told) -> tuple[Counts, int]:
    """Put the file's customers on file; what changed and the number of the delivery, 0 when nothing did.

    Raises RuleBroken("import_running") while another process imports, Interrupted when somebody stops it.
    """
    try:
        with import_alone(station):
            return _deliver(station, actor, delivery, on_done)
    except KeyboardInterrupt:
        with station.store.reading() as connection:
            run = import_runs.unfinished(connection)
        so_far = (run.inserted, run.changed, run.unchanged) if run and run.digest == delivery.digest else ()
        raise Interrupted(Counts(*so_far) if so_far else Counts(0, 0, 0)) from None


@contextmanager
def import_alone(station: Station) -> Iterator[None]:
    """Nobody else writes customers meanwhile. Raises RuleBroken("import_running")."""
    try:
        with alone(Home(station.store.path.parent)):
            yield
    except RuleBroken as broken:
        if broken.code == "home_in_use":
            raise RuleBroken("import_running") from None
        raise


def _deliver(station: Station, actor: Actor, delivery: Delivery, on_done: Told) -> tuple[Counts, int]:
    settle(station)
    run = _begin(station, actor, delivery)
    done = 0
    for batch in delivery.spool.batches():
        left = [row for row in batch if row.account > run.last_account]
        done += len(batch)
        if left:
            run = _batch(station, run, left, delivery.absent)
            tidy(station)
        on_done(done)
    return _finish(station, actor, run)


def _begin(station: Station, actor: Actor, delivery: Delivery) -> ImportRunRow:
    """Go on with the import of this file, or begin it; one of another file that was cut off gets its fact first."""
    with station.store.reading() as connection:
        run = import_runs.unfinished(connection)
        last = customer_rows.last_release(connection)
    if run is not None and run.digest != delivery.digest:
        _put_down(station, actor, run, cut_off=True)
        run = None
    if run is not None:
        return replace(run, warned=delivery.warned, rejected=delivery.rejected)
    return ImportRunRow(
        digest=delivery.digest,
        release_no=last + 1,
        staff_no=actor.staff_no,
        last_account="",
        inserted=0,
        changed=0,
        unchanged=0,
        warned=delivery.warned,
        rejected=delivery.rejected,
    )


def _batch(
    station: Station, run: ImportRunRow, batch: list[CustomerRow], absent: frozenset[str]
) -> ImportRunRow:
    """Write what is new of some customers, and in the same transaction how far the import has come.

    Nobody else writes customers meanwhile, so all but the writing itself is done before the transaction.
    """
    counts = Counts(run.inserted, run.changed, run.unchanged)
    with station.store.reading() as connection:
        counts, fresh = compared(connection, batch, absent, run.release_no, counts)
        ready = customer_rows.prepare(connection, fresh, load_readings())
    run = replace(run, **counts._asdict(), last_account=batch[-1].account)
    if fresh:
        with station.store.writing() as writing:
            customer_rows.write(writing.connection, ready)
            import_runs.save(writing.connection, run, writing.sealing)
        station.store.give_way()
    return run


def settle(station: Station) -> None:
    """Bring to its end what a delivery that was cut off left; the caller writes customers alone."""
    for write in customer_staging.settling(station.store.reading):
        with station.store.writing() as writing:
            write(writing.connection)
        station.store.give_way()


def tidy(station: Station) -> None:
    """Keep the search index tidy, in transactions of which none is long."""
    for write in customer_rows.tidying(station.store.reading):
        with station.store.writing() as writing:
            write(writing.connection)
        station.store.give_way()


def put_down_unfinished(station: Station, actor: Actor) -> None:
    """Write the fact of an import that was cut off, if there is one."""
    with station.store.reading() as connection:
        run = import_runs.unfinished(connection)
    if run is not None:
        _put_down(station, actor, run, cut_off=True)


def _finish(station: Station, actor: Actor, run: ImportRunRow) -> tuple[Counts, int]:
    counts = Counts(run.inserted, run.changed, run.unchanged)
    if not run.inserted and not run.changed:
        return counts, 0
    _put_down(station, actor, run, cut_off=False)
    return counts, run.release_no


def _put_down(station: Station, actor: Actor, run: ImportRunRow, *, cut_off: bool) -> None:
    """Write the one fact of an import, and forget how far it had come."""
    fact = CustomersImported(
        digest=run.digest,
        release_no=run.release_no,
        inserted=run.inserted,
        changed=run.changed,
        unchanged=run.unchanged,
        rejected=run.rejected,
        warned=run.warned,
        cut_off=cut_off,
        begun_by=run.staff_no if run.staff_no != actor.staff_no else "",
    )
    with station.store.writing() as writing:
        writing.append(station.subject, [fact], actor.staff_no)
        import_runs.end(writing.connection, run.digest)


def compared(
    connection: Reading, rows: list[CustomerRow], absent: frozenset[str], release_no: int, counts: Counts
) -> tuple[Counts, list[CustomerRow]]:
    """The counts with these rows, and the rows that change something on file, as they are to be written."""
    inserted, changed, unchanged = counts
    fresh: list[CustomerRow] = []
    known = customer_rows.of_accounts(connection, [row.account for row in rows])
    for row in rows:
        old = known.get(row.account)
        if old is not None:
            kept: dict[str, Any] = {name: getattr(old, name) for name in absent}
            row = replace(row, **kept, source=old.source, release_no=old.release_no)
            if row == old:
                unchanged += 1
                continue
        inserted, changed = inserted + (old is None), changed + (old is not None)
        fresh.append(replace(row, source=SOURCE, release_no=release_no))
    return Counts(inserted, changed, unchanged), fresh
