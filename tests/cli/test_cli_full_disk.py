"""Commands on a full disk: the words for it and exit code 4, nothing half made, and looking goes on."""

from __future__ import annotations

import errno
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter_tui.cli import doctor
from counter_tui.cli.options import Options
from support.cli_runs import Run, private

GIVEN = ["--code", "33012", "--name", "溪口供电所", "--lead-no", "3001", "--lead-name", "何立"]
ROOM = 10_000
"""Bytes a file may have: less than the file that the engine makes beside a store that it opens."""
FULL = "磁盘已满"


def _raising(number: int) -> Iterator[None]:
    raise OSError(number, "the system's words")
    yield


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, FULL), (errno.EROFS, "不允许写入")])
def test_what_the_system_says_of_the_disk_is_said_in_words_and_is_no_trouble_of_the_program(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(_options: Options) -> int:
        next(_raising(number))
        return 0

    monkeypatch.setattr(doctor, "run", refuse)
    ran = run("doctor", "--home", tmp_path)
    assert ran.code == 4
    assert words in ran.err
    assert list(tmp_path.iterdir()) == []


if sys.platform != "win32":
    import resource

    @contextmanager
    def no_room(room: int) -> Iterator[None]:
        """Files take no more than so many bytes."""
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    def test_trouble_that_no_log_takes_is_told_by_its_number_all_the_same(
        run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def break_down(_options: Options) -> int:
            raise ValueError

        monkeypatch.setattr(doctor, "run", break_down)
        with no_room(0):
            ran = run("doctor", "--home", tmp_path)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (4, "", 1)

    @pytest.mark.parametrize("room", [0, 100, 2_000, 80_000, 400_000])
    def test_a_set_up_that_finds_no_room_says_so_and_is_made_once_there_is_some(
        run: Run, tmp_path: Path, pin_file: Path, room: int
    ) -> None:
        given = ["init", "--home", tmp_path / "home", *GIVEN, "--pin-file", pin_file]
        with no_room(room):
            ran = run(*given)
        assert ran.code == 4
        assert FULL in ran.err
        assert run(*given).code == 0
        assert run("doctor", "--home", tmp_path / "home").code == 0

    def test_without_room_the_store_is_looked_over_and_verified_as_ever(run: Run, real: Path) -> None:
        """No file beside the store can be made then; that says nothing against the store."""
        assert not real.joinpath("station.db-shm").exists()
        with no_room(ROOM):
            looked = run("doctor", "--home", real, "--json")
            verified = run("verify", "--home", real, "--json")
        assert (looked.code, verified.code) == (0, 0)
        told = json.loads(looked.out)
        assert told["clean"]
        assert told["facts"] == json.loads(verified.out)["facts"] > 0

    def test_a_copy_goes_to_another_disk_while_the_stations_own_is_full(
        run: Run, real: Path, tmp_path: Path
    ) -> None:
        with no_room(real.joinpath("station.db").stat().st_size):
            real.joinpath("station.db-wal").write_bytes(b"")
            ran = run("backup", "--home", real, "--to", tmp_path / "stick")
        assert ran.code == 0
        (copy,) = tmp_path.joinpath("stick").glob("*.db")
        shutil.copy(copy, real / "station.db")
        assert run("doctor", "--home", real).code == 0

    def test_a_pin_stays_as_it_was_where_its_change_finds_no_room(
        run: Run, real: Path, tmp_path: Path, pin_file: Path
    ) -> None:
        new = private(tmp_path / "new", "274916")
        acts = ["--staff", "2001", "--pin-file", pin_file]
        with no_room(ROOM):
            ran = run("staff", "reset-pin", "2001", "--home", real, "--new-pin-file", new, *acts)
        assert (ran.code, FULL in ran.err) == (4, True)
        assert run("find", "customers", "何", "--home", real, *acts).code == 0
