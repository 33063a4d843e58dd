"""How a file on a stick is framed: a first line, a header in clear text, a digest, a signature, a sealed part.

The signature covers header and digest, and the sealed part is bound to the header: none of the three serves without
the others.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Literal

from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from msgspec import Struct

from counter_tui.wire.keys import SIGNATURE_BYTES, is_signed

ALGORITHM = "ed25519,x25519-hkdf-sha256-chacha20poly1305"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
SEALING_BYTES = 48
"""What sealing adds: the key of this one message, and the tag."""

_SIZE_BYTES = 2
_DIGEST_BYTES = 32

Fault = Literal["not_one", "later", "cut_off", "changed"]
"""What is wrong with a file as bytes: it is none, of a later program, its end is missing, some of it is other."""


class BundleBroken(Exception):
    """Bytes that are no whole file of a stick as it was written; ``fault`` says in which way."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Frame(Struct, frozen=True):
    """A file as it travels: the bytes of its header, the digest of the sealed part, and the signature over both."""

    head: bytes
    digest: bytes
    signature: bytes
    sealed: bytes

    def is_by(self, public: bytes, sort: str) -> bool:
        """Whether the holder of this key signed it as a file of this sort."""
        return is_signed(public, sort, self.head + self.digest, self.signature)


def write_frame(magic: bytes, head: bytes, sealed: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The bytes of a file; ``sign`` signs what has to be signed."""
    digest = sha256(sealed).digest()
    return magic + len(head).to_bytes(_SIZE_BYTES, "big") + head + digest + sign(head + digest) + sealed


def read_frame(magic: bytes, content: bytes, most: int, size_of: Callable[[bytes], int]) -> Frame:
    """A file from its bytes; ``size_of`` reads the header and says how long the sealed part is.

    Nothing of it is proven yet but that the sealed part is the one its header belongs to.

    Raises:
        BundleBroken: it is none, or not whole.
    """
    if len(content) > most:
        raise BundleBroken("not_one")
    if not content.startswith(magic):
        raise BundleBroken("cut_off" if magic.startswith(content) else _other(magic, content))
    begin = len(magic) + _SIZE_BYTES
    end = begin + int.from_bytes(content[len(magic) : begin], "big")
    sealed_at = end + _DIGEST_BYTES + SIGNATURE_BYTES
    if len(content) < sealed_at:
        raise BundleBroken("cut_off")
    size = size_of(content[begin:end])
    sealed = content[sealed_at:]
    if len(sealed) < size:
        raise BundleBroken("cut_off")
    digest = content[end : end + _DIGEST_BYTES]
    if len(sealed) > size or sha256(sealed).digest() != digest:
        raise BundleBroken("changed")
    return Frame(content[begin:end], digest, content[end + _DIGEST_BYTES : sealed_at], sealed)


def _other(magic: bytes, content: bytes) -> Fault:
    return "later" if content.startswith(magic.split(b" ")[0] + b" ") else "not_one"
