"""The page of the rating pad as a tablet asks for it: a real server on the loopback, and HTTP without a browser."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from counter_tui.services.pad_web.asking import Asking
from counter_tui.services.pad_web.limits import Limits
from counter_tui.services.pad_web.running import TabletDesk
from counter_tui.services.pad_web.server import listen, serve
from counter_tui.services.pad_web.session import Session
from counter_tui.services.ratings.pad import PadHold
from support.stations import SmallStation

TICK = 0.02
"""Seconds between two looks of the server, so that a test waits less."""


class Seconds:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


class Reply(Struct):
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: Any


class Tablet:
    """A browser on the tablet, as far as HTTP goes: one connection, one cookie, what it was told last."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.rev = -1
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Reply:
        """One request and its reply; ``body`` goes as JSON unless it is bytes."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {"Content-Type": "application/json"} if body is not None else {}
        given |= {"Cookie": f"pad={self.cookie}"} if self.cookie else {}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            self._connection.request(method, path, sent, given)
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        found = {name.lower(): value for name, value in response.getheaders()}
        if response.will_close:
            self.close()
        if "set-cookie" in found:
            self.cookie = found["set-cookie"].partition("pad=")[2].partition(";")[0]
        kind = found.get("content-type", "")
        return Reply(response.status, found, json.loads(text) if "json" in kind else text)

    def wait_for(self, face: str) -> dict[str, Any]:
        """Poll as the page does until it is to show this."""
        while True:
            reply = self.ask("GET", f"/next?rev={self.rev}")
            assert reply.status == 200, reply
            self.rev = reply.body["rev"]
            if reply.body["face"] == face:
                found: dict[str, Any] = reply.body
                return found

    def press(self, nonce: str, **touched: object) -> Reply:
        """Touch something of the step with this nonce."""
        return self.ask("POST", "/answer", {"nonce": nonce, "ms": 5, **touched})

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Served:
    """The running server, and what its terminal was told."""

    def __init__(self, desk: TabletDesk, port: int, seconds: Seconds, told: list[dict[str, Any]]) -> None:
        self.desk, self.port, self.seconds, self.told = desk, port, seconds, told
        self.loop: asyncio.AbstractEventLoop | None = None
        self._browsers: list[Tablet] = []

    @property
    def code(self) -> str:
        """The pairing code that was said last."""
        return str(next(each["code"] for each in reversed(self.told) if each["event"] == "code"))

    @property
    def events(self) -> list[str]:
        """What was told, in order."""
        return [str(each["event"]) for each in self.told]

    def new_code(self) -> str:
        """Press n in the terminal; the new code."""
        assert self.loop is not None

        async def renew() -> None:
            self.desk.new_code()

        asyncio.run_coroutine_threadsafe(renew(), self.loop).result(30)
        return self.code

    def tablet(self) -> Tablet:
        """A tablet that is paired."""
        tablet = self.stranger()
        assert tablet.ask("POST", "/pair", {"code": self.code}).status == 200
        return tablet

    def stranger(self) -> Tablet:
        """A browser that is not paired."""
        self._browsers.append(Tablet(self.port))
        return self._browsers[-1]

    def look(self) -> None:
        """Let the server look once, now."""
        assert self.loop is not None
        asyncio.run_coroutine_threadsafe(self.desk.look(), self.loop).result(30)

    def close(self) -> None:
        """Let all browsers go."""
        for each in self._browsers:
            each.close()


@contextmanager
def served(small: SmallStation, hold: PadHold, seconds: Seconds) -> Iterator[Served]:
    """The page of this station, in a thread of its own, until the block ends."""
    told: list[dict[str, Any]] = []
    services = small.services
    desk = TabletDesk(
        Asking(services.pad, hold, services.station, seconds),
        Session(small.home.tablet, services.station.today, seconds),
        Limits(),
        seconds,
        lambda event, **facts: told.append({"event": event, **facts}),
        tick=TICK,
    )
    with listen("127.0.0.1", 0) as opened:
        server = Served(desk, _port_of(opened), seconds, told)
        ends: list[Callable[[], None]] = []
        started = threading.Event()

        def ready(end: Callable[[], None]) -> None:
            server.loop = asyncio.get_running_loop()
            ends.append(end)
            if not desk.session.paired:
                desk.new_code()
            started.set()

        thread = threading.Thread(target=lambda: asyncio.run(serve(desk, opened, seconds, ready)))
        thread.start()
        assert started.wait(30)
        try:
            yield server
        finally:
            server.close()
            ends[0]()
            thread.join(30)
            assert not thread.is_alive()


def _port_of(opened: socket.socket) -> int:
    return int(opened.getsockname()[1])
