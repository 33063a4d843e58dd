"""Files on a stick: written so that they are whole and there before anybody is told so, and read with care.

Everything of the program lies in one folder of the stick. Names inside files mean nothing; links are not followed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

FOLDER = "GW"
BUNDLE_ENDING = ".gwb"
RETURN_ENDING = ".gwr"

Fault = Literal["missing", "full", "read_only", "gone", "differs"]
"""What is wrong with a stick: the folder named is not there, it has no room, it cannot be written, it was pulled out
or is broken, it gives back other bytes than were written."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class StickFailed(Exception):
    """Files could not be written to a stick, or read from it; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def folder_on(place: Path) -> Path:
    """The program's folder on the stick mounted at ``place``, which may be named itself."""
    return place if place.name == FOLDER else place / FOLDER


def require_stick(place: Path) -> None:
    """Raises StickFailed("missing") where there is no such folder that this account may look into."""
    # Of a name that is too long or in a closed folder Path asks whoever called to deal with the error.
    if not os.path.isdir(place):
        raise StickFailed("missing")


def require_folder(place: Path) -> Path:
    """The program's folder on a stick, made where it is missing.

    Raises:
        StickFailed: missing, read_only, full or gone.
    """
    folder = folder_on(place)
    require_stick(place if folder != place else place.parent)
    with _told():
        folder.mkdir(exist_ok=True)
    return folder


def files_on(place: Path, ending: str) -> list[Path]:
    """The files with this ending in the program's folder on a stick, by name.

    Raises:
        StickFailed: missing, where the stick has no such folder; gone.
    """
    folder = folder_on(place)
    require_stick(folder)
    with _told():
        # Some systems leave files of their own beside those somebody wrote.
        names = (each for each in folder.iterdir() if each.suffix.lower() == ending)
        return sorted(each for each in names if not each.name.startswith("."))


def read_file(file: Path, most: int) -> bytes:
    """The bytes of a file on a stick; of one longer than ``most`` only the beginning, one byte more than that.

    Raises:
        OSError: it is no plain file, or cannot be read.
    """
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "no plain file")
    with os.fdopen(handle, "rb") as stream:
        _forget(handle)
        return stream.read(most + 1)


def require_room(folder: Path, size: int) -> None:
    """Raises StickFailed("full") where the disk of a folder has no room for so many bytes."""
    with suppress(OSError):
        found = os.statvfs(folder) if hasattr(os, "statvfs") else None
        if found is not None and found.f_bavail * found.f_frsize < size:
            raise StickFailed("full")


def put(folder: Path, name: str, content: bytes) -> None:
    """Write a file under this name, whole or not at all, down to the medium, and read it back.

    Raises:
        StickFailed: full, read_only, gone or differs; what was there under this name before is still there then,
            unless it is the reading back that failed.
    """
    draft, file = folder / f"{name}.part", folder / name
    try:
        with _told():
            _write(draft, content)
            draft.replace(file)
            _sync_folder(folder)
            back = read_file(file, len(content))
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    if back != content:
        raise StickFailed("differs")


def _write(file: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems of sticks cannot be asked this.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _forget(handle: int) -> None:
    """Let the system read from the medium, not from what it remembers of writing."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StickFailed("full") from None
        raise StickFailed("read_only" if error.errno in _READ_ONLY else "gone") from None
