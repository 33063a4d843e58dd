"""Bundles: signed ranges on their way by stick, one file each, so that a bad spot of a stick costs one file.

A bundle tells in clear text whose it is and which facts it has, signed by the device. The ranges themselves are sealed
to the centre's key with HPKE (RFC 9180), bound to that text: whoever finds a stick learns how many facts a PC wrote
and nothing else. What comes back is a return: receipts and orders, signed by the centre.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode
from msgspec.msgpack import encode as pack

from counter_tui.domain.reading import read_json, read_packed
from counter_tui.wire.entries import FURTHEST, ID_BYTES, BatchBroken
from counter_tui.wire.envelope import Signed, proven, sign
from counter_tui.wire.frames import (
    ALGORITHM,
    SEALING_BYTES,
    SUITE,
    BundleBroken,
    Frame,
    read_frame,
    write_frame,
)
from counter_tui.wire.keys import SigningKey, key_name
from counter_tui.wire.ranges import Manifest, SignedRange, read_range, write_range
from counter_tui.wire.releases import KIND

MOST_BUNDLE = 4 * 1024 * 1024
"""Bytes a bundle has at most."""
MOST_RETURN = 256 * 1024
"""Bytes a return has at most."""
MOST_RANGES = 64
"""Ranges a bundle has at most, so that little can be made of much that unpacks to more."""
BUNDLE = "bundle"
RETURN = "bundle-return"
"""The sorts of messages bundles and returns are signed as."""

_MAGIC = b"counter-bundle 1\n"
_HASH_BYTES = 32
_MOST_KINDS = 50


class BundleHeader(Struct, frozen=True, forbid_unknown_fields=True):
    """What a bundle tells in clear text. ``recipient`` names the key it is sealed to, ``key`` the one that signed it.

    ``first`` to ``last`` are places of the epoch, ``previous`` and ``hash`` the hashes before and at its end; ``size``
    is how many bytes the sealed part has.
    """

    version: int
    alg: str
    station: str
    device: bytes
    letter: str
    epoch: bytes
    first: int
    last: int
    previous: bytes
    hash: bytes
    key: str
    recipient: str
    size: int

    @property
    def count(self) -> int:
        """How many facts it has."""
        return self.last - self.first + 1

    @property
    def stem(self) -> str:
        """What its file is called, without the ending."""
        return f"{self.letter}-{self.epoch[:4].hex()}-{self.first}-{self.last}"


class Carried(Struct, frozen=True):
    """What is sealed in a bundle: the ranges as over a line, and the newest release of each kind the device has."""

    ranges: list[bytes]
    releases: dict[str, int]


class Bundle(Struct, frozen=True):
    """A bundle as it travels."""

    frame: Frame
    header: BundleHeader

    def is_by(self, public: bytes) -> bool:
        """Whether the holder of this key signed it."""
        return self.frame.is_by(public, BUNDLE)

    def open(self, secret: bytes) -> Carried:
        """What is in it, opened with the secret half of the key it is sealed to.

        Raises:
            BundleBroken: it is sealed to another key, or does not hold what its header says.
        """
        key = X25519PrivateKey.from_private_bytes(secret)
        try:
            opened = SUITE.decrypt(self.frame.sealed, key, info=self.frame.head)
            content = read_packed(opened, _Content)
            if not 0 < len(content.ranges) <= MOST_RANGES:
                raise BundleBroken("changed")
            _demand_row(self.header, [read_range(each).told() for each in content.ranges])
        except (InvalidTag, ValueError, DecodeError, BatchBroken):
            raise BundleBroken("changed") from None
        if len(content.releases) > _MOST_KINDS or not all(map(KIND.fullmatch, content.releases)):
            raise BundleBroken("changed")
        return Carried(list(content.ranges), content.releases)

    def ranges(self, secret: bytes) -> list[bytes]:
        """The ranges in it; raises BundleBroken as ``open`` does."""
        return self.open(secret).ranges


class BundleReturn(Struct, frozen=True, forbid_unknown_fields=True):
    """What the centre sends back for one device: receipts, and orders it is to obey, each signed for itself too."""

    station: str
    device: bytes
    incarnation: str
    at_ms: int
    receipts: tuple[Signed, ...]
    orders: tuple[Signed, ...] = ()


class _Content(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The sealed part."""

    ranges: tuple[bytes, ...]
    releases: dict[str, int] = {}


def make_bundle(
    station: str,
    letter: str,
    ranges: Sequence[SignedRange],
    key: SigningKey,
    recipient: bytes,
    releases: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """These ranges, which follow each other, as the bytes of a file; sealed to ``recipient``, a public X25519 key.

    ``releases`` are the newest numbers of what the device works by, so that the centre knows what to send back.
    """
    manifests = [each.told() for each in ranges]
    begin, end = manifests[0], manifests[-1]
    content = pack(_Content(tuple(map(write_range, ranges)), dict(releases)))
    header = BundleHeader(
        version=1,
        alg=ALGORITHM,
        station=station,
        device=begin.device,
        letter=letter,
        epoch=begin.epoch,
        first=begin.first,
        last=end.last,
        previous=begin.previous,
        hash=end.hash,
        key=key_name(key.public),
        recipient=key_name(recipient),
        size=len(content) + SEALING_BYTES,
    )
    head = encode(header)
    sealed = SUITE.encrypt(content, X25519PublicKey.from_public_bytes(recipient), info=head)
    return write_frame(_MAGIC, head, sealed, lambda covered: key.sign(BUNDLE, covered))


def read_bundle(content: bytes) -> Bundle:
    """A bundle from its bytes. Nothing of it is proven yet but that the sealed part is the one its header belongs to.

    Raises:
        BundleBroken: it is none, or not whole.
    """
    frame = read_frame(_MAGIC, content, MOST_BUNDLE, lambda head: _header(head).size)
    return Bundle(frame, _header(frame.head))


def write_return(message: BundleReturn, key: SigningKey) -> bytes:
    """What goes back, signed, as the bytes of a file."""
    return encode(sign(RETURN, message, key))


def read_return(content: bytes, public: bytes) -> BundleReturn:
    """What came back from the centre with this key.

    Raises:
        BundleBroken: it is no return, or not whole.
        Unproven: another centre signed it, or it was changed.
    """
    if len(content) > MOST_RETURN or not content.startswith(b"{"):
        raise BundleBroken("not_one" if content else "cut_off")
    try:
        signed = read_json(content, Signed)
    except ValidationError:
        raise BundleBroken("not_one") from None
    except DecodeError:
        raise BundleBroken("cut_off") from None
    return proven(signed, RETURN, public, BundleReturn)


def _header(head: bytes) -> BundleHeader:
    try:
        header = read_json(head, BundleHeader)
    except DecodeError:
        raise BundleBroken("changed") from None
    if (header.version, header.alg) != (1, ALGORITHM):
        raise BundleBroken("later")
    sizes = (len(header.device), len(header.epoch), len(header.previous), len(header.hash))
    words = header.station + header.letter + header.key + header.recipient
    if sizes != (ID_BYTES, ID_BYTES, _HASH_BYTES, _HASH_BYTES) or not words.isprintable():
        raise BundleBroken("changed")
    if not 0 < header.first <= header.last < FURTHEST or not SEALING_BYTES < header.size <= MOST_BUNDLE:
        raise BundleBroken("changed")
    return header


def _demand_row(header: BundleHeader, manifests: Sequence[Manifest]) -> None:
    """Raises BundleBroken unless the ranges follow each other from the first fact of the header to its last."""
    seq, hash_ = header.first - 1, header.previous
    for each in manifests:
        if (each.device, each.epoch, each.first, each.previous) != (
            header.device,
            header.epoch,
            seq + 1,
            hash_,
        ):
            raise BundleBroken("changed")
        seq, hash_ = each.last, each.hash
    if (seq, hash_) != (header.last, header.hash):
        raise BundleBroken("changed")
