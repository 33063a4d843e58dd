"""The application: the centre's addresses behind the door, with every refusal said as a Problem."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from msgspec.json import encode
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from counter_centre.centre import Centre
from counter_centre.database import THREADS
from counter_centre.enrolling import NotEnrolled
from counter_centre.incarnation import EVERY_SECONDS
from counter_centre.logs import note, note_trouble
from counter_centre.refusing import Refusal
from counter_centre.web.described import describe
from counter_centre.web.door import Door, Limits
from counter_centre.web.routes import router
from counter_tui import __version__
from counter_tui.streams.reception import Refused
from counter_tui.wire.messages import Problem

_BUSY_SECONDS = 5
STATUS = {
    "broken": 400,
    "unproven": 401,
    "nonce_unfit": 401,
    "session_over": 401,
    "unknown_device": 403,
    "revoked": 403,
    "code_unfit": 403,
    "other_station": 403,
    "not_there": 404,
    "letter_taken": 409,
    "wait": 429,
}
_OF_HTTP = {404: "no_such_address", 405: "no_such_method"}


def make_app(centre: Centre) -> ASGIApp:
    """The application of a centre."""
    app = FastAPI(
        title="counter-centre",
        version=__version__,
        description="What devices and hubs ask of the centre.",
        lifespan=_living,
        docs_url=None,
        redoc_url=None,
    )
    app.state.centre = centre
    app.include_router(router)
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    return Door(app, centre.metrics, Limits(centre.settings.body_seconds))


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    centre: Centre = app.state.centre
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    beating = asyncio.create_task(_beat(centre))
    yield
    beating.cancel()
    with suppress(asyncio.CancelledError):
        await beating
    try:
        await to_thread.run_sync(centre.close)
    except Exception as error:  # the database may be gone: the process ends all the same
        note_trouble(error)


async def _beat(centre: Centre) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            await to_thread.run_sync(centre.beat)
        except Refusal as refusal:
            note("unusable", logging.ERROR, why=str(refusal))
        except Exception as error:  # the database may be away for a while: the next beat tells
            note_trouble(error)


def _problem(status: int, problem: Problem, **headers: str) -> Response:
    return Response(encode(problem), status, headers, "application/json")


async def _refused(_: Request, refused: Any) -> Response:
    status = STATUS[refused.code]
    challenge = {"www-authenticate": "Bearer"} if status == 401 else {}
    return _problem(status, Problem(refused.code, refused.detail, refused.orders), **challenge)


async def _not_enrolled(_: Request, refused: Any) -> Response:
    later = {"retry-after": str(refused.seconds)} if refused.seconds else {}
    return _problem(STATUS[refused.code], Problem(refused.code), **later)


async def _busy(_: Request, error: Exception) -> Response:
    note_trouble(error)
    return _problem(503, Problem("busy"), **{"retry-after": str(_BUSY_SECONDS)})


async def _not_fitting(_: Request, __: Exception) -> Response:
    return _problem(400, Problem("broken", "values no database holds"))


async def _no_parameters(_: Request, __: Exception) -> Response:
    return _problem(422, Problem("parameters"))


async def _of_http(_: Request, error: Any) -> Response:
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return _problem(error.status_code, Problem(_OF_HTTP.get(error.status_code, "request")), **headers)


async def _trouble(_: Request, __: Exception) -> Response:
    return _problem(500, Problem("trouble"))


_HANDLERS: dict[type[Exception], Any] = {
    Refused: _refused,
    NotEnrolled: _not_enrolled,
    OperationalError: _busy,
    InterfaceError: _busy,
    PoolTimeout: _busy,
    Refusal: _busy,
    DataError: _not_fitting,
    RequestValidationError: _no_parameters,
    HTTPException: _of_http,
    Exception: _trouble,
}
