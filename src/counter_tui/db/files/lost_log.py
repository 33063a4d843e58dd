"""A mark beside a store whose log was deleted while a process had it open.

What is in a log without a name comes back when its processes close the store. Until then nobody else may open it: a new
log beside the old one would ruin the store. The mark is held with the system's lock for as long as such a process
lives; one that nobody holds was left by a process that died, and means nothing. Windows deletes no open log.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from counter_tui.domain.errors import RuleBroken

_ENDING = ".log-gone"
_TRIES = 5


class LostLog:
    """The mark of one store, as one process leaves it and takes it away."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + _ENDING)
        self._handle: int | None = None

    def leave(self) -> None:
        """Mark that the log of this process has no name any more; a folder that takes no mark has none."""
        with suppress(OSError):
            for _try in range(_TRIES):
                if self._handle is None:
                    self._handle = self._held()

    def take_away(self) -> None:
        """This process has let go of its log: take the mark away, unless another process still holds it."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(OSError):
                if _locked(handle, alone=True):
                    self._path.unlink(missing_ok=True)
            os.close(handle)

    def is_held_elsewhere(self) -> bool:
        """Whether another process has a log without a name; a mark that nobody holds is taken away."""
        if sys.platform == "win32" or self._handle is not None or not self._path.exists():
            return False
        try:
            handle = os.open(self._path, os.O_RDWR)
        except OSError:
            return False
        try:
            if not _locked(handle, alone=True):
                return True
            self._path.unlink(missing_ok=True)
        finally:
            os.close(handle)
        return False

    def _held(self) -> int | None:
        """The mark, held; None when somebody took it away meanwhile, thinking that nobody held it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _locked(handle, alone=False) and os.fstat(handle).st_ino == self._path.stat().st_ino:
                return handle
        except FileNotFoundError:
            pass
        os.close(handle)
        return None


def require_log(store: Path) -> None:
    """Raise RuleBroken("store_log_gone") while another process has the store open and its log was deleted."""
    if LostLog(store).is_held_elsewhere():
        raise RuleBroken("store_log_gone")


def _locked(handle: int, *, alone: bool) -> bool:
    """Hold the mark, with others or alone; False where somebody stands in the way of holding it alone."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_EX | fcntl.LOCK_NB) if alone else fcntl.LOCK_SH)
    except BlockingIOError:
        return False
    return True
