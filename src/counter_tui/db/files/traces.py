"""Noticing that somebody may have written into a store, without asking the engine or opening a file.

Asking the engine takes a thread and a transaction. Opening the files is no choice: closing one again would take the
engine's locks away from the whole process, as POSIX has it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

Told = Literal["changed", "unsettled", "at rest"]
_Trace = tuple[int, int, int]

LOOKS = 15
"""How many looks after a change stay unsettled: a commit can be read only when the disk has it, which may take long."""


class Traces:
    """The times and sizes of a store's files at the last look. Each write goes into the log first and leaves one."""

    def __init__(self, path: Path, *, told: bool = os.name == "posix") -> None:
        """``told`` says that the system notes a write at once; Windows does so when the file is closed."""
        self._files = (path, path.with_name(path.name + "-wal"))
        self._told = told
        self._seen: tuple[_Trace | None, ...] = ()
        self._unsettled = 0

    def look(self) -> Told:
        """What the files tell: "changed" since the last look, "unsettled" where a change may come yet, "at rest"."""
        found = tuple(map(_trace, self._files))
        if found != self._seen:
            self._seen, self._unsettled = found, LOOKS
            return "changed"
        self._unsettled = max(self._unsettled - 1, -1)
        return "at rest" if self._told and self._unsettled < 0 else "unsettled"


def _trace(path: Path) -> _Trace | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
