"""Setting up a station and opening it again."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db import ledger, people
from counter_tui.db import station as station_rows
from counter_tui.db.keys.key_store import move_once
from counter_tui.db.store import Store
from counter_tui.domain.backup.sheet import key_rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from counter_tui.services.set_up import setting_up
from counter_tui.services.set_up.fit_to_set_up import UNFINISHED_DEMO
from counter_tui.services.set_up.opening import open_store, station_exists
from counter_tui.services.set_up.recovery_sheet import recovery_sheet
from counter_tui.services.set_up.setting_up import Opened, init_station
from counter_tui.services.staff.pin_hashing import verify_pin
from counter_tui.settings import read_settings

PIN = "580213"
ENVIRON = {"COUNTER_KEYRING": "off"}


class _Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 1, 0, tzinfo=UTC)

    def monotonic_ms(self) -> int:
        return 7


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "station")


def set_up(home: Home, **changed: Any) -> Opened:
    values: dict[str, Any] = {
        "code": "33010",
        "name": "青石桥供电所",
        "area": "rural",
        "profile": "state_grid",
        "device": "A",
        "lead_no": "1001",
        "lead_name": "周立",
        "lead_pin": PIN,
        "papers_folder": "",
        "clock": _Clock(),
        "environ": ENVIRON,
    }
    return init_station(home, **{**values, **changed})


def opened(home: Home) -> Store:
    return open_store(home, _Clock(), lambda _matter: ())


def test_a_new_station_has_its_row_its_lead_and_its_first_facts(home: Home) -> None:
    set_up(home)
    store = opened(home)
    with store.reading() as connection:
        station = station_rows.read(connection)
        lead = people.person(connection, "1001")
        end = ledger.head(connection)
        facts = [ledger.read_row(row).fact.type for row in ledger.all_rows(connection, end.epoch)]
    store.close()
    assert station is not None
    assert (station.code, station.name, station.profile, station.demo) == (
        "33010",
        "青石桥供电所",
        "state_grid",
        0,
    )
    assert lead is not None
    assert lead.role == "lead"
    assert verify_pin(PIN, lead.pin_hash)
    assert facts == ["StationOpened", "StaffAdded", "ShiftTaken"]


def test_the_home_holds_nothing_but_the_store_and_its_key_readable_by_the_owner_only(home: Home) -> None:
    set_up(home)
    assert sorted(path.name for path in home.folder.iterdir()) == ["station.db", "station.key"]
    if os.name == "posix":
        assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(home.store.stat().st_mode) == 0o600


def test_nothing_of_the_station_is_readable_in_the_plain_bytes_of_its_store(home: Home) -> None:
    set_up(home)
    content = home.store.read_bytes()
    assert b"SQLite" not in content
    assert "青石桥供电所".encode() not in content
    assert PIN.encode() not in content


def test_a_second_set_up_is_refused_and_changes_nothing(home: Home) -> None:
    set_up(home)
    before = {path.name: path.read_bytes() for path in home.folder.iterdir()}
    with pytest.raises(RuleBroken, match="home_in_use"):
        set_up(home, code="44020")
    assert {path.name: path.read_bytes() for path in home.folder.iterdir()} == before


def test_a_home_in_which_a_demo_station_is_being_made_is_in_use(home: Home) -> None:
    home.folder.mkdir()
    (home.folder / UNFINISHED_DEMO).touch()
    with pytest.raises(RuleBroken, match="home_in_use"):
        set_up(home)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "3"}, "station_code_unfit"),
        ({"code": "33_010"}, "station_code_unfit"),
        ({"code": "青石"}, "station_code_unfit"),
        ({"name": "  "}, "station_name_unfit"),
        ({"name": "所" * 61}, "station_name_unfit"),
        ({"device": "AB"}, "device_unfit"),
        ({"device": "1"}, "device_unfit"),
        ({"lead_no": "1"}, "staff_no_unfit"),
        ({"lead_name": " "}, "name_missing"),
        ({"lead_pin": "123456"}, "pin_too_simple"),
        ({"lead_pin": "88"}, "pin_length"),
        ({"lead_pin": "abcdef"}, "pin_not_digits"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_made(
    home: Home, changed: dict[str, str], code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        set_up(home, **changed)
    assert not home.folder.exists()


@pytest.mark.parametrize("inside", ["", "papers", "papers/../papers/a"])
def test_papers_never_lie_in_the_home(home: Home, inside: str) -> None:
    with pytest.raises(RuleBroken, match="papers_folder_inside_home"):
        set_up(home, papers_folder=str(home.folder / inside))
    assert not home.folder.exists()


def test_the_folder_for_papers_is_kept_in_the_settings(home: Home, tmp_path: Path) -> None:
    set_up(home, papers_folder=str(tmp_path / "papers"))
    assert read_settings(home.settings).papers_folder == str(tmp_path / "papers")


@pytest.mark.parametrize("moment", ["prepare", "close", "move"])
def test_an_interrupted_set_up_is_completed_by_the_next(
    home: Home, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if moment == "move":
            patch.setattr(setting_up, "move_once", interrupt)
        else:
            patch.setattr(Store, moment, interrupt)
        with pytest.raises(KeyboardInterrupt):
            set_up(home)
    key = home.key_file.read_bytes()
    assert not station_exists(home)
    set_up(home)
    assert home.key_file.read_bytes() == key
    opened(home).close()
    assert sorted(path.name for path in home.folder.iterdir()) == ["station.db", "station.key"]


def test_two_set_ups_at_once_make_one_station(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real = move_once

    def late(source: Path, target: Path) -> None:
        target.write_bytes(b"the other one")
        real(source, target)

    monkeypatch.setattr(setting_up, "move_once", late)
    with pytest.raises(RuleBroken, match="home_in_use"):
        set_up(home)
    assert home.store.read_bytes() == b"the other one"


def test_without_a_station_there_is_nothing_to_open(home: Home) -> None:
    with pytest.raises(RuleBroken, match="store_missing"):
        opened(home)
    assert not home.folder.exists()


def test_a_key_that_is_not_the_stores_does_not_open_it(home: Home) -> None:
    set_up(home)
    home.key_file.write_text("key_file " + "0" * 64, "ascii")
    with pytest.raises(RuleBroken, match="store_unusable"):
        opened(home)


def test_a_lost_key_is_said_and_no_new_one_is_made(home: Home) -> None:
    set_up(home)
    home.key_file.unlink()
    with pytest.raises(RuleBroken, match="key_missing"):
        opened(home)
    assert not home.key_file.exists()


def test_the_recovery_sheet_opens_the_store_on_another_pc(home: Home, tmp_path: Path) -> None:
    sheet = recovery_sheet(set_up(home))
    rows = [
        line.split("  ")[2]
        for line in sheet.splitlines()
        if line.startswith("  ") and line.strip()[0].isdigit()
    ]
    digits = "".join(rows).replace(" ", "")
    other = Home(tmp_path / "other")
    other.folder.mkdir()
    other.store.write_bytes(home.store.read_bytes())
    other.key_file.write_text("key_file " + digits, "ascii")
    opened(other).close()


def test_a_digit_copied_wrong_shows_in_its_rows_check() -> None:
    right, wrong = key_rows(bytes(32)), key_rows(bytes([0] * 20 + [1] + [0] * 11))
    assert [a == b for a, b in zip(right, wrong, strict=True)] == [True, True, False, True]
    assert right[2][-4:] != wrong[2][-4:]


def test_the_key_is_in_no_text_but_the_sheet(home: Home) -> None:
    made = set_up(home)
    assert made.key.hex() not in repr(made)
    assert repr(made.key) not in repr(made)
