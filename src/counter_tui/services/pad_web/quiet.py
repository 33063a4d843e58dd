"""How this PC's small servers are set up: no log, no sign of what answers, nothing kept that nobody asked for."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import uvicorn


def quiet_config(app: Any, *, largest_head: int, keep_alive: int, patience: int) -> Any:
    """The settings of a server for one app; times are seconds, ``patience`` is for requests under way at its end."""
    return uvicorn.Config(
        app,
        loop="asyncio",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=largest_head,
        timeout_keep_alive=keep_alive,
        timeout_graceful_shutdown=patience,
    )


def quiet_server(config: Any) -> Any:
    """The server of these settings.

    A signal ends what stands around it too; uvicorn would end the process at once after its own part.
    """
    server: Any = uvicorn.Server(config)
    server.capture_signals = nullcontext
    return server
