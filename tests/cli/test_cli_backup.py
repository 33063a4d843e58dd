"""``backup``, ``restore``, ``recover`` and the recovery sheet from the shell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.cli import recover
from counter_tui.db.keys.key_store import find_key
from counter_tui.domain.backup.sheet import key_rows
from counter_tui.paths import Home
from support.cli_runs import PIN, Run, private
from support.looking import reaching_in


@pytest.fixture
def sheet(real: Path, tmp_path: Path) -> Path:
    """The four rows of the real station's sheet, typed into a file."""
    return private(tmp_path / "sheet", "\n".join(key_rows(find_key(Home(real)).key)))


def copy_of(run: Run, real: Path, folder: Path) -> Path:
    ran = run("backup", "--home", real, "--to", folder)
    assert ran.code == 0
    return Path(ran.out.strip())


def test_a_copy_is_made_named_and_found_by_the_doctor(run: Run, real: Path) -> None:
    ran = run("backup", "--home", real)
    assert (ran.code, ran.err) == (0, "")
    assert Path(ran.out.strip()).parent == real / "backups"
    ran = run("doctor", "--home", real, "--lang", "en")
    assert f"{real / 'backups'}: copies 1, the newest less than an hour old" in ran.out
    (said,) = run("doctor", "--home", real, "--json").objects
    assert [(each["count"], each["present"]) for each in said["copies"]] == [(1, True)]


def test_a_second_folder_that_is_not_there_is_said_by_the_doctor(
    run: Run, real: Path, tmp_path: Path
) -> None:
    (real / "settings.toml").write_text(f"backup_folder = {json.dumps(str(tmp_path / 'stick'))}", "utf-8")
    assert len(run("backup", "--home", real).out.splitlines()) == 1
    assert "not there" in run("doctor", "--home", real, "--lang", "en").out
    (tmp_path / "stick").mkdir()
    ran = run("backup", "--home", real, "--lang", "en")
    assert len(ran.out.splitlines()) == 2
    assert "on the same disk" in ran.err


def test_a_folder_that_cannot_be_written_ends_in_four_and_says_so(run: Run, real: Path) -> None:
    (real / "backups").write_text("a file is in the way", "utf-8")
    ran = run("backup", "--home", real, "--lang", "en")
    assert (ran.code, ran.out) == (4, "")
    assert "No copy can be written" in ran.err


def test_without_a_station_or_with_a_newer_one_no_copy_is_made(run: Run, real: Path, tmp_path: Path) -> None:
    assert run("backup", "--home", tmp_path / "none").code == 4
    with reaching_in(Home(real)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    ran = run("backup", "--home", real, "--lang", "en")
    assert ran.code == 4
    assert "newer version" in ran.err
    assert not (real / "backups").exists()


def test_a_store_of_a_newer_program_is_refused_in_words_with_four(run: Run, real: Path) -> None:
    with reaching_in(Home(real)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    ran = run("staff", "list", "--home", real, "--lang", "en")
    assert ran.code == 4
    assert "made by a newer version of this program: update the program" in ran.err


def test_going_back_says_what_is_missing(run: Run, real: Path, tmp_path: Path, pin_file: Path) -> None:
    file = copy_of(run, real, tmp_path / "stick")
    who = ["--staff", "2001", "--pin-file", pin_file]
    new = private(tmp_path / "new", "735162")
    assert (
        run("staff", "add", "2002", "--name", "何立", "--new-pin-file", new, "--home", real, *who).code == 0
    )
    ran = run("restore", file, "--home", real, "--lang", "en", *who)
    assert ran.code == 0
    assert "Not in the copy: 1 facts" in ran.out
    assert "2002 was added" in ran.out
    assert run("staff", "list", "--home", real).out == "2001  周立  值长\n"
    assert run("doctor", "--home", real).code == 0
    (said,) = run("restore", file, "--home", real, "--json", *who).objects
    assert (said["facts"], said["compared"], said["matters_left"]) == (3, True, [])
    assert run("doctor", "--home", real).code == 0


def test_going_back_needs_somebody_and_the_right_pin(run: Run, real: Path, tmp_path: Path) -> None:
    file = copy_of(run, real, tmp_path / "stick")
    assert run("restore", file, "--home", real).code == 3
    wrong = private(tmp_path / "wrong", "111222")
    assert run("restore", file, "--home", real, "--staff", "2001", "--pin-file", wrong).code == 3
    assert not (real / "set-aside").exists()


def test_a_damaged_store_takes_number_and_pin_from_the_copy(
    run: Run, real: Path, tmp_path: Path, pin_file: Path
) -> None:
    file = copy_of(run, real, tmp_path / "stick")
    (real / "station.db").write_bytes(bytes(40_960))
    assert run("restore", file, "--home", real).code == 3
    ran = run("restore", file, "--home", real, "--lang", "en", "--staff", "2001", "--pin-file", pin_file)
    assert ran.code == 0
    assert "Nobody can say" in ran.out
    assert run("doctor", "--home", real).code == 0


def test_while_the_station_is_open_going_back_ends_in_four(
    run: Run, real: Path, tmp_path: Path, pin_file: Path
) -> None:
    file = copy_of(run, real, tmp_path / "stick")
    services = open_services(Home(real))
    ran = run("restore", file, "--home", real, "--lang", "en", "--staff", "2001", "--pin-file", pin_file)
    services.close()
    assert ran.code == 4
    assert "open in another window" in ran.err


def test_the_doctor_tells_a_key_that_does_not_fit_both_ways_and_the_sheet_puts_it_right(
    run: Run, real: Path, sheet: Path
) -> None:
    (real / "station.key").write_text(f"key_file {'5a' * 32}\n", "ascii")
    for language, words in (("en", ("another station's", "is damaged")), ("zh", ("别的供电所", "已损坏"))):
        ran = run("doctor", "--home", real, "--lang", language)
        assert ran.code == 1
        assert all(each in ran.out for each in (*words, "counter-tui recover"))
    verified = run("verify", "--home", real, "--lang", "en")
    assert verified.code == 1
    assert "another station's" in verified.out
    assert verified.out.splitlines()[1:] == [
        "The ledger could not be read: whether anything was changed is not known."
    ]
    assert run("recover", "--home", real, "--recovery-file", sheet).code == 0
    assert run("doctor", "--home", real).code == 0


def test_a_copy_alone_that_does_not_open_is_found_and_leaves_the_store_usable(run: Run, real: Path) -> None:
    folder = real / "backups"
    folder.mkdir(exist_ok=True)
    (folder / "old.db").write_bytes(bytes(range(256)) * 64)
    (said,) = run("doctor", "--home", real, "--json").objects
    assert [each["where"] for each in said["findings"]] == ["backups/old.db: store"]
    assert run("doctor", "--home", real).code == 1


def test_a_lost_key_comes_back_from_the_sheet(run: Run, real: Path, sheet: Path) -> None:
    (real / "station.key").unlink()
    assert run("doctor", "--home", real).code == 4
    ran = run("recover", "--home", real, "--recovery-file", sheet, "--lang", "en")
    assert ran.code == 0
    assert "The key is back" in ran.err
    assert run("doctor", "--home", real).code == 0
    assert "nothing to do" in run("recover", "--home", real, "--recovery-file", sheet, "--lang", "en").err


def test_a_mistake_in_the_sheet_is_said_by_row(run: Run, real: Path, sheet: Path) -> None:
    rows = sheet.read_text("utf-8").splitlines()
    rows[2] = rows[2][:5] + ("0" if rows[2][5] != "0" else "1") + rows[2][6:]
    sheet.write_text("\n".join(rows), "utf-8")
    ran = run("recover", "--home", real, "--recovery-file", sheet, "--lang", "en")
    assert ran.code == 2
    assert ran.err.startswith("Row 3 does not fit its check")


def test_the_key_is_typed_row_by_row_until_each_fits(
    run: Run, real: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sheet.read_text("utf-8").splitlines()
    typed: Iterator[str] = iter(
        [rows[0], rows[2][:-3] + "GG)", rows[1].lower(), rows[2].replace(" ", ""), rows[3]]
    )
    monkeypatch.setattr(recover, "is_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt: next(typed))
    (real / "station.key").unlink()
    ran = run("recover", "--home", real, "--lang", "en")
    assert ran.code == 0
    assert "Row 2 does not fit its check" in ran.err
    assert list(typed) == []


def test_a_script_must_name_the_file_of_the_sheet(run: Run, real: Path, tmp_path: Path) -> None:
    ran = run("recover", "--home", real)
    assert ran.code == 2
    assert "--recovery-file" in ran.err
    assert run("recover", "--home", real, "--recovery-file", tmp_path / "none").code == 2


def test_a_lead_who_forgot_the_pin_gets_a_new_one_by_the_sheet(
    run: Run, real: Path, tmp_path: Path, sheet: Path
) -> None:
    new = private(tmp_path / "new", "735162")
    command = ["staff", "reset-pin", "2001", "--home", real, "--new-pin-file", new]
    assert run(*command).code == 3
    assert run(*command, "--recovery-file", sheet).code == 0
    who = ["--staff", "2001", "--home", real, "--pin-file"]
    assert run("find", "customers", "李", *who, private(tmp_path / "old", PIN)).code == 3
    assert run("find", "customers", "李", *who, new).code == 0
    assert run("doctor", "--home", real).code == 0


def test_another_stores_sheet_gives_no_pin(run: Run, real: Path, tmp_path: Path) -> None:
    other = private(tmp_path / "other", "\n".join(key_rows(bytes(32))))
    new = private(tmp_path / "new", "735162")
    command = ["staff", "reset-pin", "2001", "--home", real, "--new-pin-file", new, "--recovery-file", other]
    assert run(*command).code == 3
