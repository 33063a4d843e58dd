"""Who writes next: those who wait for one store form a row, so that each writes about in the order they came.

The engine's own lock goes to whoever asks at the right moment, which is mostly the one who has just given it back. The
row is a courtesy beside it and guards nothing: two locks of the system on an empty file, one for who writes and one for
who is next, freed when a process ends, however it ends. Where there can be no row, or it does not move, everyone writes
as if there were none.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

from counter_tui.paths import TURNS

_WRITES, _NEXT = 0, 1

_PATIENCE = 3.0
"""Seconds in the row after which somebody in front is taken to be stopped."""

_AWAY = 60.0
"""Seconds for which a row that did not move is left alone."""

_LOOK = 0.001
"""Seconds between two looks where the system cannot wait for a part of a file."""


class Turns:
    """The row before one store, as one process stands in it; its threads take turns before that."""

    def __init__(
        self,
        store: Path,
        *,
        patience: float = _PATIENCE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = store.with_name(store.name + TURNS)
        self._patience = patience
        self._now = now
        self._mine = Lock()
        self._row: _Row | None = None
        self._away_until = 0.0
        self._closed = False

    def wanted(self) -> None:
        """Somebody had to wait, so there shall be a row from now on; a folder that takes no file has none."""
        # A file that is there is not opened: closing it would free the places of this process.
        with suppress(OSError):
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Stand in the row until it is this one's turn, and keep it while the block runs.

        False when there is no row: nobody has had to wait yet, it cannot be used, or it does not move.
        """
        if self._now() < self._away_until or not self._mine.acquire(timeout=self._patience):
            yield False
            return
        try:
            row = self._stood()
            yield row is not None
            if row:
                row.leave()
        except BaseException:
            self._let_go()
            raise
        finally:
            if self._closed:
                self._let_go()
            self._mine.release()

    def _stood(self) -> _Row | None:
        """The row, when it is this one's turn in it."""
        try:
            row = self._row = self._found()
            if row is None or row.stand(self._patience):
                return row
        except OSError:
            pass
        else:
            self._away_until = self._now() + _AWAY
        self._let_go()
        return None

    def _found(self) -> _Row | None:
        """The row; opened anew when somebody has put another file in its place."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return None
        mark = there.st_dev, there.st_ino
        if self._row and self._row.mark == mark:
            return self._row
        self._let_go()
        return _Row(self._path, mark)

    def close(self) -> None:
        """Let go of the file, at the latest when a turn under way ends."""
        self._closed = True
        if self._mine.acquire(blocking=False):
            self._let_go()
            self._mine.release()

    def _let_go(self) -> None:
        row, self._row = self._row, None
        if row:
            row.close()


class _Row:
    """The open file of a row."""

    def __init__(self, path: Path, mark: tuple[int, int]) -> None:
        self.mark = mark
        self._handle = os.open(path, os.O_RDWR)
        self._lock = Lock()
        self._waiting = False
        self._closed = False

    def stand(self, patience: float) -> bool:
        """Whether it was this one's turn within so many seconds."""
        is_next = _taken(self._handle, _NEXT)
        if is_next and _taken(self._handle, _WRITES):
            _free(self._handle, _NEXT)
            return True
        return self._waited((_WRITES,) if is_next else (_NEXT, _WRITES), patience)

    def _waited(self, places: tuple[int, ...], patience: float) -> bool:
        """Wait in a thread of its own: the system knows no limit to the waiting for a lock."""
        arrived = Lock()
        arrived.acquire()
        self._waiting = True
        Thread(target=self._wait, args=(places, arrived), daemon=True).start()
        return arrived.acquire(timeout=patience) and not self._closed

    def _wait(self, places: tuple[int, ...], arrived: Lock) -> None:
        try:
            for place in places:
                _take(self._handle, place)
            _free(self._handle, _NEXT)
        except OSError:
            self._closed = True
        with self._lock:
            self._waiting = False
            if self._closed:
                os.close(self._handle)
        arrived.release()

    def leave(self) -> None:
        """Let the next one write."""
        _free(self._handle, _WRITES)

    def close(self) -> None:
        """Close the file, by which the system frees the places of this process; one that is waited for still, then."""
        with self._lock:
            if not self._closed and not self._waiting:
                os.close(self._handle)
            self._closed = True


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int, place: int) -> bool:
        os.lseek(handle, place, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _take(handle: int, place: int) -> None:
        while not _taken(handle, place):
            time.sleep(_LOOK)

    def _free(handle: int, place: int) -> None:
        os.lseek(handle, place, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(handle: int, place: int) -> bool:
        """Take a place that is free."""
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _take(handle: int, place: int) -> None:
        """Wait for a place and take it."""
        fcntl.lockf(handle, fcntl.LOCK_EX, 1, place)

    def _free(handle: int, place: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, place)
