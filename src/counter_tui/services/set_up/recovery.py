"""The recovery sheet at work: putting a lost key back, and a new PIN for a lead whom nobody else can help."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from counter_tui.db import engine, people, schema, station_keys
from counter_tui.db.copies import backup, restore
from counter_tui.db.keys.key_store import KeyPlace, find_key, put_key_back
from counter_tui.db.ledger import RandomBytes
from counter_tui.domain.backup.ring import newest
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.upkeep import PinRecovered
from counter_tui.domain.staff.pins import pin_mark, require_strong
from counter_tui.domain.text import fold_code
from counter_tui.paths import Home
from counter_tui.services.staff.pin_hashing import hash_pin
from counter_tui.services.station import Station

_LEADING = ("lead", "head")


def recover_key(
    home: Home,
    key: bytes,
    *,
    copy: Path | None = None,
    random: RandomBytes | None = None,
    environ: Mapping[str, str] = os.environ,
) -> tuple[KeyPlace, bool]:
    """Put the key of the sheet back where the home's key was; where it is, and whether it had been lost.

    The key is tried first on the store, or where there is none on ``copy`` or the newest copy under the home. Raises
    RuleBroken("store_missing") when there is nothing to try it on, "sheet_of_another" when it does not open
    that, OSError.
    """
    tried = home.store if home.store.exists() else copy or _newest_copy(home)
    if tried is None or not tried.is_file():
        raise RuleBroken("store_missing")
    if not _opens(tried, key):
        raise RuleBroken("sheet_of_another")
    # What cannot be read is lost, whatever the reason.
    with suppress(RuleBroken):
        found = find_key(home)
        if found.key == key:
            return found.place, False
    return put_key_back(home, key, random or RandomBytes(), environ), True


def recover_pin(station: Station, staff_no: str, pin: str, key: bytes) -> None:
    """Give a lead or head a new PIN because whoever asks holds the recovery sheet; a fact says so.

    Raises RuleBroken("sheet_of_another"), "staff_unknown", "not_leading" for anybody else, or a PIN rule's code.
    """
    number = fold_code(staff_no)
    if not station.store.has_key(key):
        raise RuleBroken("sheet_of_another")
    require_strong(fold_code(pin), number)
    encoded = hash_pin(fold_code(pin), station.store.pen.random(16))
    with station.store.writing() as writing:
        row = people.person(writing.connection, number)
        if row is None or not row.active:
            raise RuleBroken("staff_unknown", staff_no=number)
        if row.role not in _LEADING:
            raise RuleBroken("not_leading")
        people.give_pin(writing.connection, number, encoded)
        sealed = station_keys.sealed_pin(writing.connection, number, encoded)
        fact = PinRecovered(staff_no=number, pin_mark=pin_mark(encoded), pin_sealed=sealed)
        writing.append(station.subject, [fact], number)


def _newest_copy(home: Home) -> Path | None:
    last = newest(backup.copies_in(home.backups))
    return home.backups / last.name if last else None


def _opens(path: Path, key: bytes) -> bool:
    try:
        with restore.looking_at(path, key) as connection:
            return schema.current(connection) is not None
    except engine.StoreError:
        return False
