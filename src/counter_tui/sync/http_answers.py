"""What an answer of HTTP means: the message that was asked for, a refusal, or nothing anybody knows; and its size."""

from __future__ import annotations

from typing import TypeVar

import httpx
from msgspec import DecodeError, Struct, ValidationError

from counter_tui.domain.reading import read_json
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.wire.messages import Problem

_LONGEST_WAIT = 24 * 3600
_REFUSALS = frozenset({400, 401, 403, 404, 408, 409, 410, 422, 426})
_LATER = frozenset({429, 503})

Shape = TypeVar("Shape", bound=Struct)


class Answer(Struct, frozen=True):
    """An answer as it came: its status, its body, and how many seconds a busy centre asks for."""

    status: int
    content: bytes
    wait_seconds: int


def refusal(answer: Answer) -> Exception:
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


def read(answer: Answer, shape: type[Shape]) -> Shape:
    """The message of this shape in an answer; raises NoAnswer where there is none."""
    try:
        return read_json(answer.content, shape)
    except (DecodeError, ValidationError):
        raise NoAnswer("no_message") from None


def seconds_of(text: str) -> int:
    """What Retry-After asks for; a date is not heeded, since clocks are off."""
    return min(int(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def size_of_request(request: httpx.Request) -> int:
    """Bytes of a request on the line."""
    line = len(request.method) + len(request.url.raw_path) + len("  HTTP/1.1\r\n\r\n")
    return line + _size_of(request.headers) + int(request.headers.get("content-length", "0"))


def size_of_head(response: httpx.Response) -> int:
    """Bytes of an answer on the line before its body."""
    reason = response.extensions.get("reason_phrase", b"")
    return len("HTTP/1.1 200 \r\n\r\n") + len(reason) + _size_of(response.headers)


def _size_of(headers: httpx.Headers) -> int:
    return sum(len(name) + len(value) + len(": \r\n") for name, value in headers.raw)


def is_of_trust(error: httpx.HTTPError) -> bool:
    """Whether nobody who is trusted vouches for who answers."""
    return "CERTIFICATE_VERIFY_FAILED" in str(error)
