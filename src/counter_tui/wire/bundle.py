"""Bundles: signed ranges on their way by stick, one file each, so that a bad spot of a stick costs one file.

A bundle tells in clear text whose it is and which facts it has, signed by the device. The ranges themselves are sealed
to the centre's key with HPKE (RFC 9180), bound to that text: whoever finds a stick learns how many facts a PC wrote
and nothing else. What comes back is a return: receipts and orders, signed by the centre.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode
from msgspec.msgpack import encode as pack

from counter_tui.domain.reading import read_json, read_packed
from counter_tui.wire.entries import FURTHEST, ID_BYTES, BatchBroken
from counter_tui.wire.envelope import Signed, proven, sign
from counter_tui.wire.keys import SIGNATURE_BYTES, SigningKey, is_signed, key_name
from counter_tui.wire.ranges import Manifest, SignedRange, read_range, write_range

MOST_BUNDLE = 4 * 1024 * 1024
"""Bytes a bundle has at most."""
MOST_RETURN = 256 * 1024
"""Bytes a return has at most."""
MOST_RANGES = 64
"""Ranges a bundle has at most, so that little can be made of much that unpacks to more."""
BUNDLE = "bundle"
RETURN = "bundle-return"
"""The sorts of messages bundles and returns are signed as."""

ALGORITHM = "ed25519,x25519-hkdf-sha256-chacha20poly1305"
_MAGIC = b"counter-bundle 1\n"
_SIZE_BYTES = 2
_DIGEST_BYTES = 32
_HASH_BYTES = 32
_SEALING_BYTES = 48
"""What sealing adds: the key of this one message, and the tag."""

Fault = Literal["not_one", "later", "cut_off", "changed"]
"""What is wrong with a bundle as bytes: it is none, of a later program, its end is missing, some of it is other."""


class BundleBroken(Exception):
    """Bytes that are no whole bundle or return as it was written; ``fault`` says in which way."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


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


class Bundle(Struct, frozen=True):
    """A bundle as it travels; ``head`` are the bytes of the header that the sealed part is bound to."""

    head: bytes
    header: BundleHeader
    digest: bytes
    signature: bytes
    sealed: bytes

    def is_by(self, public: bytes) -> bool:
        """Whether the holder of this key signed it."""
        return is_signed(public, BUNDLE, self.head + self.digest, self.signature)

    def ranges(self, secret: bytes) -> list[bytes]:
        """The ranges in it, as over a line, opened with the secret half of the key it is sealed to.

        Raises:
            BundleBroken: it is sealed to another key, or does not hold what its header says.
        """
        key = X25519PrivateKey.from_private_bytes(secret)
        try:
            opened = _SUITE.decrypt(self.sealed, key, info=self.head)
            ranges = read_packed(opened, _Content).ranges
            if not 0 < len(ranges) <= MOST_RANGES:
                raise BundleBroken("changed")
            _demand_row(self.header, [read_range(each).told() for each in ranges])
        except (InvalidTag, ValueError, DecodeError, BatchBroken):
            raise BundleBroken("changed") from None
        return list(ranges)


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


_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def make_bundle(
    station: str, letter: str, ranges: Sequence[SignedRange], key: SigningKey, recipient: bytes
) -> bytes:
    """These ranges, which follow each other, as the bytes of a file; sealed to ``recipient``, a public X25519 key."""
    manifests = [each.told() for each in ranges]
    begin, end = manifests[0], manifests[-1]
    content = pack(_Content(tuple(map(write_range, ranges))))
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
        size=len(content) + _SEALING_BYTES,
    )
    head = encode(header)
    sealed = _SUITE.encrypt(content, X25519PublicKey.from_public_bytes(recipient), info=head)
    digest = sha256(sealed).digest()
    signature = key.sign(BUNDLE, head + digest)
    return _MAGIC + len(head).to_bytes(_SIZE_BYTES, "big") + head + digest + signature + sealed


def read_bundle(content: bytes) -> Bundle:
    """A bundle from its bytes. Nothing of it is proven yet but that the sealed part is the one its header belongs to.

    Raises:
        BundleBroken: it is none, or not whole.
    """
    if len(content) > MOST_BUNDLE:
        raise BundleBroken("not_one")
    if not content.startswith(_MAGIC):
        raise BundleBroken("cut_off" if _MAGIC.startswith(content) else _other(content))
    begin = len(_MAGIC) + _SIZE_BYTES
    end = begin + int.from_bytes(content[len(_MAGIC) : begin], "big")
    sealed_at = end + _DIGEST_BYTES + SIGNATURE_BYTES
    if len(content) < sealed_at:
        raise BundleBroken("cut_off")
    head = content[begin:end]
    header = _header(head)
    sealed = content[sealed_at:]
    if len(sealed) < header.size:
        raise BundleBroken("cut_off")
    digest = content[end : end + _DIGEST_BYTES]
    if len(sealed) > header.size or sha256(sealed).digest() != digest:
        raise BundleBroken("changed")
    return Bundle(head, header, digest, content[end + _DIGEST_BYTES : sealed_at], sealed)


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


def _other(content: bytes) -> Fault:
    return "later" if content.startswith(_MAGIC.split(b" ")[0] + b" ") else "not_one"


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
    if not 0 < header.first <= header.last < FURTHEST or not _SEALING_BYTES < header.size <= MOST_BUNDLE:
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
