"""Noticing that the files of an open store were deleted or replaced by somebody.

Such a file can be written still, and all of it is gone when the program ends: nothing may be called saved that went
there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlcipher3 import dbapi2

from counter_tui.db.files.lost_log import LostLog
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import CLOSED

Mark = tuple[int, int]


class HeldFiles:
    """Which files the connections of this process have open, and whether they still have their names.

    Once they have not, nothing is written for as long as the store is open: another process may hold the old files, and
    writing to the new ones would ruin both.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._closed = path.with_name(CLOSED)
        self._store_was: Mark | None = None
        self._log_was: Mark | None = None
        self._open = 0
        self._lock = Lock()
        self._gone: RuleBroken | None = None
        self._lost = LostLog(path)

    def opened(self) -> None:
        """A connection was opened; the first one says which files these are."""
        with self._lock:
            if not self._open:
                self._store_was, self._log_was = _mark(self._path), _mark(self._log)
            self._open += 1

    def closed(self) -> None:
        """A connection was closed. With the last one the log may go, as it should, and what a lost one held is back."""
        with self._lock:
            self._open -= 1
            if not self._open:
                self._lost.take_away()

    def require(self, connection: Any = None) -> None:
        """Raise RuleBroken unless the files are those that were opened.

        "store_gone" with the ``file`` beside it into which everything in the store was saved through this connection,
        "store_lost" when that could not be done, or "store_log_gone": the store is there, its newest part has no name
        any more and comes back when every process closes the store. "closed_down": the centre has closed this PC down,
        and nothing of the store is to be kept.
        """
        with self._lock:
            if self._gone is None and self._open:
                self._gone = self._missing(connection)
        if self._gone is not None:
            raise RuleBroken(self._gone.code, **self._gone.facts)

    def _missing(self, connection: Any) -> RuleBroken | None:
        if self._closed.exists():
            return RuleBroken("closed_down")
        store, log = _mark(self._path), _mark(self._log)
        if store != self._store_was:
            copy = self._rescued(connection) if connection else ""
            return RuleBroken("store_gone", file=copy) if copy else RuleBroken("store_lost")
        # A store that was opened and not yet read or written has no log.
        self._log_was = self._log_was or log
        if log != self._log_was:
            self._lost.leave()
            return RuleBroken("store_log_gone")
        # Opened between the deleting and another process's noticing it, this one has a new log beside the old.
        return RuleBroken("store_log_gone") if self._lost.is_held_elsewhere() else None

    def _rescued(self, connection: Any) -> str:
        """The name of a copy of everything that was committed."""
        copy = self._path.with_name(f"{self._path.stem}.rescued-{os.getpid()}{self._path.suffix}")
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            # Made here, and empty as the engine wants it, so that only its owner may read it.
            os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            connection.execute("VACUUM INTO ?", (str(copy),))
        except (dbapi2.Error, OSError):
            with suppress(OSError):
                copy.unlink()
            return ""
        return copy.name


def _mark(path: Path) -> Mark | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
