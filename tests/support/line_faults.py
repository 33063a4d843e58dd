"""What a line makes up instead of a centre's answer, and what it makes of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

PORTAL = b"<html><body>Please log in</body></html>"


def _made(status: str, body: bytes = b"", *more: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *more, "", ""]
    return "\r\n".join(lines).encode("ascii") + body


def _half(answer: bytes) -> bytes:
    head, body = answer.split(b"\r\n\r\n", 1)
    return head + b"\r\n\r\n" + body[: len(body) // 2]


def _other_length(answer: bytes) -> bytes:
    head, body = answer.split(b"\r\n\r\n", 1)
    told = f"content-length: {len(body)}".encode()
    less = f"content-length: {len(body) - 7}".encode()
    return head.replace(told, less) + b"\r\n\r\n" + body


def _flipped(answer: bytes) -> bytes:
    spoilt = bytearray(answer)
    spoilt[-len(answer.split(b"\r\n\r\n", 1)[1]) // 2] ^= 0x15
    return bytes(spoilt)


HTML = "Content-Type: text/html"
MADE_UP: Mapping[str, bytes] = MappingProxyType(
    {
        "a portal's page": _made("200 OK", PORTAL, HTML),
        "garbage": _made("200 OK", b"\x00\xff{]["),
        "no protocol": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "an empty answer": _made("200 OK"),
        **{
            str(status): _made(f"{status} Moved", b"", "Location: http://127.0.0.1:1/")
            for status in (301, 302, 307, 308)
        },
        **{
            str(status): _made(f"{status} No", PORTAL, HTML)
            for status in (204, 400, 401, 403, 404, 408, 409, 410, 418, 422, 426, 500, 502, 504)
        },
        "413": _made("413 Too Large", PORTAL, HTML),
        "429": _made("429 Later", PORTAL, "Retry-After: 3"),
        "503": _made("503 Busy", PORTAL, "Retry-After: 3"),
        "session over": _made("401 No", b'{"code":"session_over"}'),
        "nonce used": _made("401 No", b'{"code":"nonce_unfit"}'),
        "a refusal": _made("403 No", b'{"code":"unknown_device"}'),
        "a false receipt": _made("200 OK", b'{"content":"{}","signature":"AAAA"}'),
        "a false mark": _made("409 No", b'{"code":"gap","seq":0,"hash":""}'),
    }
)
"""Answers of somebody on the way; the request does not reach the centre."""
SPOILT: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {"half an answer": _half, "another length": _other_length, "a flipped bit": _flipped}
)
"""What becomes of the centre's own answer."""
