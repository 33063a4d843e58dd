"""The store's file: encrypted, safe against power cuts, read and written by several at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from counter_tui.db import engine, ledger
from counter_tui.db.store import Store, identity_key_of
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import PinReset, SettingChanged
from support.clocks import SeededBytes, StillClock
from support.looking import looked_over
from support.stations import BILL, LI, SmallStation, open_small_station

KEY = bytes(range(32))


def new_store(path: Path, key: bytes = KEY) -> Store:
    return Store(path, key, StillClock(), matter_keys=lambda _matter: (), random=SeededBytes())


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def test_the_file_is_opened_as_the_design_says(tmp_path: Path) -> None:
    connection = engine.connect(tmp_path / "s.db", KEY)
    asked = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
    }
    connection.close()
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }


def test_the_end_of_the_ledger_is_found_without_walking_it(small: SmallStation) -> None:
    """Every write begins with it, also after ten years."""
    with small.services.base.store.reading() as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {ledger._HEAD}", ("DateConfirmed",)).fetchall()
    steps = [str(step[3]) for step in plan if " fact" in step[3]]
    assert len(steps) == 2
    assert all("fact_by_hlc" in step or "fact_by_type (type=?)" in step for step in steps)


def test_writing_begins_at_once_and_reading_does_not(small: SmallStation) -> None:
    store = small.services.base.store
    with store.writing() as writing:
        assert writing.connection.execute("SELECT 1").fetchone()[0] == 1
        with store.reading() as reading:
            assert reading.execute("SELECT count(*) FROM fact").fetchone()[0] > 0
        other = engine.connect(small.home.store, store._key)
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(engine.StoreError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_reader_sees_one_moment_while_others_write(small: SmallStation) -> None:
    store = small.services.base.store
    with store.reading() as reading:
        before = reading.execute("SELECT count(*) FROM fact").fetchone()[0]
        with store.writing() as writing:
            writing.append(small.services.base.subject, [PinReset(staff_no="102")], "101")
        assert reading.execute("SELECT count(*) FROM fact").fetchone()[0] == before
    with store.reading() as reading:
        assert reading.execute("SELECT count(*) FROM fact").fetchone()[0] == before + 1


def test_the_data_version_changes_when_another_process_writes(small: SmallStation) -> None:
    store, service = small.services.base.store, small.services.station
    first = service.data_version()
    assert service.data_version() == first
    other = engine.connect(small.home.store, store._key)
    other.execute("UPDATE station SET trusted_ms = trusted_ms + 1")
    other.close()
    assert service.data_version() != first


def test_the_data_version_may_be_asked_from_many_threads(small: SmallStation) -> None:
    answers: list[int] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        answers.extend(small.services.station.data_version() for _time in range(50))

    threads = [threading.Thread(target=ask) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 400
    assert len(set(answers)) == 1


def test_threads_write_in_turn(small: SmallStation) -> None:
    """Eight threads of the app at once: all facts are there, without a gap."""
    failed: list[BaseException] = []
    base = small.services.base
    before = looked_over(small.home).counts["facts"]

    def write() -> None:
        try:
            for _time in range(10):
                with base.store.writing() as writing:
                    writing.append(
                        base.subject, [SettingChanged(key="idle_minutes", was="5", now="6")], "101"
                    )
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    report = looked_over(small.home)
    assert (report.findings, report.counts["facts"]) == ((), before + 80)


def test_the_log_beside_the_store_stays_small_under_work_and_reading(small: SmallStation) -> None:
    log = small.home.store.with_name("station.db-wal")
    sizes = []
    for _round in range(60):
        matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费"})
        for _note in range(6):
            small.services.matters.note(LI, matter, "催办")
        small.services.home.view(LI)
        sizes.append(log.stat().st_size)
    assert max(sizes) < 8 * 1024 * 1024
    small.services.close()
    assert not log.exists()


def test_a_long_reader_sees_its_moment_and_then_the_log_is_used_again(small: SmallStation) -> None:
    """While it reads the log cannot be emptied into the store; afterwards it grows no more."""
    base = small.services.base
    log = small.home.store.with_name("station.db-wal")

    def write(times: int) -> int:
        for _time in range(times):
            with base.store.writing() as writing:
                writing.append(base.subject, [PinReset(staff_no="102")] * 20, "101")
        return log.stat().st_size

    with base.store.reading() as reading:
        before = reading.execute("SELECT count(*) FROM fact").fetchone()[0]
        grown = write(150)
        assert reading.execute("SELECT count(*) FROM fact").fetchone()[0] == before
    write(10)
    assert write(100) <= grown + 4 * 1024 * 1024
    assert looked_over(small.home).counts["facts"] == before + 260 * 20


def test_a_store_that_was_closed_opens_again(small: SmallStation) -> None:
    small.services.station.data_version()
    small.services.close()
    small.services.close()
    assert small.services.home.view(LI).matter_count == 0
    small.services.close()


def test_another_key_or_another_file_is_an_unusable_store(tmp_path: Path) -> None:
    store = new_store(tmp_path / "s.db")
    store.prepare()
    store.close()
    with pytest.raises(RuleBroken, match="store_unusable"):
        new_store(tmp_path / "s.db", KEY[::-1]).prepare()
    (tmp_path / "t.db").write_bytes(b"something else entirely" * 400)
    with pytest.raises(RuleBroken, match="store_unusable"):
        new_store(tmp_path / "t.db").prepare()


def test_a_busy_store_is_said_to_be_busy(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PRAGMAS", ("busy_timeout=1",))
    other = engine.connect(small.home.store, small.services.base.store._key)
    other.execute("BEGIN IMMEDIATE")
    small.services.close()
    with pytest.raises(RuleBroken, match="store_busy"), small.services.base.store.writing():
        raise AssertionError
    other.close()


def test_an_old_engine_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "OLDEST_ENGINE", (99, 0, 0))
    with pytest.raises(RuleBroken, match="engine_too_old"):
        new_store(tmp_path / "s.db").prepare()
    assert not (tmp_path / "s.db").exists()


@pytest.mark.parametrize("name", ["站 点", "a%20b", "what?mode=ro", "hash#tag"])
def test_a_folder_of_any_name_holds_a_store(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    store = new_store(folder / "s.db")
    store.prepare()
    store.close()
    assert [path.name for path in folder.iterdir()] == ["s.db"]


def test_an_identity_number_stands_in_the_index_only_as_a_keyed_hash() -> None:
    one, other = identity_key_of(KEY), identity_key_of(KEY[::-1])
    assert one("110101199003074477") == one("110101199003074477")
    assert one("110101199003074477") != other("110101199003074477")
    assert "1101" not in one("110101199003074477")
    assert len(one("1")) == 32
