"""The way to the centre over HTTP.

A line of the field answers anything: the page of a captive portal with 200, half of a body, a redirect. Only what reads
as the message that was asked for is an answer, only a Problem is a refusal; of all else nobody knows what became of the
request. Nothing is taken from the environment: no proxy, no other authority.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import suppress
from socket import SHUT_RDWR, socket
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Any

import httpx
from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode
from msgspec.msgpack import decode as unpack

from counter_tui.domain.reading import read_json
from counter_tui.sync.addresses import check_address, check_authority, trust
from counter_tui.sync.carrier import NoAnswer, TooLarge
from counter_tui.sync.http_answers import (
    Answer,
    is_of_trust,
    read,
    refusal,
    seconds_of,
    size_of_head,
    size_of_request,
)
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
    Welcome,
)
from counter_tui.wire.pages import Page, read_page
from counter_tui.wire.releases import PART_BYTES, Releases

_MOST_ANSWER = 32 * MOST_BYTES


class Patience(Struct, frozen=True):
    """Seconds that may pass: to reach the centre, between two signs of life, and until all of one answer is here."""

    connect: float = 10.0
    step: float = 30.0
    whole: float = 300.0


PATIENT = Patience()
"""What lines of the field need."""


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
            verify=trust(authority, named=named)
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
        return read(self._ask("GET", "/v1/nonce"), Nonce)

    def hello(self, greeting: Greeting) -> Welcome:
        """As ``Carrier`` says."""
        return read(self._ask("POST", "/v1/hello", content=encode(greeting)), Welcome)

    def enrol(self, asked: EnrolmentAsked) -> Enrolled:
        """Ask for this device to belong to its station."""
        return read(self._ask("POST", "/v1/enrol", content=encode(asked)), Enrolled)

    def obeyed(self, told: ObeyedTold) -> Noted:
        """Say that this device did what it was ordered."""
        noted = read(self._ask("POST", "/v1/obeyed", content=encode(told)), Noted)
        if noted.number != read_json(told.obeyed.content, Noted).number:
            raise NoAnswer("no_message")
        return noted

    def put(self, content: bytes) -> Signed | Elsewhere:
        """As ``Carrier`` says."""
        answer = self._ask("PUT", "/v1/ranges", content=content, apart=409)
        return read(answer, Elsewhere) if answer.status == 409 else read(answer, Signed)

    def feed(self, session: str, after: Cursor) -> Page:
        """As ``Carrier`` says."""
        return self._page("/v1/feed", session, {"after": after.pos, "hash": after.hash.hex()})

    def stream(self, session: str, epoch: bytes, first: int) -> Page:
        """As ``Carrier`` says."""
        return self._page(f"/v1/streams/{epoch.hex()}/facts", session, {"first": first})

    def hash_at(self, session: str, epoch: bytes, seq: int) -> Head:
        """As ``Carrier`` says."""
        path = f"/v1/streams/{epoch.hex()}/hash"
        head = read(self._ask("GET", path, session=session, query={"seq": seq}), Head)
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
        return read(self._ask("GET", f"/v1/releases/{kind}/after/{after}", session=session), Releases)

    def release_part(self, session: str, kind: str, number: int, part: int) -> bytes:
        """As ``Carrier`` says."""
        content = self._ask("GET", f"/v1/releases/{kind}/{number}/{part}", session=session).content
        if not 0 < len(content) <= PART_BYTES:
            raise NoAnswer("no_message")
        return content

    def neighbours(self, session: str) -> Signed:
        """The devices of the station, signed, for its hub."""
        return read(self._ask("GET", "/v1/neighbours", session=session), Signed)

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
    ) -> Answer:
        """An answer with 200 or the other status; everything else is raised."""
        headers = {"authorization": f"Bearer {session}"} if session else {}
        noting = {"trace": self._note}
        request = self._client.build_request(
            method, path, content=content, params=query, headers=headers, extensions=noting
        )
        self.bytes_up += size_of_request(request)
        try:
            answer = self._receive(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NoAnswer("not_trusted" if is_of_trust(error) else "not_reached") from None
        except httpx.TimeoutException:
            raise NoAnswer("timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError, RuntimeError):
            # RuntimeError is what a client says that was closed meanwhile.
            raise NoAnswer("cut_off") from None
        if answer.status in (200, apart):
            return answer
        if answer.status == 413 and method == "PUT":
            raise TooLarge
        raise refusal(answer)

    def _receive(self, request: httpx.Request) -> Answer:
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

    def _receive_all(self, request: httpx.Request) -> Answer:
        response = self._client.send(request, stream=True)
        try:
            self.bytes_down += size_of_head(response)
            body = bytearray()
            for part in response.iter_raw():
                self.bytes_down += len(part)
                body += part
                if len(body) > _MOST_ANSWER:
                    raise NoAnswer("no_message")
        finally:
            response.close()
        return Answer(response.status_code, bytes(body), seconds_of(response.headers.get("retry-after", "")))

    def _note(self, event: str, told: Mapping[str, Any]) -> None:
        """Keep the socket of each new connection, to cut the line by."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = told["return_value"].get_extra_info("socket")

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not the method of a socket under TLS, which another thread must not call while this one reads.
                socket.shutdown(self._socket, SHUT_RDWR)
