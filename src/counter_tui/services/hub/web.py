"""The hub's addresses: those of the centre, as far as a hub can answer them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode
from msgspec.msgpack import encode as pack
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from counter_tui.domain.reading import read_json
from counter_tui.services.hub.limits import HubLimits
from counter_tui.services.hub.station_hub import StationHub
from counter_tui.services.pad_web.guard import App, Receive, Scope, Send
from counter_tui.streams.reception import Reception, Refused
from counter_tui.wire.entries import MOST_BYTES
from counter_tui.wire.messages import Cursor, Elsewhere, Greeting, Problem
from counter_tui.wire.releases import KIND

BODY_WITHIN = 30.0
"""Seconds within which a request has to be here whole."""
_MOST_OF_RANGE, _MOST_OF_OTHERS = MOST_BYTES + 1024, 64 * 1024
_LARGEST_HEAD = 8192
_AT_ONCE = 8
"""Requests that are read or worked on at the same time; the counter of this PC comes first."""
_MOST = 2**62
_STATUS = {
    "broken": 400,
    "unproven": 401,
    "nonce_unfit": 401,
    "session_over": 401,
    "unknown_device": 403,
    "revoked": 403,
    "not_there": 404,
    "no_such_address": 404,
    "too_slow": 408,
    "too_large": 413,
    "unfit": 422,
    "busy": 429,
}

Answer = Callable[[Reception, Request, bytes, int], Response]
Shape = TypeVar("Shape", bound=Struct)


class _Problem(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class HubDoor:
    """Stands before the addresses: how many requests, and how large; what is refused costs as little as can be."""

    def __init__(self, hub: StationHub, limits: HubLimits, seconds: Callable[[], float]) -> None:
        self._limits, self._seconds = limits, seconds
        self._app: App = _app_of(hub, limits)
        self._busy = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        address = scope["client"][0] if scope.get("client") else ""
        if not self._limits.take(address, self._seconds()) or self._busy >= _AT_ONCE:
            await _refuse("busy")(scope, receive, send)
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > _LARGEST_HEAD:
            await _refuse("too_large")(scope, receive, send)
        else:
            self._busy += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._busy -= 1


def _app_of(hub: StationHub, limits: HubLimits) -> Starlette:
    def route(method: str, path: str, answer: Answer, most: int = _MOST_OF_OTHERS) -> Route:
        return Route(path, _endpoint(hub, limits, answer, most), methods=[method])

    def releases(_here: Reception, asked: Request, _body: bytes, _now: int) -> Response:
        return _json(hub.releases(_session(asked), _kind(asked), _in_path(asked, "number")))

    def part(_here: Reception, asked: Request, _body: bytes, _now: int) -> Response:
        place = _kind(asked), _in_path(asked, "number"), _in_path(asked, "part")
        return _bytes(hub.release_part(_session(asked), *place))

    epoch, kind = "/v1/streams/{epoch}", "/v1/releases/{kind}"
    return Starlette(
        routes=[
            route("GET", "/v1/nonce", lambda here, _asked, _body, now: _json(here.nonce(now))),
            route("POST", "/v1/hello", _hello),
            route("PUT", "/v1/ranges", _ranges, _MOST_OF_RANGE),
            route("GET", "/v1/feed", _feed),
            route("GET", f"{epoch}/facts", _facts),
            route("GET", f"{epoch}/hash", _hash_at),
            route("GET", f"{kind}/after/{{number}}", releases),
            route("GET", f"{kind}/{{number}}/{{part}}", part),
            route(
                "GET",
                "/v1/held",
                lambda here, asked, _body, now: _bytes(pack(here.held(_session(asked), now))),
            ),
        ],
        exception_handlers={404: _nowhere, 405: _nowhere},
    )


def _endpoint(
    hub: StationHub, limits: HubLimits, answer: Answer, most: int
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await asyncio.wait_for(_body(request, most), BODY_WITHIN)
            found = await run_in_threadpool(lambda: answer(hub.reception, request, body, hub.now_ms()))
        except Refused as refused:
            return _refuse(refused.code)
        except _Problem as problem:
            return _refuse(problem.code)
        except TimeoutError:
            return _refuse("too_slow")
        except ClientDisconnect:
            return _refuse("broken")
        if request.url.path == "/v1/hello" and request.client:
            limits.is_device(request.client.host)
        return found

    return endpoint


async def _body(request: Request, most: int) -> bytes:
    told = request.headers.get("content-length", "0")
    if not told.isascii() or not told.isdigit() or len(told) > 12 or int(told) > most:
        raise _Problem("too_large")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise _Problem("too_large")
    return bytes(body)


async def _nowhere(_request: Request, _error: Exception) -> Response:
    return _refuse("no_such_address")


def _hello(here: Reception, _asked: Request, body: bytes, now: int) -> Response:
    return _json(here.hello(_message(body, Greeting), now))


def _ranges(here: Reception, _asked: Request, body: bytes, now: int) -> Response:
    found = here.put(body, now)
    return _json(found, 409 if isinstance(found, Elsewhere) else 200)


def _feed(here: Reception, asked: Request, _body: bytes, now: int) -> Response:
    cursor = Cursor(_number(asked, "after", 0), _hexadecimal(asked.query_params.get("hash", ""), (0, 32)))
    return _bytes(here.feed(_session(asked), cursor, now))


def _facts(here: Reception, asked: Request, _body: bytes, now: int) -> Response:
    return _bytes(here.stream(_session(asked), _epoch(asked), _number(asked, "first", 1), now))


def _hash_at(here: Reception, asked: Request, _body: bytes, now: int) -> Response:
    return _json(here.hash_at(_session(asked), _epoch(asked), _number(asked, "seq", 0), now))


def _message(body: bytes, shape: type[Shape]) -> Shape:
    try:
        return read_json(body, shape)
    except (DecodeError, ValidationError):
        raise _Problem("broken") from None


def _session(asked: Request) -> str:
    kind, _space, session = asked.headers.get("authorization", "").partition(" ")
    return session if kind == "Bearer" else ""


def _epoch(asked: Request) -> bytes:
    return _hexadecimal(asked.path_params["epoch"], (16,))


def _kind(asked: Request) -> str:
    kind: str = asked.path_params["kind"]
    if not KIND.fullmatch(kind):
        raise _Problem("unfit")
    return kind


def _in_path(asked: Request, name: str) -> int:
    return _whole(asked.path_params[name], 0)


def _number(asked: Request, name: str, least: int) -> int:
    return _whole(asked.query_params.get(name, "0"), least)


def _whole(text: str, least: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 19 or not least <= int(text) <= _MOST:
        raise _Problem("unfit")
    return int(text)


def _hexadecimal(text: str, sizes: tuple[int, ...]) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        raise _Problem("unfit") from None
    if len(found) not in sizes:
        raise _Problem("unfit")
    return found


def _json(message: Struct, status: int = 200) -> Response:
    return Response(encode(message), status, media_type="application/json")


def _bytes(content: bytes) -> Response:
    return Response(content, media_type="application/octet-stream")


def _refuse(code: str) -> Response:
    response = _json(Problem(code), _STATUS[code])
    if code == "busy":
        response.headers["retry-after"] = "5"
    if code in ("busy", "too_large", "too_slow"):
        response.headers["connection"] = "close"
    return response
