"""The way to the station's hub: a server of the station's network that is known by the name of its key alone."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import notes
from counter_tui.db.store import Store
from counter_tui.db.tables.sync import PeerRow
from counter_tui.sync.addresses import check_address
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.http import HttpLine
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


def join_hub(store: Store, address: str, name: str, *, always: bool) -> None:
    """From now on this PC calls the hub at this address whose key has this name; of another one nothing stays.

    ``always``: also where the centre answers. Raises NoAddress.
    """
    with store.writing() as writing:
        wished = "always" if always else ""
        row = PeerRow(HUB, check_address(address), b"", b"", b"", "", b"", authority=name, policy=wished)
        keep_peer(writing, row)


def leave_hub(store: Store) -> None:
    """Call no hub any more."""
    with store.writing() as writing:
        notes.discard(writing.connection, PeerRow, "k = ?", (HUB,))


def know_hub(store: Store, hub: Hub) -> None:
    """Keep the key of the hub that was joined, beside the key this PC has at its centre.

    Raises LookupError for a device that belongs to no centre, or has joined no hub.
    """
    with store.writing() as writing:
        centre, known = read_peer(writing.connection), read_peer(writing.connection, HUB)
        if centre is None or not centre.centre or known is None:
            raise LookupError("the device belongs to no centre or has no hub")
        now = replace(known, key=centre.key, centre=hub.public, fingerprint=centre.fingerprint)
        if now != known:
            keep_peer(writing, now)
