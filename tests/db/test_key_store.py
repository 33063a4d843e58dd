"""The store's key is made once, kept safely and found again."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import ClassVar

import pytest

from counter_tui.db.keys import key_store
from counter_tui.db.keys.key_store import find_key, key_place, make_key, move_once
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home

OFF = {"COUNTER_KEYRING": "off"}


class _Ring:
    """A key store in memory."""

    priority: ClassVar[float] = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class _Locked(_Ring):
    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: ARG002
        raise RuntimeError("locked")


class _Forgetful(_Ring):
    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
        return None


class _Worthless(_Ring):
    priority: ClassVar[float] = 0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "station")


def use(monkeypatch: pytest.MonkeyPatch, ring: object) -> None:
    import keyring

    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)


def test_without_a_key_store_the_key_lies_in_a_file_of_its_owner(home: Home) -> None:
    made = make_key(home, os.urandom, OFF)
    assert made.place == "key_file"
    assert len(made.key) == 32
    assert find_key(home) == made
    if os.name == "posix":
        assert stat.S_IMODE(home.key_file.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700


def test_a_key_store_keeps_the_key_out_of_the_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, _Ring())
    made = make_key(home, os.urandom, {})
    assert made.place == "keyring"
    assert key_place(home) == "keyring"
    assert find_key(home) == made
    assert made.key.hex() not in home.key_file.read_text("ascii")


def test_a_home_that_was_moved_still_finds_its_key(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, _Ring())
    made = make_key(home, os.urandom, {})
    moved = Home(home.folder.rename(home.folder.with_name("moved")))
    assert find_key(moved) == made


@pytest.mark.parametrize("ring", [_Locked(), _Forgetful(), _Worthless()])
def test_a_key_store_that_keeps_nothing_gives_way_to_the_file(
    home: Home, monkeypatch: pytest.MonkeyPatch, ring: object
) -> None:
    use(monkeypatch, ring)
    made = make_key(home, os.urandom, {})
    assert made.place == "key_file"
    assert find_key(home) == made


def test_a_key_is_never_written_over(home: Home) -> None:
    made = make_key(home, os.urandom, OFF)
    assert make_key(home, os.urandom, OFF) == made
    with pytest.raises(FileExistsError):
        key_store.place_once(home.key_file, b"another")
    assert find_key(home) == made
    assert [path.name for path in home.folder.iterdir()] == [home.key_file.name]


@pytest.mark.parametrize(
    "content", ["", "key_file", "key_file 00ff", "key_file zz", "elsewhere 00", "\x00\xff"]
)
def test_a_key_file_that_cannot_be_read_is_a_missing_key_and_stays(home: Home, content: str) -> None:
    home.folder.mkdir()
    home.key_file.write_text(content, "latin-1")
    with pytest.raises(RuleBroken, match="key_missing"):
        find_key(home)
    with pytest.raises(RuleBroken, match="key_missing"):
        make_key(home, os.urandom, OFF)
    assert home.key_file.read_text("latin-1") == content


def test_a_key_the_key_store_has_lost_is_a_missing_key(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = _Ring()
    use(monkeypatch, ring)
    make_key(home, os.urandom, {})
    ring.kept.clear()
    with pytest.raises(RuleBroken) as broken:
        find_key(home)
    assert broken.value.facts == {"place": "keyring"}


def test_the_key_is_not_in_the_text_of_its_object(home: Home) -> None:
    made = make_key(home, os.urandom, OFF)
    assert made.key.hex() not in repr(made)
    assert repr(made.key) not in repr(made)


def test_a_finished_file_never_takes_a_name_that_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(source: object, target: object) -> None:  # noqa: ARG001
        raise OSError("no second names here")

    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    with pytest.raises(FileExistsError):
        move_once(new, old)
    monkeypatch.setattr(os, "link", unknown)
    with pytest.raises(FileExistsError):
        move_once(new, old)
    assert old.read_bytes() == b"old"
    move_once(new, tmp_path / "third")
    assert (tmp_path / "third").read_bytes() == b"new"
