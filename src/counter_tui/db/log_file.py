"""Reading the log beside the store (SQLite, "WAL-mode File Format") as it lies on the disk, without touching it.

SQLite takes a log up to the first frame that is not sound and leaves the rest, as it must after a power cut. So a log
that was damaged in its middle looks to SQLite like a shorter one; here the rest is looked at too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import Struct, iter_unpack
from struct import error as StructError

_HEADER = Struct(">8I")
_FRAME = Struct(">6I")
_MAGIC = 0x377F0682
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds: the pages that stand in it instead of the store's own, and whether its middle is damaged."""

    pages: frozenset[int] = frozenset()
    damaged: bool = False


def read_log(path: Path) -> Log:
    """The log of a store at this path, empty where there is none. Others may be writing it."""
    for _again in range(_TRIES):
        try:
            content = path.read_bytes()
            with path.open("rb") as stream:
                begun_anew = stream.read(_HEADER.size) != content[: _HEADER.size]
        except FileNotFoundError:
            return Log()
        if not begun_anew:
            return _read(content)
    return Log()


def _read(content: bytes) -> Log:
    if not any(content[: _HEADER.size]):
        return Log()
    try:
        magic, _version, size, _count, *salts, sum_0, sum_1 = _HEADER.unpack_from(content)
    except StructError:
        return Log(damaged=True)
    order = ">" if magic & 1 else "<"
    so_far = (sum_0, sum_1)
    if magic & ~1 != _MAGIC or _sum(content[:24], order, (0, 0)) != so_far:
        return Log(damaged=True)
    pages: set[int] = set()
    open_pages: set[int] = set()
    frames = _frames(content, size)
    for page, commit, frame_salts, sums, start in frames:
        covered = content[start : start + 8] + content[start + _FRAME.size : start + _FRAME.size + size]
        so_far = _sum(covered, order, so_far)
        if frame_salts != salts or sums != so_far:
            ended = bool(commit) and frame_salts == salts
            return Log(frozenset(pages), _goes_on(frames, salts, ended))
        open_pages.add(page)
        if commit:
            pages |= open_pages
            open_pages = set()
    return Log(frozenset(pages))


def _goes_on(
    frames: Iterator[tuple[int, int, list[int], tuple[int, int], int]], salts: list[int], ended: bool
) -> bool:
    """Whether another transaction follows the one that is not sound: it was begun when that one was on the disk."""
    for _page, commit, frame_salts, _sums, _start in frames:
        if frame_salts == salts:
            if ended:
                return True
            ended = bool(commit)
    return False


def _frames(content: bytes, size: int) -> Iterator[tuple[int, int, list[int], tuple[int, int], int]]:
    """Page, pages of the store after a commit (else 0), salts, checksums and place of every whole frame."""
    for start in range(_HEADER.size, len(content) - _FRAME.size - size + 1, _FRAME.size + size):
        page, commit, *salts, sum_0, sum_1 = _FRAME.unpack_from(content, start)
        yield page, commit, salts, (sum_0, sum_1), start


def _sum(data: bytes, order: str, so_far: tuple[int, int]) -> tuple[int, int]:
    one, other = so_far
    for first, second in iter_unpack(f"{order}II", data):
        one = (one + first + other) & 0xFFFFFFFF
        other = (other + second + one) & 0xFFFFFFFF
    return one, other
