"""Requests that want a centre's memory: too long, without an end, packed many times over, and never finished."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from urllib.parse import urlsplit

from centres import Paper
from msgspec.msgpack import decode, encode
from zstandard import ZstdCompressor

from counter_tui.wire.ranges import SignedRange

_AT_ONCE, _EACH, _HELD = 16, 60, 180
_HEAD = b"PUT /v1/ranges HTTP/1.1\r\nhost: centre\r\n"
_LONG = 64 << 20


def ask_for_memory(address: str, paper: Paper) -> set[int]:
    """Send all of them, many at once, while bodies that never end are held open; the statuses that came back."""
    parts = urlsplit(address)
    place = (str(parts.hostname), int(parts.port or 0))
    with closing(_Held(place)), ThreadPoolExecutor(_AT_ONCE) as pool:
        requests = [each for _turn in range(_EACH) for each in _requests(paper)]
        return set(pool.map(lambda content: _status(place, content), requests))


class _Held:
    """Connections whose body lacks its last byte."""

    def __init__(self, place: tuple[str, int]) -> None:
        self._open = [socket.create_connection(place) for _each in range(_HELD)]
        for each in self._open:
            with suppress(OSError):
                each.sendall(_HEAD + b"content-length: 256000\r\n\r\n" + bytes(255_999))

    def close(self) -> None:
        """Let go of them."""
        for each in self._open:
            each.close()


def _requests(paper: Paper) -> Iterator[bytes]:
    yield _HEAD + b"content-length: %d\r\n\r\n" % _LONG + bytes(1 << 20)
    yield _HEAD + b"transfer-encoding: chunked\r\n\r\n" + b"10000\r\n%b\r\n" % bytes(1 << 16) * 40
    whole = decode(paper.ranges[0][1], type=SignedRange)
    for told in (True, False):
        compressor = ZstdCompressor(level=19, write_content_size=told)
        bomb = encode((1, b"", compressor.compress(bytes(_LONG))))
        content = encode(SignedRange(whole.manifest, whole.signature, bomb))
        yield _HEAD + b"content-length: %d\r\n\r\n" % len(content) + content


def _status(place: tuple[str, int], content: bytes) -> int:
    """The status of the answer; 0 where the line was cut before one came."""
    with socket.create_connection(place, timeout=120) as line:
        with suppress(OSError):
            line.sendall(content)
        with suppress(OSError):
            answer = line.recv(4096)
            return int(answer.split(b" ", 2)[1]) if answer else 0
    return 0
