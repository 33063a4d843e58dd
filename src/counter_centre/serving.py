"""Serving the centre: one process, or several workers at one address."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from msgspec import Struct
from msgspec.json import encode
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from counter_centre.centre import open_centre
from counter_centre.logs import log_to_stderr, note
from counter_centre.refusing import Refusal
from counter_centre.settings import Settings
from counter_centre.web.app import make_app
from counter_tui.domain.reading import read_json

MOST_CONNECTIONS = 1000
_GIVEN = "_COUNTER_CENTRE_WORKER"


class _Given(Struct, frozen=True):
    """What a worker is given by its parent."""

    data: str
    settings: Settings


class PatientProtocol(H11Protocol):
    """A connection that is closed where its first request does not begin in time."""

    def __init__(self, *, head_seconds: float, **given: Any) -> None:
        super().__init__(**given)
        self._head_seconds = head_seconds

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._head = asyncio.get_running_loop().call_later(self._head_seconds, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._head.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def serve(data: Path, settings: Settings) -> None:
    """Serve until the process is told to end; raises Refusal where keys, database or address do not serve."""
    log_to_stderr()
    centre = open_centre(data, settings)
    url = f"{'https' if settings.tls_certificate else 'http'}://{settings.host}:{settings.port}"
    note("serving", url=url, workers=settings.workers, database=centre.engine.dialect.name)
    try:
        if settings.workers == 1:
            uvicorn.Server(uvicorn.Config(make_app(centre), **_options(settings))).run()
        else:
            centre.engine.dispose()
            os.environ[_GIVEN] = encode(_Given(str(data), settings)).decode("utf-8")
            uvicorn.run("counter_centre.serving:app_of_worker", factory=True, **_options(settings))
    except SystemExit:
        raise Refusal(f"The address {url} cannot be served; another program may have it.") from None


def app_of_worker() -> ASGIApp:
    """The application of one of several workers, by what their parent was given."""
    given = read_json(os.environ[_GIVEN], _Given)
    log_to_stderr()
    return make_app(open_centre(Path(given.data), given.settings))


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "workers": settings.workers,
        "http": partial(PatientProtocol, head_seconds=settings.head_seconds),
        "ws": "none",
        "interface": "asgi3",
        "log_config": None,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        "limit_concurrency": MOST_CONNECTIONS,
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": 10,
        # On a busy machine a worker takes its time to begin; who kills it for that never sees it serve.
        "timeout_worker_healthcheck": 120,
        "ssl_certfile": settings.tls_certificate or None,
        "ssl_keyfile": settings.tls_key or None,
    }
