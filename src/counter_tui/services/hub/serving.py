"""Serving a hub: one socket of the station's network, and a call to the centre every few minutes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import partial

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.hub.certificate import context_of
from counter_tui.services.hub.limits import HubLimits
from counter_tui.services.hub.station_hub import StationHub
from counter_tui.services.hub.web import HubDoor
from counter_tui.services.pad_web.quiet import quiet_config, quiet_server
from counter_tui.services.pad_web.server import gate

CALL_EVERY = 300.0
"""Seconds between two calls to the centre."""
LOOK_EVERY = 5.0
"""Seconds between two looks whether the store is still there."""
_LARGEST_HEAD = 16384


async def serve(
    hub: StationHub,
    opened: socket.socket,
    seconds: Callable[[], float],
    call: Callable[[], None],
    ready: Callable[[Callable[[], None]], None],
    require_store: Callable[[], None],
) -> None:
    """Serve until the process is told to end, or the end is asked for by what ``ready`` is given.

    ``call`` calls the centre once; it is run in a thread, at the start and then every few minutes. ``require_store``
    raises RuleBroken where the store is not there any more or this PC is closed down: then so does this.
    """
    limits = HubLimits()
    door = HubDoor(hub, limits, seconds)
    config = quiet_config(door, largest_head=_LARGEST_HEAD, keep_alive=15, patience=5)
    config.load()
    config.ssl = context_of(hub.key)
    server = quiet_server(config)
    config.http_protocol_class = partial(gate, limits, seconds, server.server_state.connections)
    calling = asyncio.create_task(_call_again_and_again(call))

    def end() -> None:
        server.should_exit = True

    ready(end)
    looking = asyncio.create_task(_look_again_and_again(require_store, end))
    try:
        await server.serve(sockets=[opened])
    finally:
        for each in (calling, looking):
            each.cancel()
        _called, found = await asyncio.gather(calling, looking, return_exceptions=True)
    if isinstance(found, RuleBroken):
        raise found


async def _look_again_and_again(require_store: Callable[[], None], end: Callable[[], None]) -> None:
    try:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await asyncio.to_thread(require_store)
    except RuleBroken:
        end()
        raise


async def _call_again_and_again(call: Callable[[], None]) -> None:
    while True:
        await asyncio.to_thread(call)
        await asyncio.sleep(CALL_EVERY)
