"""The commands of whoever runs the centre."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter_centre.centre import Centre
from counter_centre.cli.main import main
from counter_centre.settings import Settings
from counter_tui import __version__
from counter_tui.domain.ids import SIGNS
from counter_tui.streams.tables import FACT, PARKED, STREAM
from support.centres import calling, enrolled, made_centre
from support.streams import PaperDevice

Do = Callable[..., tuple[int, list[list[str]]]]


@pytest.fixture
def do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Do:
    def run(*arguments: str) -> tuple[int, list[list[str]]]:
        code = main([*arguments, "--data", str(tmp_path / "data")])
        return code, [line.split("\t") for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def centre(do: Do, tmp_path: Path) -> Iterator[Centre]:
    assert do("station", "add", "33010", "万泉供电所") == (0, [])
    centre = made_centre(tmp_path / "data")
    yield centre
    centre.engine.dispose()


@pytest.fixture
def device(centre: Centre) -> PaperDevice:
    return enrolled(centre, calling(centre), "a")


def test_stations_are_added_once_and_listed(do: Do) -> None:
    assert do("station", "add", "33010", "万泉供电所")[0] == 0
    assert do("station", "add", "33010", "again")[0] == 2
    assert do("station", "add", "!", "x")[0] == 2
    assert do("station", "add", "33020", "a\nb")[0] == 2
    assert do("station", "list") == (0, [["code", "name", "devices"], ["33010", "万泉供电所", "0"]])


@pytest.mark.parametrize("name", [[], ["serve"], ["station"], ["station", "add"], ["release", "publish"]])
def test_every_command_says_the_version(capsys: pytest.CaptureFixture[str], name: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*name, "--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"counter-centre {__version__}\n")


def test_names_go_in_and_out_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "counter_centre", "station"]
    data = ["--data", str(tmp_path / "data")]
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    added = subprocess.run([*command, "add", "33010", "万泉供电所", *data], env={**os.environ, **plain})
    assert added.returncode == 0
    listed = subprocess.run(
        [*command, "list", *data],
        env={**os.environ, **plain, "PYTHONIOENCODING": "gbk"},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert "万泉供电所" in listed.stdout.decode("utf-8")


def test_a_code_is_printed_once_and_lets_a_device_in(do: Do, centre: Centre) -> None:
    code, ((text,),) = do("code", "make", "33010")
    assert code == 0
    assert re.fullmatch(f"[{SIGNS}]{{10}}", text)
    # The code was made by the wall clock, long after the noon the centre stands at.
    assert calling(centre).enrol(PaperDevice("a"), text).status_code == 200
    assert do("code", "make", "44000")[0] == 2
    assert do("code", "make", "33010", "--hours", "0")[0] == 2


def test_a_device_is_listed_revoked_and_wiped(do: Do, centre: Centre, device: PaperDevice) -> None:
    caller = calling(centre)
    caller.welcome(device, free_bytes=5_000_000)
    row = do("device", "list", "33010")[1][1]
    assert row[:3] == ["33010-A", device.device.hex(), "active"]
    assert (row[4], row[5], row[6]) == ("0", "5", "0.1.0")
    assert do("order", "wipe", "33010-A")[0] == 3
    code, ((first,),) = do("order", "read-again", "33010-A")
    again, ((second,),) = do("device", "enrol-again", device.device.hex())
    assert (code, again) == (0, 0)
    assert int(first.removeprefix("order ")) < int(second.removeprefix("order "))
    assert len(caller.welcome(device).orders) == 2
    assert do("device", "revoke", "33010-a", "--reason", "stolen")[0] == 0
    assert do("order", "wipe", "33010-A")[0] == 0
    listed = [[row[0], row[2], row[4]] for row in do("order", "list", "33010")[1][1:]]
    assert listed == [["33010-A", what, ""] for what in ("read_again", "enrol_again", "wipe")]
    assert do("order", "read-again", "33010-A")[0] == 3
    assert caller.hello(device).status_code == 403
    assert do("device", "list")[1][1][2] == "revoked"
    assert do("device", "revoke", "33010-Z", "--reason", "x")[0] == 2


def test_a_station_is_shown_with_its_day_its_parked_facts_and_held_ranges(
    do: Do, centre: Centre, device: PaperDevice
) -> None:
    caller = calling(centre)
    device.write(2)
    device.write(1, type_="FromLater")
    caller.receipt(device.signed())
    other = PaperDevice("a")
    other.write(3, "another ")
    caller.put(other.signed())
    lines = do("show", "33010")[1]
    assert ["facts", "2026-03-02", "NoteAdded", "2"] in lines
    assert ["stream", "A", device.epoch.hex(), "to 3", "archived 0"] in lines
    assert ["parked", "FromLater", "unknown_type", "1"] in lines
    assert ["held", device.device.hex(), device.epoch.hex(), "1 to 3"] in lines
    assert not [line for line in do("show", "33010", "--day", "2020-01-01")[1] if line[0] == "facts"]
    assert do("show", "44000")[0] == 2


def test_parked_facts_are_understood_after_an_upgrade(do: Do, centre: Centre, device: PaperDevice) -> None:
    device.write(3, type_="FromLater")
    calling(centre).receipt(device.signed())
    assert do("parked", "retry") == (1, [["understood", "0"], ["parked", "3"]])
    with centre.engine.begin() as connection:
        # As if this program had learned the type.
        connection.execute(FACT.update().values(type="NoteAdded"))
    assert do("parked", "retry") == (0, [["understood", "3"], ["parked", "0"]])
    with centre.engine.begin() as connection:
        assert connection.execute(PARKED.select()).all() == []


def copied(tmp_path: Path) -> Path:
    """A copy of the centre's database."""
    copy = tmp_path / "copy.db"
    with sqlite3.connect(tmp_path / "data" / "centre.db") as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    return copy


def archived(centre: Centre) -> list[int]:
    with centre.engine.begin() as connection:
        return [row.archived for row in connection.execute(STREAM.select())]


def test_what_a_copy_has_is_noted_and_told_to_the_device(
    do: Do, centre: Centre, device: PaperDevice, tmp_path: Path
) -> None:
    caller = calling(centre)
    device.write(4)
    caller.receipt(device.signed(1, 3))
    copy = copied(tmp_path)
    caller.receipt(device.signed(4))
    assert do("archived", str(copy)) == (0, [["archived", "1"], ["different", "0"]])
    assert archived(centre) == [3]
    assert caller.receipt(device.signed(4)).archived == 3
    assert caller.welcome(device).streams[0].archived == 3


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM fact WHERE seq = 2",
        "UPDATE fact SET body = x'00' WHERE seq = 1",
        "UPDATE fact SET actor = 'x' WHERE seq = 3",
        "UPDATE stream SET seq = 9",
        "DELETE FROM fact",
    ],
)
def test_a_copy_that_lacks_something_is_not_believed(
    do: Do, centre: Centre, device: PaperDevice, tmp_path: Path, harm: str
) -> None:
    device.write(3)
    calling(centre).receipt(device.signed())
    copy = copied(tmp_path)
    with sqlite3.connect(copy) as connection:
        connection.execute(harm)
    connection.close()
    assert do("archived", str(copy)) == (1, [["archived", "0"], ["different", "1"]])
    assert archived(centre) == [0]


def test_the_database_is_no_copy_of_itself_and_a_missing_file_none(do: Do, tmp_path: Path) -> None:
    do("station", "list")
    assert do("archived", str(tmp_path / "data" / "centre.db"))[0] == 2
    assert do("archived", str(tmp_path / "none.db"))[0] == 2


def test_a_data_folder_of_another_centre_does_nothing_to_a_database(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'shared.db'}"
    made_centre(tmp_path / "one", address).engine.dispose()
    arguments = ["--data", str(tmp_path / "other"), "--database", address]
    assert main(["station", "add", "33010", "x", *arguments]) == 3
    assert Settings(database=address).url(tmp_path).drivername == "sqlite"


def test_help_is_in_english_and_names_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--help"])
    assert ended.value.code == 0
    assert "Exit codes: 0 done" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["nothing"])
    assert ended.value.code == 2
