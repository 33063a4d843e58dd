"""The way to the station's hub: a server of the station's network that is known by the name of its key alone."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from counter_tui.db.store import Store
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.http import HttpLine, check_address
from counter_tui.sync.peer import HUB, keep_peer, read_peer
from counter_tui.wire.keys import key_name

_WITHIN = 10.0
"""Seconds within which a hub has to show its certificate: it is near."""


class Hub(Struct, frozen=True):
    """A hub that has shown its certificate: where it is, its key, and the certificate (PEM)."""

    address: str
    public: bytes
    certificate: str

    def line(self) -> HttpLine:
        """The way there; nobody else is trusted."""
        return HttpLine(self.address, self.certificate, named=False)


def find_hub(address: str, name: str) -> Hub:
    """The hub at an address, if its key has this name.

    Raises:
        NoAnswer: not_reached, or not_trusted for another key.
        NoAddress: as ``check_address``.
    """
    address = check_address(address)
    parts = urlsplit(address)
    try:
        shown = ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=_WITHIN)
    except ssl.SSLError:
        raise NoAnswer("not_trusted") from None
    except OSError:
        raise NoAnswer("not_reached") from None
    key = x509.load_pem_x509_certificate(shown.encode("ascii")).public_key()
    if not isinstance(key, Ed25519PublicKey) or key_name(key.public_bytes_raw()) != name:
        raise NoAnswer("not_trusted")
    return Hub(address, key.public_bytes_raw(), shown)


def know_hub(store: Store, hub: Hub) -> None:
    """Keep who the hub is, beside the centre; of another hub before it nothing stays.

    Raises LookupError for a device that belongs to no centre.
    """
    with store.writing() as writing:
        centre, known = read_peer(writing.connection), read_peer(writing.connection, HUB)
        if centre is None or not centre.centre:
            raise LookupError("the device belongs to no centre")
        told = (hub.address, hub.public, centre.key)
        if known is None or (known.address, known.centre, known.key) != told:
            same = known is not None and known.centre == hub.public
            keep_peer(
                writing,
                type(centre)(
                    k=HUB,
                    address=hub.address,
                    key=centre.key,
                    centre=hub.public,
                    sealing=b"",
                    incarnation=known.incarnation if known and same else "",
                    fingerprint=centre.fingerprint,
                    feed_pos=known.feed_pos if known and same else 0,
                    feed_hash=known.feed_hash if known and same else b"",
                ),
            )
