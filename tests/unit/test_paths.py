"""Where the files of a station are, and who may read them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from counter_tui.paths import (
    Home,
    command_on,
    demo_folder,
    home_folder,
    make_private_folder,
    named_path,
    papers_folder,
    write_private,
)


def test_the_folder_asked_for_wins_over_the_variable_and_the_platforms(tmp_path: Path) -> None:
    """--home, then COUNTER_HOME, then the platform's data folder."""
    environ = {"COUNTER_HOME": str(tmp_path / "named")}
    assert home_folder(tmp_path / "asked", environ) == tmp_path / "asked"
    assert home_folder(None, environ) == tmp_path / "named"
    assert "counter-tui" in home_folder(None, {}).parts


def test_a_name_that_begins_with_a_tilde_and_is_nobodys_is_a_name() -> None:
    """As the lock file a spreadsheet program leaves beside a list."""
    assert named_path("~/papers") == Path.home() / "papers"
    assert named_path("~$list.xlsx") == Path("~$list.xlsx")
    assert home_folder("~nobody of that name/station", {}) == Path("~nobody of that name/station")
    assert papers_folder("~nobody of that name").name == "~nobody of that name"


def test_a_command_names_the_home_unless_it_is_the_one_used_anyway(tmp_path: Path) -> None:
    """Typed as shown, it finds the same folder: spaces are quoted, a relative folder is made absolute."""
    assert command_on(Home(home_folder(None, {})), "init") == "counter-tui init"
    assert command_on(Home(Path("here")), "init") == f"counter-tui init --home {Path('here').absolute()}"
    quoted = command_on(Home(tmp_path / "my station"), "init")
    assert [part.strip("'\"") for part in quoted.split(" ", 3)] == [
        "counter-tui",
        "init",
        "--home",
        str(tmp_path / "my station"),
    ]


def test_the_demo_station_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """By default demo and station never meet; an explicit folder counts for the demo too."""
    assert demo_folder(None, {}) != home_folder(None, {})
    assert demo_folder(tmp_path, {}) == tmp_path


def test_all_files_lie_inside_the_home_and_have_names_of_their_own(tmp_path: Path) -> None:
    """No two purposes share a file."""
    home = Home(tmp_path)
    files = [home.store, home.key_file, home.settings, home.log, home.backups]
    assert len(set(files)) == len(files)
    assert all(file.parent == tmp_path for file in files)


def test_papers_go_where_it_was_set(tmp_path: Path) -> None:
    """The set folder, else one in the documents; never the home."""
    assert papers_folder(str(tmp_path)) == tmp_path
    assert papers_folder("").name == "counter-tui"


def test_only_the_owner_may_read_what_is_made(tmp_path: Path) -> None:
    """Folders are 0700 and files 0600, also when they were wider before."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o755)
    make_private_folder(folder)
    write_private(folder / "x", b"1")
    if os.name != "posix":  # access rights are the system's own there
        return
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "x").stat().st_mode) == 0o600


def test_a_folder_others_share_keeps_its_rights(tmp_path: Path) -> None:
    """A receipt in a shared folder for papers is private, the folder is not made so; a new folder is."""
    shared = tmp_path / "papers"
    shared.mkdir()
    shared.chmod(0o755)
    write_private(shared / "x", b"1")
    write_private(tmp_path / "new" / "x", b"1")
    if os.name != "posix":  # access rights are the system's own there
        return
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    assert stat.S_IMODE((shared / "x").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_failed_write_leaves_the_old_content_and_no_scrap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk refuses, the file is as it was."""
    file = tmp_path / "settings.toml"
    write_private(file, b"old")

    def refuse(_handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_private(file, b"new")
    assert file.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["settings.toml"]
