"""What every request passes before anything of it is looked at: whom it is for, how large, how many.

Nothing here waits, and what is refused costs as little as can be.
"""

from __future__ import annotations

import http.cookies
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from counter_tui.services.pad_web.limits import Limits

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "pad"
LARGEST_BODY = 1024
LARGEST_HEAD = 4096
LONGEST_QUERY = 64

HEADERS = (
    (b"content-security-policy", b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
     b"img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)  # fmt: skip
"""Of every answer: nothing from elsewhere, in no frame of another page, kept by nobody."""


class Guard:
    """Stands before the page. ``knows`` says whether a secret is the paired tablet's."""

    def __init__(
        self, app: App, limits: Limits, knows: Callable[[str], bool], seconds: Callable[[], float]
    ) -> None:
        self._app, self._limits, self._knows, self._seconds = app, limits, knows, seconds
        self._names = frozenset({socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if scope["type"] != "http":
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        secret = secret_of(headers)
        tablet = self._knows(secret)
        scope["tablet"] = tablet
        address = scope["client"][0] if scope.get("client") else ""
        if not self._limits.take(address, self._seconds(), tablet=tablet):
            await refuse(send, 429)
        elif status := self._wrong(scope, headers):
            await refuse(send, status)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _wrong(self, scope: Scope, headers: dict[bytes, bytes]) -> int:
        """The status a request is refused with by its head alone, 0 if it is not."""
        host = headers.get(b"host", b"")
        if not self._for_us(host.decode("latin-1"), scope.get("server")):
            return 421
        if scope["method"] not in ("GET", "POST"):
            return 405
        if len(scope["query_string"]) > LONGEST_QUERY:
            return 414
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
            return 431
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length[:9]) > LARGEST_BODY:
            return 413
        if scope["method"] == "POST" and not _from_own_page(headers, host):
            return 403
        return 0

    def _for_us(self, host: str, server: tuple[str, int] | None) -> bool:
        """Whether the name asked for is the address that was reached, or this PC's own name.

        A page of the internet whose name leads here (DNS rebinding) asks for another.
        """
        if server is None:
            return False
        name, _colon, port = host.rpartition(":")
        if port != str(server[1]):
            return False
        reached = server[0].lower()
        return name.strip("[]").lower() in self._names | {reached, reached.removeprefix("::ffff:")}


def secret_of(headers: dict[bytes, bytes]) -> str:
    """The secret the request brings, empty without one."""
    try:
        cookie = http.cookies.SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except http.cookies.CookieError:
        return ""
    return cookie[COOKIE].value if COOKIE in cookie else ""


def is_near(address: str) -> bool:
    """Whether an address can be one of the hall's own network: nobody from the internet is spoken with."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_private or found.is_loopback or found.is_link_local


async def refuse(send: Send, status: int) -> None:
    """An answer without a word, after which the connection ends."""
    headers = [*HEADERS, (b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _from_own_page(headers: dict[bytes, bytes], host: bytes) -> bool:
    """Whether what is sent comes from the page itself: another page cannot send JSON without asking first."""
    if headers.get(b"content-type", b"").partition(b";")[0].strip() != b"application/json":
        return False
    return headers.get(b"origin", b"http://" + host) == b"http://" + host


def _with_headers(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            given: Iterable[tuple[bytes, bytes]] = message.get("headers", ())
            message["headers"] = [*given, *HEADERS]
        await send(message)

    return with_headers
