"""A line between a device and a centre that fails as lines do: byte for byte, at whichever request one likes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

from support.line_faults import MADE_UP, SPOILT


@dataclass
class BadLine:
    """What befalls requests: ``faults`` to those with these numbers, and ``chance`` is asked about each other one."""

    target: int
    faults: dict[int, str] = field(default_factory=dict)
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    fired: int = 0
    chance: Callable[[], str] = lambda: ""
    _given: list[tuple[bytes, bytes]] = field(default_factory=list)
    _late: list[bytes] = field(default_factory=list)
    _carrying: set[asyncio.Task[None]] = field(default_factory=set)

    def set(self, fault: str = "", at: int = -1, more: dict[int, str] | None = None) -> None:
        """Do this to the request with this number from now on; requests are counted anew."""
        self.faults = more or ({at: fault} if fault else {})
        self.fired = 0
        self.requests.clear()

    @property
    def address(self) -> str:
        """Where a device reaches the centre over this line."""
        return f"http://127.0.0.1:{self.port}"

    async def carry(self, device: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry the requests of one connection."""
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._carrying.add(task)
        try:
            # Of a task of its own that was cancelled, asyncio says an error.
            ended = (ConnectionError, asyncio.IncompleteReadError, TimeoutError, asyncio.CancelledError)
            with suppress(*ended):
                await self._carry(device, back)
        finally:
            self._carrying.discard(task)
            back.transport.abort()

    async def end(self, server: asyncio.Server) -> None:
        """Hang up on everybody, also on who is only being let in just now, and let nobody else in."""
        mine = asyncio.current_task()
        while any(task is not mine for task in asyncio.all_tasks()):
            # What is still being accepted is neither cancelled nor left without a server: its socket would stay open.
            for task in self._carrying:
                task.cancel()
            await asyncio.sleep(0)
        server.close()

    async def _carry(self, device: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while request := await _message(device):
            fault = self.faults.get(len(self.requests), "") or self.chance()
            self.requests.append(_what(request))
            self.fired += bool(fault)
            answer = await self._befall(fault, request)
            if answer is None:
                if fault in SILENT:
                    # Until the device waits no longer.
                    await device.read()
                return
            await self._give(back, answer, SLOW.get(fault, (0.0, 1 << 20, 0)))
            if fault:
                return

    async def _befall(self, fault: str, request: bytes) -> bytes | None:
        """What comes back; None where the line is cut without a word."""
        if fault in MADE_UP:
            return MADE_UP[fault]
        if fault in OLD:
            found = [each for what, each in self._given if OLD[fault](what, _what(request))]
            return found[0] if found else None
        if fault == "delivered late":
            self._late.append(request)
        if fault in NOT_SENT:
            return None
        if fault == "cut while it is sent":
            await self._ask(request, len(request) // 2)
            return None
        for each in (*self._late, *([request] if fault == "delivered twice" else [])):
            await self._ask(each)
        self._late.clear()
        answer = await self._ask(request)
        if not answer:
            # The centre died.
            return None
        if not fault:
            self._given = [(_what(request), answer), *self._given[:40]]
        if fault in CUT:
            return None
        return SPOILT[fault](answer) if fault in SPOILT else answer

    async def _give(self, back: asyncio.StreamWriter, answer: bytes, slowly: tuple[float, int, int]) -> None:
        pause, size, begin = slowly
        begin = answer.find(b"\r\n\r\n") + 4 if begin else 0
        back.write(answer[:begin])
        for place in range(begin, len(answer), size):
            await asyncio.sleep(pause)
            back.write(answer[place : place + size])
            await back.drain()

    async def _ask(self, request: bytes, most: int = 0) -> bytes:
        """The centre's answer; nothing where only so much of the request reaches it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            writer.write(request[:most] if most else request)
            if most:
                await writer.drain()
                return b""
            return await _message(reader)
        except asyncio.CancelledError:
            # What is not sent yet would keep the connection open.
            writer.transport.abort()
            raise
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
        asyncio.run_coroutine_threadsafe(line.end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


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


def _what(request: bytes) -> bytes:
    """What is asked for: method and path."""
    return request.split(b" HTTP", 1)[0].split(b"?", 1)[0]


SILENT = ("silence before it is sent", "silence after it was done")
NOT_SENT = ("cut before it is sent", "delivered late", "silence before it is sent")
CUT = (*NOT_SENT, "cut while it is sent", "cut before the answer", "silence after it was done")
"""Nothing comes back."""
TWICE = ("delivered twice",)
SLOW = {
    "a little late": (0.05, 1 << 20, 0),
    "a head in drips": (0.05, 1, 0),
    "a body in drips": (0.05, 1, 1),
}
"""Seconds before each part of the answer, the bytes of a part, and whether only the body comes in parts."""
OLD: dict[str, Callable[[bytes, bytes], bool]] = {
    "an answer of before": lambda given, asked: given == asked,
    "the answer of another request": lambda given, asked: given != asked,
}
"""Which answer somebody on the way had kept and gives instead of asking."""
TIMED = (*SILENT, *SLOW)
"""What takes time: the device's patience ends it, or not."""
QUICK = (*(fault for fault in CUT if fault not in SILENT), *MADE_UP, *SPOILT, *TWICE, *OLD)
FAULTS = (*QUICK, *TIMED)
