"""``hub``: one PC takes what the others write and brings it to the centre; the others join it and call it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from counter_tui import __version__
from counter_tui.cli.acting import actor_of, home_of, opened
from counter_tui.cli.exits import DONE, OF_CALL
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object

if TYPE_CHECKING:
    import socket

    from counter_tui.bootstrap import Services
    from counter_tui.services.hub.station_hub import StationHub

NICE = 5
"""The counter comes first: how far the hub stands back where both want the processor."""


def run(options: Options) -> int:
    """Do the one that was asked for."""
    return {"serve": _be_the_hub, "join": _join, "leave": _leave, "call": _call_hub}[options.action](options)


def _be_the_hub(options: Options) -> int:
    """Serve the station's network until somebody ends it."""
    from counter_tui.services.hub.station_hub import StationHub
    from counter_tui.services.pad_web.server import listen

    with opened(options) as services:
        hub = StationHub(services.base.store, home_of(options).hub, __version__)
        try:
            with listen(options.host, options.port) as opened_socket:
                if hasattr(os, "nice"):
                    os.nice(NICE)
                asyncio.run(_serve(services, hub, options.host, opened_socket))
        finally:
            hub.close()
    return DONE


def _join(options: Options) -> int:
    from counter_tui.services.wording.hub import say_joined

    with opened(options) as services:
        actor = actor_of(services, options)
        services.hubs.join(actor, options.address, options.key, always=options.always)
    say(say_joined())
    return DONE


def _leave(options: Options) -> int:
    from counter_tui.services.wording.hub import say_left

    with opened(options) as services:
        services.hubs.leave(actor_of(services, options))
    say(say_left())
    return DONE


def _call_hub(options: Options) -> int:
    from counter_tui.services.wording.hub import say_called

    with opened(options) as services:
        called = services.hubs.call()
    if options.json:
        say_object(
            {
                "result": called.result,
                "problem": called.problem or None,
                "sent": called.sent,
                "taken": called.taken,
                "releases": called.releases,
            }
        )
    else:
        say(say_called(called))
    return OF_CALL[called.result]


async def _serve(services: Services, hub: StationHub, host: str, opened_socket: socket.socket) -> None:
    from counter_tui.services.hub.serving import serve
    from counter_tui.services.pad_web.server import addresses
    from counter_tui.services.wording.hub import say_key, say_served
    from counter_tui.wire.keys import key_name

    loop = asyncio.get_running_loop()

    def ready(end: Callable[[], None]) -> None:
        found = addresses(host, opened_socket.getsockname()[1])
        say(say_served([each.replace("http:", "https:", 1) for each in found]))
        say(say_key(key_name(hub.key.public)))
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            if sys.platform != "win32":
                loop.add_signal_handler(getattr(signal, name), end)

    await serve(
        hub,
        opened_socket,
        time.monotonic,
        lambda: _call(services, hub),
        ready,
        services.station.require_store,
    )


def _call(services: Services, hub: StationHub) -> None:
    """Call the centre once and say what came of it, unless that is the same as last time."""
    from counter_tui.services.hub.calling import call_centre
    from counter_tui.services.wording.hub import say_brought

    said = say_brought(call_centre(hub))
    now = services.station.now().astimezone(services.station.zone)
    say(f"{now:%H:%M}  {said}")
