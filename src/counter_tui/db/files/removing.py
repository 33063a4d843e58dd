"""Taking everything out of a folder that only its owner may read, but for what is to stay."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from counter_tui.db.files.disks import sync_folder

_AT_ONCE = 1 << 20


def take_out(folder: Path, stays: Collection[Path], wanted: Callable[[Path], bool] = lambda _: True) -> bool:
    """Remove what lies in a folder and is wanted, but for what stays; whether all of it is gone.

    A link is removed, never what it leads to, and another disk that is mounted in the folder is left alone. On Windows
    a file that a program has open stays until the next time.
    """
    try:
        disk = folder.lstat().st_dev
        found = sorted(folder.iterdir())
    except OSError:
        return not folder.exists()
    gone = [_removed(each, disk, stays) for each in found if wanted(each)]
    sync_folder(folder)
    return all(gone)


def blot_out(file: Path) -> bool:
    """Write over the content of a small file before it is removed; whether it is gone. A link is only removed."""
    with suppress(OSError):
        found = file.lstat()
        if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
            with file.open("r+b") as stream:
                stream.write(bytes(min(found.st_size, _AT_ONCE)))
                stream.flush()
                os.fsync(stream.fileno())
    return _unlinked(file)


def _removed(path: Path, disk: int, stays: Collection[Path]) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return True
    if path in stays:
        return True
    if not stat.S_ISDIR(found.st_mode):
        return _unlinked(path)
    if found.st_dev != disk or path.is_mount():
        return True
    try:
        inside = sorted(path.iterdir())
    except OSError:
        return False
    gone = [_removed(each, disk, stays) for each in inside]
    if any(path in kept.parents for kept in stays if kept.exists()):
        return all(gone)
    with suppress(OSError):
        path.rmdir()
    return all(gone) and not path.exists()


def _unlinked(path: Path) -> bool:
    with suppress(OSError):
        path.unlink(missing_ok=True)
    return not os.path.lexists(path)
