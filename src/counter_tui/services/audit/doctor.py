"""The doctor: looks a store and its backups over, names what is wrong and where, and repairs or moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from counter_tui.db import engine, schema
from counter_tui.db.checks import chain as chain_checks
from counter_tui.db.checks import closes as close_checks
from counter_tui.db.checks import notes as note_checks
from counter_tui.db.checks import prices as price_checks
from counter_tui.db.checks import station as station_checks
from counter_tui.db.checks import store as checks
from counter_tui.db.copies import backup
from counter_tui.db.customers import checks as customer_checks
from counter_tui.db.finding import Finding
from counter_tui.db.keys.key_store import find_key, is_sealed
from counter_tui.db.notes import sealing_of
from counter_tui.db.store import Reading, identity_key_of
from counter_tui.domain.backup.ring import newest
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.state import Matter
from counter_tui.paths import Home
from counter_tui.services.backup.backups import Place, places, trouble_of
from counter_tui.services.reference.initials import initials_of
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.set_up.opening import station_exists
from counter_tui.settings import Settings, SettingsBroken, read_settings

MatterKeys = Callable[[Matter], Iterable[str]]

BACKUPS = "*.db"


class Copies(Struct, frozen=True):
    """The copies in one folder: how many, when the newest was made (None without any), whether the folder is there."""

    folder: str
    count: int
    newest: datetime | None
    present: bool = True
    same_disk: bool = False


class Report(Struct, frozen=True):
    """What the doctor found, how much was looked at (engine, files, facts, matters, visits), and where copies are."""

    findings: tuple[Finding, ...]
    counts: dict[str, int]
    engine: str
    copies: tuple[Copies, ...] = ()
    locked: bool = False
    """Whether nobody gave the passphrase, so that the files were looked at from outside only."""

    @property
    def clean(self) -> bool:
        """Whether everything was looked at and nothing is wrong."""
        return not self.findings and not self.locked


def examine(home: Home, matter_keys: MatterKeys, passphrase: str = "") -> Report:
    """Look over the home's store, the hub's log, and every backup under it and in the folder set for a second ring.

    Without the passphrase of a store that has one only what can be seen from outside is looked at. Raises
    RuleBroken("station_missing") without a station, "key_missing" when its key is gone, "passphrase_wrong".
    """
    if not station_exists(home):
        raise RuleBroken("station_missing")
    findings: list[Finding] = []
    counts = {"files": 0, "facts": 0, "matters": 0, "visits": 0}
    try:
        engine.require_engine()
    except RuleBroken as error:
        return Report((Finding("engine_too_old", "engine", dict(error.facts)),), counts, engine.version())
    if is_sealed(home) and not passphrase:
        return _from_outside(home, counts)
    key = find_key(home, passphrase).key
    found = places(home, _settings(home), key)
    for path in (home.store, *(path for place in found for path in _backups(place))):
        inside = path.is_relative_to(home.folder)
        where = path.relative_to(home.folder).as_posix() if inside else str(path)
        counts["files"] += 1
        for finding in _examine_file(path, key, matter_keys, counts):
            findings.append(Finding(finding.code, f"{where}: {finding.where}", finding.facts))
    if home.hub.exists():
        counts["files"] += 1
        findings.extend(_examine_hub(home, key))
    if (trouble := trouble_of(home)) is not None:
        facts = {"code": trouble.code, "at": trouble.at}
        findings.append(Finding("copy_failed", trouble.folder, facts))
    return Report(tuple(findings), counts, engine.version(), tuple(map(_copies, found)))


def _examine_hub(home: Home, key: bytes) -> Iterator[Finding]:
    """The log of the station's hub, on the PC that is it; only there what it takes is loaded."""
    from counter_tui.services.hub.looking import examine_hub

    for finding in examine_hub(home.hub, key):
        yield Finding(finding.code, f"{home.hub.name}: {finding.where}", finding.facts)


def _from_outside(home: Home, counts: dict[str, int]) -> Report:
    """What can be said without the key: whether each file is one of whole, encrypted pages."""
    place = Place(home.backups)
    findings = []
    for path in (home.store, *_backups(place)):
        counts["files"] += 1
        if fault := engine.outer_fault(path):
            findings.append(
                Finding(
                    "store_unreadable",
                    f"{path.relative_to(home.folder).as_posix()}: store",
                    {"detail": fault},
                )
            )
    return Report(tuple(findings), counts, engine.version(), (_copies(place),), locked=True)


def _settings(home: Home) -> Settings:
    """The settings; where they cannot be read, those of a new station, since looking must go on."""
    with suppress(SettingsBroken):
        return read_settings(home.settings)
    return Settings()


def _backups(place: Place) -> list[Path]:
    return sorted(place.folder.rglob(BACKUPS)) if place.present and place.folder.is_dir() else []


def _copies(place: Place) -> Copies:
    ring = backup.copies_in(place.folder) if place.present else []
    last = newest(ring)
    return Copies(str(place.folder), len(ring), last.at if last else None, place.present, place.same_disk)


def _examine_file(path: Path, key: bytes, keys: MatterKeys, counts: dict[str, int]) -> Iterator[Finding]:
    """One file; what stops the looking is itself a finding."""
    pool = engine.Pool(lambda: engine.connect(path, key, read_only=True, roomy=True))
    try:
        with pool.transaction("BEGIN") as connection:
            yield from _examine_store(connection, key, keys, counts)
    except engine.StoreError as error:
        yield checks.unreadable(error)
    finally:
        pool.close()


def _examine_store(
    connection: Reading, key: bytes, keys: MatterKeys, counts: dict[str, int]
) -> Iterator[Finding]:
    version = schema.current(connection)
    if version is not None and version not in schema.KNOWN:
        yield Finding("store_newer", "store", {"version": version, "head": schema.HEAD})
        return
    yield from checks.check_pages(connection)
    yield from chain_checks.check_chain(connection)
    yield from station_checks.check_schema(connection, version)
    if version == schema.HEAD:
        yield from checks.check_projections(connection, keys, identity_key_of(key))
        yield from close_checks.check_closes(connection)
        yield from station_checks.check_station(connection)
        yield from station_checks.check_staff(connection, initials_of)
        yield from note_checks.check_notes(connection, sealing_of(key))
        yield from price_checks.check_prices(connection)
        yield from customer_checks.check_customers(connection, load_readings)
        yield from customer_checks.check_told(connection)
    for name, count in checks.counts(connection).items():
        counts[name] += count
