"""The passphrase of a station at the shell: set, asked for, changed, removed, and never anywhere to be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from counter_tui.cli import unlocking
from support.cli_runs import Run, private

OLD, NEW = "correct horse battery", "stapled under the bridge"
LEAD = ("--staff", "2001", "--pin-file")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return private(tmp_path / "passphrase", OLD)


@pytest.fixture
def locked(run: Run, real: Path, pin_file: Path, old: Path) -> Path:
    """The home of a station with a passphrase."""
    ran = run("passphrase", "set", "--home", real, *LEAD, pin_file, "--passphrase-file", old, "--lang", "en")
    assert (ran.code, ran.out) == (0, "")
    assert "From now on the station opens with this passphrase only" in ran.err
    assert "The recovery sheet stays the same" in ran.err
    return real


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody at the terminal who types these lines without their being shown."""
    lines: list[str] = []
    monkeypatch.setattr(unlocking, "is_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: lines.pop(0))
    return lines


def test_a_locked_station_needs_the_passphrase_for_every_command(
    run: Run, locked: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a file that the option or the environment names; with exit code 4 without, 3 for a wrong one."""
    for command in (["staff", "list"], ["backup"], ["backup", "--to", tmp_path]):
        ran = run(*command, "--home", locked, "--lang", "en")
        assert (ran.code, ran.out) == (4, "")
        assert "--passphrase-file" in ran.err
        assert run(*command, "--home", locked, "--passphrase-file", old).code == 0
    wrong = private(tmp_path / "wrong", NEW)
    ran = run("staff", "list", "--home", locked, "--passphrase-file", wrong, "--lang", "en")
    assert (ran.code, ran.out) == (3, "")
    assert "The passphrase is wrong" in ran.err
    assert run("staff", "list", "--home", locked, "--passphrase-file", tmp_path / "none").code == 2
    monkeypatch.setenv("COUNTER_PASSPHRASE_FILE", str(old))
    assert run("staff", "list", "--home", locked).code == 0


def test_others_who_may_read_the_file_are_warned_of(run: Run, locked: Path, old: Path) -> None:
    old.chmod(0o644)
    ran = run("staff", "list", "--home", locked, "--passphrase-file", old, "--lang", "en")
    assert ran.code == 0
    assert f"chmod 600 {old}" in ran.err


def test_a_copy_is_gone_back_to_with_the_passphrase(
    run: Run, locked: Path, old: Path, pin_file: Path, tmp_path: Path
) -> None:
    """Asked for once, though the store is opened before the copy is."""
    assert run("backup", "--to", tmp_path / "copies", "--home", locked, "--passphrase-file", old).code == 0
    (copy,) = (tmp_path / "copies").glob("*.db")
    command = ["restore", copy, "--home", locked, *LEAD, pin_file]
    assert run(*command).code == 4
    assert run(*command, "--passphrase-file", old).code == 0


def test_the_doctor_says_that_it_is_locked_out_and_checks_what_it_can(
    run: Run, locked: Path, old: Path
) -> None:
    ran = run("doctor", "--home", locked, "--json")
    assert ran.code == 4
    (said,) = ran.objects
    assert (said["clean"], said["locked"], said["passphrase"], said["findings"]) == (False, True, True, [])
    assert (said["files"], said["facts"]) == (1, 0)
    assert "looked at from outside only" in run("doctor", "--home", locked, "--lang", "en").out
    ran = run("doctor", "--home", locked, "--json", "--passphrase-file", old)
    assert ran.code == 0
    assert (ran.objects[0]["clean"], ran.objects[0]["locked"]) == (True, False)
    with (locked / "station.db").open("ab") as store:
        store.write(b"more")
    (finding,) = run("doctor", "--home", locked, "--json").objects[0]["findings"]
    assert (finding["code"], finding["where"]) == ("store_unreadable", "station.db: store")


def test_the_support_file_says_that_there_is_a_passphrase(run: Run, locked: Path, tmp_path: Path) -> None:
    assert run("support", "--home", locked, "--to", tmp_path / "support.zip").code == 0
    with ZipFile(tmp_path / "support.zip") as packed:
        assert "key key_file, passphrase" in packed.read("home.txt").decode()
        assert "from outside only" in packed.read("doctor.txt").decode()


def test_it_is_typed_twice_and_asked_for_at_the_terminal(
    run: Run, real: Path, pin_file: Path, terminal: list[str]
) -> None:
    command = ["--home", real, *LEAD, pin_file, "--lang", "en"]
    terminal[:] = [OLD, NEW]
    ran = run("passphrase", "set", *command)
    assert (ran.code, terminal) == (2, [])
    assert "differ" in ran.err
    terminal[:] = [OLD, OLD]
    assert run("passphrase", "set", *command).code == 0
    terminal[:] = [OLD, NEW, NEW]
    assert run("passphrase", "change", *command).code == 0
    terminal[:] = [OLD]
    assert run("staff", "list", "--home", real).code == 3
    terminal[:] = [NEW]
    assert "without a passphrase again" in run("passphrase", "remove", *command).err
    assert terminal == []
    assert run("staff", "list", "--home", real).code == 0


def test_a_script_names_files_and_a_weak_one_is_refused_in_words(
    run: Run, real: Path, pin_file: Path, tmp_path: Path
) -> None:
    command = ["passphrase", "set", "--home", real, *LEAD, pin_file, "--lang", "en"]
    ran = run(*command)
    assert (ran.code, "--passphrase-file" in ran.err) == (2, True)
    for weak, words in (
        ("short", "at least 12 characters, or 4 different words"),
        ("aaaaaaaaaaaaaa", "too easy to guess"),
        ("枫岭供电所 33011 33011", "name or code of the station"),
    ):
        ran = run(*command, "--passphrase-file", private(tmp_path / "weak", weak))
        assert ran.code == 2
        assert words in ran.err
    assert "passphrase set" in run("passphrase", "remove", *command[2:]).err
    assert run("staff", "list", "--home", real).code == 0


def test_set_again_is_refused_before_anything_is_asked(
    run: Run, locked: Path, old: Path, pin_file: Path
) -> None:
    ran = run(
        "passphrase", "set", "--home", locked, *LEAD, pin_file, "--passphrase-file", old, "--lang", "en"
    )
    assert ran.code == 2
    assert "passphrase change" in ran.err


def test_the_recovery_sheet_opens_it_without_the_passphrase(
    run: Run, tmp_path: Path, pin_file: Path, old: Path
) -> None:
    home, sheet = tmp_path / "own", tmp_path / "sheet"
    given = ["--code", "33012", "--name", "枫岭所", "--lead-no", "2001", "--lead-name", "周立"]
    made = run("init", "--home", home, *given, "--pin-file", pin_file, "--recovery-sheet", sheet)
    assert made.code == 0
    assert run("passphrase", "set", "--home", home, *LEAD, pin_file, "--passphrase-file", old).code == 0
    ran = run("recover", "--home", home, "--recovery-file", sheet, "--lang", "en")
    assert ran.code == 0
    assert "without a passphrase now" in ran.err
    assert run("doctor", "--home", home).code == 0


def test_nothing_in_the_home_holds_the_passphrase(run: Run, locked: Path, old: Path) -> None:
    run("staff", "list", "--home", locked, "--passphrase-file", old)
    assert not [path for path in files(locked) if OLD.encode() in path.read_bytes()]


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
