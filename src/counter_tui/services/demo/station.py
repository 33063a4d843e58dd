"""Making the demo station, once; an unfinished one is begun again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import IO
from zoneinfo import ZoneInfo

from msgspec import Struct

from counter_tui.db.keys.key_ring import SWITCH
from counter_tui.db.ledger import RandomBytes
from counter_tui.db.reading import close
from counter_tui.domain.clock import Clock
from counter_tui.domain.close.seals import Seal
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import LOCKS, Home, make_private_folder, write_private
from counter_tui.services.backup import seals
from counter_tui.services.demo import month
from counter_tui.services.demo.customers import as_csv, invent
from counter_tui.services.demo.faces import ByPin
from counter_tui.services.demo.hall import DemoServices, Hall, UnseenMatters
from counter_tui.services.demo.hours import MovingClock, OpenHours
from counter_tui.services.demo.labels import give_labels
from counter_tui.services.demo.outages import take_outages
from counter_tui.services.demo.people import DEMO_LEAD, HEAD, PEOPLE, person
from counter_tui.services.demo.prices import take_book
from counter_tui.services.demo.units import enter_units
from counter_tui.services.demo.voice import speak
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.set_up.fit_to_set_up import UNFINISHED_DEMO
from counter_tui.services.set_up.opening import require_not_closed, station_exists
from counter_tui.services.set_up.setting_up import init_station

FINISHED = "demo.json"
"""This file in a home says that the demo station in it is whole."""

DEFAULT_MATTERS = 300
DEFAULT_CUSTOMERS = 2000
MONTH = 31
INSPECTED_EVERY = 14
"""Days between two inspections of the station."""
_ZONE = ZoneInfo("Asia/Shanghai")
# Whoever deletes a demo station's folder leaves nothing of it behind in the key store of the system.
_KEY_FILE = {SWITCH: "off"}

OpenServices = Callable[[Home, Clock, RandomBytes], DemoServices]
Progress = Callable[[int, int], None]


class Wish(Struct, frozen=True):
    """How the demo station is to be; ``today`` is the day after the last of its ``days``."""

    today: date
    seed: int = 1
    matters: int = DEFAULT_MATTERS
    customers: int = DEFAULT_CUSTOMERS
    days: int = MONTH


class SeededBytes(RandomBytes):
    """Bytes that are the same for the same seed: for the ids of a demo station, never for keys."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def __call__(self, count: int) -> bytes:
        """The next bytes."""
        return self._random.randbytes(count)


def ensure_demo(
    home: Home,
    wish: Wish,
    open_services: OpenServices,
    *,
    on_progress: Progress = lambda _done, _total: None,
) -> bool:
    """Make the demo station of this home unless it is there; says whether it was made.

    What an interrupted making has left is taken away first. Raises what ``require_demo_home`` raises, and
    RuleBroken("demo_in_the_making") while another process makes it.
    """
    if is_made(home):
        return False
    require_demo_home(home)
    make_private_folder(home.folder)
    with _mark(home.folder / UNFINISHED_DEMO):
        _clear(home)
        _make(home, wish, open_services, on_progress)
        told = {
            "seed": wish.seed,
            "today": wish.today.isoformat(),
            "matters": wish.matters,
            "customers": wish.customers,
        }
        write_private(home.folder / FINISHED, json.dumps(told).encode("utf-8"))
    (home.folder / UNFINISHED_DEMO).unlink()
    return True


def is_made(home: Home) -> bool:
    """Whether the whole demo station of this home is there."""
    return (home.folder / FINISHED).is_file() and station_exists(home)


def require_demo_home(home: Home) -> None:
    """Raise RuleBroken unless the folder is free or holds an unfinished or damaged demo station.

    "closed_down" where its centre has closed it down, "demo_home_is_real" for the home of a real station, also one that
    is just being set up; "home_not_empty" for a folder with other things in it.
    """
    require_not_closed(home)
    if not home.folder.exists() or any((home.folder / name).exists() for name in (UNFINISHED_DEMO, FINISHED)):
        return
    if station_exists(home) or home.key_file.exists():
        raise RuleBroken("demo_home_is_real")
    if any(each.name not in (home.settings.name, home.log.name) for each in home.folder.iterdir()):
        raise RuleBroken("home_not_empty")


@contextmanager
def _mark(path: Path) -> Iterator[None]:
    """Mark the home as one in which a demo station is being made, for this process alone."""
    with path.open("a", encoding="ascii") as stream:
        try:
            _lock(stream)
        except OSError:
            raise RuleBroken("demo_in_the_making") from None
        yield


def _lock(stream: IO[str]) -> None:
    """Hold the file until it is closed or the process ends; raises OSError when another process holds it."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _clear(home: Home) -> None:
    """Take away what an interrupted making has left, and nothing else."""
    for path in (home.store, home.key_file, home.seals, home.folder / FINISHED):
        for ending in ("", "-wal", "-shm", *LOCKS):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _make(home: Home, wish: Wish, open_services: OpenServices, on_progress: Progress) -> None:
    random = Random(f"{wish.seed} {wish.today}")
    hours = OpenHours.before(wish.today, wish.days, load_calendar(), _ZONE)
    clock = MovingClock(hours.moment(0, 0) - timedelta(hours=2))
    ids = SeededBytes(f"ids {wish.seed} {wish.today}")
    _set_up(home, clock, ids)
    services = open_services(home, clock, ids)
    # A demo station that a power cut interrupts is made anew, so no act waits for the disk.
    services.base.store.hurry()
    try:
        hall = Hall(
            services,
            UnseenMatters(services.base),
            clock,
            hours,
            random,
            invent(wish.customers, random, wish.today),
            wish.today,
            ByPin(services.base),
            load_checks(),
            {kind.code: kind for kind in services.station.catalogue.kinds},
        )
        _furnish(hall)
        _live_a_month(hall, wish.matters, on_progress)
        _seal(home, services)
    finally:
        services.close()
    with home.store.open("rb+") as stream:
        os.fsync(stream.fileno())


def _set_up(home: Home, clock: MovingClock, ids: SeededBytes) -> None:
    lead = person(DEMO_LEAD)
    init_station(
        home,
        code="33010",
        name="青石桥供电所",
        area="rural",
        profile="state_grid",
        device="A",
        lead_no=lead.staff_no,
        lead_name=lead.name,
        lead_pin=lead.pin,
        papers_folder="",
        clock=clock,
        demo=True,
        random=ids,
        environ=_KEY_FILE,
    )


def _furnish(hall: Hall) -> None:
    """People, site card, units, price book and customers are there before the first day."""
    services = hall.services
    for each in PEOPLE:
        if each.staff_no != DEMO_LEAD:
            services.staff.add(hall.lead, each.staff_no, each.name, each.role, each.pin, each.phone)
    services.site_card.set(hall.lead, HEAD, DEMO_LEAD, person(HEAD).phone, INSPECTED_EVERY)
    enter_units(services.units, hall.lead)
    take_book(services.prices, hall.lead)
    services.customers.import_data(hall.lead, as_csv(hall.customers))


def _live_a_month(hall: Hall, matters: int, on_progress: Progress) -> None:
    """The month's work, and what is left of it on its last day."""
    month.play(hall, month.plan(hall, matters), on_progress)
    give_labels(hall.services.labels, hall.lead, hall.customers)
    take_outages(hall.services.outages, hall.lead, hall.customers, hall.today)
    month.leave_drafts(hall)
    speak(hall)
    month.leave_tasks(hall)
    month.end_last_day(hall, matters)


def _seal(home: Home, services: DemoServices) -> None:
    """The sheets of the closed days are in the binder, and what they vouch for is noted beside the store."""
    with services.base.store.reading() as connection:
        closed = close.closes(connection)
    for row in closed:
        if row.seq is not None:
            day = date.fromisoformat(row.close_day.decode())
            seals.note(home, Seal(day, row.epoch.hex(), row.seq, row.hash.hex()))


def today_here() -> date:
    """Today at the stations, wherever this PC is."""
    return datetime.now(_ZONE).date()
