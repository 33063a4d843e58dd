"""One of a sort at a time for a store: a lock of the system on an empty file, freed when its process ends, however.

The locks guard nothing but this: two pads would put the same question before two people, two calls bring the centre
the same facts twice.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


class HolderFile:
    """The lock beside one store, while somebody holds it."""

    def __init__(self, store: Path, ending: str) -> None:
        """``ending`` is one of ``paths.LOCKS``."""
        self._path = store.with_name(store.name + ending)
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this one holds it."""
        return self._handle is not None

    def take(self) -> bool:
        """Take it if nobody has it; also another one of this process is somebody. Raises OSError."""
        if self._handle is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _taken(handle):
                os.close(handle)
                return False
            self._handle = handle
        return True

    def free(self) -> None:
        """Let go of it."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        """Of the open file and not of the process: two holders in one process exclude each other too."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
