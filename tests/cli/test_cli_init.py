"""``init``: a real station from options alone, or asked step by step."""

from __future__ import annotations

from collections.abc import Iterator
from errno import ENOSPC
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.cli import acting, init, recovery_sheet
from counter_tui.paths import Home
from counter_tui.settings import read_settings
from support.cli_runs import PIN, Run, private

GIVEN = ["--code", "33012", "--name", "溪口供电所", "--lead-no", "3001", "--lead-name", "何立"]


def test_a_script_sets_up_a_station_that_can_be_used(run: Run, tmp_path: Path, pin_file: Path) -> None:
    home, sheet = tmp_path / "home", tmp_path / "sheet.txt"
    ran = run("init", "--home", home, *GIVEN, "--pin-file", pin_file, "--recovery-sheet", sheet)
    assert (ran.code, ran.out) == (0, "")
    assert "溪口供电所" in sheet.read_text("utf-8")
    assert sheet.stat().st_mode & 0o077 == 0
    assert run("staff", "list", "--home", home).out == "3001  何立  值长\n"
    assert run("doctor", "--home", home).code == 0


def test_the_doctor_says_where_others_may_read_the_key_and_changes_nothing(run: Run, real: Path) -> None:
    key = real / "station.key"
    for mode in (0o600, 0o640, 0o604):
        key.chmod(mode)
        told, said = run("doctor", "--home", real, "--json"), run("doctor", "--home", real)
        assert (told.code, said.code, told.objects[0]["key_open"]) == (0, 0, mode != 0o600)
        assert ("chmod 600" in said.out) == (mode != 0o600)
        assert key.stat().st_mode & 0o777 == mode


def test_without_a_file_the_recovery_sheet_is_shown(run: Run, tmp_path: Path, pin_file: Path) -> None:
    ran = run("init", "--home", tmp_path / "home", *GIVEN, "--pin-file", pin_file)
    key = (tmp_path / "home" / "station.key").read_text("ascii").split()[1].upper()
    assert key in "".join(
        line.split("(")[0].strip().split("  ", 1)[-1].replace(" ", "")
        for line in ran.out.splitlines()
        if line.startswith("  ") and "(" in line
    )


def test_the_leads_phone_is_taken_down_and_a_wrong_one_makes_nothing(
    run: Run, tmp_path: Path, pin_file: Path
) -> None:
    for phone, code in (("1381234000", 2), ("1381234 0001", 0)):
        home = tmp_path / f"home-{code}"
        ran = run("init", "--home", home, *GIVEN, "--lead-phone", phone, "--pin-file", pin_file)
        assert (ran.code, home.exists()) == (code, code == 0)
        assert ("电话" in ran.err) == (code == 2)
    services = open_services(Home(home))
    (lead,) = services.staff.list()
    services.close()
    assert (lead.staff_no, lead.phone) == ("3001", "13812340001")


def test_where_the_recovery_sheet_cannot_go_out_no_station_is_set_up(
    run: Run, tmp_path: Path, pin_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the station would stand there without anybody having what opens it when this PC is gone."""

    def full(_text: str) -> None:
        raise OSError(ENOSPC, "no space")

    given = ["init", "--home", tmp_path / "home", *GIVEN, "--pin-file", pin_file]
    with monkeypatch.context() as on_a_full_disk:
        on_a_full_disk.setattr(recovery_sheet, "say", full)
        assert run(*given).code == 2
    assert run("doctor", "--home", tmp_path / "home").code == 4
    sheet = tmp_path / "sheet.txt"
    assert run(*given, "--recovery-sheet", sheet).code == 0
    assert "33012" in sheet.read_text("utf-8")


@pytest.mark.parametrize("missing", ["--code", "--name", "--lead-no", "--lead-name", "--pin-file"])
def test_a_script_must_say_everything_that_has_no_default(
    run: Run, tmp_path: Path, pin_file: Path, missing: str
) -> None:
    options = [*GIVEN, "--pin-file", str(pin_file)]
    place = options.index(missing)
    ran = run("init", "--home", tmp_path / "home", *options[:place], *options[place + 2 :])
    assert ran.code == 2
    assert missing in ran.err
    assert not (tmp_path / "home").exists()


def test_a_weak_pin_makes_nothing_and_takes_the_empty_sheet_away(run: Run, tmp_path: Path) -> None:
    weak = private(tmp_path / "weak", "123456")
    sheet = tmp_path / "sheet.txt"
    ran = run("init", "--home", tmp_path / "home", *GIVEN, "--pin-file", weak, "--recovery-sheet", sheet)
    assert ran.code == 2
    assert not sheet.exists()
    assert not (tmp_path / "home").exists()


def test_the_recovery_sheet_never_lies_in_the_home_nor_over_another_file(
    run: Run, tmp_path: Path, pin_file: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("other", "utf-8")
    for sheet in (tmp_path / "home" / "sheet.txt", other):
        options = ["--home", tmp_path / "home", *GIVEN, "--pin-file", pin_file, "--recovery-sheet", sheet]
        assert run("init", *options).code == 2
    assert other.read_text("utf-8") == "other"
    assert not (tmp_path / "home").exists()


def test_papers_in_the_home_are_refused(run: Run, tmp_path: Path, pin_file: Path) -> None:
    home = tmp_path / "home"
    ran = run("init", "--home", home, *GIVEN, "--pin-file", pin_file, "--papers", home / "papers")
    assert ran.code == 2


def test_a_home_with_a_station_is_left_alone(run: Run, real: Path, pin_file: Path) -> None:
    before = (real / "station.db").read_bytes()
    assert run("init", "--home", real, *GIVEN, "--pin-file", pin_file).code == 3
    assert (real / "station.db").read_bytes() == before


def test_a_folder_used_for_other_things_is_left_alone(run: Run, tmp_path: Path, pin_file: Path) -> None:
    (tmp_path / "letters").mkdir(mode=0o755)
    (tmp_path / "letters" / "letter.txt").write_text("text", "utf-8")
    assert run("init", "--home", tmp_path / "letters", *GIVEN, "--pin-file", pin_file).code == 3
    assert [each.name for each in (tmp_path / "letters").iterdir()] == ["letter.txt"]


def _answer(monkeypatch: pytest.MonkeyPatch, answers: Iterator[str], pins: Iterator[str]) -> None:
    monkeypatch.setattr(init, "is_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(pins))


def test_at_a_terminal_it_asks_for_what_no_option_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(
        ["33013", "", "双坑供电所", "moon", "remote", "", "B", "3001", "何立", str(tmp_path / "papers")]
    )
    _answer(monkeypatch, answers, iter([PIN, PIN]))
    ran = run("init", "--home", tmp_path / "home", "--recovery-sheet", tmp_path / "sheet.txt")
    assert ran.code == 0
    assert read_settings(tmp_path / "home" / "settings.toml").papers_folder == str(tmp_path / "papers")
    assert list(answers) == []
    assert "3001  何立" in run("staff", "list", "--home", tmp_path / "home").out


def test_what_is_told_by_options_is_not_asked_at_a_terminal_either(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pin_file: Path
) -> None:
    _answer(monkeypatch, iter(()), iter(()))
    rest = ["--area", "rural", "--profile", "state_grid", "--device", "A", "--pin-file", pin_file]
    assert run("init", "--home", tmp_path / "home", *GIVEN, *rest).code == 0


def test_two_different_pins_are_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _answer(monkeypatch, iter(["rural", "state_grid", "A"]), iter([PIN, "580214"]))
    assert run("init", "--home", tmp_path / "home", *GIVEN).code == 2
    assert not (tmp_path / "home").exists()


def test_a_pin_file_keeps_its_digits_only(tmp_path: Path) -> None:
    file = tmp_path / "pin"
    file.write_bytes(b"\xef\xbb\xbf580213\r\n")
    file.chmod(0o600)
    assert acting.read_pin(str(file)) == "580213"
