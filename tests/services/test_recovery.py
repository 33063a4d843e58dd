"""The recovery sheet opens a store whose key is gone, and gives a lead whom nobody can help a new PIN."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger
from counter_tui.db.keys import key_ring
from counter_tui.db.keys.key_store import find_key
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import PinReset
from counter_tui.domain.facts.upkeep import PinRecovered
from counter_tui.paths import Home
from counter_tui.services.backup.backups import back_up, back_up_to
from counter_tui.services.set_up.recovery import recover_key, recover_pin
from support.looking import looked_over
from support.stations import ENVIRON, PINS, SmallStation, open_small_station


class _Ring:
    """A key store in memory."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def test_a_lost_key_file_comes_back_and_the_station_opens(small: SmallStation) -> None:
    key = find_key(small.home).key
    small.services.close()
    small.home.key_file.unlink()
    assert recover_key(small.home, key, environ=ENVIRON) == ("key_file", True)
    assert recover_key(small.home, key, environ=ENVIRON) == ("key_file", False)
    assert small.home.key_file.stat().st_mode & 0o077 == 0
    open_services(small.home, small.clock).close()
    assert looked_over(small.home).clean


@pytest.mark.parametrize("content", ["", "half a li", f"key_file {'00' * 32}\n", "key_file 12\n"])
def test_a_key_file_of_no_use_is_kept_under_another_name(small: SmallStation, content: str) -> None:
    key = find_key(small.home).key
    small.home.key_file.write_text(content, "ascii")
    assert recover_key(small.home, key, environ=ENVIRON) == ("key_file", True)
    assert find_key(small.home).key == key
    assert small.home.key_file.with_name("station.key.old1").read_text("ascii") == content


def test_a_key_that_the_key_store_lost_goes_back_into_it_under_its_old_name(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, ring = find_key(small.home).key, _Ring()
    monkeypatch.setattr(key_ring, "system_ring", lambda: ring)
    small.home.key_file.write_text("keyring abcd\n", "ascii")
    assert recover_key(small.home, key, environ={}) == ("keyring", True)
    assert ring.kept == {("counter-tui", "abcd"): key.hex()}
    assert small.home.key_file.read_text("ascii") == "keyring abcd\n"


def test_another_key_in_the_key_store_is_left_there(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, ring = find_key(small.home).key, _Ring()
    monkeypatch.setattr(key_ring, "system_ring", lambda: ring)
    ring.kept["counter-tui", "abcd"] = "11" * 32
    small.home.key_file.write_text("keyring abcd\n", "ascii")
    assert recover_key(small.home, key, environ={}) == ("keyring", True)
    assert ring.kept["counter-tui", "abcd"] == "11" * 32
    assert find_key(small.home).key == key


def test_where_the_key_store_is_gone_the_key_file_takes_its_place(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = find_key(small.home).key
    monkeypatch.setattr(key_ring, "system_ring", lambda: None)
    small.home.key_file.write_text("keyring abcd\n", "ascii")
    assert recover_key(small.home, key, environ={}) == ("key_file", True)
    assert find_key(small.home).key == key


def test_a_sheet_of_another_store_changes_nothing(small: SmallStation) -> None:
    before = small.home.key_file.read_bytes()
    with pytest.raises(RuleBroken, match="sheet_of_another"):
        recover_key(small.home, bytes(32), environ=ENVIRON)
    assert small.home.key_file.read_bytes() == before
    assert [path.name for path in small.home.folder.glob("*.old*")] == []


def test_without_a_store_the_key_is_tried_on_a_copy(small: SmallStation, tmp_path: Path) -> None:
    key = find_key(small.home).key
    file = back_up_to(small.home, tmp_path / "stick", small.clock)
    other = Home(tmp_path / "other")
    with pytest.raises(RuleBroken, match="store_missing"):
        recover_key(other, key, environ=ENVIRON)
    assert not other.folder.exists()
    assert recover_key(other, key, copy=file, environ=ENVIRON) == ("key_file", True)
    assert find_key(other).key == key
    back_up(small.home, small.clock)
    small.services.close()
    small.home.store.unlink()
    small.home.key_file.unlink()
    assert recover_key(small.home, key, environ=ENVIRON) == ("key_file", True)


def test_a_lead_gets_a_new_pin_by_the_sheet_and_a_fact_says_so(small: SmallStation) -> None:
    recover_pin(small.services.base, "101", "836154", find_key(small.home).key)
    assert small.services.staff.identify("101", "836154").role == "lead"
    with pytest.raises(RuleBroken, match="sign_in_refused"):
        small.services.staff.identify("101", PINS["101"])
    with small.services.base.store.reading() as connection:
        (told,) = ledger.latest(connection, PinRecovered.type)
        assert ledger.latest(connection, PinReset.type) == []
    assert isinstance(told.fact, PinRecovered)
    assert (told.fact.staff_no, told.actor) == ("101", "101")
    assert looked_over(small.home).clean


@pytest.mark.parametrize(
    ("number", "pin", "key", "code"),
    [
        ("102", "836154", None, "not_leading"),
        ("999", "836154", None, "staff_unknown"),
        ("101", "123456", None, "pin_too_simple"),
        ("101", "836154", bytes(32), "sheet_of_another"),
    ],
)
def test_nobody_else_and_no_weak_pin_and_no_other_sheet(
    small: SmallStation, number: str, pin: str, key: bytes | None, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        recover_pin(small.services.base, number, pin, key or find_key(small.home).key)
    with small.services.base.store.reading() as connection:
        assert ledger.latest(connection, PinRecovered.type) == []
    assert small.services.staff.identify("101", PINS["101"])
