"""Sticks, and a centre of which only the keys are there."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from counter_tui.bootstrap import Services
from counter_tui.db import station as station_rows
from counter_tui.db.tables.sync import PeerRow
from counter_tui.sync.peer import keep_peer
from counter_tui.wire.bundle import BundleReturn, read_bundle, write_return
from counter_tui.wire.envelope import sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import RECEIPT, Receipt
from support.streams import NOON_MS


class PaperCentre(Struct, frozen=True):
    """The keys of a centre."""

    signing: SigningKey
    sealing: bytes

    @property
    def sealing_public(self) -> bytes:
        """The key bundles are sealed to."""
        return X25519PrivateKey.from_private_bytes(self.sealing).public_key().public_bytes_raw()

    def receipt_for(self, bundle: bytes, **changed: object) -> bytes:
        """The file that goes back for a bundle, as though every fact of it were taken."""
        header = read_bundle(bundle).header
        values: dict[str, object] = {
            "incarnation": "1",
            "station": header.station,
            "device": header.device,
            "epoch": header.epoch,
            "seq": header.last,
            "hash": header.hash,
            "archived": 0,
            "at_ms": NOON_MS,
        }
        receipt = Receipt(**{**values, **changed})  # type: ignore[arg-type]
        signed = sign(RECEIPT, receipt, self.signing)
        return write_return(
            BundleReturn(receipt.station, receipt.device, "1", NOON_MS, (signed,)), self.signing
        )


def paper_centre(name: str) -> PaperCentre:
    """A centre of this name, always with the same keys."""
    return PaperCentre(
        SigningKey(sha256(b"signing" + name.encode()).digest()), sha256(b"sealing" + name.encode()).digest()
    )


PAPER_CENTRE = paper_centre("centre")


def belong_to(services: Services, centre: PaperCentre) -> SigningKey:
    """Let the PC of these services belong to a centre; its own key."""
    store = services.base.store
    with store.writing() as writing:
        station = station_rows.read(writing.connection)
        assert station is not None
        key = SigningKey(sha256(b"device" + station.device_id).digest())
        keep_peer(
            writing,
            PeerRow(1, "", key.secret, centre.signing.public, centre.sealing_public, "1", b"f" * 32),
        )
    return key


def stick_in(folder: Path) -> str:
    """A stick with the program's folder on it."""
    (folder / "stick" / "GW").mkdir(parents=True, exist_ok=True)
    return str(folder / "stick")
