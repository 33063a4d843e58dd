"""Where facts may be sent: addresses of centres and hubs, and who vouches for them."""

from __future__ import annotations

import ssl
from ipaddress import ip_address
from urllib.parse import urlsplit

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python has no name for."""


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
        trust(authority)
    except (ssl.SSLError, ValueError):
        raise NoAddress("authority_unfit") from None


def trust(authority: str, *, named: bool = True) -> ssl.SSLContext:
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


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
