"""The server of the page: one socket, few connections, no log of its own."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.pad_web.guard import LARGEST_HEAD, Guard, is_near
from counter_tui.services.pad_web.limits import Limits
from counter_tui.services.pad_web.page import page_of
from counter_tui.services.pad_web.quiet import quiet_config, quiet_server
from counter_tui.services.pad_web.running import TabletDesk

OF_AN_ADDRESS = 8
"""Connections of one address; browsers open six."""
OF_ALL = 64
HEAD_WITHIN = 10.0
"""Seconds within which a new connection has to ask something."""
EVERYWHERE = ("0.0.0.0", "::")
_NOT_OURS = (errno.EADDRNOTAVAIL, errno.EACCES, errno.EAFNOSUPPORT)


class Gate(asyncio.Protocol):
    """Lets a connection in, or ends it before anything of it is read."""

    def __init__(
        self, limits: Limits, seconds: Callable[[], float], made: Callable[[], Any], open_now: set[Any]
    ) -> None:
        self._limits, self._seconds, self._made, self._open = limits, seconds, made, open_now

    def connection_made(self, transport: Any) -> None:
        """Let it in when it is of the hall's network, and neither its address nor all together have too many."""
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        same = sum(each.client is not None and each.client[0] == address for each in self._open)
        full = len(self._open) >= OF_ALL and address != self._limits.tablet
        if full or same >= OF_AN_ADDRESS or not is_near(address):
            self._limits.refuse(address)
            transport.abort()
        elif not self._limits.take_connection(address, self._seconds()):
            transport.abort()
        else:
            inner = self._made()
            transport.set_protocol(inner)
            inner.connection_made(transport)
            asyncio.get_running_loop().call_later(HEAD_WITHIN, _end_if_silent, inner, transport)


def _end_if_silent(inner: Any, transport: Any) -> None:
    if inner.cycle is None:
        transport.abort()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises RuleBroken("pad_port_taken") or "pad_host_unfit"."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError:
        raise RuleBroken("pad_host_unfit", host=host) from None
    opened = socket.socket(found[0], socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(found[4])
        opened.listen(128)
    except OSError as error:
        opened.close()
        code = "pad_host_unfit" if error.errno in _NOT_OURS else "pad_port_taken"
        raise RuleBroken(code, host=host, port=port) from None
    return opened


def addresses(host: str, port: int) -> list[str]:
    """What is to be entered on the tablet: the addresses under which this PC is reached there."""
    names = [host] if host not in EVERYWHERE else _own_addresses()
    return [f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}" for name in names]


async def serve(
    desk: TabletDesk,
    opened: socket.socket,
    seconds: Callable[[], float],
    ready: Callable[[Callable[[], None]], None],
) -> None:
    """Serve the page until the process is told to end, or the end is asked for by what ``ready`` is given.

    Raises RuleBroken when the store is gone.
    """
    guard = Guard(page_of(desk), desk.limits, desk.session.knows, seconds)
    config = quiet_config(guard, largest_head=2 * LARGEST_HEAD, keep_alive=60, patience=1)
    server = quiet_server(config)
    config.http = partial(gate, desk.limits, seconds, server.server_state.connections)
    serving = asyncio.create_task(server.serve(sockets=[opened]))
    watching = asyncio.create_task(desk.watch())
    ready(lambda: setattr(server, "should_exit", True))
    try:
        await asyncio.wait({serving, watching}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        watching.cancel()
        desk.release()
        ended = await asyncio.gather(serving, watching, return_exceptions=True)
        desk.close()
    for each in ended:
        if isinstance(each, Exception):
            raise each


def gate(limits: Limits, seconds: Callable[[], float], open_now: set[Any], **given: Any) -> Gate:
    """What a server makes for each connection."""
    return Gate(limits, seconds, partial(H11Protocol, **given), open_now)


def _own_addresses() -> list[str]:
    """The addresses of this PC, the one towards its network first; nothing is sent for that."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.168.255.254", 9))
        found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += [str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    named = [each for each in dict.fromkeys(found) if not each.startswith("127.")]
    return named or ["127.0.0.1"]
