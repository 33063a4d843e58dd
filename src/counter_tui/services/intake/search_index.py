"""Making the customers' search index anew where the doctor finds it broken, in transactions of which none is long.

Stopped at any place it is whole as far as it came: the same again goes on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from counter_tui.db.customers import checks as customer_checks
from counter_tui.db.customers import repair as customer_repair
from counter_tui.db.customers.repair import Unfit
from counter_tui.db.keys.key_store import alone
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.upkeep import SearchIndexRenewed
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.intake.deliveries import BATCH, settle
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.station import Station


class Renewed(NamedTuple):
    """How many parts of the index were taken out, and how many customers stand in new ones."""

    parts: int
    customers: int


class RenewingStopped(KeyboardInterrupt):
    """Somebody stopped it; so many of the customers stand in the index again, the others not yet."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done, self.total = done, total


def renew(station: Station, actor: Actor, on_done: Callable[[int, int], None]) -> Renewed:
    """Take out what of the index is broken, and let its customers stand in new parts; one fact says so before.

    Nothing is done and no fact is left where nothing is broken. ``on_done`` is told how many customers of how many have
    their place again. Raises RuleBroken("import_running") while another process writes customers, RenewingStopped.
    """
    try:
        with alone(Home(station.store.path.parent)):
            settle(station)
            return _renew(station, actor, on_done)
    except RuleBroken as broken:
        if broken.code == "home_in_use":
            raise RuleBroken("import_running") from None
        raise


def _renew(station: Station, actor: Actor, on_done: Callable[[int, int], None]) -> Renewed:
    with station.store.reading() as connection:
        unfit = customer_repair.unfit(connection)
        found = Counter(each.code for each in customer_checks.check_customers(connection, load_readings))
    total = len(unfit.ids)
    if not unfit.parts and not total:
        return Renewed(0, 0)
    done = 0
    try:
        _begin(station, actor, unfit, dict(found))
        on_done(0, total)
        for done, write in customer_repair.placing(station.store.reading, unfit.ids, load_readings(), BATCH):
            with station.store.writing() as writing:
                write(writing.connection)
            on_done(done, total)
            station.store.give_way()
    except KeyboardInterrupt:
        raise RenewingStopped(done, total) from None
    return Renewed(len(unfit.parts), total)


def _begin(station: Station, actor: Actor, unfit: Unfit, found: dict[str, int]) -> None:
    """Take the unfit parts out, in one transaction with the fact that says what was found."""
    fact = SearchIndexRenewed(parts=len(unfit.parts), customers=len(unfit.ids), found=found)
    with station.store.writing() as writing:
        writing.append(station.subject, [fact], actor.staff_no)
        customer_repair.take_out(writing.connection, unfit.parts)
