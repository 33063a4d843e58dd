"""The new epoch a restore opens in the copy, and the fact it begins with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import station as station_rows
from counter_tui.db.copies.restore import Left
from counter_tui.db.ledger import RandomBytes
from counter_tui.db.reading import matters
from counter_tui.db.sql import Connection
from counter_tui.db.store import Store
from counter_tui.db.subjects import STATION
from counter_tui.db.tables.ledger import EpochRow
from counter_tui.db.tables.station import StationRow
from counter_tui.domain.clock import Clock, from_ms, to_ms
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.upkeep import StationRestored
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.backup.restore_notes import Note

SKIPPED = 500
"""How many numbers of the day are skipped when nobody knows which were given after the copy was made."""

Step = Callable[[str], None]
"""Told the name of each step before it is taken."""


class Bench(Struct, frozen=True):
    """What a restore works with; ``on_step`` is told the name of each step."""

    key: bytes
    clock: Clock
    zone: tzinfo
    random: RandomBytes
    boot_id: bytes
    on_step: Step

    def __repr__(self) -> str:
        """Without the key."""
        return "Bench()"


def open_epoch(
    home: Home, file: Path, draft: Path, actor: Actor, bench: Bench, note: Note, left: Left | None
) -> StationRestored:
    """Bring the draft to this program's schema, open the new epoch in it, and write its first fact."""
    store = Store(
        draft,
        bench.key,
        bench.clock,
        matter_keys=lambda _matter: (),
        random=bench.random,
        boot_id=bench.boot_id,
    )
    try:
        store.prepare()
        now = bench.clock.now()
        with store.writing() as writing:
            station = station_rows.read(writing.connection)
            assert station is not None
            epoch = bytes.fromhex(note.epoch)
            parent = station_rows.open_epoch(writing.connection, epoch, to_ms(now), "restored")
            ordinals = dict(left.ordinals) if left else _skipped(writing.connection, station, now, bench.zone)
            fact = _fact(
                file, parent, note if home.store.exists() else replace(note, aside=""), left, ordinals
            )
            writing.append(Subject(STATION, station.code.encode("ascii")), [fact], actor.staff_no)
        return fact
    finally:
        store.close()


def _fact(
    file: Path, parent: EpochRow, note: Note, left: Left | None, ordinals: dict[str, int]
) -> StationRestored:
    known = left or Left()
    return StationRestored(
        copy_name=file.name,
        parent_epoch=parent.epoch.hex(),
        parent_seq=parent.head_seq,
        parent_hash=parent.head_hash.hex(),
        aside=note.aside,
        store_read=left is not None,
        facts_left=known.facts,
        since=from_ms(known.since_ms) if known.since_ms is not None else None,
        matters_left=known.matters,
        ordinals=ordinals,
    )


def _skipped(connection: Connection, station: StationRow, now: datetime, zone: tzinfo) -> dict[str, int]:
    """The numbers of today that are not given, where nobody knows which were given after the copy was made."""
    day = now.astimezone(zone).strftime("%y%m%d")
    return {day: matters.next_ordinal(connection, station.device_letter, day) - 1 + SKIPPED}
