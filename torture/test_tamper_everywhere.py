"""Every row of every table edited in every column, deleted, inserted, swapped; bits flipped in store and log."""

from __future__ import annotations

from pathlib import Path
from random import Random

from telling import Tell, of_environ

from support.looking import looked_over, reaching_in
from support.stations import BILL, LI, open_small_station
from support.tampering import busy_station, changes, found, tables

FLIPS = of_environ("FLIPS", 1_000)
SEED = of_environ("SEED", 20_251_121)


def test_every_change_of_every_row_is_found(tmp_path: Path, tell: Tell) -> None:
    home = busy_station(tmp_path)
    with reaching_in(home) as connection:
        every = [
            (table.name, change)
            for table in tables(connection)
            for change in changes(connection, table, extremes=True)
        ]
    missed = [(table, change.words) for table, change in every if not found(home, change)]
    tell(changes=len(every), missed=len(missed))
    assert missed == []


def test_any_flipped_bit_of_a_closed_store_is_found(tmp_path: Path, tell: Tell) -> None:
    home = busy_station(tmp_path)
    random, content = Random(SEED), home.store.read_bytes()
    missed = []
    for _flip in range(FLIPS):
        place, bit = random.randrange(len(content)), random.randrange(8)
        damaged = bytearray(content)
        damaged[place] ^= 1 << bit
        home.store.write_bytes(damaged)
        if not looked_over(home).findings:
            missed.append((place, bit))
    tell(flips=FLIPS, missed=len(missed), seed=SEED)
    assert missed == []


def test_a_flipped_bit_of_the_log_costs_nothing_unseen_but_the_newest_acts(
    tmp_path: Path, tell: Tell
) -> None:
    """A log broken in its last act, or the one before, looks like one that a power cut left: docs/security.md."""
    small = open_small_station(tmp_path, empty=True)
    for number in range(12):
        small.accept(LI, BILL, name=f"何静{number}", phone="13812340009", fields={"content": "电费多了"})
    store, log = small.home.store.read_bytes(), (small.home.folder / "station.db-wal").read_bytes()
    whole = looked_over(small.home).counts["matters"]
    small.services.close()
    random, unseen = Random(SEED), []
    for _flip in range(FLIPS):
        damaged = bytearray(log)
        damaged[random.randrange(len(log))] ^= 1 << random.randrange(8)
        small.home.store.write_bytes(store)
        (small.home.folder / "station.db-wal").write_bytes(damaged)
        (small.home.folder / "station.db-shm").unlink(missing_ok=True)
        report = looked_over(small.home)
        if not report.findings:
            unseen.append(whole - report.counts["matters"])
    tell(flips=FLIPS, unseen=len(unseen), most_lost=max(unseen, default=0), seed=SEED)
    assert max(unseen, default=0) <= 2
    assert len(unseen) < FLIPS / 2
