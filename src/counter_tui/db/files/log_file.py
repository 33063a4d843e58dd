"""Reading the log beside the store (SQLite, "WAL-mode File Format") as it lies on the disk, without touching it.

SQLite takes a log up to the first frame that is not sound and leaves the rest, as it must after a power cut. So a log
that was damaged in its middle looks to SQLite like a shorter one; here the rest is looked at too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import Struct, iter_unpack
from struct import error as StructError

import msgspec

_HEADER = Struct(">8I")
_FRAME = Struct(">6I")
_MAGIC = 0x377F0682
_TRIES = 5


class Log(msgspec.Struct, frozen=True):
    """What a log holds: the pages that stand in it instead of the store's own, and whether its middle is damaged."""

    pages: frozenset[int] = frozenset()
    damaged: bool = False


def read_log(store: Path) -> Log:
    """The log beside a store, empty where there is none. Others may be writing it."""
    path = store.with_name(store.name + "-wal")
    for _again in range(_TRIES):
        try:
            content = path.read_bytes()
            with path.open("rb") as stream:
                begun_anew = stream.read(_HEADER.size) != content[: _HEADER.size]
        except FileNotFoundError:
            return Log()
        if not begun_anew:
            return _read(content, store)
    return Log()


def _read(content: bytes, store: Path) -> Log:
    if not any(content[: _HEADER.size]):
        return Log()
    try:
        magic, _version, size, _count, *salts, sum_0, sum_1 = _HEADER.unpack_from(content)
    except StructError:
        return Log(damaged=True)
    order = ">" if magic & 1 else "<"
    if magic & ~1 != _MAGIC or _sum(content[:24], order, (0, 0)) != (sum_0, sum_1):
        return Log(damaged=True)
    pages: set[int] = set()
    open_pages: set[int] = set()
    frames = _frames(content, size, salts, order)
    for frame in frames:
        if not frame.sound:
            lost = _last_beyond(frames, frame)
            return Log(frozenset(pages), lost is not None and not _in_store(store, content, lost, size))
        open_pages.add(frame.page)
        if frame.commits:
            pages |= open_pages
            open_pages = set()
    return Log(frozenset(pages))


class _Frame(msgspec.Struct, frozen=True):
    """One page in the log; ``ours`` unless it is of an earlier log, ``sound`` when it is as the frame before says."""

    page: int
    commits: bool
    ours: bool
    sound: bool
    start: int


def _last_beyond(frames: Iterator[_Frame], broken: _Frame) -> _Frame | None:
    """The last sound frame of a transaction that was begun when the broken one was on the disk."""
    last, ended = None, broken.commits and broken.ours
    for frame in frames:
        if frame.ours and ended and frame.sound:
            last = frame
        ended = ended or (frame.ours and frame.commits)
    return last


def _in_store(store: Path, content: bytes, frame: _Frame, size: int) -> bool:
    """Whether a frame has reached the store: then the log was about to be written anew, and nothing in it is missed."""
    with store.open("rb") as stream:
        stream.seek((frame.page - 1) * size)
        return stream.read(size) == content[frame.start + _FRAME.size : frame.start + _FRAME.size + size]


def _frames(content: bytes, size: int, salts: list[int], order: str) -> Iterator[_Frame]:
    """Every whole frame; each is summed up from what the one before says it comes to."""
    so_far = _HEADER.unpack_from(content)[6:]
    for start in range(_HEADER.size, len(content) - _FRAME.size - size + 1, _FRAME.size + size):
        page, commit, *frame_salts, sum_0, sum_1 = _FRAME.unpack_from(content, start)
        ours = frame_salts == salts
        covered = content[start : start + 8] + content[start + _FRAME.size : start + _FRAME.size + size]
        sound = ours and _sum(covered, order, so_far) == (sum_0, sum_1)
        yield _Frame(page, bool(commit), ours, sound, start)
        so_far = (sum_0, sum_1)


def _sum(data: bytes, order: str, so_far: tuple[int, int]) -> tuple[int, int]:
    one, other = so_far
    for first, second in iter_unpack(f"{order}II", data):
        one = (one + first + other) & 0xFFFFFFFF
        other = (other + second + one) & 0xFFFFFFFF
    return one, other
