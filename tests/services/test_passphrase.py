"""The passphrase of the station: what opens the store with it, what does not any more, and what a kill leaves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger
from counter_tui.db.keys.key_store import entry_of, find_key, is_sealed
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from counter_tui.services.set_up.passphrase import change_passphrase, remove_passphrase, set_passphrase
from counter_tui.services.set_up.recovery import recover_key
from support.file_ring import FileRing
from support.killed_passphrases import NEW, OLD, passphrase_until
from support.stations import ENVIRON, LI, WANG, SmallStation, open_small_station
from support.working import processes

FACTS = ["PassphraseSet", "PassphraseChanged", "PassphraseRemoved"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileRing:
    """A key store of the system that other processes find too."""
    found = FileRing(tmp_path / "ring.json")
    found.use(monkeypatch.setattr)
    return found


def told(small: SmallStation) -> list[tuple[str, str]]:
    """The facts about passphrases, in their order, with who."""
    with small.services.base.store.reading() as connection:
        found = [each for kind in FACTS for each in ledger.latest(connection, kind)]
    return [(each.fact.type, each.actor) for each in sorted(found, key=lambda each: each.seq)]


def test_a_key_file_alone_opens_nothing_under_a_passphrase(small: SmallStation) -> None:
    key = find_key(small.home).key
    set_passphrase(small.services.base, WANG, OLD, ENVIRON)
    assert key.hex() not in small.home.key_file.read_text("ascii")
    assert small.home.key_file.stat().st_mode & 0o077 == 0
    with pytest.raises(RuleBroken, match="passphrase_needed"):
        find_key(small.home)
    with pytest.raises(RuleBroken, match="passphrase_wrong"):
        find_key(small.home, NEW)
    assert find_key(small.home, f"  {OLD}  ").key == key
    open_services(small.home, small.clock, passphrase=OLD).close()
    with pytest.raises(RuleBroken, match="passphrase_needed"):
        open_services(small.home, small.clock)
    assert told(small) == [("PassphraseSet", "101")]


def test_a_key_store_alone_opens_nothing_and_without_it_the_passphrase_does_not_either(
    small: SmallStation, ring: FileRing
) -> None:
    """The key that was in the key store before is not there any more."""
    station, key = small.services.base, small.services.base.store.key
    recover_key(small.home, key, environ={})
    small.home.key_file.unlink()
    recover_key(small.home, key, environ={})
    assert entry_of(small.home).place == "keyring"
    assert key.hex() in ring.kept().values()
    assert set_passphrase(station, WANG, OLD, {})
    assert len(ring.kept()) == 1
    assert key.hex() not in ring.kept().values()
    assert find_key(small.home, OLD).key == key
    secret = ring.kept()
    ring.write({})
    with pytest.raises(RuleBroken, match="key_missing"):
        find_key(small.home, OLD)
    ring.write(dict.fromkeys(secret, "00" * 32))
    with pytest.raises(RuleBroken, match="passphrase_wrong"):
        find_key(small.home, OLD)


def test_a_key_store_that_does_not_forget_is_said_and_tried_again_at_the_next_change(
    small: SmallStation, ring: FileRing
) -> None:
    station, key = small.services.base, small.services.base.store.key
    small.home.key_file.unlink()
    recover_key(small.home, key, environ={})
    ring.forgets = False
    assert not set_passphrase(station, WANG, OLD, {})
    assert key.hex() in ring.kept().values()
    assert find_key(small.home, OLD).key == key
    ring.forgets = True
    assert change_passphrase(station, WANG, NEW, {})
    assert key.hex() not in ring.kept().values()
    assert find_key(small.home, NEW).key == key


def test_change_and_remove_leave_their_facts_and_the_old_passphrase_opens_nothing(
    small: SmallStation,
) -> None:
    station, key = small.services.base, small.services.base.store.key
    for act in (
        lambda: change_passphrase(station, WANG, NEW, ENVIRON),
        lambda: remove_passphrase(station, WANG),
    ):
        with pytest.raises(RuleBroken, match="passphrase_none"):
            act()
    set_passphrase(station, WANG, OLD, ENVIRON)
    with pytest.raises(RuleBroken, match="passphrase_exists"):
        set_passphrase(station, WANG, NEW, ENVIRON)
    change_passphrase(station, WANG, NEW, ENVIRON)
    with pytest.raises(RuleBroken, match="passphrase_wrong"):
        find_key(small.home, OLD)
    assert find_key(small.home, NEW).key == key
    remove_passphrase(station, WANG, ENVIRON)
    assert find_key(small.home).key == key
    assert told(small) == [(kind, "101") for kind in FACTS]


def test_what_opened_the_store_once_opens_it_after_the_change_too(small: SmallStation) -> None:
    """The store keeps its key: an old key file without a passphrase, and an old one with the passphrase of then."""
    station, bare = small.services.base, small.home.key_file.read_bytes()
    set_passphrase(station, WANG, OLD, ENVIRON)
    sealed = small.home.key_file.read_bytes()
    change_passphrase(station, WANG, NEW, ENVIRON)
    for content, passphrase in ((bare, ""), (sealed, OLD)):
        small.home.key_file.write_bytes(content)
        open_services(small.home, small.clock, passphrase=passphrase).close()


def test_with_a_key_store_an_old_key_file_opens_nothing_after_the_change(
    small: SmallStation, ring: FileRing
) -> None:
    """Unless somebody has the secret of then too, which the key store has forgotten."""
    station = small.services.base
    set_passphrase(station, WANG, OLD, {})
    sealed, secret = small.home.key_file.read_bytes(), ring.kept()
    assert change_passphrase(station, WANG, NEW, {})
    small.home.key_file.write_bytes(sealed)
    with pytest.raises(RuleBroken, match="key_missing"):
        find_key(small.home, OLD)
    ring.write(secret)
    assert find_key(small.home, OLD).key == station.store.key


def test_who_does_not_lead_sets_none_and_a_weak_one_leaves_nothing(small: SmallStation) -> None:
    before = small.home.key_file.read_bytes()
    with pytest.raises(RuleBroken, match="not_allowed"):
        set_passphrase(small.services.base, LI, OLD, ENVIRON)
    with pytest.raises(RuleBroken, match="passphrase_short"):
        set_passphrase(small.services.base, WANG, "short", ENVIRON)
    assert small.home.key_file.read_bytes() == before
    assert told(small) == []


def test_windows_that_are_open_go_on_and_copy_the_store(small: SmallStation) -> None:
    """An app opened before the passphrase was set keeps the key it has."""
    set_passphrase(small.services.base, WANG, OLD, ENVIRON)
    (made,) = small.services.backups.make_due()
    assert made.problem is None
    assert small.services.backups.trouble is None


def test_the_recovery_sheet_opens_a_store_whose_passphrase_is_lost(small: SmallStation) -> None:
    set_passphrase(small.services.base, WANG, OLD, ENVIRON)
    assert recover_key(small.home, small.services.base.store.key, environ=ENVIRON) == ("key_file", True)
    assert not is_sealed(small.home)
    open_services(small.home, small.clock).close()


@pytest.mark.parametrize("damage", ["cut", "scheme", "hex", "byte"])
def test_a_sealed_key_file_that_was_changed_opens_nothing_and_says_so(
    small: SmallStation, damage: str
) -> None:
    set_passphrase(small.services.base, WANG, OLD, ENVIRON)
    words = small.home.key_file.read_text("ascii").split()
    changed = {
        "cut": [*words[:3], words[3][:-2], words[4]],
        "scheme": [words[0], "argon2id-1-1-1", *words[2:]],
        "hex": [*words[:3], "zz" + words[3][2:], words[4]],
        "byte": [*words[:3], words[3][:-1] + ("0" if words[3][-1] != "0" else "1"), words[4]],
    }[damage]
    small.home.key_file.write_text(" ".join(changed), "ascii")
    with pytest.raises(RuleBroken) as broken:
        find_key(small.home, OLD)
    assert broken.value.code == ("passphrase_wrong" if damage == "byte" else "key_missing")


@pytest.mark.parametrize("act", ["set", "change", "remove"])
def test_killed_at_any_step_the_store_opens_in_the_old_or_in_the_new_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """And done again it is done; whatever opens in the new way has its fact."""
    ring = FileRing(tmp_path / "ring.json")
    ring.use(monkeypatch.setattr)
    small = open_small_station(tmp_path, empty=True)
    key = small.services.base.store.key
    small.home.key_file.unlink()
    recover_key(small.home, key, environ={})
    if act != "set":
        set_passphrase(small.services.base, WANG, OLD, {})
    small.services.close()
    old, new = {"set": ("", OLD), "change": (OLD, NEW), "remove": (OLD, "")}[act]
    ways, kept = [], ring.kept()
    for step in range(1, 100):
        ring.write(kept)
        home = Home(Path(shutil.copytree(small.home.folder, tmp_path / f"at-{step}")))
        process = processes().Process(  # type: ignore[attr-defined]
            target=passphrase_until, args=(str(home.folder), str(ring.path), act, step)
        )
        process.start()
        process.join()
        ways.append(way_of(home, key, old, new))
        shutil.rmtree(home.folder)
        if process.exitcode == 0:
            break
        assert process.exitcode == -9
    assert ways[0] == "old"
    assert ways[-1] == "new"
    assert "old" not in ways[ways.index("new") :]
    assert len(ways) > 5


def way_of(home: Home, key: bytes, old: str, new: str) -> str:
    """How the key is found; it has to be found."""
    for way, passphrase in (("new", new), ("old", old)):
        try:
            found = find_key(home, passphrase)
        except RuleBroken:
            continue
        if bool(passphrase) == is_sealed(home):
            assert found.key == key
            return way
    raise AssertionError("nothing opens the store")
