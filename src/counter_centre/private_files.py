"""Files and folders that nobody but their owner may read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from counter_centre.refusing import NotAllowed, Unusable


def make_folder(folder: Path) -> None:
    """The folder with owner-only rights, made where it is missing; raises Unusable where it cannot be made."""
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    except OSError as error:
        raise Unusable(f"The data folder {folder} cannot be made: {error.strerror}.") from None


def make_once(path: Path, content: str) -> None:
    """Write a new file with owner-only rights, whole or not at all; nothing happens where it is there already."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    write(draft, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def put(path: Path, content: str) -> None:
    """Replace a file with owner-only rights by another content, whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    write(draft, content)
    draft.replace(path)


def write(path: Path, content: str) -> None:
    """Write a file with owner-only rights, down to the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def demand_private(path: Path) -> None:
    """Raises NotAllowed where somebody else may read or change a file or folder. Windows has no such rights."""
    if os.name != "posix":
        return
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        raise NotAllowed(f"{path} is a link. Put the file itself there.")
    if found.st_uid != os.geteuid():
        raise NotAllowed(f"{path} belongs to another user. Run the centre as its owner, or chown it.")
    if found.st_mode & 0o077:
        right = "700" if stat.S_ISDIR(found.st_mode) else "600"
        raise NotAllowed(f"Others may read {path}: chmod {right} {path}")
