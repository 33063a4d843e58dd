"""What the tablet may ask: the page, its pairing, the next question, and a press."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.reading import read_json
from counter_tui.domain.visit.pairing import tablet_name
from counter_tui.i18n import language
from counter_tui.services.pad_web.guard import COOKIE, LARGEST_BODY
from counter_tui.services.pad_web.steps import Press
from counter_tui.services.pad_web.words import PAGE
from counter_tui.services.reference.files import shipped

if TYPE_CHECKING:
    from counter_tui.services.pad_web.running import TabletDesk

BODY_WITHIN = 5.0
"""Seconds within which a request has to be here whole."""
POLL_FOR = 15.0
"""Seconds after which a question for what is new is answered, whether or not there is anything."""
KEEP_COOKIE = 7 * 24 * 3600
"""Seconds for which the tablet keeps its secret; whether it is still good is known here alone."""


Shape = TypeVar("Shape", bound=Struct)


class Code(Struct, frozen=True, forbid_unknown_fields=True):
    """A pairing code as it was entered."""

    code: str


class Shown(Struct, frozen=True, forbid_unknown_fields=True):
    """The page has drawn the step with this nonce."""

    nonce: str


def page_of(desk: TabletDesk) -> Starlette:
    """The application behind the guard."""
    routes = [
        Route("/", _shipped("pad.html", "text/html"), methods=["GET"]),
        Route("/pad.css", _shipped("pad.css", "text/css"), methods=["GET"]),
        Route("/pad.js", _shipped("pad.js", "text/javascript"), methods=["GET"]),
        Route("/words", _words(desk), methods=["GET"]),
        Route("/pair", _pair(desk), methods=["POST"]),
        Route("/next", _next(desk), methods=["GET"]),
        Route("/shown", _shown(desk), methods=["POST"]),
        Route("/answer", _answer(desk), methods=["POST"]),
    ]
    return Starlette(routes=routes)


Endpoint = Callable[[Request], Awaitable[Response]]


def _shipped(name: str, kind: str) -> Endpoint:
    text = shipped("pad_web", name)

    async def answer(_request: Request) -> Response:
        return Response(text, media_type=kind)

    return answer


def _words(desk: TabletDesk) -> Endpoint:
    async def answer(_request: Request) -> Response:
        return _json(
            {
                "first": language(),
                "page": PAGE,
                "levels": desk.asking.scale.levels,
                "practice": desk.asking.practice,
            }
        )

    return answer


def _pair(desk: TabletDesk) -> Endpoint:
    async def answer(request: Request) -> Response:
        given = await _read(request, Code)
        verdict, secret = await desk.pair(given.code, tablet_name(request.headers.get("user-agent", "")))
        if verdict != "right":
            return _json({"said": verdict}, 403)
        response = _json({"said": verdict})
        response.set_cookie(COOKIE, secret, max_age=KEEP_COOKIE, httponly=True, samesite="strict")
        return response

    return answer


def _next(desk: TabletDesk) -> Endpoint:
    async def answer(request: Request) -> Response:
        _require_tablet(request)
        rev = request.query_params.get("rev", "")
        state = await desk.news(int(rev) if rev.isdecimal() else -1, POLL_FOR)
        if not desk.session.knows(request.cookies.get(COOKIE, "")):
            raise HTTPException(401)
        return _json(state)

    return answer


def _shown(desk: TabletDesk) -> Endpoint:
    async def answer(request: Request) -> Response:
        _require_tablet(request)
        drawn = await _read(request, Shown)
        try:
            await desk.shown(drawn.nonce)
        except RuleBroken:
            raise HTTPException(503) from None
        return _json({})

    return answer


def _answer(desk: TabletDesk) -> Endpoint:
    async def answer(request: Request) -> Response:
        _require_tablet(request)
        press = await _read(request, Press)
        answered = await desk.answer(press)
        refused = answered.said in ("late", "gone", "used", "again")
        return _json(answered, 409 if refused else 200)

    return answer


def _require_tablet(request: Request) -> None:
    if not request.scope["tablet"]:
        raise HTTPException(401)


async def _read(request: Request, shape: type[Shape]) -> Shape:
    """The body as a value; what is too large, too slow or of another shape is refused."""
    try:
        body = await asyncio.wait_for(_body(request), BODY_WITHIN)
        return read_json(body, shape)
    except TimeoutError:
        raise HTTPException(408) from None
    except (msgspec.DecodeError, ClientDisconnect):
        raise HTTPException(400) from None


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise HTTPException(413)
    return body


def _json(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
