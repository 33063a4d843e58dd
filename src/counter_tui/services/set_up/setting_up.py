"""Setting up a station on this PC, or this PC as a station's next one: folder, key, a store with its first facts."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import people, station_keys
from counter_tui.db import station as station_rows
from counter_tui.db.keys.key_store import KeyPlace, alone, make_key, move_once
from counter_tui.db.ledger import RandomBytes
from counter_tui.db.store import Store
from counter_tui.db.subjects import STATION
from counter_tui.db.tables.station import StaffRow, StationRow
from counter_tui.domain.catalogue.models import AreaClass, Profile
from counter_tui.domain.clock import Clock, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.keys import StationKeyTaken
from counter_tui.domain.facts.shift import ShiftTaken
from counter_tui.domain.facts.station import StationOpened
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.proof import KEY_BYTES, key_mark
from counter_tui.domain.staff.phone import checked_phone
from counter_tui.domain.staff.pin_seal import seal_pin
from counter_tui.domain.text import fold, fold_code
from counter_tui.paths import Home, make_private_folder, named_path
from counter_tui.services.papers.folder import require_outside
from counter_tui.services.set_up.fit_to_set_up import DRAFT, require_free, require_station
from counter_tui.services.set_up.join_file import Joining
from counter_tui.services.set_up.opening import station_exists
from counter_tui.services.staff.people import added, new_person
from counter_tui.settings import read_settings, write_settings


class Opened(Struct, frozen=True):
    """A station that was set up, and where the key of its store is kept."""

    home: Home
    code: str
    name: str
    key_place: KeyPlace
    key: bytes

    def __repr__(self) -> str:
        """Without the key."""
        return f"Opened({self.code!r}, {self.key_place!r})"


def _nothing(_opened: Opened) -> None:
    """What is done before a station has its store, where nobody wants anything of it."""


def init_station(
    home: Home,
    *,
    code: str,
    name: str,
    area: AreaClass,
    profile: Profile,
    device: str,
    lead_no: str,
    lead_name: str,
    lead_pin: str,
    lead_phone: str = "",
    papers_folder: str,
    clock: Clock,
    demo: bool = False,
    random: RandomBytes | None = None,
    environ: Mapping[str, str] = os.environ,
    before_named: Callable[[Opened], None] = _nothing,
) -> Opened:
    """Set up a station: folder, key, store, the station's rows and its first facts with its first lead.

    The store takes its name only when it is whole and ``before_named`` has come to its end: there the sheet goes out
    that opens the store, and where it cannot, nothing was set up. What an interrupted set-up leaves is used or cleaned
    by the next.
    Raises RuleBroken("home_in_use"), "home_not_empty", "station_code_unfit", "station_name_unfit", "device_unfit",
    "papers_folder_inside_home", "key_missing", "phone_unfit", what ``new_person`` raises for the lead, and OSError.
    """
    foreseeable = random is not None
    random = random or RandomBytes()
    code, device = fold_code(code), fold_code(device)
    require_free(home, demo=demo)
    require_station(code, name, device)
    require_outside(home, papers_folder)
    phone = checked_phone(lead_phone, clock.now().date())
    lead = new_person(lead_no, lead_name, "lead", lead_pin, phone, random(16))
    opened = StationOpened(code=code, name=fold(name), area=area, profile=profile, device=device, demo=demo)
    station = _row_of(opened, random, clock)
    proving = _proving_key(station, foreseeable)
    founding = _Founding(station, (proving,), lead.staff_no, papers_folder)
    facts: list[Fact] = [
        replace(opened, key_mark=key_mark(proving)),
        added(lead, seal_pin(proving, lead.staff_no, lead.pin_hash)),
        ShiftTaken(lead=lead.staff_no),
    ]
    return _found(home, founding, facts, lead, clock, random, environ, before_named)


def join_station(
    home: Home,
    code: str,
    joining: Joining,
    *,
    papers_folder: str,
    clock: Clock,
    environ: Mapping[str, str] = os.environ,
    before_named: Callable[[Opened], None] = _nothing,
) -> Opened:
    """Set up a station's next PC by a join file: a store of its own, with the station's keys and without people.

    Those come with the first call; ``before_named`` is as for ``init_station``. Raises RuleBroken("join_file_old") for
    a file that says nothing of the station, and what ``init_station`` raises but for the lead.
    """
    told, random = joining.next_pc, RandomBytes()
    if told is None:
        raise RuleBroken("join_file_old")
    require_free(home)
    require_station(code, told.name, told.letter)
    require_outside(home, papers_folder)
    first, *others = joining.keys
    opened = StationOpened(
        code=code,
        name=fold(told.name),
        area=told.area,
        profile=told.profile,
        device=told.letter,
        key_mark=key_mark(first),
    )
    station = _row_of(opened, random, clock)
    renewed = tuple(sorted(joining.renewed))
    facts: list[Fact] = [
        opened,
        *(StationKeyTaken(mark=key_mark(key), renewed=renewed) for key in others),
    ]
    founding = _Founding(station, joining.keys, told.written_by, papers_folder)
    return _found(home, founding, facts, None, clock, random, environ, before_named)


def _row_of(opened: StationOpened, random: RandomBytes, clock: Clock) -> StationRow:
    """The station's row as its first fact has it, with a new device and a new epoch."""
    return StationRow(
        k=1,
        code=opened.code,
        name=opened.name,
        area=opened.area,
        profile=opened.profile,
        demo=int(opened.demo),
        device_id=random(16),
        device_letter=opened.device,
        epoch=random(16),
        trusted_ms=to_ms(clock.now()),
    )


class _Founding(Struct, frozen=True):
    """What a store begins with: the station, the keys that prove its receipts, who set it up, where papers go."""

    station: StationRow
    keys: tuple[bytes, ...]
    by: str
    papers_folder: str


def _found(
    home: Home,
    founding: _Founding,
    facts: list[Fact],
    lead: StaffRow | None,
    clock: Clock,
    random: RandomBytes,
    environ: Mapping[str, str],
    before_named: Callable[[Opened], None],
) -> Opened:
    """Make the key, and the store under its draft name; it takes its own when it is whole."""
    make_private_folder(home.folder)
    # The store is encrypted with the system's randomness also where a demo station's ids are foreseeable.
    kept = make_key(home, RandomBytes(), environ)
    with alone(home):
        if station_exists(home):
            raise RuleBroken("home_in_use")
        store = Store(home.folder / DRAFT, kept.key, clock, matter_keys=_no_keys, random=random)
        _make_store(home, store, founding, lead, facts)
        _keep_papers(home, founding.papers_folder)
        opened = Opened(home, founding.station.code, founding.station.name, kept.place, kept.key)
        before_named(opened)
        try:
            move_once(home.folder / DRAFT, home.store)
        except FileExistsError:
            raise RuleBroken("home_in_use") from None
    return opened


def _proving_key(station: StationRow, foreseeable: bool) -> bytes:
    """The key by which the station proves its receipts; a demo station made anew has the same one."""
    return sha256(b"demo key" + station.device_id).digest() if foreseeable else RandomBytes()(KEY_BYTES)


def _make_store(
    home: Home, store: Store, founding: _Founding, lead: StaffRow | None, facts: list[Fact]
) -> None:
    """Make the store under its draft name, with the station's rows and first facts."""
    station = founding.station
    _clean(home)
    # Files beside the store (-wal, -shm) take its mode.
    store.path.touch(mode=0o600)
    try:
        store.prepare()
        with store.writing() as writing:
            station_rows.begin(writing.connection, station, to_ms(store.pen.clock.now()), "set_up")
            if lead is not None:
                people.add(writing.connection, lead)
            for key in founding.keys:
                station_keys.put(writing.connection, key)
            first, *_rest = writing.append(Subject(STATION, station.code.encode("ascii")), facts, founding.by)
            station_rows.trust_date(writing.connection, to_ms(first.at))
    finally:
        store.close()


def _clean(home: Home) -> None:
    """Take away what an interrupted set-up left: a store that never got its name."""
    for ending in ("", "-wal", "-shm", "-journal"):
        (home.folder / (DRAFT + ending)).unlink(missing_ok=True)


def _keep_papers(home: Home, papers_folder: str) -> None:
    if papers_folder:
        folder = str(named_path(papers_folder).absolute())
        write_settings(home.settings, replace(read_settings(home.settings), papers_folder=folder))


def _no_keys(_matter: Matter) -> tuple[str, ...]:
    return ()
