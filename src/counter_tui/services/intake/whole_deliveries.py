"""Putting the customers of a release on file: all of them at once, and nobody waits for that.

They are staged in small transactions; one short one lets them be on file together with the fact that says so and the
mark of the release. A process that is killed before leaves what was on file, one that is killed after leaves what is
new; what it left to do is done by whoever writes customers next.
"""

from __future__ import annotations

from counter_tui.db.customers import on_file as customer_rows
from counter_tui.db.customers import staging as customer_staging
from counter_tui.db.customers.staging import Staged
from counter_tui.db.keys.key_store import alone
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import CustomersImported
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.intake.deliveries import (
    Counts,
    Delivery,
    Ending,
    Told,
    compared,
    import_alone,
    put_down_unfinished,
    settle,
    tidy,
)
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.station import Station

STAGED_AT_ONCE = 1000
"""Customers staged in one transaction: nobody asked for a release just now, so a clerk waits even less for it."""


def deliver_whole(
    station: Station, actor: Actor, delivery: Delivery, ending: Ending, on_done: Told
) -> tuple[Counts, int]:
    """Put the file's customers on file at once; what changed and the number of the delivery, 0 when nothing did.

    ``ending`` is done in the transaction of the switch. Raises RuleBroken("import_running") while another process
    imports.
    """
    with import_alone(station):
        settle(station)
        put_down_unfinished(station, actor)
        with station.store.reading() as connection:
            release_no = customer_rows.last_release(connection) + 1
        staged, counts = _stage(station, delivery, release_no, on_done)
        if not counts.inserted and not counts.changed:
            with station.store.writing() as writing:
                ending(writing, delivery.rejected)
            return counts, 0
        _switch(station, actor, delivery, (staged, counts, release_no), ending)
        settle(station)
        tidy(station)
        return counts, release_no


def settle_left(station: Station) -> None:
    """As ``settle``, where anything was left and nobody else writes customers."""
    with station.store.reading() as connection:
        if not customer_staging.stands(connection):
            return
    try:
        with alone(Home(station.store.path.parent)):
            settle(station)
    except RuleBroken as broken:
        if broken.code != "home_in_use":
            raise


def _stage(station: Station, delivery: Delivery, release_no: int, on_done: Told) -> tuple[Staged, Counts]:
    staged, counts, done = Staged(), Counts(0, 0, 0), 0
    for batch in delivery.spool.batches(STAGED_AT_ONCE):
        with station.store.reading() as connection:
            counts, fresh = compared(connection, batch, delivery.absent, release_no, counts)
            ready = customer_rows.prepare(connection, fresh, load_readings())
        if fresh:
            with station.store.writing() as writing:
                customer_staging.stage(writing.connection, ready, staged)
            station.store.give_way()
        done += len(batch)
        on_done(done)
    return staged, counts


def _switch(
    station: Station, actor: Actor, delivery: Delivery, made: tuple[Staged, Counts, int], ending: Ending
) -> None:
    staged, counts, release_no = made
    fact = CustomersImported(
        digest=delivery.digest,
        release_no=release_no,
        inserted=counts.inserted,
        changed=counts.changed,
        unchanged=counts.unchanged,
        rejected=delivery.rejected,
        warned=delivery.warned,
        cut_off=False,
        begun_by="",
    )
    with station.store.writing() as writing:
        customer_staging.switch(writing.connection, staged, delivery.digest, writing.sealing)
        writing.append(station.subject, [fact], actor.staff_no)
        ending(writing, delivery.rejected)
