"""A line between a device and a centre that fails as lines do: byte for byte, at whichever request one likes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import MappingProxyType

PORTAL = b"<html><body>Please log in</body></html>"


@dataclass
class BadLine:
    """What befalls requests: ``fault`` is done to the one with the number ``at``, and to no other."""

    target: int
    fault: str = ""
    at: int = -1
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    fired: int = 0

    def set(self, fault: str, at: int) -> None:
        """Do this to the request with this number from now on; requests are counted anew."""
        self.fault, self.at, self.fired = fault, at, 0
        self.requests.clear()

    @property
    def address(self) -> str:
        """Where a device reaches the centre over this line."""
        return f"http://127.0.0.1:{self.port}"

    async def carry(self, device: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry the requests of one connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            while request := await _message(device):
                number = len(self.requests)
                self.requests.append(request.split(b" HTTP", 1)[0])
                hit = self.fault if number == self.at else ""
                self.fired += bool(hit)
                answer = await self._answer(hit, request)
                if answer is None:
                    break
                whole, last = answer
                back.write(whole)
                await back.drain()
                if last:
                    break
        back.transport.abort()

    async def _answer(self, fault: str, request: bytes) -> tuple[bytes, bool] | None:
        """What comes back and whether the connection ends with it; None where it is cut without a word."""
        if fault == "cut before it is sent":
            return None
        if made := MADE_UP.get(fault):
            return made, True
        sent = request[: len(request) // 2] if fault == "cut while it is sent" else request
        answer = await self._ask(sent, whole=sent is request)
        if fault in ("cut before the answer", "cut while it is sent"):
            return None
        return SPOILT[fault](answer) if fault else answer, bool(fault)

    async def _ask(self, request: bytes, *, whole: bool) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            writer.write(request)
            if not whole:
                await writer.drain()
                return b""
            return await _message(reader)
        finally:
            writer.close()


@contextmanager
def bad_line(target: int) -> Iterator[BadLine]:
    """A line to the centre at this port, in a thread of its own."""
    line = BadLine(target)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(line.carry, "127.0.0.1", 0))
    line.port = int(server.sockets[0].getsockname()[1])
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    mine = asyncio.current_task()
    left = [task for task in asyncio.all_tasks() if task is not mine]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One whole request or answer; nothing where the other end has hung up."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + await reader.readexactly(length)


def _made(status: str, body: bytes = b"", *more: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *more, "", ""]
    return "\r\n".join(lines).encode("ascii") + body


def _half(answer: bytes) -> bytes:
    head, body = answer.split(b"\r\n\r\n", 1)
    return head + b"\r\n\r\n" + body[: len(body) // 2]


def _other_length(answer: bytes) -> bytes:
    head, body = answer.split(b"\r\n\r\n", 1)
    told = f"content-length: {len(body)}".encode()
    less = f"content-length: {len(body) - 7}".encode()
    return head.replace(told, less) + b"\r\n\r\n" + body


def _flipped(answer: bytes) -> bytes:
    spoilt = bytearray(answer)
    spoilt[-len(answer.split(b"\r\n\r\n", 1)[1]) // 2] ^= 0x15
    return bytes(spoilt)


HTML = "Content-Type: text/html"
MADE_UP: Mapping[str, bytes] = MappingProxyType(
    {
        "a portal's page": _made("200 OK", PORTAL, HTML),
        "garbage": _made("200 OK", b"\x00\xff{]["),
        "no protocol": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "an empty answer": _made("200 OK"),
        "301": _made("301 Moved", b"", "Location: http://127.0.0.1:1/"),
        **{
            str(status): _made(f"{status} No", PORTAL, HTML)
            for status in (400, 401, 403, 404, 408, 409, 410, 426, 500, 502)
        },
        "413": _made("413 Too Large", PORTAL, HTML),
        "429": _made("429 Later", PORTAL, "Retry-After: 3"),
        "503": _made("503 Busy", PORTAL, "Retry-After: 3"),
        "session over": _made("401 No", b'{"code":"session_over"}'),
        "nonce used": _made("401 No", b'{"code":"nonce_unfit"}'),
        "a refusal": _made("403 No", b'{"code":"unknown_device"}'),
        "a false receipt": _made("200 OK", b'{"content":"{}","signature":"AAAA"}'),
        "a false mark": _made("409 No", b'{"code":"gap","seq":0,"hash":""}'),
    }
)
"""Answers of somebody on the way; the request does not reach the centre."""
SPOILT: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {"half an answer": _half, "another length": _other_length, "a flipped bit": _flipped}
)
"""What becomes of the centre's own answer."""
CUT = ("cut before it is sent", "cut while it is sent", "cut before the answer")
FAULTS = (*CUT, *MADE_UP, *SPOILT)
