"""The way to the centre over HTTP.

A line of the field answers anything: the page of a captive portal with 200, half of a body, a redirect. Only what reads
as the message that was asked for is an answer, only a Problem is a refusal; of all else nobody knows what became of the
request. Nothing is taken from the environment: no proxy, no other authority.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from socket import SHUT_RDWR, socket
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode
from msgspec.msgpack import decode as unpack

from counter_tui.domain.reading import read_json
from counter_tui.sync.carrier import Denied, NoAnswer, TooLarge
from counter_tui.wire.entries import MOST_BYTES, BatchBroken
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import (
    Cursor,
    Elsewhere,
    Enrolled,
    EnrolmentAsked,
    Greeting,
    Head,
    Nonce,
    Noted,
    ObeyedTold,
    Problem,
    Welcome,
)
from counter_tui.wire.pages import Page, read_page
from counter_tui.wire.releases import PART_BYTES, Releases

_MOST_ANSWER = 32 * MOST_BYTES
_LONGEST_WAIT = 24 * 3600
_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python has no name for."""
_REFUSALS = frozenset({400, 401, 403, 404, 408, 409, 410, 422, 426})
_LATER = frozenset({429, 503})

Shape = TypeVar("Shape", bound=Struct)


class Patience(Struct, frozen=True):
    """Seconds that may pass: to reach the centre, between two signs of life, and until all of one answer is here."""

    connect: float = 10.0
    step: float = 30.0
    whole: float = 300.0


PATIENT = Patience()
"""What lines of the field need."""


class NoAddress(ValueError):
    """Not the address of a centre that facts may be sent to; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_address(address: str) -> str:
    """The address without a slash at its end.

    Facts are no secret to whoever listens to plain HTTP, so only a centre on this very PC may be reached by it.

    Raises:
        NoAddress: address_unfit, or address_open for plain HTTP over a network.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise NoAddress("address_unfit") from None
    more = parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in ("http", "https") or not host or more or not address.isascii():
        raise NoAddress("address_unfit")
    if parts.scheme == "http" and not _is_here(host):
        raise NoAddress("address_open")
    return address.rstrip("/")


def check_authority(authority: str) -> None:
    """Raises NoAddress("authority_unfit") where a text is no certificate of an authority; none at all is fine."""
    if not authority:
        # To load everybody the system trusts takes longer than a whole call does.
        return
    try:
        _trust(authority)
    except (ssl.SSLError, ValueError):
        raise NoAddress("authority_unfit") from None


class HttpLine:
    """A Carrier over HTTP/1.1 to one centre; with an authority's certificate (PEM) that one alone is trusted.

    Without ``named`` its certificate may be of any name: who it is, is known by the certificate itself.
    """

    def __init__(
        self, address: str, authority: str = "", *, named: bool = True, patience: Patience = PATIENT
    ) -> None:
        """Raises NoAddress, as ``check_address`` and ``check_authority``."""
        address = check_address(address)
        check_authority(authority)
        self._patience = patience
        self._socket: socket | None = None
        self.bytes_up = 0
        self.bytes_down = 0
        self._client = httpx.Client(
            base_url=address,
            verify=_trust(authority, named=named)
            if address.startswith("https")
            else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(patience.step, connect=patience.connect),
        )
        # A line is paid by the byte in some places, and the centre reads none of these.
        self._client.headers.clear()

    def __enter__(self) -> HttpLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; another thread's request fails then."""
        self._client.close()

    def nonce(self) -> Nonce:
        """As ``Carrier`` says."""
        return _read(self._ask("GET", "/v1/nonce"), Nonce)

    def hello(self, greeting: Greeting) -> Welcome:
        """As ``Carrier`` says."""
        return _read(self._ask("POST", "/v1/hello", content=encode(greeting)), Welcome)

    def enrol(self, asked: EnrolmentAsked) -> Enrolled:
        """Ask for this device to belong to its station."""
        return _read(self._ask("POST", "/v1/enrol", content=encode(asked)), Enrolled)

    def obeyed(self, told: ObeyedTold) -> Noted:
        """Say that this device did what it was ordered."""
        noted = _read(self._ask("POST", "/v1/obeyed", content=encode(told)), Noted)
        if noted.number != read_json(told.obeyed.content, Noted).number:
            raise NoAnswer("no_message")
        return noted

    def put(self, content: bytes) -> Signed | Elsewhere:
        """As ``Carrier`` says."""
        answer = self._ask("PUT", "/v1/ranges", content=content, apart=409)
        return _read(answer, Elsewhere) if answer.status == 409 else _read(answer, Signed)

    def feed(self, session: str, after: Cursor) -> Page:
        """As ``Carrier`` says."""
        return self._page("/v1/feed", session, {"after": after.pos, "hash": after.hash.hex()})

    def stream(self, session: str, epoch: bytes, first: int) -> Page:
        """As ``Carrier`` says."""
        return self._page(f"/v1/streams/{epoch.hex()}/facts", session, {"first": first})

    def hash_at(self, session: str, epoch: bytes, seq: int) -> Head:
        """As ``Carrier`` says."""
        path = f"/v1/streams/{epoch.hex()}/hash"
        head = _read(self._ask("GET", path, session=session, query={"seq": seq}), Head)
        if (head.epoch, head.seq) != (epoch, seq):
            raise NoAnswer("no_message")
        return head

    def held(self, session: str) -> list[bytes]:
        """As ``Carrier`` says."""
        try:
            return unpack(self._ask("GET", "/v1/held", session=session).content, type=list[bytes])
        except (DecodeError, ValidationError):
            raise NoAnswer("no_message") from None

    def releases(self, session: str, kind: str, after: int) -> Releases:
        """As ``Carrier`` says."""
        return _read(self._ask("GET", f"/v1/releases/{kind}/after/{after}", session=session), Releases)

    def release_part(self, session: str, kind: str, number: int, part: int) -> bytes:
        """As ``Carrier`` says."""
        content = self._ask("GET", f"/v1/releases/{kind}/{number}/{part}", session=session).content
        if not 0 < len(content) <= PART_BYTES:
            raise NoAnswer("no_message")
        return content

    def neighbours(self, session: str) -> Signed:
        """The devices of the station, signed, for its hub."""
        return _read(self._ask("GET", "/v1/neighbours", session=session), Signed)

    def _page(self, path: str, session: str, query: Mapping[str, str | int]) -> Page:
        try:
            return read_page(self._ask("GET", path, session=session, query=query).content)
        except BatchBroken:
            raise NoAnswer("no_message") from None

    def _ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        session: str = "",
        query: Mapping[str, str | int] | None = None,
        apart: int = 200,
    ) -> _Answer:
        """An answer with 200 or the other status; everything else is raised."""
        headers = {"authorization": f"Bearer {session}"} if session else {}
        noting = {"trace": self._note}
        request = self._client.build_request(
            method, path, content=content, params=query, headers=headers, extensions=noting
        )
        self.bytes_up += _size_of_request(request)
        try:
            answer = self._receive(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NoAnswer("not_trusted" if _is_of_trust(error) else "not_reached") from None
        except httpx.TimeoutException:
            raise NoAnswer("timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError, RuntimeError):
            # RuntimeError is what a client says that was closed meanwhile.
            raise NoAnswer("cut_off") from None
        if answer.status in (200, apart):
            return answer
        if answer.status == 413 and method == "PUT":
            raise TooLarge
        raise _refusal(answer)

    def _receive(self, request: httpx.Request) -> _Answer:
        """The answer; the line is cut where not all of it is here in time, however often a sign of it comes."""
        until = monotonic() + self._patience.whole
        late = Timer(self._patience.whole, self._cut)
        late.daemon = True
        late.start()
        try:
            return self._receive_all(request)
        except (httpx.HTTPError, OSError):
            if monotonic() < until:
                raise
            raise NoAnswer("timeout") from None
        finally:
            late.cancel()

    def _receive_all(self, request: httpx.Request) -> _Answer:
        response = self._client.send(request, stream=True)
        try:
            self.bytes_down += _size_of_head(response)
            body = bytearray()
            for part in response.iter_raw():
                self.bytes_down += len(part)
                body += part
                if len(body) > _MOST_ANSWER:
                    raise NoAnswer("no_message")
        finally:
            response.close()
        return _Answer(response.status_code, bytes(body), _seconds(response.headers.get("retry-after", "")))

    def _note(self, event: str, told: Mapping[str, Any]) -> None:
        """Keep the socket of each new connection, to cut the line by."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = told["return_value"].get_extra_info("socket")

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not the method of a socket under TLS, which another thread must not call while this one reads.
                socket.shutdown(self._socket, SHUT_RDWR)


class _Answer(Struct, frozen=True):
    status: int
    content: bytes
    wait_seconds: int


def _refusal(answer: _Answer) -> Exception:
    """What an answer means that is not the one that was asked for."""
    if answer.status in _LATER:
        return NoAnswer("busy", answer.wait_seconds)
    if 300 <= answer.status < 400:
        return NoAnswer("redirected")
    if answer.status in _REFUSALS:
        try:
            problem = read_json(answer.content, Problem)
        except (DecodeError, ValidationError):
            return NoAnswer("no_message", answer.wait_seconds)
        return Denied(problem.code, problem.orders)
    return NoAnswer("trouble" if answer.status >= 500 else "no_message", answer.wait_seconds)


def _read(answer: _Answer, shape: type[Shape]) -> Shape:
    try:
        return read_json(answer.content, shape)
    except (DecodeError, ValidationError):
        raise NoAnswer("no_message") from None


def _trust(authority: str, *, named: bool = True) -> ssl.SSLContext:
    """Whom to trust; an authority of one's own is trusted whatever the date of this PC is.

    Clocks of the field are years off when a battery is empty, and the centre's certificate would be none then.
    """
    if not authority:
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority)
    context.check_hostname = named
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


def _is_of_trust(error: httpx.HTTPError) -> bool:
    return "CERTIFICATE_VERIFY_FAILED" in str(error)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _seconds(text: str) -> int:
    """What Retry-After asks for; a date is not heeded, since clocks are off."""
    return min(int(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _size_of_request(request: httpx.Request) -> int:
    line = len(request.method) + len(request.url.raw_path) + len("  HTTP/1.1\r\n\r\n")
    return line + _size_of(request.headers) + int(request.headers.get("content-length", "0"))


def _size_of_head(response: httpx.Response) -> int:
    reason = response.extensions.get("reason_phrase", b"")
    return len("HTTP/1.1 200 \r\n\r\n") + len(reason) + _size_of(response.headers)


def _size_of(headers: httpx.Headers) -> int:
    return sum(len(name) + len(value) + len(": \r\n") for name, value in headers.raw)
