"""Keys that sign: who wrote a range, who gave a receipt, who ordered something.

A signature covers a word for what is signed beside the bytes, so that a signature of one sort of message is never one
of another. What is sealed to somebody who has a signing key alone is sealed to the same point on Curve25519. The name
of a key is the beginning of the hash of its public half.
"""

from __future__ import annotations

from hashlib import sha256, sha512

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

KEY_BYTES = 32
SIGNATURE_BYTES = 64
_NAME_BYTES = 8
_FIELD = 2**255 - 19
"""Both curves lie over the whole numbers modulo this one (RFC 7748, 4.1)."""


class SigningKey(Struct, frozen=True):
    """A secret Ed25519 key of a device or of the centre, as its 32 bytes."""

    secret: bytes

    def __repr__(self) -> str:
        """Without the key."""
        return "SigningKey()"

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    @property
    def sealing(self) -> bytes:
        """The secret X25519 key that opens what is sealed to the holder of this key, 32 bytes."""
        return sha512(self.secret).digest()[:KEY_BYTES]

    def sign(self, sort: str, content: bytes) -> bytes:
        """The signature of some content as a message of this sort, 64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(_covered(sort, content))


def is_signed(public: bytes, sort: str, content: bytes, signature: bytes) -> bool:
    """Whether the holder of this key signed this content as a message of this sort."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _covered(sort, content))
    except (InvalidSignature, ValueError):
        return False
    return True


def sealing_of(public: bytes) -> bytes:
    """The public X25519 key to seal to for the holder of this public Ed25519 key: the same point on the other curve.

    Raises ValueError for a key nobody signs with.
    """
    y = int.from_bytes(public, "little") % (1 << 255)
    if y in (0, 1, _FIELD - 1):
        raise ValueError("no key to seal to")
    return ((1 + y) * pow(1 - y, -1, _FIELD) % _FIELD).to_bytes(KEY_BYTES, "little")


def key_name(public: bytes) -> str:
    """The name of a key: 16 hexadecimal digits."""
    return sha256(public).digest()[:_NAME_BYTES].hex()


def _covered(sort: str, content: bytes) -> bytes:
    return b"counter-sync/1\0" + sort.encode("ascii") + b"\0" + content
