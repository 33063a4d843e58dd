"""The files of sealed heads: one in the home, one in each folder of copies. Lines are added, never changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from counter_tui.domain.close.seals import Seal, line_of, missing, read_lines
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import SEALS, Home

_MOST = 4 << 20
"""Bytes of such a file that are read: a century of days is less."""


def note(home: Home, seal: Seal) -> None:
    """Write down what a sheet vouches for, in the home and in its folder of copies.

    Raises RuleBroken("seals_unwritable") where the home takes it not; a folder of copies gets it with its next copy.
    """
    try:
        _add(home.seals, [seal])
    except OSError as error:
        raise RuleBroken("seals_unwritable", file=str(home.seals)) from error
    if home.backups.is_dir():
        with suppress(OSError):
            carry(home, home.backups)


def carry(home: Home, folder: Path) -> None:
    """Add to the file of a folder of copies what the home's has and it has not; raises OSError."""
    known, _unfit = read_file(home.seals)
    if known:
        _add(folder / SEALS, known)


def read_file(file: Path) -> tuple[frozenset[Seal], tuple[int, ...]]:
    """The seals of a file and the numbers of its lines that are none; nothing where there is no file."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST)
    except FileNotFoundError:
        return frozenset(), ()
    return read_lines(content.decode("utf-8", "replace"))


def _add(file: Path, seals: Iterable[Seal]) -> None:
    there, _unfit = read_file(file)
    lines = "".join(f"{line_of(seal)}\n" for seal in missing(seals, there))
    if not lines:
        return
    whole = not file.exists() or file.read_bytes().endswith(b"\n")
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "ab") as stream:
        # A line that a power cut left half stays by itself.
        stream.write((lines if whole else f"\n{lines}").encode("ascii"))
        stream.flush()
        os.fsync(stream.fileno())
