"""The row of those who wait to write: it keeps the order, and stands in nobody's way."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db import engine
from counter_tui.db.engine import Pool
from counter_tui.db.files import turns as places
from counter_tui.db.files.turns import Turns
from support.working import processes

KEY = bytes(range(32))
LONG = 600.0
"""Seconds no test takes: whoever waits so long waits for an event."""


class Hours:
    """A clock that somebody moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        """Seconds it has run."""
        return self.at


def write_when_told(folder: str, name: str, ear: Connection, mouth: Connection) -> None:
    """Say that one stands in the row, take one's turn, say so, and end it when told."""
    turns = Turns(Path(folder) / "s.db", patience=LONG)
    mouth.send(f"{name} asks")
    with turns.turn() as has_turn:
        mouth.send(f"{name} has {has_turn}")
        ear.recv()
    mouth.send(f"{name} is done")


class Other:
    """Another process that writes at the same store."""

    def __init__(self, folder: Path, name: str) -> None:
        context = processes()
        self.name = name
        theirs, self.tell = context.Pipe(duplex=False)
        self.ear, mouth = context.Pipe(duplex=False)
        self.process = context.Process(  # type: ignore[attr-defined]
            target=write_when_told, args=(str(folder), name, theirs, mouth)
        )
        self.process.start()
        theirs.close()
        mouth.close()
        assert self.ear.recv() == f"{name} asks"

    def has_turn(self) -> None:
        """Wait until it is its turn."""
        assert self.ear.recv() == f"{self.name} has True"

    def end(self) -> None:
        """Let it end its turn."""
        self.tell.send("on")
        assert self.ear.recv() == f"{self.name} is done"
        self._gone()

    def kill(self) -> None:
        """End it in the middle."""
        self.process.kill()
        self._gone()

    def _gone(self) -> None:
        self.process.join()
        self.tell.close()
        self.ear.close()


@contextmanager
def row_in(folder: Path, **how: Any) -> Iterator[Turns]:
    """A row that is wanted."""
    turns = Turns(folder / "s.db", **how)
    turns.wanted()
    yield turns
    turns.close()


def until_somebody_is_next(turns: Turns) -> None:
    """Come back when another process stands right behind the one who writes."""
    handle = turns._row._handle  # type: ignore[union-attr]
    while places._taken(handle, places._NEXT):
        places._free(handle, places._NEXT)


def test_there_is_no_row_until_somebody_had_to_wait(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "s.db")
    with turns.turn() as has_turn:
        assert not has_turn
    assert list(tmp_path.iterdir()) == []
    turns.wanted()
    turns.wanted()
    with turns.turn() as has_turn:
        assert has_turn
    turns.close()
    assert [each.name for each in tmp_path.iterdir()] == ["s.db-turns"]
    row = (tmp_path / "s.db-turns").stat()
    assert (row.st_size, row.st_mode & 0o077) == (0, 0)


def test_one_who_waits_has_the_turn_when_the_other_leaves(tmp_path: Path) -> None:
    with row_in(tmp_path, patience=LONG) as turns:
        first = Other(tmp_path, "first")
        first.has_turn()
        second = Other(tmp_path, "second")
        first.end()
        second.has_turn()
        second.end()
        with turns.turn() as has_turn:
            assert has_turn


def test_one_who_comes_back_at_once_stands_behind_those_who_wait(tmp_path: Path) -> None:
    with row_in(tmp_path, patience=0.0) as turns:
        with turns.turn():
            second = Other(tmp_path, "second")
            until_somebody_is_next(turns)
        with turns.turn() as has_turn:
            assert not has_turn
        second.has_turn()
        second.end()


def test_a_turn_ends_with_the_process_that_had_it(tmp_path: Path) -> None:
    with row_in(tmp_path, patience=LONG) as turns:
        first = Other(tmp_path, "first")
        first.has_turn()
        second = Other(tmp_path, "second")
        first.kill()
        second.has_turn()
        second.kill()
        with turns.turn() as has_turn:
            assert has_turn


def test_a_row_that_does_not_move_is_left_alone_for_a_minute(tmp_path: Path) -> None:
    hours = Hours()
    with row_in(tmp_path, patience=0.0, now=hours) as turns:
        stopped = Other(tmp_path, "stopped")
        stopped.has_turn()
        with turns.turn() as has_turn:
            assert not has_turn
        stopped.end()
        hours.at = 59.0
        with turns.turn() as has_turn:
            assert not has_turn


def test_a_row_that_moves_again_is_used_again(tmp_path: Path) -> None:
    hours = Hours()
    with row_in(tmp_path, patience=0.0, now=hours) as turns:
        stopped = Other(tmp_path, "stopped")
        stopped.has_turn()
        with turns.turn() as has_turn:
            assert not has_turn
        stopped.end()
        hours.at = 60.0
        with turns.turn() as has_turn:
            assert has_turn


def test_one_who_was_turned_away_holds_nobody_up(tmp_path: Path) -> None:
    """The one who gave up waiting is in the row no more once it moves."""
    with row_in(tmp_path, patience=0.0) as turns:
        stopped = Other(tmp_path, "stopped")
        stopped.has_turn()
        with turns.turn() as has_turn:
            assert not has_turn
        other = Other(tmp_path, "other")
        stopped.end()
        other.has_turn()
        other.end()


def test_an_error_ends_the_turn_as_well(tmp_path: Path) -> None:
    with row_in(tmp_path) as turns:
        with pytest.raises(ZeroDivisionError), turns.turn():
            raise ZeroDivisionError
        other = Other(tmp_path, "other")
        other.has_turn()
        other.end()
        with turns.turn() as has_turn:
            assert has_turn


def test_a_row_that_was_closed_in_a_turn_lets_others_write_after_it(tmp_path: Path) -> None:
    with row_in(tmp_path) as turns:
        with turns.turn() as has_turn:
            turns.close()
            assert has_turn
        other = Other(tmp_path, "other")
        other.has_turn()
        other.end()


def test_a_file_put_in_the_place_of_the_row_is_the_row(tmp_path: Path) -> None:
    with row_in(tmp_path, patience=0.0) as turns:
        with turns.turn() as has_turn:
            assert has_turn
        (tmp_path / "s.db-turns").unlink()
        with turns.turn() as has_turn:
            assert not has_turn
        turns.wanted()
        other = Other(tmp_path, "other")
        other.has_turn()
        with turns.turn() as has_turn:
            assert not has_turn
        other.end()


def test_threads_of_one_process_take_turns_as_well(tmp_path: Path) -> None:
    with row_in(tmp_path, patience=0.0) as turns, turns.turn() as first, turns.turn() as second:
        assert (first, second) == (True, False)


@pytest.mark.parametrize("spoil", [Path.mkdir, lambda path: path.symlink_to(path)], ids=["folder", "loop"])
def test_a_row_that_cannot_be_used_stands_in_nobodys_way(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(tmp_path / "s.db-turns")
    with row_in(tmp_path) as turns, turns.turn() as has_turn:
        assert not has_turn


def test_no_row_is_made_in_a_folder_that_is_gone(tmp_path: Path) -> None:
    with row_in(tmp_path / "gone") as turns, turns.turn() as has_turn:
        assert not has_turn


def test_a_system_without_such_locks_has_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _place: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("counter_tui.db.files.turns._taken", refuse)
    with row_in(tmp_path) as turns, turns.turn() as has_turn:
        assert not has_turn


def made(pool: Pool) -> None:
    """Make a table, by which the pool has an open connection."""
    with pool.transaction("BEGIN IMMEDIATE") as connection:
        connection.execute("CREATE TABLE t (n)")


def count(pool: Pool) -> int:
    with pool.transaction("BEGIN") as connection:
        return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])


@pytest.fixture
def pools(tmp_path: Path) -> Iterator[Callable[..., Pool]]:
    """Makes pools of connections to one store, with rows of this patience."""
    opened = []

    def pool(**how: Any) -> Pool:
        opened.append(
            Pool(lambda: engine.connect(tmp_path / "s.db", KEY), turns=Turns(tmp_path / "s.db", **how))
        )
        return opened[-1]

    yield pool
    for each in opened:
        each.close()


def test_a_write_is_kept_though_the_row_does_not_move(tmp_path: Path, pools: Callable[..., Pool]) -> None:
    pool = pools(patience=0.0)
    made(pool)
    with row_in(tmp_path):
        stopped = Other(tmp_path, "stopped")
        stopped.has_turn()
        with pool.transaction("BEGIN IMMEDIATE") as connection:
            connection.execute("INSERT INTO t VALUES (1)")
        stopped.end()
    assert count(pool) == 1


def test_nobody_waits_in_a_row_to_read(tmp_path: Path, pools: Callable[..., Pool]) -> None:
    pool = pools(patience=LONG)
    made(pool)
    with row_in(tmp_path):
        writer = Other(tmp_path, "writer")
        writer.has_turn()
        assert count(pool) == 0
        writer.end()


def test_whoever_finds_the_store_taken_asks_for_a_row(
    tmp_path: Path, pools: Callable[..., Pool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of an older program writes, which stands in no row."""
    pool = pools()
    made(pool)
    assert not (tmp_path / "s.db-turns").exists()
    older = engine.connect(tmp_path / "s.db", KEY)
    older.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("counter_tui.db.engine.time.sleep", lambda _seconds: older.execute("COMMIT"))
    with pool.transaction("BEGIN IMMEDIATE") as connection:
        connection.execute("INSERT INTO t VALUES (1)")
    older.close()
    assert (tmp_path / "s.db-turns").exists()
    assert count(pool) == 1
