"""Copies of the store: the ring under the home, the one on a second disk or stick, and the copy before an upgrade."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from counter_tui.db import engine, schema
from counter_tui.db import station as station_rows
from counter_tui.db.copies import backup
from counter_tui.db.copies.backup import Watch
from counter_tui.db.files import disks
from counter_tui.db.files.lost_log import require_log
from counter_tui.db.keys.key_store import find_key
from counter_tui.domain.backup.ring import Copy
from counter_tui.domain.clock import Clock
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home, is_inside, named_path, write_private
from counter_tui.services.backup import seals
from counter_tui.settings import Settings, read_settings

_TROUBLE = ".trouble.json"
_STAMP = "%Y%m%dT%H%M%SZ"


class Place(Struct, frozen=True):
    """A folder with a ring of copies; ``second`` is one on another disk or stick, which may not be there."""

    folder: Path
    second: bool = False
    present: bool = True
    same_disk: bool = False


class Made(Struct, frozen=True):
    """What became of a copy: its file, or the rule that broke."""

    place: Place
    file: Path | None = None
    problem: RuleBroken | None = None


class Trouble(Struct, frozen=True):
    """The last hourly copy that failed: which rule, where, and when."""

    code: str
    folder: str
    at: str


def places(home: Home, settings: Settings, key: bytes, name: str = "") -> tuple[Place, ...]:
    """The folders of copies: under the home, and under the folder that is set for a second one.

    ``name`` is what the folder on the second disk is called when there is none yet of this store.
    """
    first = Place(home.backups)
    if not settings.backup_folder:
        return (first,)
    root = named_path(settings.backup_folder)
    mark = hmac.digest(key, b"backup-folder", sha256).hex()[:6]
    present = disks.is_present(root)
    known = _folders_of(root, mark) if present else []
    folder = known[0] if known else root / f"counter-tui-{name or 'station'}-{mark}"
    return first, Place(folder, True, present, present and disks.on_same_disk(root, home.folder))


def _folders_of(root: Path, mark: str) -> list[Path]:
    """The folders of this store's copies on a disk; none on one that cannot be read, so that writing there tells it."""
    try:
        return sorted(root.glob(f"counter-tui-*-{mark}"))
    except OSError:
        return []


def require_folder(home: Home, folder: str) -> bool:
    """Whether a folder that is to be set for copies is on the disk of the home itself; something is written to try it.

    Raises RuleBroken("backup_folder_inside_home"), "backup_folder_missing" or "backup_folder_unwritable".
    """
    path = named_path(folder)
    if is_inside(path, home.folder):
        raise RuleBroken("backup_folder_inside_home")
    if not disks.is_present(path):
        raise RuleBroken("backup_folder_missing", folder=folder)
    disks.require_writable(path)
    return disks.on_same_disk(path, home.folder)


def back_up(
    home: Home, clock: Clock, *, watch: Watch | None = None, passphrase: str = ""
) -> tuple[Made, ...]:
    """Make a copy in every place there is, whether one is due or not.

    Raises RuleBroken("store_missing"), "store_unusable" when there is nothing sound to copy, and as ``find_key``.
    """
    settings, key = read_settings(home.settings), _key_of(home, passphrase)
    found = places(home, settings, key, _name_of(home, key))
    made = tuple(make_in(home, key, place, clock, settings, watch) for place in found if place.present)
    note_trouble(home, made, clock.now())
    return made


def back_up_to(home: Home, folder: Path, clock: Clock, passphrase: str = "") -> Path:
    """Make one copy in a folder of somebody's choice, outside every ring; raises RuleBroken."""
    key = _key_of(home, passphrase)
    target = folder / f"station-{_name_of(home, key)}-{clock.now():{_STAMP}}.db"
    return backup.make_named(home.store, key, target, reserve=False)


def copy_before_upgrade(home: Home, key: bytes, version: str, clock: Clock) -> None:
    """Make a verified copy of a store of an older schema, unless there is one of exactly this state.

    Raises RuleBroken when it cannot be made: the store is not upgraded then.
    """
    for path in sorted(home.backups.glob(f"before-{version}-*.db")):
        with suppress(RuleBroken):
            if backup.verify(path, key) == backup.verify(home.store, key):
                return
    backup.make_named(
        home.store, key, home.backups / f"before-{version}-{clock.now():{_STAMP}}.db", reserve=True
    )


def trouble_of(home: Home) -> Trouble | None:
    """The last hourly copy that failed, None when the last one did not."""
    try:
        values = json.loads((home.backups / _TROUBLE).read_text("utf-8"))
        return Trouble(str(values["code"]), str(values["folder"]), str(values["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def make_in(
    home: Home, key: bytes, place: Place, clock: Clock, settings: Settings, watch: Watch | None
) -> Made:
    """Make the next copy in one place; what broke is in what is given back."""
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(settings.timezone)
        file = backup.make_in_ring(
            home.store, key, place.folder, clock.now(), zone, reserve=not place.second, watch=watch
        )
    except RuleBroken as broken:
        return Made(place, problem=broken)
    with suppress(OSError):
        # The copy is there: what could not be added is added with the next one.
        seals.carry(home, place.folder)
    return Made(place, file)


def copies_of(place: Place) -> Iterable[Copy]:
    """The ring of a place; one that cannot be listed counts as empty, so that the trouble shows when it is written."""
    try:
        return backup.copies_in(place.folder)
    except OSError:
        return ()


def note_trouble(home: Home, made: tuple[Made, ...], now: datetime) -> None:
    """Leave for the doctor what failed, or take it away; a disk that takes no note is no further trouble."""
    failed = next((each for each in made if each.problem is not None), None)
    with suppress(OSError):
        if failed is None or failed.problem is None:
            (home.backups / _TROUBLE).unlink(missing_ok=True)
        else:
            values = {
                "code": failed.problem.code,
                "folder": str(failed.place.folder),
                "at": f"{now:%Y-%m-%d %H:%M} UTC",
            }
            write_private(home.backups / _TROUBLE, json.dumps(values, ensure_ascii=False).encode("utf-8"))


def _key_of(home: Home, passphrase: str) -> bytes:
    if not home.store.exists():
        raise RuleBroken("store_missing")
    require_log(home.store)
    return find_key(home, passphrase).key


def _name_of(home: Home, key: bytes) -> str:
    """The station's code and letter as its store says; raises RuleBroken("store_unusable") or "store_newer"."""
    pool = engine.Pool(lambda: engine.connect(home.store, key, read_only=True))
    try:
        with pool.transaction("BEGIN") as connection:
            version = schema.current(connection)
            if version is not None and version not in schema.KNOWN:
                raise RuleBroken("store_newer", version=version, head=schema.HEAD)
            row = station_rows.read(connection)
    except engine.StoreError as error:
        raise RuleBroken("store_unusable", detail=engine.reason_of(error)) from error
    finally:
        pool.close()
    if row is None:
        raise RuleBroken("station_missing")
    return f"{row.code}-{row.device_letter}"
