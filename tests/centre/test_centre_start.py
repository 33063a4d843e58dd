"""What a centre demands of its keys, settings and database before it answers anybody."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from counter_centre import incarnation, private_files
from counter_centre.centre import Centre, open_centre
from counter_centre.keys import NAMES, read_keys
from counter_centre.refusing import NotAllowed, Refusal, Unusable
from counter_centre.settings import Settings, data_folder, read_settings
from counter_tui.wire.messages import Cursor
from counter_tui.wire.pages import read_page
from support.centres import add_station, calling, enrolled, made_centre
from support.streams import PaperDevice


def refused(match: str) -> AbstractContextManager[object]:
    """What others may read is refused; on Windows, which has no such rights, it serves."""
    return pytest.raises(NotAllowed, match=match) if os.name == "posix" else nullcontext()


def life_of(data: Path, database: str = "") -> str:
    """The incarnation a start of a centre finds; the server is gone at once, as by a power cut."""
    centre = open_centre(data, Settings(database=database))
    centre.engine.dispose()
    return centre.incarnation


def test_keys_are_made_at_the_first_start_for_their_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    keys = read_keys(data)
    assert read_keys(data) == keys
    assert len({keys.signing.secret, keys.sealing, keys.session}) == 3
    assert str(keys) == "Keys()"
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in data.iterdir()} == {0o600}
        assert data.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "00" * 32,
        "0123456789abcdef" * 4,
        "".join(f"{number:02x}" for number in range(32)),
        "é" * 64,
        "5a" * 16 + "a5" * 16,
        "4f" * 31,
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_is_no_random_key_is_refused(tmp_path: Path, name: str, text: str) -> None:
    read_keys(tmp_path / "data")
    (tmp_path / "data" / name).write_text(text, "utf-8")
    with pytest.raises(NotAllowed, match=name):
        open_centre(tmp_path / "data", Settings())


@pytest.mark.parametrize("right", [0o640, 0o604, 0o660])
def test_a_key_others_may_read_is_refused(tmp_path: Path, right: int) -> None:
    read_keys(tmp_path / "data")
    (tmp_path / "data" / "session.key").chmod(right)
    with refused("chmod 600"):
        read_keys(tmp_path / "data")


def test_a_folder_others_may_enter_and_a_key_that_stands_elsewhere_are_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    read_keys(data)
    data.chmod(0o755)
    with refused("chmod 700"):
        read_keys(data)
    data.chmod(0o700)
    if os.name == "posix":
        (data / "session.key").rename(tmp_path / "elsewhere")
        (data / "session.key").symlink_to(tmp_path / "elsewhere")
        with refused("link"):
            read_keys(data)


def test_one_key_for_two_uses_and_a_lost_one_are_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    read_keys(data)
    shutil.copy(data / "signing.key", data / "sealing.key")
    with pytest.raises(NotAllowed, match="same"):
        read_keys(data)
    (data / "sealing.key").unlink()
    with pytest.raises(Unusable, match="gone"):
        read_keys(data)


def test_a_database_of_another_centre_is_refused(tmp_path: Path, database: str) -> None:
    life_of(tmp_path / "one", database)
    with pytest.raises(NotAllowed, match="other keys"):
        life_of(tmp_path / "other", database)


def test_a_database_of_a_later_program_is_refused(tmp_path: Path) -> None:
    life_of(tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "centre.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Unusable, match="later program"):
        life_of(tmp_path / "data")


def test_options_come_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "centre.toml").write_text("port = 1\nworkers = 2\nevery_minutes = 5\n", "utf-8")
    environ = {"COUNTER_CENTRE_PORT": "2", "COUNTER_CENTRE_WORKERS": "3", "COUNTER_CENTRE_DATA": "x"}
    found = read_settings(tmp_path, environ, {"port": 4, "workers": None})
    assert (found.port, found.workers, found.every_minutes, found.host) == (4, 3, 5, "127.0.0.1")
    assert data_folder(None, environ) == Path("x").absolute()


@pytest.mark.parametrize(
    ("text", "environ"),
    [
        ("port = 70000", {}),
        ("prot = 1", {}),
        ("port =", {}),
        ('window_start = "25:00"', {}),
        ("", {"COUNTER_CENTRE_PROT": "1"}),
        ("", {"COUNTER_CENTRE_BATCH_FACTS": "501"}),
    ],
)
def test_a_setting_that_is_none_is_refused(tmp_path: Path, text: str, environ: dict[str, str]) -> None:
    (tmp_path / "centre.toml").write_text(text, "utf-8")
    with pytest.raises(Refusal):
        read_settings(tmp_path, environ, {})


def test_a_file_with_an_address_others_may_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "centre.toml").write_text('database = "postgresql://a:b@host/c"', "utf-8")
    (tmp_path / "centre.toml").chmod(0o644)
    with refused("centre.toml"):
        read_settings(tmp_path, {}, {})


@pytest.mark.parametrize("address", ["mysql://host/name", "nothing", "sqlite://"])
def test_a_database_of_another_kind_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(Refusal):
        open_centre(tmp_path / "data", Settings(database=address))


def test_a_centre_that_goes_on_keeps_its_incarnation(tmp_path: Path, database: str) -> None:
    assert len({life_of(tmp_path / "data", database) for _ in range(4)}) == 1


@pytest.mark.parametrize("beats", [0, 1, 3])
def test_a_database_that_was_put_back_begins_a_new_incarnation(tmp_path: Path, beats: int) -> None:
    data = tmp_path / "data"
    centre = made_centre(data)
    first = centre.incarnation
    with sqlite3.connect(data / "centre.db") as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    connection.close()
    for _ in range(beats):
        centre.beat()
    centre.close()
    for left in data.glob("centre.db*"):
        left.unlink()
    shutil.copy(tmp_path / "copy.db", data / "centre.db")
    second = life_of(data)
    assert second != first
    assert life_of(data) == second


def test_a_database_put_back_under_a_server_is_noticed_while_it_runs(tmp_path: Path) -> None:
    centre = made_centre(tmp_path / "data")
    add_station(centre, "33010", "万泉供电所")
    caller = calling(centre)
    device = enrolled(centre, caller, "a")
    first = caller.welcome(device).incarnation
    with sqlite3.connect(tmp_path / "data" / "centre.db") as connection:
        connection.execute("UPDATE beat SET count = count - 1")
    connection.close()
    centre.beat()
    assert caller.welcome(device).incarnation == centre.incarnation != first
    centre.close()


@pytest.mark.parametrize("cut", ["before anything", "before the commit", "after the commit"])
def test_a_power_cut_while_a_server_beats_is_no_new_incarnation(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    data = tmp_path / "data"
    first = life_of(data, database)
    notes: list[str] = []

    def put(path: Path, content: str) -> None:
        notes.append(content)
        if cut == "before anything" or (cut == "after the commit" and len(notes) == 2):
            raise OSError("the power is gone")
        private_files.put(path, content)
        if cut == "before the commit":
            raise OSError("the power is gone")

    monkeypatch.setattr(incarnation, "put", put)
    with pytest.raises(OSError, match="power"):
        life_of(data, database)
    monkeypatch.undo()
    assert len(notes) == (2 if cut == "after the commit" else 1)
    assert life_of(data, database) == first


def test_servers_with_folders_of_their_own_share_a_database_and_its_incarnation(
    tmp_path: Path, database: str
) -> None:
    one = made_centre(tmp_path / "one", database)
    (tmp_path / "other").mkdir(mode=0o700)
    for name in NAMES:
        shutil.copy(tmp_path / "one" / name, tmp_path / "other" / name)
    other = made_centre(tmp_path / "other", database)
    for centre in (one, other, one, one, other):
        centre.beat()
    assert one.incarnation == other.incarnation
    _serve_one_device_at_both(one, other)
    one.engine.dispose()
    other.engine.dispose()


def _serve_one_device_at_both(one: Centre, other: Centre) -> None:
    add_station(one, "33010", "万泉供电所")
    here, there = calling(one), calling(other)
    device, second = enrolled(one, here, "a"), enrolled(other, there, "b")
    device.write(4)
    here.receipt(device.signed(1, 2))
    there.receipt(device.signed(3))
    nonce = here.nonce()
    assert there.hello(device, nonce=nonce).status_code == 200
    assert here.hello(device, nonce=nonce).status_code == 401
    session = here.welcome(second).session
    page = read_page(there.get("/v1/feed", session).content)
    assert page.cursor.pos == 4
    assert there.welcome(second, feed=page.cursor).feed_again is False
    assert there.welcome(second, feed=Cursor(4, device.entries[-1].hash)).feed_again is True


def test_what_another_device_wrote_before_is_not_lost_with_the_incarnation(tmp_path: Path) -> None:
    centre = made_centre(tmp_path / "data")
    add_station(centre, "33010", "万泉供电所")
    device = enrolled(centre, calling(centre), "a")
    device.write(3)
    calling(centre).receipt(device.signed())
    centre.close()
    again = made_centre(tmp_path / "data")
    (standing,) = calling(again).welcome(device).streams
    assert standing.seq == 3
    assert PaperDevice("a").epoch == standing.epoch
    again.close()
