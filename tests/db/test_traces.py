"""Somebody may have written into the store: the files of it tell, without the engine being asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from counter_tui.db.files.traces import LOOKS, Traces


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two files as the engine leaves them."""
    path = tmp_path / "station.db"
    for file in (path, log_of(path)):
        file.write_bytes(b"0" * 10)
        os.utime(file, ns=(1, 1))
    return path


def log_of(store: Path) -> Path:
    return store.with_name("station.db-wal")


def at_rest(store: Path) -> Traces:
    """Somebody who has looked until nothing was new any more."""
    traces = Traces(store, told=True)
    assert [traces.look() for _look in range(LOOKS + 2)] == TOLD
    return traces


TOLD = ["changed", *["unsettled"] * LOOKS, "at rest"]
"""What is told from a change on."""


def written(store: Path) -> None:
    os.utime(log_of(store), ns=(2, 2))


def grown(store: Path) -> None:
    log_of(store).write_bytes(b"0" * 11)
    os.utime(log_of(store), ns=(1, 1))


def moved_into(store: Path) -> None:
    os.utime(store, ns=(2, 2))


def without_log(store: Path) -> None:
    log_of(store).unlink()


def deleted(store: Path) -> None:
    store.unlink()


@pytest.mark.parametrize("change", [written, grown, moved_into, without_log, deleted])
def test_whatever_happens_to_the_files_is_told_and_stays_unsettled_for_some_looks(
    store: Path, change: Callable[[Path], None]
) -> None:
    """A commit can be read only once the disk has it, so asking once is not enough."""
    traces = at_rest(store)
    change(store)
    assert [traces.look() for _look in range(LOOKS + 3)] == [*TOLD, "at rest"]


def test_a_change_while_the_one_before_is_unsettled_starts_the_looks_anew(store: Path) -> None:
    traces = at_rest(store)
    written(store)
    assert [traces.look() for _look in range(LOOKS)] == TOLD[:LOOKS]
    grown(store)
    assert [traces.look() for _look in range(LOOKS + 2)] == TOLD


def test_where_the_system_does_not_note_a_write_at_once_nothing_is_ever_at_rest(store: Path) -> None:
    traces = Traces(store, told=False)
    assert {traces.look() for _look in range(3 * LOOKS)} == {"changed", "unsettled"}
