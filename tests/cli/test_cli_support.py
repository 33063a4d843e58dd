"""The support file: what is in it, that it comes whatever is broken, and that it names nobody."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from counter_tui.domain.plainly import scrubbed
from counter_tui.paths import Home
from counter_tui.services.support.log import log_lines
from counter_tui.trouble_log import note_trouble
from support.cli_runs import Ran, Run

PARTS = {"versions.txt", "settings.txt", "home.txt", "log.txt", "doctor.txt"}
NAME, PHONE, IDENTITY, ADDRESS = "司徒雅琴", "13765432109", "110101199003074477", "梧桐巷47号6单元"
ACCOUNT, DASHED, STATION_PHONE = "3300000001", "137-6543-2109", "0417-2340000"
PLANTED = (NAME, PHONE, IDENTITY, ADDRESS, ACCOUNT, DASHED, STATION_PHONE, "situ@example.cn")
WRITINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SETTINGS = f"""\
language = "zh"
idle_minutes = 17
papers_folder = "/home/{NAME}/{PHONE}"
printer = "/dev/{IDENTITY}"
supervision_phone = "{STATION_PHONE}"
"""
LOG = f"""\
2026-11-20 09:00:00,000 ERROR trouble A1B2C3: ValueError at /cli/run.py:48 run
2026-11-20 09:00:01,000 ERROR trouble A1B2C4: ValueError at /home/{NAME}/{PHONE}.py:1 run < /cli/run.py:48 run
2026-11-20 09:00:02,000 ERROR trouble A1B2C5: {NAME} at /cli/run.py:48 run
2026-11-20 09:00:03,000 ERROR trouble A1B2C6: Situ at /cli/../{PHONE}.py:48 yaqin < /cli/run.py:1 yaqin
2026-11-20 09:00:04,000 WARNING {NAME} {PHONE} {ADDRESS}
situ@example.cn {IDENTITY} {DASHED} {ACCOUNT}
2026-11-20 09:00:05,000 ERROR trouble A1B2C7: KeyError at -
"""


@pytest.fixture
def home(real: Path, tmp_path: Path) -> Path:
    """A station under a person's name, with particulars wherever a hand or an error may have put them."""
    folder = tmp_path / NAME / PHONE
    folder.parent.mkdir()
    real.rename(folder)
    (folder / "settings.toml").write_text(SETTINGS, "utf-8")
    (folder / "counter.log").write_text(LOG, "utf-8")
    (folder / f"{NAME} {PHONE}.txt").write_text(IDENTITY, "utf-8")
    (folder / "backups" / ADDRESS).mkdir(parents=True)
    (folder / "backups" / ADDRESS / f"{NAME}-{ACCOUNT}.db").write_bytes(IDENTITY.encode() * 400)
    return folder


def texts(path: Path) -> dict[str, str]:
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def told(path: Path) -> list[str]:
    """What of all that was planted can be read in the archive's plain bytes or in its parts."""
    plain = path.read_bytes() + "".join(texts(path).values()).encode()
    return [each for each in PLANTED if any(each.encode(writing) in plain for writing in WRITINGS)]


def made(run: Run, home: Path, to: Path) -> Ran:
    return run("support", "--to", to, "--home", home, "--lang", "en")


def test_the_file_says_what_a_maintainer_needs_and_the_command_says_what_is_in_it(
    run: Run, real: Path, tmp_path: Path
) -> None:
    file = tmp_path / "support.zip"
    ran = made(run, real, file)
    assert (ran.code, ran.err) == (0, "")
    assert all(name in ran.out for name in PARTS)
    parts = texts(file)
    assert set(parts) == PARTS
    assert file.stat().st_mode & 0o777 == 0o600
    assert "counter-tui 0" in parts["versions.txt"]
    assert "textual " in parts["versions.txt"]
    assert "station.db " in parts["home.txt"]
    assert "clean" in parts["doctor.txt"].splitlines()


def test_nobodys_particulars_get_into_the_file(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", NAME)
    monkeypatch.setenv("LANG", f"{PHONE}.UTF-8")
    file = tmp_path / "support.zip"
    assert made(run, home, file).code == 0
    assert told(file) == []
    parts = texts(file)
    assert "idle_minutes 17" in parts["settings.txt"]
    assert "supervision_phone set" in parts["settings.txt"]
    assert "other files 1" in parts["home.txt"]
    assert "store_unreadable" in parts["doctor.txt"]
    assert "trouble A1B2C3: ValueError at /cli/run.py:48 run" in parts["log.txt"]
    assert "trouble A1B2C4: ValueError at elsewhere < /cli/run.py:48 run" in parts["log.txt"]
    assert "Situ" not in parts["log.txt"]
    assert "yaqin" not in parts["log.txt"]
    assert "(2 lines of another shape left out)" in parts["log.txt"]


def test_the_search_for_what_must_not_be_there_would_find_it(tmp_path: Path) -> None:
    file = tmp_path / "leak.zip"
    with ZipFile(file, "w") as archive:
        for place, each in enumerate(PLANTED):
            archive.writestr(f"{place}.txt", each)
    assert told(file) == list(PLANTED)


@pytest.mark.parametrize("harm", ["no_key", "no_store", "no_home", "bad_store", "bad_settings", "odd_key"])
def test_it_comes_whatever_is_broken(run: Run, home: Path, tmp_path: Path, harm: str) -> None:
    """Without a key, a store, a home; with a store or settings that cannot be read."""
    file, station = tmp_path / "support.zip", Home(home)
    said = {
        "no_key": ("doctor.txt", "stopped: key_missing"),
        "no_store": ("doctor.txt", "stopped: station_missing"),
        "no_home": ("home.txt", "no home"),
        "bad_store": ("doctor.txt", "store_unreadable"),
        "bad_settings": ("settings.txt", "broken: some key: not_toml"),
        "odd_key": ("settings.txt", "broken: some key: unknown_key"),
    }
    if harm == "no_key":
        station.key_file.unlink()
    elif harm == "no_store":
        station.store.unlink()
    elif harm == "no_home":
        home = tmp_path / "nowhere" / NAME
    elif harm == "bad_store":
        station.store.write_bytes(NAME.encode() * 4096)
    elif harm == "bad_settings":
        station.settings.write_text(f"[{NAME}", "utf-8")
    else:
        station.settings.write_text(f'"{NAME}" = "{PHONE}"\n', "utf-8")
    assert made(run, home, file).code == 0
    part, words = said[harm]
    assert words in texts(file)[part]
    assert set(texts(file)) == PARTS
    assert told(file) == []


def test_nothing_is_written_over(run: Run, real: Path, tmp_path: Path) -> None:
    file = tmp_path / "support.zip"
    file.write_bytes(b"mine")
    ran = made(run, real, file)
    assert (ran.code, ran.out) == (2, "")
    assert str(file) in ran.err
    assert file.read_bytes() == b"mine"
    assert made(run, real, tmp_path / "nowhere" / "x.zip").code == 2


def test_without_a_name_it_is_named_by_the_time_in_this_folder(
    run: Run, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run("support", "--home", real).code == 0
    (file,) = folder.iterdir()
    assert file.name.startswith("counter-tui-support-")
    assert set(texts(file)) == PARTS


def test_what_the_program_itself_logs_is_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The line that the log gets for an error has the shape that the support file lets through."""
    with pytest.raises(TypeError) as raised:
        str(Home("not a path").store)  # type: ignore[arg-type]
    number = note_trouble(raised.value)
    log = tmp_path / "counter.log"
    log.write_text(f"2026-11-20 09:00:00,000 ERROR {caplog.records[-1].getMessage()}\n", "utf-8")
    (line,) = log_lines(log)
    assert f"trouble {number}: TypeError at /paths.py:" in line
    assert line.endswith(" store < elsewhere")


def test_scrubbing_leaves_the_programs_own_words() -> None:
    text = "fact 12 of 0193f3a8c5d17e9a8123456789012345: fact_changed type=NoteAdded 1_234_567 6.1.0-28"
    assert scrubbed(text) == text
    assert scrubbed(f"{NAME}{PHONE} a {DASHED}, a@b.cn") == "*# a #, *"
