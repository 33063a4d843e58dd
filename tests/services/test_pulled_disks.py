"""A stick pulled out, full or read-only while a copy is written to it: said, survived, and never half a copy."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.db.copies import backup
from counter_tui.db.keys.key_store import find_key
from counter_tui.domain.backup import ring
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.backup.backups import Made, back_up_to
from counter_tui.services.wording.rules import say_rule
from counter_tui.settings import read_settings, write_settings
from support.looking import codes, looked_over
from support.stations import BILL, LI, SmallStation, open_small_station

STEPS = (
    "mkdir",
    "disk_usage",
    "open",
    "half_way",
    "sync_file",
    "verify",
    "replace",
    "sync_folder",
    "to_drop",
)
"""What a copy does on the disk, in this order; the disk goes before each of them, or half-way through the copying."""

HALF_WAY = 30
"""So many hundreds of steps of the engine into the copying."""


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path)


@pytest.fixture
def stick(small: SmallStation, tmp_path: Path) -> Path:
    """A second disk, set for the hourly copies, with one copy on it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    write_settings(
        small.home.settings, replace(read_settings(small.home.settings), backup_folder=str(folder))
    )
    assert [made.problem for made in small.services.backups.make_due()] == [None, None]
    return folder


class Failing:
    """Does something to the disk at one step of a copy there."""

    def __init__(self, disk: Path, step: str, harm: Callable[[], object]) -> None:
        self.disk, self.step, self.harm, self.done = disk, step, harm, False
        self.ticks = 0

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand before every step."""
        places: dict[str, Any] = {"mkdir": Path, "replace": Path, "disk_usage": shutil, "open": os}
        if self.step == "half_way":
            monkeypatch.setattr(backup, "_copied", self.half_way(backup._copied))
            return
        place = ring if self.step == "to_drop" else places.get(self.step, backup)
        monkeypatch.setattr(place, self.step, self.before(getattr(place, self.step)))

    def before(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """The same act, with the harm done before it when it is on that disk."""

        def harmed(*given: Any, **more: Any) -> Any:
            there = self.step == "to_drop" or str(given[0]).startswith(str(self.disk))
            if there and not str(given[0]).endswith(".copying") and self.may():
                self.done = True
                self.harm()
            return act(*given, **more)

        return harmed

    def may(self) -> bool:
        """Once, and for ``to_drop``, which knows no folder, not at the copy under the home."""
        return not self.done and (self.step != "to_drop" or len(self.copies()) > 1)

    def copies(self) -> list[Path]:
        """What is taken for a copy on the disk."""
        return sorted(self.disk.rglob("*.db"))

    def half_way(self, copied: Callable[..., int]) -> Callable[..., int]:
        """The copying, during which the harm is done."""

        def harmed(store: Path, key: bytes, part: Path, watch: Any) -> int:
            def begin(connection: Any) -> None:
                if connection is not None:
                    connection.set_progress_handler(tick, 100)
                if watch is not None:
                    watch(connection)

            def tick() -> int:
                self.ticks += 1
                if self.ticks == HALF_WAY:
                    self.done = True
                    self.harm()
                return 0

            return copied(store, key, part, begin if part.is_relative_to(self.disk) else watch)

        return harmed


def accept(small: SmallStation) -> None:
    small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def an_hour_later(small: SmallStation) -> tuple[Made, ...]:
    """What the open counter copies after an hour in which something was written."""
    small.clock.advance(timedelta(hours=1))
    accept(small)
    return small.services.backups.make_due()


def all_sound(small: SmallStation, disk: Path) -> int:
    """How many files on the disk look like copies; each is one."""
    key, found = find_key(small.home).key, sorted(disk.rglob("*.db"))
    for file in found:
        backup.verify(file, key)
    return len(found)


@pytest.mark.parametrize("step", STEPS)
def test_a_stick_pulled_out_at_any_step_of_the_hourly_copy_costs_that_copy_only(
    small: SmallStation, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The copy under the home is made, the stick's place stays empty, and put in again it gets the next one."""
    away = tmp_path / "in-a-pocket"
    failing = Failing(stick, step, lambda: stick.rename(away))
    with monkeypatch.context() as patched:
        failing.patch(patched)
        first, second = an_hour_later(small)
    assert failing.done
    assert (first.problem, first.place.second) == (None, False)
    assert second.problem is None or second.problem.code == "backup_unwritable"
    assert second.problem is not None or step == "to_drop"
    assert not stick.exists()
    accept(small)
    away.rename(stick)
    assert all_sound(small, stick) in (1, 2)
    assert [made.problem for made in an_hour_later(small)] == [None, None]
    assert all_sound(small, stick) in (2, 3)
    assert not list(stick.rglob("*.part*"))
    assert looked_over(small.home).clean


def fail_with(number: int, there: Path, act: Callable[..., Any]) -> Callable[..., Any]:
    """The act, failing with this error of the system for a file in that folder."""

    def failing(path: Any, *given: Any, **more: Any) -> Any:
        if str(path).startswith(str(there)):
            raise OSError(number, os.strerror(number), str(path))
        return act(path, *given, **more)

    return failing


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "backup_no_room"), (errno.EROFS, "backup_unwritable")]
)
def test_a_second_disk_that_takes_nothing_is_said_until_it_does_and_hinders_no_other_copy(
    small: SmallStation, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", fail_with(number, stick, os.open))
        first, second = an_hour_later(small)
    assert first.problem is None
    assert second.problem is not None
    assert second.problem.code == code
    assert small.services.backups.trouble is second.problem
    assert codes(looked_over(small.home)) == {"copy_failed"}
    assert [made.problem for made in an_hour_later(small)] == [None, None]
    assert small.services.backups.trouble is None
    assert all_sound(small, stick) == 2
    assert looked_over(small.home).clean


def test_a_disk_that_cannot_even_be_listed_hinders_no_other_copy(
    small: SmallStation, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        for name in ("scandir", "listdir", "open"):
            patched.setattr(os, name, fail_with(errno.EIO, stick, getattr(os, name)))
        first, second = an_hour_later(small)
    assert first.problem is None
    assert second.problem is not None
    assert second.problem.code == "backup_unwritable"


@pytest.mark.parametrize("step", ["half_way", "verify"])
def test_a_stick_pulled_out_while_a_copy_is_made_by_hand_is_said_with_its_folder(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    disk, away = tmp_path / "disk", tmp_path / "away"
    kept = back_up_to(small.home, disk, small.clock)
    small.clock.advance(timedelta(minutes=1))
    with monkeypatch.context() as patched:
        Failing(disk, step, lambda: disk.rename(away)).patch(patched)
        with pytest.raises(RuleBroken, match="backup_unwritable") as broken:
            back_up_to(small.home, disk, small.clock)
    assert say_rule(broken.value) == f"备份无法写入 {disk}：原有备份都在；请检查磁盘或 U 盘是否插好"
    away.rename(disk)
    assert sorted(disk.rglob("*.db")) == [kept]
    back_up_to(small.home, disk, small.clock)
    assert all_sound(small, disk) == 2
    assert not list(disk.glob("*.part*"))


def test_a_disk_that_gives_back_other_bytes_than_it_took_gets_no_copy(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()

    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    with monkeypatch.context() as patched:
        patched.setattr(backup, "sync_file", spoil)
        with pytest.raises(RuleBroken, match="backup_unsound") as broken:
            back_up_to(small.home, disk, small.clock)
    assert str(disk) in say_rule(broken.value)
    assert not list(disk.glob("station-*"))
