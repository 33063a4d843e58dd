"""Whether there is a line at all, so that its return is noticed without calling anybody."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import urlsplit


def has_way(address: str) -> bool:
    """Whether the system knows a way to a centre's address; the centre itself is not asked.

    A name that is not found counts as none. Behind a router that stays on, an address in numbers always has one.
    """
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError):
        return False
    for family, kind, protocol, _name, place in found:
        # Without a connection nothing is sent: the system only looks for the way.
        with suppress(OSError), socket.socket(family, kind, protocol) as looking:
            looking.connect(place)
            return True
    return False
