"""Going back to a copy: the store in place is set aside, the copy verified, and a new epoch opened in it.

Everything is prepared beside the store; one rename puts the new one in its place. Killed at any step, the old store or
the new one is in place, and running it again goes on. While a restore runs nobody else opens the store.
"""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from msgspec import Struct

from counter_tui.db import engine, ledger, schema
from counter_tui.db import station as station_rows
from counter_tui.db.copies import restore
from counter_tui.db.copies.restore import Left
from counter_tui.db.files.disks import sync_file
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.ledger import RandomBytes
from counter_tui.domain.clock import Clock, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.upkeep import StationRestored
from counter_tui.domain.staff.roles import require
from counter_tui.domain.text import fold_code
from counter_tui.paths import Home, make_private_folder
from counter_tui.services.backup.restore_asker import Wanted, asker_in
from counter_tui.services.backup.restore_epoch import Bench, Step, open_epoch
from counter_tui.services.backup.restore_notes import (
    DRAFT,
    Note,
    by_itself,
    forget,
    free_name,
    over,
    read_note,
    write_note,
)
from counter_tui.services.staff import wrong_pins

_STAMP = "%Y%m%dT%H%M%SZ"


class Restored(Struct, frozen=True):
    """What a restore did: the fact it wrote, and what the set-aside store has that the copy has not.

    ``left`` is None when there was no store in place, or none that could be read. ``again`` says that an earlier run
    had done it.
    """

    fact: StationRestored
    aside: Path | None
    left: Left | None
    again: bool = False


def restore_store(
    home: Home,
    file: Path,
    wanted: Wanted,
    clock: Clock,
    zone: tzinfo,
    *,
    random: RandomBytes | None = None,
    boot_id: bytes = b"",
    on_step: Step = lambda _step: None,
    passphrase: str = "",
) -> Restored:
    """Put a copy in the place of the store; a lead or head only.

    Raises RuleBroken: "backup_missing", "backup_is_store", "backup_damaged" or "backup_of_another" for the file,
    "store_in_use" while another program has the store open, "restore_running", "not_allowed", or as ``find_key`` and
    signing in do.
    """
    if wanted.actor is not None:
        require(wanted.actor, "restore_store")
    _require_file(home, file)
    key, random = find_key(home, passphrase).key, random or RandomBytes()
    make_private_folder(home.folder)
    with by_itself(home):
        done = _done_before(home, key)
        if done is not None:
            return done
        forget(home)
        note = Note(random(16).hex(), free_name(home, f"{clock.now():{_STAMP}}"))
        write_note(home, note)
        try:
            return _restore(home, file, wanted, Bench(key, clock, zone, random, boot_id, on_step), note)
        except BaseException:
            forget(home)
            raise


def _restore(home: Home, file: Path, wanted: Wanted, bench: Bench, note: Note) -> Restored:
    draft = home.folder / DRAFT
    if wanted.actor is None:
        wrong_pins.require_wait_over(home, fold_code(wanted.staff_no), bench.clock.now())
    bench.on_step("look")
    _require_unused(home, bench.key)
    bench.on_step("copy")
    restore.copy_in(file, draft)
    bench.on_step("verify")
    fault = restore.first_fault(draft, bench.key)
    if fault is not None:
        raise RuleBroken("backup_damaged", file=file.name, detail=f"{fault.code} {fault.where}")
    actor = wanted.actor or asker_in(draft, home, wanted, bench.key, bench.clock.now())
    require(actor, "restore_store")
    bench.on_step("compare")
    left = _left(home, draft, bench.key)
    bench.on_step("epoch")
    fact = open_epoch(home, file, draft, actor, bench, note, left)
    restore.make_single(draft, bench.key)
    sync_file(draft)
    bench.on_step("aside")
    _require_unused(home, bench.key)
    aside = _set_aside(home, note)
    bench.on_step("place")
    restore.put_in_place(draft, home.store)
    bench.on_step("over")
    over(home)
    return Restored(fact, aside, left)


def _done_before(home: Home, key: bytes) -> Restored | None:
    """What an earlier run did that was stopped after it had put the new store in place."""
    note = read_note(home)
    if not note.epoch or not home.store.exists() or (home.folder / DRAFT).exists():
        return None
    try:
        with restore.looking_at(home.store, key) as connection:
            station = station_rows.read(connection)
            if station is None or station.epoch.hex() != note.epoch:
                return None
            found = ledger.latest(connection, StationRestored.type, limit=_RESTORES)
            facts = [each for each in found if each.epoch == station.epoch]
    except engine.StoreError:
        return None
    fact = facts[0].fact
    assert isinstance(fact, StationRestored)
    over(home)
    aside = home.set_aside / note.aside
    left = Left(
        fact.facts_left,
        to_ms(fact.since) if fact.since else None,
        fact.matters_left,
        tuple(sorted(fact.ordinals.items())),
    )
    return Restored(fact, aside if aside.exists() else None, left if fact.store_read else None, again=True)


_RESTORES = 100
"""How many restores of the station's PCs are looked back at for the one that was just made here."""


def _left(home: Home, draft: Path, key: bytes) -> Left | None:
    """What the store in place has more than the draft; None when there is none that can be read to its end."""
    if not home.store.exists():
        return None
    try:
        with restore.looking_at(home.store, key) as old, restore.looking_at(draft, key) as copy:
            mine, other = station_rows.read(old), station_rows.read(copy)
            if mine is not None and other is not None and mine.device_id != other.device_id:
                raise RuleBroken("backup_of_another")
            return restore.left_in(old, copy)
    except (*engine.StoreError, KeyError, ValueError):
        return None


def _require_unused(home: Home, key: bytes) -> None:
    """Raise RuleBroken("store_in_use") while somebody has the store open; a sound one is a single file after that."""
    if not home.store.exists():
        return
    try:
        # Looked at first: opened for writing, a damaged store would lose its log.
        with restore.looking_at(home.store, key) as connection:
            schema.current(connection)
        restore.make_single(home.store, key)
    except engine.StoreError:
        restore.require_unused(home.store)


def _set_aside(home: Home, note: Note) -> Path | None:
    """Keep the store in place under a second name, with what belongs to it."""
    if not home.store.exists():
        return None
    make_private_folder(home.set_aside)
    aside = make_private_folder(home.set_aside / note.aside)
    restore.keep_aside(home.store, aside)
    return aside


def _require_file(home: Home, file: Path) -> None:
    try:
        found = file.is_file() and file.stat().st_size > 0
    except OSError:
        found = False
    if not found:
        raise RuleBroken("backup_missing", file=str(file))
    if home.store.exists() and file.samefile(home.store):
        raise RuleBroken("backup_is_store")
