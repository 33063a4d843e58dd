"""Where a printer is, as it is written in the settings."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken

_NETWORK_PORT = 9100
"""Where printers in a network take bytes as they are."""

_BAUD = 9600


class Address(Struct, frozen=True):
    """A printer: a path, a host with its port, a serial port with its speed, or a queue (empty: the default one)."""

    kind: Literal["path", "network", "serial", "queue"]
    name: str
    number: int = 0


def parse_address(text: str) -> Address:
    """The printer meant by this text. Raises RuleBroken("printer_address_unfit")."""
    kind, _colon, rest = text.strip().partition(":")
    if kind == "tcp":
        return _network(text, rest.removeprefix("//"))
    if kind == "serial":
        return _serial(text, rest)
    if kind == "queue":
        return Address("queue", rest.strip())
    return Address("path", text.strip())


def _network(text: str, rest: str) -> Address:
    host, colon, port = rest.rpartition(":") if not rest.endswith("]") else (rest, "", "")
    if not colon:
        host, port = rest, str(_NETWORK_PORT)
    host = host.removeprefix("[").removesuffix("]")
    if not host or not _whole(port, 65535):
        raise RuleBroken("printer_address_unfit", printer=text)
    return Address("network", host, int(port))


def _serial(text: str, rest: str) -> Address:
    name, colon, baud = rest.rpartition(":")
    if not colon:
        name, baud = rest, str(_BAUD)
    if not name or not _whole(baud, 4_000_000):
        raise RuleBroken("printer_address_unfit", printer=text)
    return Address("serial", name, int(baud))


def _whole(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) <= most
