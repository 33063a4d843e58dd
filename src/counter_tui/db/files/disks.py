"""Folders and files on disks: is one there, can it be written to, whose turn is it, and does it outlast a power cut."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from counter_tui.domain.errors import RuleBroken

_LOCK = ".copying"
_PATIENCE = 60.0
"""Seconds to wait for another process that makes a copy in the same folder."""


def is_present(folder: Path) -> bool:
    """Whether a folder that was named for copies is there: the stick is in, the disk is mounted."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def require_writable(folder: Path) -> None:
    """Write something into a folder and take it away again; raises RuleBroken("backup_folder_unwritable")."""
    trial = folder / f".counter-tui-{os.getpid()}"
    try:
        try:
            with os.fdopen(os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
                stream.write(b"counter-tui")
                stream.flush()
                os.fsync(stream.fileno())
        finally:
            trial.unlink(missing_ok=True)
    except OSError as error:
        raise RuleBroken("backup_folder_unwritable", folder=str(folder)) from error


def on_same_disk(one: Path, other: Path) -> bool:
    """Whether two folders are on the same disk, so that both go when it goes."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


@contextmanager
def alone_in(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a folder of copies: one process at a time makes one there. Raises RuleBroken("backup_running")."""
    with os.fdopen(os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as handle:
        until = time.monotonic() + patience
        while not _held(handle):
            if time.monotonic() > until:
                raise RuleBroken("backup_running", folder=str(folder))
            time.sleep(0.05)
        yield


def _held(handle: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sync_file(path: Path) -> None:
    """Make a file's content last through a power cut."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system can be asked to."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
