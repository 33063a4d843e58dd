"""Files of an import: the one that is read, and the report to hand back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from counter_tui.domain.errors import RuleBroken


def read_file(path: Path) -> bytes:
    """The bytes of a file to import; raises RuleBroken("import_file_unreadable", why="missing")."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleBroken("import_file_unreadable", why="missing") from error


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all, readable by its owner only; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.writelines(pieces)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
