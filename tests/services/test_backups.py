"""Copies of the store: verified before an old one goes, in every place there is, and never half."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import open_services
from counter_tui.db import engine, schema
from counter_tui.db.copies import backup
from counter_tui.db.files import disks
from counter_tui.db.keys.key_store import find_key
from counter_tui.domain.backup.ring import parse_name
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.backup.backups import Made, back_up, back_up_to, trouble_of
from counter_tui.settings import read_settings, write_settings
from support.clocks import SHANGHAI
from support.looking import codes, looked_over, reaching_in
from support.stations import BILL, LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path)


def second_disk(small: SmallStation, folder: Path) -> Path:
    """Set this folder for a second ring; it is made."""
    folder.mkdir()
    write_settings(
        small.home.settings, replace(read_settings(small.home.settings), backup_folder=str(folder))
    )
    return folder


def names(folder: Path) -> list[str]:
    """What lies in a folder, but for the file that is held while a copy is made."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".copying")


def accept(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def copied(small: SmallStation) -> Path:
    """The one copy that was made, under the home."""
    (made,) = back_up(small.home, small.clock)
    assert made.file is not None
    return made.file


def test_a_copy_holds_what_is_not_yet_in_the_stores_own_file_and_needs_the_key(small: SmallStation) -> None:
    accept(small)
    assert small.home.store.with_name("station.db-wal").stat().st_size > 0
    file = copied(small)
    assert names(file.parent) == [file.name]
    assert backup.verify(file, find_key(small.home).key).seq == 29
    assert b"SQLite format" not in file.read_bytes()[:64]
    with pytest.raises(RuleBroken, match="backup_damaged"):
        backup.verify(file, bytes(32))
    if file.parent.owner():
        assert file.stat().st_mode & 0o077 == 0
    assert looked_over(small.home).clean


def test_copies_are_thinned_as_hours_and_days_pass(small: SmallStation) -> None:
    for _hour in range(30):
        copied(small)
        small.clock.advance(timedelta(hours=1))
    assert [copy.ordinal for copy in backup.copies_in(small.home.backups)] == [*range(7, 31)]


def test_a_second_disk_gets_a_ring_of_its_own_while_it_is_there(small: SmallStation, tmp_path: Path) -> None:
    disk = second_disk(small, tmp_path / "disk")
    _first, second = back_up(small.home, small.clock)
    assert second.file is not None
    assert second.file.parent.parent == disk
    assert second.file.parent.name.startswith("counter-tui-0417A-C-")
    assert second.place.same_disk
    shutil.rmtree(disk)
    assert [made.place.second for made in back_up(small.home, small.clock)] == [False]
    report = looked_over(small.home)
    assert [(each.present, each.count) for each in report.copies] == [(True, 1), (False, 0)]
    assert report.clean


def test_the_doctor_finds_flipped_bytes_in_any_copy_and_names_it(small: SmallStation, tmp_path: Path) -> None:
    second_disk(small, tmp_path / "disk")
    first, second = (made.file for made in back_up(small.home, small.clock))
    assert first is not None
    assert second is not None
    before = backup_before(small)
    for file in (first, second, before):
        content = bytearray(file.read_bytes())
        for place in (20, len(content) // 2, len(content) - 9):
            spoilt = bytearray(content)
            spoilt[place] ^= 1
            file.write_bytes(spoilt)
            (where,) = {found.where.split(": ")[0] for found in looked_over(small.home).findings}
            assert where.endswith(file.name)
        file.write_bytes(content)
    assert looked_over(small.home).clean


def backup_before(small: SmallStation) -> Path:
    """A copy outside the ring."""
    return back_up_to(small.home, small.home.backups, small.clock)


def test_a_row_changed_in_a_copy_with_the_key_is_found(small: SmallStation) -> None:
    file = copied(small)
    with reaching_in(replace_store(small, file), unguarded=True) as connection:
        connection.execute("UPDATE fact SET actor = '999' WHERE seq = 3")
        connection.execute("PRAGMA journal_mode=DELETE")
    assert "link_broken" in codes(looked_over(small.home))


def replace_store(small: SmallStation, file: Path) -> Any:
    """A home whose store is this copy."""

    class _Home(NamedTuple):
        store: Path
        key_file: Path

    return _Home(file, small.home.key_file)


class Fault(NamedTuple):
    """What goes wrong while a copy is made, and what is said."""

    name: str
    code: str
    error: BaseException


FAULTS = [
    Fault("sync_file", "backup_no_room", OSError(errno.ENOSPC, "full")),
    Fault("sync_file", "backup_unwritable", OSError(errno.EIO, "gone")),
    Fault("_copied", "backup_no_room", engine.StoreError[0]("database or disk is full")),
    Fault("_copied", "backup_unwritable", engine.StoreError[0]("disk I/O error")),
    Fault("_copied", "backup_stopped", engine.StoreError[0]("interrupted")),
    Fault("_copied", "backup_unsound", engine.StoreError[0]("database disk image is malformed")),
    Fault("verify", "backup_unsound", RuleBroken("backup_damaged", file="x", detail="page 1")),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name}-{fault.code}")
def test_what_goes_wrong_leaves_the_old_copies_and_no_half_one(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    copied(small)
    before = names(small.home.backups)

    def fail(*_arguments: object) -> None:
        raise fault.error

    monkeypatch.setattr(backup, fault.name, fail)
    (made,) = back_up(small.home, small.clock)
    assert made.problem is not None
    assert made.problem.code == fault.code
    assert names(small.home.backups) == sorted([*before, ".trouble.json"])
    assert codes(looked_over(small.home)) == {"copy_failed"}
    monkeypatch.undo()
    copied(small)
    assert trouble_of(small.home) is None
    assert looked_over(small.home).clean


def sound_copies(small: SmallStation) -> list[Made]:
    """The copies that could be made; none where the store cannot even say which station it is."""
    try:
        return [made for made in back_up(small.home, small.clock) if made.problem is None]
    except RuleBroken:
        return []


def test_a_damaged_store_makes_no_copy_and_drops_none(small: SmallStation) -> None:
    """Damaged in what is read to know the station, and in what only the copying reads."""
    copied(small)
    small.services.close()
    content = bytearray(small.home.store.read_bytes())
    for eighth in range(1, 8):
        content[len(content) * eighth // 8] ^= 1
    small.home.store.write_bytes(content)
    before = names(small.home.backups)
    for _try in range(3):
        assert not sound_copies(small)
    assert [name for name in names(small.home.backups) if parse_name(name)] == before


def test_a_disk_without_room_for_the_counter_gets_no_copy(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = small.home.store.stat().st_size * 2 + (64 << 20)
    usage = shutil.disk_usage(small.home.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=free - 1))
    (made,) = back_up(small.home, small.clock)
    assert made.problem is not None
    assert made.problem.code == "backup_no_room"
    assert not [name for name in names(small.home.backups) if name.startswith("copy-")]


def test_what_a_killed_process_left_is_taken_away_and_counts_for_nothing(small: SmallStation) -> None:
    small.home.backups.mkdir()
    (small.home.backups / "copy-000001-0001-20251120T024200Z.db.part").write_bytes(b"half")
    assert looked_over(small.home).counts["files"] == 1
    file = copied(small)
    assert names(small.home.backups) == [file.name]


def test_two_at_once_take_turns(small: SmallStation) -> None:
    small.home.backups.mkdir()
    again = disks.alone_in(small.home.backups, patience=-1)
    with disks.alone_in(small.home.backups), pytest.raises(RuleBroken, match="backup_running"):
        again.__enter__()


def test_a_folder_of_somebodys_choice_gets_one_copy_and_keeps_its_rights(
    small: SmallStation, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir(mode=0o755)
    file = back_up_to(small.home, folder, small.clock)
    assert file.name == "station-0417A-C-20251120T024200Z.db"
    assert folder.stat().st_mode & 0o777 == 0o755
    assert names(folder) == [file.name]


def test_two_copies_of_one_second_are_two_files_and_the_first_stays_as_it_was(
    small: SmallStation, tmp_path: Path
) -> None:
    folder, key = tmp_path / "stick", find_key(small.home).key
    first = back_up_to(small.home, folder, small.clock)
    before = first.read_bytes()
    accept(small)
    second, third = (back_up_to(small.home, folder, small.clock) for _again in range(2))
    assert names(folder) == sorted(path.name for path in (first, second, third))
    assert [path.name[:-3].rpartition("Z")[2] for path in (first, second, third)] == ["", "-2", "-3"]
    assert first.read_bytes() == before
    assert backup.verify(second, key).seq > backup.verify(first, key).seq


def test_a_copy_is_of_one_moment_while_others_write(small: SmallStation) -> None:
    """What is written while the copy is made is in it whole or not at all."""
    seen: list[str] = []

    def write_on(connection: Any) -> None:
        if connection is not None:
            seen.append(accept(small))

    (made,) = back_up(small.home, small.clock, watch=write_on)
    assert made.file is not None
    assert len(seen) == 2
    assert backup.verify(made.file, find_key(small.home).key).seq == 29
    accept(small)
    assert looked_over(small.home).clean


def hourly(small: SmallStation) -> list[str]:
    """What the running app copies now."""
    return [str(made.problem or made.file) for made in small.services.backups.make_due()]


def test_the_app_copies_when_an_hour_has_passed_and_something_was_written(small: SmallStation) -> None:
    assert len(hourly(small)) == 1
    assert hourly(small) == []
    small.clock.advance(timedelta(minutes=59))
    accept(small)
    assert hourly(small) == []
    small.clock.advance(timedelta(minutes=1))
    assert len(hourly(small)) == 1
    small.clock.advance(timedelta(hours=5))
    assert hourly(small) == []
    accept(small)
    assert len(hourly(small)) == 1
    small.clock.advance(timedelta(days=-4000))
    accept(small)
    assert len(hourly(small)) == 1


def test_a_stick_that_is_put_in_gets_its_copy_at_once(small: SmallStation, tmp_path: Path) -> None:
    disk = second_disk(small, tmp_path / "disk")
    disk.rmdir()
    assert len(hourly(small)) == 1
    disk.mkdir()
    accept(small)
    (made,) = hourly(small)
    assert str(disk) in made


def test_a_failing_disk_is_tried_again_after_ten_minutes_and_troubles_until_it_works(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second_disk(small, tmp_path / "disk")
    real = disks.sync_file

    def fail_there(path: Path) -> None:
        if path.is_relative_to(tmp_path / "disk"):
            raise OSError(errno.EIO, "gone")
        real(path)

    monkeypatch.setattr(backup, "sync_file", fail_there)
    assert [made.problem is None for made in small.services.backups.make_due()] == [True, False]
    assert small.services.backups.trouble is not None
    assert codes(looked_over(small.home)) == {"copy_failed"}
    small.clock.advance(timedelta(minutes=9))
    assert hourly(small) == []
    assert small.services.backups.trouble is not None
    monkeypatch.undo()
    small.clock.advance(timedelta(minutes=1))
    assert len(hourly(small)) == 1
    assert small.services.backups.trouble is None
    assert looked_over(small.home).clean


@pytest.mark.parametrize("nth", [1, 2])
def test_a_program_that_ends_breaks_its_copy_off_and_notes_no_trouble(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """While it is copied, and while the copy is looked through."""
    service, shown = small.services.backups, list[object]()
    watched: Callable[[Any], None] = service._watch

    def stop_at_nth(_self: object, connection: Any) -> None:
        watched(connection)
        shown.extend([connection] if connection is not None else [])
        if connection is not None and len(shown) == nth:
            connection.set_progress_handler(lambda: 1, 1)
            service.stop()

    monkeypatch.setattr(service.__class__, "_watch", stop_at_nth)
    (made,) = service.make_due()
    assert made.problem is not None
    assert made.problem.code == "backup_stopped"
    assert trouble_of(small.home) is None
    assert names(small.home.backups) == []
    assert service.make_due() == ()


def test_a_program_that_ended_before_the_copy_was_looked_through_begins_nothing_more(
    small: SmallStation,
) -> None:
    service = small.services.backups
    service.stop()
    with pytest.raises(RuleBroken, match="backup_stopped"):
        service._watch(object())


def older(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the store one of an earlier program, whose schema this program only has to write its own name over."""
    small.services.close()
    with reaching_in(small.home) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")

    def migrate(connection: Any) -> None:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{schema.HEAD}'")

    monkeypatch.setattr(schema, "KNOWN", ("0000", *schema.KNOWN))
    monkeypatch.setattr(schema, "_migrate", migrate)


def test_a_store_of_an_older_program_is_copied_before_it_is_upgraded(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(small, monkeypatch)
    open_services(small.home, small.clock).close()
    open_services(small.home, small.clock).close()
    (name,) = names(small.home.backups)
    assert name == "before-0000-20251120T024200Z.db"
    assert backup.verify(small.home.backups / name, find_key(small.home).key).schema == "0000"
    assert backup.verify(small.home.store, find_key(small.home).key).schema == schema.HEAD
    for _hour in range(40):
        back_up(small.home, small.clock)
        small.clock.advance(timedelta(hours=1))
    assert name in names(small.home.backups)


def test_without_that_copy_nothing_is_upgraded(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    older(small, monkeypatch)
    usage = shutil.disk_usage(small.home.folder)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
        with pytest.raises(RuleBroken, match="backup_no_room"):
            open_services(small.home, small.clock)
    assert backup.verify(small.home.store, find_key(small.home).key).schema == "0000"


def test_an_upgrade_that_fails_again_and_again_makes_one_copy(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(small, monkeypatch)

    def fail(_connection: Any) -> None:
        raise InterruptedError

    monkeypatch.setattr(schema, "_migrate", fail)
    for _try in range(3):
        small.clock.advance(timedelta(minutes=1))
        with pytest.raises(InterruptedError):
            open_services(small.home, small.clock)
    assert len(names(small.home.backups)) == 1


def test_the_ring_is_counted_in_the_stations_own_days(small: SmallStation) -> None:
    file = copied(small)
    copy = parse_name(file.name)
    assert copy is not None
    assert copy.at.astimezone(SHANGHAI).hour == 10
