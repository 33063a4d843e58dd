"""Values are read from several threads at once, as a start does that signs in and reads the rules beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from threading import Lock, Thread

import pytest
from msgspec import DecodeError, Struct

import counter_tui
from counter_tui.domain import reading
from counter_tui.domain.reading import read_as, read_json, read_packed

_working: list[Callable[[], None]] = []


def _slow() -> type[int]:
    """The type of a field, which takes its time to be worked out."""
    while _working:
        _working.pop()()
    return int


class Inner(Struct, frozen=True):
    """Its field is worked out when somebody first reads by the outer one."""

    count: _slow()  # type: ignore[valid-type]


class Outer(Struct, frozen=True):
    """A shape with another one in it; the one test about a first reading is the only one that reads by it."""

    inner: Inner
    name: str


class Told(Struct, frozen=True):
    """A shape for everything else."""

    count: int
    name: str


class Watched:
    """A lock that tells who has to wait for it."""

    def __init__(self, told: Queue[str]) -> None:
        self._lock, self._told = Lock(), told

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self._told.put("waits")
            self._lock.acquire()

    def __exit__(self, *_error: object) -> None:
        self._lock.release()


def test_a_shape_two_threads_read_by_for_the_first_time_is_worked_out_whole_before_the_second_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values, read, told = {"inner": {"count": 1}, "name": "a"}, [], Queue[str]()
    monkeypatch.setattr(reading, "_ONE_AT_A_TIME", Watched(told))

    def second() -> None:
        read.append(read_as(values, Outer))
        told.put("has read")

    meanwhile: list[str] = []
    other = Thread(target=second, daemon=True)

    def begin() -> None:
        other.start()
        meanwhile.append(told.get(timeout=60))

    _working.append(begin)
    first = read_as(values, Outer)
    other.join(60)

    assert meanwhile == ["waits"]
    assert read == [first] == [Outer(Inner(1), "a")]


@pytest.mark.parametrize(
    "text", [b'{"name":"\xff"}', b'{"name":"\\ud800"}', b'{"x":' + b"[" * 100_000, b"\xff", b""]
)
def test_json_that_is_none_is_told_in_one_way(text: bytes) -> None:
    with pytest.raises(DecodeError):
        read_json(text, Told)


@pytest.mark.parametrize("content", [b"\x81\xa4name\xa1\xff", b"\x81\xa1x" + b"\x91" * 100_000, b""])
def test_messagepack_that_is_none_is_told_in_one_way(content: bytes) -> None:
    with pytest.raises(DecodeError):
        read_packed(content, Told)


def test_nothing_is_read_past_the_one_place_that_lets_threads_wait() -> None:
    read = r"\b(?:convert|decode|Decoder)\b"
    past = re.compile(rf"^from msgspec(?:\.json)? import .*{read}|\bmsgspec\.(?:json\.)?{read}", re.MULTILINE)
    root = Path(counter_tui.__file__).parent

    files = [each for each in root.rglob("*.py") if past.search(each.read_text("utf-8"))]

    assert [each.relative_to(root).as_posix() for each in files] == ["domain/reading.py"]
