"""Files on sticks that are full, pulled out, write-protected or broken."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from counter_tui.wire import sticks
from counter_tui.wire.sticks import StickFailed, files_on, put, read_file, require_folder, require_room


def fault_of(place: Path, content: bytes = b"new") -> str:
    with pytest.raises(StickFailed) as failed:
        put(place, "a.gwb", content)
    return failed.value.fault


def test_a_file_is_there_under_its_name_and_nothing_else_is(tmp_path: Path) -> None:
    folder = require_folder(tmp_path)
    put(folder, "a.gwb", b"old")
    put(folder, "a.gwb", b"new")
    assert [each.name for each in folder.iterdir()] == ["a.gwb"]
    assert read_file(folder / "a.gwb", 100) == b"new"


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EIO, "gone"),
        (errno.ENOENT, "gone"),
        (errno.ENODEV, "gone"),
    ],
)
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_write_that_fails_leaves_what_was_there_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fault: str, step: str
) -> None:
    put(tmp_path, "a.gwb", b"old")

    def failing(*_values: object, **_more: object) -> object:
        raise OSError(number, "stick")

    with monkeypatch.context() as patched:
        patched.setattr(Path if step == "replace" else os, step, failing)
        assert fault_of(tmp_path) == fault
    assert [each.name for each in tmp_path.iterdir()] == ["a.gwb"]
    assert read_file(tmp_path / "a.gwb", 100) == b"old"


def test_a_stick_that_gives_back_other_bytes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "read_file", lambda *_: b"nEw")
    assert fault_of(tmp_path) == "differs"


def test_a_full_disk_says_so_before_anything_is_written() -> None:
    with pytest.raises(StickFailed, match="full"):
        require_room(Path("/"), 1 << 60)


@pytest.mark.parametrize("place", ["none", "none/GW"])
def test_a_folder_that_is_not_there_is_no_stick(tmp_path: Path, place: str) -> None:
    for ask in (require_folder, lambda folder: files_on(folder, ".gwr")):
        with pytest.raises(StickFailed, match="missing"):
            ask(tmp_path / place)


def test_only_plain_files_of_the_ending_are_read_and_none_without_end(tmp_path: Path) -> None:
    folder = require_folder(tmp_path)
    for name in ("b.gwr", "a.GWR", "a.gwb", "._b.gwr", "readme.txt"):
        (folder / name).write_bytes(b"12345")
    assert [each.name for each in files_on(tmp_path, ".gwr")] == ["a.GWR", "b.gwr"]
    assert read_file(folder / "b.gwr", 3) == b"1234"
    (folder / "link.gwr").symlink_to(folder / "b.gwr")
    (folder / "folder.gwr").mkdir()
    for name in ("link.gwr", "folder.gwr"):
        with pytest.raises(OSError, match=r"plain|levels"):
            read_file(folder / name, 3)


def test_the_programs_folder_may_be_named_itself(tmp_path: Path) -> None:
    assert require_folder(require_folder(tmp_path)) == tmp_path / "GW"
