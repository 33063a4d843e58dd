"""The door before every request: its body is read whole, up to a size and a time, before anybody looks at it.

It also counts and notes each request, and lets no error of the program out as more than a plain 500.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any

from msgspec import Struct
from msgspec.json import encode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_centre.logs import note, note_trouble
from counter_centre.metrics import Metrics
from counter_tui.wire.entries import MOST_BYTES
from counter_tui.wire.messages import Problem

RANGES = "/v1/ranges"
MOST_OF_RANGE = MOST_BYTES + 1024
MOST_OF_OTHERS = 64 * 1024
MOST_AT_ONCE = 48 * 1024 * 1024
"""Bytes of bodies a process holds at most while they come in."""
_QUIET = ("/healthz", "/metrics")


class Limits(Struct, frozen=True):
    """How long a body may take and how much all of them together may be."""

    seconds: float
    at_once: int = MOST_AT_ONCE


class _Refused(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class _Gone(Exception):
    """Who asked has gone away."""


class Door:
    """Stands before the application, one for a process."""

    def __init__(self, app: ASGIApp, metrics: Metrics, limits: Limits) -> None:
        self._app = app
        self._metrics = metrics
        self._limits = limits
        self._coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        begun = perf_counter()
        body = b""
        try:
            body = await self._body(scope, receive)
            begun = perf_counter()
            await self._app(scope, _replay(body, receive), answer)
        except _Gone:
            return
        except _Refused as refused:
            await answer.refuse(refused.status, refused.code)
        except (
            Exception
        ) as error:  # the last door: a line in the log instead of a traceback with somebody's data
            note_trouble(error)
            if not answer.status:
                await answer.refuse(500, "trouble")
        self._note(scope, answer, len(body), perf_counter() - begun)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        most = MOST_OF_RANGE if scope["path"] == RANGES else MOST_OF_OTHERS
        told = dict(scope["headers"]).get(b"content-length", b"0")
        # Python reads digits of other scripts as well, and does not end with very many.
        if not told.isdigit() or len(told) > 12 or int(told) > most:
            raise _Refused(413, "too_large")
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _Gone
                    part = message.get("body", b"")
                    if len(body) + len(part) > most:
                        raise _Refused(413, "too_large")
                    if self._coming + len(part) > self._limits.at_once:
                        raise _Refused(503, "busy")
                    self._coming += len(part)
                    body += part
                    if not message.get("more_body"):
                        return bytes(body)
        except TimeoutError:
            raise _Refused(408, "too_slow") from None
        finally:
            self._coming -= len(body)

    def _note(self, scope: Scope, answer: _Answer, size: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        self._metrics.requests.labels(route, str(answer.status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        if route not in _QUIET:
            note(
                "request",
                method=scope["method"],
                route=route,
                status=answer.status,
                ms=round(seconds * 1000, 1),
                taken=size,
                given=answer.size,
            )


class _Answer:
    """Sends an answer on, and remembers its status and size."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)

    async def refuse(self, status: int, code: str) -> None:
        """Answer with a problem, and take nothing more on this connection."""
        content = encode(Problem(code))
        headers: list[tuple[bytes, bytes]] = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
            (b"connection", b"close"),
        ]
        if status == 503:
            headers.append((b"retry-after", b"5"))
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self({"type": "http.response.body", "body": content})


def _replay(body: bytes, receive: Receive) -> Callable[[], Any]:
    """What was read, once; then whatever comes after it."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed
